"""Dossier counts as workbooks: the form of a period, the template to fill in, and reading a filled-in file."""

import dataclasses

from core.folding import fold
from core.seals import seal
from documents import reading, sheets
from dossiers import columns as dossiers
from dossiers.models import DossierCount
from organization.models import Agency
from procedures.models import Field, Procedure

CODE, NAME = "Mã thủ tục", "Lĩnh vực, thủ tục"
MOST_ROWS = 5_000


def columns(*, with_code):
    found = [sheets.Column("STT", 6, centred=True), sheets.Column(NAME, 46)]
    if with_code:
        found.insert(1, sheets.Column(CODE, 26))
    return found + [sheets.Column(heading, 13, kind="number") for heading in dossiers.COLUMNS.values()]


def heading(period, title):
    return [
        title,
        f"Đơn vị báo cáo: {Agency.current()}",
        f"Kỳ báo cáo: {period} (từ ngày {period.first_day:%d/%m/%Y} đến ngày {period.last_day:%d/%m/%Y})",
        "Đơn vị tính: số hồ sơ TTHC",
    ]


def form_of(period, rows):
    """The workbook of a period: the columns of form II.06a and two more."""
    lines = []
    for number, row in enumerate(rows, start=1):
        label = str(row.field) if row.field_id else row.procedure_name or str(row.procedure)
        lines.append(sheets.SheetRow((number, label, *(getattr(row, name) for name in dossiers.COLUMNS))))
    lines.append(sheets.SheetRow(("", "Tổng cộng", *dossiers.sums(rows).values())))
    title = "Tình hình, kết quả giải quyết TTHC (theo cột của biểu II.06a)"
    return book(f"Hồ sơ {period}", columns(with_code=False), lines, heading(period, title))


def template(period, *, by_field):
    """The workbook to fill in. The numbers carried over are already filled in; totals may stay empty."""
    left, lines = dossiers.left_over(period), []
    versions = dossiers.in_force_in(period)
    if by_field:
        fields = {one.procedure.field for one in versions}
        keys = [((one.pk, None), "", one.name) for one in sorted(fields, key=str)]
    else:
        keys = [((None, one.procedure_id), one.procedure.code, one.name) for one in versions if one.procedure.code]
    for number, (key, code, name) in enumerate(keys, start=1):
        cells = [left.get(key, "") if column == "carried_over" else "" for column in dossiers.COLUMNS]
        lines.append(sheets.SheetRow((number, code, name, *cells)))
    title = "Mẫu nhập số liệu hồ sơ: điền các cột số, để trống cột tổng số thì phần mềm tự cộng"
    return book("Số liệu hồ sơ", columns(with_code=True), lines, heading(period, title))


def book(name, shown, lines, lines_above):
    sheet = sheets.Sheet(title=name, columns=shown, rows=lines, heading_lines=lines_above)
    return sheets.workbook([sheet], title=lines_above[0], creator=str(Agency.current()))


@dataclasses.dataclass
class CountLine:
    """A row of the file: its place, its field or procedure, its numbers."""

    line: int
    label: str
    values: dict = dataclasses.field(default_factory=dict)
    field: int | None = None
    procedure: int | None = None
    was: dict | None = None
    seal: str = ""

    def as_dict(self):
        return dataclasses.asdict(self)


class Unusable(reading.Unreadable):
    """The file can be opened but contains no table of counts."""


def read(name, data, *, period):
    """([CountLine], [words of a problem]). Raises reading.Unreadable with a sentence for the user."""
    for table in reading.read_tables(name, data):
        place = find_heading(table.rows)
        if place is not None:
            return Reader(period, table.rows[place]).read(table.rows[place + 1 :])
    raise Unusable(f"Không thấy dòng tiêu đề có cột “{NAME}” và các cột số. Hãy dùng tệp mẫu của kỳ này.")


