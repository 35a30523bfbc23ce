"""The changes that a decision makes to procedures, and their problems. Used by the form and by the action."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.db.models.functions import Left

from core.folding import fold
from core.refusals import NotAllowed
from procedures import codes
from procedures.models import ChangeKind, Decision, Field, Procedure, Version

Effect = ChangeKind.Effect


@dataclass(frozen=True)
class ItemChange:
    """One line as typed. `procedure`: the procedure of the catalogue. `code`, `name`, `field`: those of a new
    procedure, or new values of the known one (empty: unchanged)."""

    kind: ChangeKind
    procedure: Procedure | None = None
    code: str = ""
    name: str = ""
    field: Field | None = None
    item_id: int | None = None  # the stored line that this one corrects

    @property
    def effect(self):
        return self.kind.effect

    @property
    def makes_new(self):
        return self.effect in (Effect.CREATE, Effect.REPLACE)


@dataclass(frozen=True)
class Problem:
    """A problem of the line at `place` (from 0)."""

    place: int
    words: str


class WrongItems(NotAllowed):
    """Lines that cannot be applied; the decision was not stored."""

    def __init__(self, problems):
        self.problems = problems
        super().__init__(f"Dòng {problems[0].place + 1}: {problems[0].words}")


def problems(*, level, changes, effective_date, decision=None):
    """Every Problem of these lines. `decision`: the decision being corrected, whose stored lines are ignored."""
    check = _check_province if level == Decision.Level.PROVINCE else _check_ministry
    taken = _codes_taken(changes, decision)
    found = [Problem(place, words) for place, change in enumerate(changes) for words in check(change, taken)]
    if level == Decision.Level.PROVINCE:
        found += _of_abolished(changes, effective_date, decision)
    return sorted([*found, *_repeated(changes)], key=lambda problem: problem.place)


def _check_province(change, taken):
    if change.makes_new:
        yield from _check_new(change, taken)
    if change.effect != Effect.CREATE and change.procedure is None:
        yield "Chọn thủ tục trong danh mục. Nếu thủ tục chưa có, hãy dùng loại “ban hành mới”."
    if change.effect == Effect.CREATE and change.procedure is not None:
        yield "Thủ tục này đã có trong danh mục. Hãy chọn “sửa đổi, bổ sung”, hoặc nhập mã và tên của thủ tục mới."
    if change.effect == Effect.AMEND and change.code:
        owner = taken.get(change.code)
        if owner and owner != change.procedure:
            yield f"Mã {change.code} đã dùng cho thủ tục khác."


def _check_ministry(change, taken):
    if change.procedure is None and not change.name:
        yield "Chọn thủ tục trong danh mục, hoặc nhập tên thủ tục như trong quyết định."


def _check_new(change, taken):
    if not change.name:
        yield "Nhập tên của thủ tục mới."
    if change.effect == Effect.CREATE and change.field is None:
        yield "Chọn lĩnh vực của thủ tục mới."
    if change.effect == Effect.REPLACE and change.procedure and change.code == change.procedure.code:
        yield "Nhập mã của thủ tục thay thế, khác mã của thủ tục cũ. Mã không đổi thì chọn “sửa đổi, bổ sung”."
    elif change.code and change.code in taken:
        yield f"Mã {change.code} đã có trong danh mục. Hãy chọn thủ tục đó, hoặc nhập mã khác."


def _codes_taken(changes, decision):
    """{code: Procedure} of used codes; codes that exist only through the decision being corrected are free."""
    typed = [change.code for change in changes if change.code]
    found = {one.code: one for one in with_versions().filter(code__in=typed)}
    if decision:
        own = decision.items.filter(removed_at=None, kind__effect__in=[Effect.CREATE, Effect.REPLACE])
        for code in own.values_list("procedure__code", flat=True):
            found.pop(code, None)
    return found


def _of_abolished(changes, effective_date, decision):
    """Problems of lines that change an abolished procedure, unless this decision abolished it."""
    ended_here = set()
    if decision:
        ends = decision.items.filter(removed_at=None, kind__effect__in=[Effect.ABOLISH, Effect.REPLACE])
        ended_here = {pk for pair in ends.values_list("procedure_id", "replaced_id") for pk in pair}
    for place, change in enumerate(changes):
        one = change.procedure
        if one and one.pk not in ended_here and effective_date and one.is_abolished(effective_date):
            yield Problem(place, f"Thủ tục này đã bãi bỏ từ ngày {one.abolished_date:%d/%m/%Y}.")


def _repeated(changes):
    seen = {}
    for place, change in enumerate(changes):
        keys = [("procedure", change.procedure.pk)] if change.procedure else []
        keys += [("code", fold(change.code))] if change.code else []
        for key in keys:
            if key in seen and seen[key] != place:
                yield Problem(place, f"Trùng với dòng {seen[key] + 1}.")
                break
            seen[key] = place


def of_items(items):
    """The ItemChanges of stored lines, to fill a form."""
    return [_of_item(item) for item in items]


def _of_item(item):
    made_new = item.kind.effect in (Effect.CREATE, Effect.REPLACE) and item.decision.is_of_province
    procedure = item.replaced if made_new else item.procedure
    return ItemChange(item.kind, procedure, item.code, item.name, item.field, item_id=item.pk)


def following(items):
    """The ItemChanges of the province's decision after a ministry's lines, with the procedures of the catalogue."""
    found = known(item.code for item in items)
    return [_following(item, item.procedure or found.get(item.code)) for item in items]


def _following(item, procedure):
    """A known procedure keeps its code: the ministry's may be the national part only."""
    keeps_code = procedure is not None and item.kind.effect != Effect.REPLACE
    return ItemChange(item.kind, procedure, "" if keeps_code else item.code, item.name, item.field)


def known(typed):
    """{typed code: Procedure} found by the whole code, or by the national part when only one procedure has it."""
    typed = {code for code in typed if code}
    found = {one.code: one for one in with_versions().filter(code__in=typed).select_related("field")}
    short = {code: codes.short(code) for code in typed - found.keys() if codes.looks_right(code)}
    alike = with_versions().annotate(short=Left("code", codes.SHORT)).filter(short__in=set(short.values()))
    by_short = {}
    for one in alike.select_related("field"):
        by_short.setdefault(one.short, []).append(one)
    return found | {code: by_short[part][0] for code, part in short.items() if len(by_short.get(part, [])) == 1}


def with_versions():
    """Procedures with a current version (from a decision or an import)."""
    return Procedure.objects.filter(Exists(Version.objects.current().filter(procedure=OuterRef("pk"))))
