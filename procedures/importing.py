"""Reading procedures from a table: the meaning of columns and cells. A cell that cannot be read is named by its place
in the file."""

import re
from dataclasses import dataclass

from core.folding import fold
from documents.reading import Unreadable, read_tables
from documents.reading.tables import LONGEST_CELL, clean
from procedures.models import Field, ServiceLevel, Version

NEEDED = ("code", "name", "field")
ALIASES = {
    "code": ("Mã thủ tục", "Mã TTHC", "Mã thủ tục hành chính", "Mã số TTHC"),
    "name": ("Tên thủ tục", "Tên TTHC", "Tên thủ tục hành chính"),
    "field": ("Lĩnh vực",),
    "admin_level": ("Cấp thực hiện", "Cấp"),
    "service_level": ("Mức độ", "Mức độ dịch vụ công trực tuyến", "Mức độ DVC"),
    "accepts_post": ("Bưu chính", "Tiếp nhận qua bưu chính công ích"),
    "form_names": ("Mẫu đơn, mẫu tờ khai", "Mẫu đơn, tờ khai"),
    "fee": ("Phí, lệ phí", "Phí", "Lệ phí"),
    "legal_bases": ("Căn cứ pháp lý", "Căn cứ pháp lý của TTHC"),
}
TEXTS = tuple(name for name in Version.TEXTS if name != "name")
NAMES = ("code", "name", "field", "admin_level", "service_level", "accepts_post", *TEXTS)
MOST_ROWS = 2_000  # about ten seconds on a small machine, within one request
LONGEST = {"code": 60, "name": 600}
LEVELS = {fold(label): value for value, label in Version.AdminLevel.choices}
POST = {"co": True, "co tiep nhan": True, "khong": False, "khong tiep nhan": False}
BROKEN = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}
GUARDED = re.compile(r"'(?=[=+\-@])")  # the guard against formulas in our CSV exports
COUNTING = re.compile(r"[\d().\s]+")  # the row "(1) (2) (3)" under the headings


def heading(name):
    """The heading of the column in exported files."""
    return ALIASES[name][0] if name in ALIASES else Version._meta.get_field(name).verbose_name.capitalize()


BY_HEADING = {fold(words): name for name in NAMES for words in (heading(name), *ALIASES.get(name, ()))}


@dataclass(frozen=True)
class Sheet:
    """The rows of a file: [(line, {name of the column: text})]."""

    rows: tuple
    places: dict  # name of the column -> number from 0
    ignored: tuple = ()  # headings of columns that are not read
    is_text: bool = False

    def cell(self, name, line):
        """The place of a value in the file, such as "F12"."""
        column = letter(self.places[name]) if name in self.places else "?"
        return f"Dòng {line}, cột {column}" if self.is_text else f"Ô {column}{line}"


def letter(place):
    """The column of a sheet: 0 is A, 26 is AA."""
    text, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def read(name, data):
    """The Sheet of a file, or Unreadable with a sentence for the user."""
    is_text = name.lower().endswith(".csv")
    for table in read_tables(name, data):
        for place, row in enumerate(table.rows):
            if "code" in (BY_HEADING.get(fold(text)) for text in row):
                return _sheet(row, table.rows[place + 1 :], is_text)
    raise Unreadable(f"Không thấy cột “{heading('code')}”. Dòng tiêu đề cần có: {', '.join(map(heading, NEEDED))}.")


