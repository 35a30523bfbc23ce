"""The lines of a decision in its form: read from POST data, added, removed, checked."""

import dataclasses
import re
import secrets

from core.folding import fold
from procedures import codes, item_changes
from procedures.item_changes import ItemChange
from procedures.models import ChangeKind, Field, Procedure, Version

Effect = ChangeKind.Effect
MOST = 400  # with seven inputs a line below DATA_UPLOAD_MAX_NUMBER_FIELDS
KEY = re.compile(r"[0-9a-f]{1,12}")
CODE = re.compile(rf"(?<![\d.]){codes.SHAPE.pattern}")
FULL = f"Một quyết định ghi được nhiều nhất {MOST} dòng; các dòng sau không được thêm."


@dataclasses.dataclass
class ItemLine:
    """One line of the form. `key` is the prefix of its inputs."""

    key: str
    kind: ChangeKind | None
    procedure: Procedure | None = None
    known_name: str = ""
    code: str = ""
    name: str = ""
    field: Field | None = None
    item_id: int | None = None
    problems: list = dataclasses.field(default_factory=list)
    is_fresh: bool = False

    @property
    def change(self):
        return ItemChange(self.kind, self.procedure, self.code, self.name, self.field, self.item_id)

    @property
    def label(self):
        """The name of the line for screen readers."""
        return (self.procedure and self.procedure.code) or self.code or self.name or "thủ tục mới"

    @property
    def says_otherwise(self):
        """Whether the decision gives the procedure another code or name, or must do so (replacement)."""
        replaces = self.kind is not None and self.kind.effect == Effect.REPLACE
        other_code = self.code not in ("", self.procedure.code if self.procedure else "")
        return replaces or other_code or self.name not in ("", self.known_name)

    @property
    def advice(self):
        is_typed = self.code and not (self.procedure and self.procedure.code == self.code)
        return codes.WARNING if is_typed and not codes.looks_right(self.code) else ""

    def own_problems(self):
        if self.kind is None:
            yield "Chọn loại thay đổi."
        for value, label, longest in ((self.code, "Mã", 60), (self.name, "Tên", 600)):
            if len(value) > longest:
                yield f"{label} dài quá {longest} ký tự, hãy rút gọn."