def find_heading(rows):
    for place, row in enumerate(rows[:30]):
        names = {fold(cell) for cell in row}
        if fold(NAME) in names and sum(fold(text) in names for text in dossiers.COLUMNS.values()) > 5:
            return place
    return None


class Reader:
    """Reads the rows below a heading; the columns may be in any order."""

    def __init__(self, period, heading_row):
        self.period = period
        by_name = {fold(text): place for place, text in enumerate(heading_row) if text}
        self.places = {key: by_name.get(fold(text)) for key, text in dossiers.COLUMNS.items()}
        self.code_at, self.name_at = by_name.get(fold(CODE)), by_name[fold(NAME)]
        self.procedures = {one.code: one for one in Procedure.objects.exclude(code="").select_related("field")}
        self.fields = {fold(one.name): one for one in Field.objects.all()}
        known = DossierCount.objects.filter(period=period)
        self.known = {(row.field_id, row.procedure_id): numbers_of(row) for row in known}
        self.lines, self.problems, self.seen = [], [], {}

    def read(self, rows):
        for row in rows[:MOST_ROWS]:
            if self.is_data(row):
                self.read_row(row)
        if not self.lines and not self.problems:
            self.problems.append("Tệp chưa có số liệu nào. Điền ít nhất một dòng rồi chọn lại tệp.")
        return self.lines, self.problems

    def is_data(self, row):
        """Whether the row has counts: False for rows without a number and for the row of totals."""
        if fold(row[self.name_at]).startswith("tong cong"):
            return False
        counted = [place for key, place in self.places.items() if place is not None and key != "carried_over"]
        return any(row[place] for place in counted)

    def read_row(self, row):
        target = self.target(row)
        values, given, wrong = {}, {}, False
        for key, place in self.places.items():
            try:
                number = dossiers.whole(row[place]) if place is not None else 0
            except ValueError as error:
                self.problems.append(f"Ô {cell(place, row.line)}: {error}")
                wrong, number = True, 0
            if key in dossiers.TOTALS:
                given[key] = number if place is not None and row[place] else None
            else:
                values[key] = number
        if target is None or wrong:
            return
        for column, words in dossiers.problems(values, given):
            self.problems.append(f"Ô {cell(self.places[column] or 0, row.line)}: {words}")
        label = row[self.name_at] or target.code
        one = CountLine(row.line, label, values=values, **self.key_of(target))
        one.was = self.known.get((one.field, one.procedure))
        one.seal = seal_of(one.was)
        self.lines.append(one)

    def target(self, row):
        """The procedure with the code, or the field with the name; a repeated one is a problem."""
        code = row[self.code_at].strip() if self.code_at is not None else ""
        found = self.procedures.get(code) if code else self.fields.get(fold(row[self.name_at]))
        at = cell(self.code_at if code else self.name_at, row.line)
        if found is None:
            what = f"chưa có thủ tục mang mã “{code}”" if code else f"chưa có lĩnh vực “{row[self.name_at]}”"
            self.problems.append(f"Ô {at}: {what}. Hãy sửa theo danh mục, hoặc bỏ dòng này.")
        elif found in self.seen:
            self.problems.append(f"Ô {at}: trùng với dòng {self.seen[found]}. Mỗi thủ tục, lĩnh vực chỉ ghi một dòng.")
            found = None
        else:
            self.seen[found] = row.line
        return found

    def key_of(self, target):
        if isinstance(target, Field):
            return {"field": target.pk}
        return {"procedure": target.pk}


def numbers_of(row):
    return {name: getattr(row, name) for name in DossierCount.COUNTS}


def seal_of(numbers):
    """The seal of the row that the preview showed; None when there was no row."""
    return seal(numbers and [numbers[name] for name in DossierCount.COUNTS])


def cell(column, line):
    """The place of a value in the sheet, such as "F12"."""
    letters, column = "", column + 1
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(65 + left) + letters
    return f"{letters}{line}"