def _sheet(head, rows, is_text):
    places, ignored = {}, []
    for place, text in enumerate(head):
        name = BY_HEADING.get(fold(text))
        if name in places:
            twice = f"{letter(places[name])}{head.line} và {letter(place)}{head.line}"
            raise Unreadable(f"Cột “{heading(name)}” có hai lần (ô {twice}). Hãy bỏ một cột rồi chọn lại tệp.")
        if name:
            places[name] = place
        elif text:
            ignored.append(text)
    found = tuple(
        (row.line, {name: _plain(row[place]) if is_text else row[place] for name, place in places.items()})
        for row in rows
        if not all(COUNTING.fullmatch(text) for text in row if text)
    )
    if not found:
        raise Unreadable("Tệp chưa có dòng nào dưới dòng tiêu đề.")
    if len(found) > MOST_ROWS:
        raise Unreadable("Tệp có hơn 2.000 thủ tục. Hãy chia thành nhiều tệp, mỗi tệp một lĩnh vực chẳng hạn.")
    return Sheet(found, places, tuple(ignored), is_text)


def _plain(text):
    return text[1:] if GUARDED.match(text) else text


class CatalogueReader:
    """Turns the texts of a row into values. Reference data is read once."""

    def __init__(self, sheet):
        self.sheet, self.seen = sheet, {}
        fields = list(Field.objects.all())
        self.fields = {fold(one.code): one for one in fields if one.code} | {fold(one.name): one for one in fields}
        self.exact_fields = {one.name: one for one in fields}
        self.levels = {fold(one.name): one for one in ServiceLevel.objects.order_by("-position")}

    def read(self, line, texts):
        """({name: value} of the filled cells, [problems])."""
        values, problems = {}, []
        for name, text in texts.items():
            if not text:
                continue
            try:
                values[name] = self._value(name, text)
            except ValueError as wrong:
                problems.append(self.say(name, line, wrong))
        if not texts.get("code"):
            problems.insert(0, self.say("code", line, "chưa có mã thủ tục. Ghi mã, hoặc bỏ dòng này."))
        elif "code" in values:
            problems += self._repeated(values["code"], line)
        return values, problems

    def say(self, name, line, words):
        return f"{self.sheet.cell(name, line)}: {words}"

    def _repeated(self, code, line):
        first = self.seen.setdefault(code, line)
        return [] if first == line else [self.say("code", line, f"mã này đã có ở dòng {first}. Hãy bỏ một dòng.")]

    def _value(self, name, text):
        if text in BROKEN:
            raise ValueError(f"công thức bị lỗi ({text}). Hãy ghi lại giá trị.")
        longest = LONGEST.get(name, LONGEST_CELL - 1)  # documents.reading cuts longer cells
        if len(text) > longest:
            raise ValueError(f"dài quá {longest:,} ký tự, hãy rút gọn.".replace(",", "."))
        read = getattr(self, f"_{name}", None)
        return read(text) if read else text

    def _code(self, text):
        return "".join(text.split())

    def _name(self, text):
        return " ".join(text.split())

    def _field(self, text):
        found = self.exact_fields.get(text) or self.fields.get(fold(text))
        if found is None:
            raise ValueError(f"chưa có lĩnh vực “{text}”. Thêm lĩnh vực ở trang quản trị, hoặc sửa ô này.")
        return found

    def _admin_level(self, text):
        found = LEVELS.get(fold(text)) or LEVELS.get(f"cap {fold(text)}")
        if found is None:
            known = ", ".join(label for _, label in Version.AdminLevel.choices)
            raise ValueError(f"không có cấp “{text}”. Ghi một trong: {known}.")
        return found

    def _service_level(self, text):
        found = self.levels.get(fold(text))
        if found is None:
            known = ", ".join(one.name for one in reversed(self.levels.values()))
            raise ValueError(f"không có mức độ “{text}”. Ghi một trong: {known}.")
        return found

    def _accepts_post(self, text):
        if fold(text) not in POST:
            raise ValueError(f"“{text}” không rõ có tiếp nhận qua bưu chính hay không. Ghi “Có” hoặc “Không”.")
        return POST[fold(text)]


def changed(version, values):
    """The values that differ from the version; differences in white space are ignored."""
    return {name: value for name, value in values.items() if not _is_same(getattr(version, name), value)}


def _is_same(old, new):
    return clean(old) == new if isinstance(old, str) and isinstance(new, str) else old == new