class ItemLines:
    """All lines of the form with their choices, in a constant number of queries."""

    def __init__(self, today):
        self.today = today
        self.kinds = {kind.pk: kind for kind in ChangeKind.objects.all()}
        self.kinds_today = set(ChangeKind.objects.valid_on(today))
        self.fields = {one.pk: one for one in Field.objects.all()}
        self.all, self.added, self.said = [], [], ""

    @classmethod
    def posted(cls, data, today):
        lines = cls(today)
        keys = [key for key in dict.fromkeys(data.getlist("dong")) if KEY.fullmatch(key)]
        lines.all = [lines._read(key, data) for key in keys]
        procedures = Procedure.objects.select_related("field").in_bulk(
            [number(data.get(f"{key}-procedure")) for key in keys if data.get(f"{key}-procedure")]
        )
        for line in lines.all:
            line.procedure = procedures.get(number(data.get(f"{line.key}-procedure")))
        lines._find_by_code()
        lines._name()
        return lines

    @classmethod
    def of(cls, changes, today):
        lines = cls(today)
        for change in changes:
            line = lines._new(change.kind, procedure=change.procedure, code=change.code, name=change.name)
            line.field, line.item_id = change.field, change.item_id
        lines._name()
        lines.added = []
        return lines

    def __iter__(self):
        return iter(self.all)

    def __len__(self):
        return len(self.all)

    @property
    def changes(self):
        return [line.change for line in self.all]

    @property
    def has_problems(self):
        return any(line.problems for line in self.all)

    @property
    def strange_codes(self):
        return [line.code for line in self.all if line.advice]

    @property
    def kind_choices(self):
        """The kinds valid today, and those that the lines already have."""
        used = {line.kind for line in self.all}
        return [kind for kind in self.kinds.values() if kind in used | self.kinds_today]

    @property
    def usual_kind(self):
        return self._kind_of(Effect.AMEND)

    def check(self, *, level, effective_date, decision=None):
        """Set the problems of each line."""
        for line in self.all:
            line.problems = list(line.own_problems())
        if any(line.kind is None for line in self.all):
            return
        found = item_changes.problems(
            level=level, changes=self.changes, effective_date=effective_date, decision=decision
        )
        self.show(found)

    def show(self, problems):
        for problem in problems:
            self.all[problem.place].problems.append(problem.words)

    def obey(self, data):
        """Carry out the pressed button inside the form; False when the form is to be saved."""
        kind = self.kinds.get(number(data.get("loai"))) or self.usual_kind
        if "them" in data:
            self._add_known(number(data["them"]), kind)
        elif "moi" in data:
            self._add_new()
        elif "dan" in data:
            self._paste(data.get("ma", ""), kind)
        elif "bo" in data:
            self._remove(data["bo"])
        else:
            return "tim" in data
        return True

    def _add_known(self, pk, kind):
        version = Version.objects.shown(self.today).filter(procedure=pk).select_related("procedure__field").first()
        places = [place for place, line in enumerate(self.all, 1) if line.procedure and line.procedure.pk == pk]
        if version is None:
            self.said = "Thủ tục này không còn trong danh mục. Hãy tìm lại."
        elif places:
            self.said = f"{version.procedure} đã có ở dòng {places[0]}."
        elif self._has_room():
            self._new(kind, procedure=version.procedure, known_name=version.name)
            self.said = f"Đã thêm {version.procedure} vào dòng {len(self)}."

    def _add_new(self):
        if self._has_room():
            last = next((line.field for line in reversed(self.all) if line.field), None)
            self._new(self._kind_of(Effect.CREATE), field=last, is_fresh=True)
            self.said = f"Đã thêm dòng {len(self)}. Nhập mã, tên và lĩnh vực của thủ tục mới."

    def _paste(self, text, kind):
        for code, name in pasted(text):
            if self._has_room():
                self._new(kind, code=code, name=name)
        self._find_by_code()
        self._name()
        for line in self.added:
            line.name = "" if fold(line.name) == fold(line.known_name) else line.name
        unknown = sum(line.procedure is None for line in self.added)
        if not self.added:
            self.said = self.said or "Chưa có mã nào. Dán các mã, mỗi dòng một mã, rồi bấm Thêm các mã."
        else:
            missing = f", trong đó {unknown} dòng chưa có trong danh mục" if unknown else ""
            self.said = f"Đã thêm {len(self.added)} dòng{missing}. {self.said}".strip()

    def _remove(self, key):
        self.all = [line for line in self.all if line.key != key]
        self.said = f"Đã bỏ một dòng, còn {len(self)} dòng."

    def _has_room(self):
        if len(self.all) < MOST:
            return True
        self.said = FULL
        return False

    def _new(self, kind, **given):
        line = ItemLine(secrets.token_hex(4), kind, **given)
        self.all.append(line)
        self.added.append(line)
        return line

    def _kind_of(self, effect):
        today = [kind for kind in self.kinds.values() if kind in self.kinds_today]
        return next((kind for kind in today if kind.effect == effect), today[0] if today else None)

    def _read(self, key, data):
        return ItemLine(
            key,
            self.kinds.get(number(data.get(f"{key}-kind"))),
            code=plain(data.get(f"{key}-code")),
            name=plain(data.get(f"{key}-name")),
            field=self.fields.get(number(data.get(f"{key}-field"))),
            item_id=number(data.get(f"{key}-item")),
        )

    def _find_by_code(self):
        """Set the procedure of lines whose typed or pasted code is in the catalogue."""
        asking = [line for line in self.all if line.procedure is None and line.code and self._changes_what_is(line)]
        found = item_changes.known(line.code for line in asking) if asking else {}
        for line in asking:
            if line.code in found:
                line.procedure, line.code = found[line.code], ""

    @staticmethod
    def _changes_what_is(line):
        return line.kind is not None and line.kind.effect in (Effect.AMEND, Effect.ABOLISH)

    def _name(self):
        """Set the present name of each line's procedure."""
        ids = [line.procedure.pk for line in self.all if line.procedure]
        shown = Version.objects.shown(self.today).filter(procedure__in=ids) if ids else Version.objects.none()
        names = dict(shown.values_list("procedure", "name"))
        for line in self.all:
            line.known_name = names.get(line.procedure.pk, "") if line.procedure else ""


def number(text):
    """The primary key in POST data; None for an invalid one."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def plain(text):
    return " ".join((text or "").replace("\x00", "").split())


def pasted(text):
    """[(code, name)] of pasted lines: a code, with or without a name after it."""
    for line in filter(None, map(plain, text.splitlines())):
        found = CODE.search(line)
        if found:
            yield found[0], line[found.end() :].strip(" -–:;,|.")
            continue
        first, _, rest = line.partition(" ")
        has_digit = any(letter.isdigit() for letter in first)
        yield (first, rest) if has_digit else ("", line)
