"""The one way to make a workbook: streamed, printable on A4, user text never becomes a formula."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from documents.cells import printable, safe_cell, sheet_title

FONT = "Times New Roman"
A4 = 9
LINE_HEIGHT = 17  # points, for 12 pt text
HIGHEST_ROW = 409  # points; Excel refuses more
LINE = Border(*[Side(style="thin", color="808080")] * 4)
GREY = PatternFill("solid", fgColor="EDEDED")


@dataclass(frozen=True)
class Column:
    heading: str
    width: float = 20  # in characters
    wrap: bool = True
    kind: str = "text"  # text | number | date
    centred: bool = False


@dataclass(frozen=True)
class SheetRow:
    cells: tuple
    style: str = "plain"  # plain | group: bold, and the last cell given runs across the columns that are left


@dataclass(frozen=True)
class Sheet:
    title: str
    columns: list[Column]
    rows: Iterable[SheetRow]  # may be a generator: it is read once
    heading_lines: list[str] = field(default_factory=list)


def workbook(sheets, *, title="", creator=""):
    """The bytes of an .xlsx with these sheets."""
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = printable(creator), printable(title)
    used = set()
    for sheet in sheets:
        Writer(book.create_sheet(sheet_title(sheet.title, used)), sheet).write()
    out = BytesIO()
    book.save(out)
    return out.getvalue()


class Writer:
    """Writes one sheet from top to bottom; a streamed sheet cannot change an earlier row."""

    def __init__(self, page, sheet):
        self.page, self.sheet = page, sheet
        self.styles = {}
        self.merged = []
        self.row = 0

    def write(self):
        self.set_up()
        for line in self.sheet.heading_lines:
            self.make_room_across(1, line)
            self.add([self.cell(line, "title")])
        self.add([self.cell(column.heading, "heading") for column in self.sheet.columns])
        for row in self.sheet.rows:
            self.add_row(row)
        self.page.merged_cells = self.merged
        self.page.print_area = f"A1:{get_column_letter(len(self.sheet.columns))}{self.row}"

    def set_up(self):
        page, heading_row = self.page, len(self.sheet.heading_lines) + 1
        page.freeze_panes = f"A{heading_row + 1}"
        page.print_title_rows = f"{heading_row}:{heading_row}"
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_margins.left = page.page_margins.right = 0.4
        page.page_margins.top = page.page_margins.bottom = 0.6
        page.HeaderFooter.oddFooter.center.text = "&P/&N"
        for number, column in enumerate(self.sheet.columns, start=1):
            page.column_dimensions[get_column_letter(number)].width = column.width

    def add_row(self, row):
        columns = self.sheet.columns
        given = tuple(row.cells)[: len(columns)]
        values = [*given, *[None] * (len(columns) - len(given))]
        if row.style == "group":
            self.make_room_across(len(given), given[-1])
            self.add([self.cell(value, "group") for value in values])
        else:
            pairs = list(zip(values, columns, strict=True))
            self.make_room_for(pairs)
            self.add(
                [self.cell(value, column.kind, wrap=column.wrap, centred=column.centred) for value, column in pairs]
            )

    def add(self, cells):
        self.page.append(cells)
        self.row += 1

    def make_room_for(self, pairs):
        """Set the height of the next row for its longest cell: not every program adjusts heights on opening."""
        lines = [lines_of(str(value), column.width, wide=1.1) for value, column in pairs if value and column.wrap]
        if max(lines, default=1) > 1:
            self.page.row_dimensions[self.row + 1].height = min(LINE_HEIGHT * max(lines), HIGHEST_ROW)

    def make_room_across(self, first, text):
        """Merge the next row from column `first` on, and set its height: Excel does not adjust merged cells."""
        row, last = self.row + 1, len(self.sheet.columns)
        if first < last:
            self.merged.append(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}")
            width = sum(column.width for column in self.sheet.columns[first - 1 :])
            self.page.row_dimensions[row].height = LINE_HEIGHT * lines_of(str(text), width)

    def cell(self, value, look, *, wrap=True, centred=False):
        """A safe cell in one of a few styles. Each style is made once: openpyxl compares styles slowly."""
        cell = safe_cell(self.page, value)
        key = (look, wrap, centred, cell.number_format, cell.quotePrefix)
        if key not in self.styles:
            dress(cell, look, wrap, centred)
            self.styles[key] = cell._style
        cell._style = self.styles[key]
        return cell


def dress(cell, look, wrap, centred):
    bold = look in ("title", "heading", "group")
    cell.font = Font(name=FONT, size=13 if look == "title" else 12, bold=bold)
    middle = look in ("title", "heading")
    centred = centred or middle or look == "date"
    cell.alignment = Alignment(
        horizontal="center" if centred else None, vertical="center" if middle else "top", wrap_text=wrap
    )
    if look != "title":
        cell.border = LINE
    if look == "heading":
        cell.fill = GREY


def lines_of(text, width, *, wide=1.2):
    """The number of lines that the text takes in a column. `wide`: 1.2 for bold capitals, 1.1 for plain text."""
    return sum(max(1, math.ceil(len(line) * wide / width)) for line in text.split("\n"))
