"""The result of reading a file: tables of clean text."""

import re
import unicodedata
from dataclasses import dataclass

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5_000, 60, 20_000
NOTHING_TO_SEE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

TOO_MANY_ROWS = "Tệp có hơn 5.000 dòng. Hãy chỉ giữ lại phần bảng cần nhập rồi chọn lại tệp."


class Unreadable(Exception):
    """The file cannot be read. The message is shown to the user and says what to do."""


class TableRow(tuple):
    """The texts of a row's cells, padded to the width of the table, with the place of the row in the file."""

    merged: bool  # one cell runs across at least half of the columns, as in the heading of a section
    line: int  # the place for messages: row of the table or sheet, line of the text

    def __new__(cls, cells, *, merged=False, line=0):
        row = super().__new__(cls, cells)
        row.merged, row.line = merged, line
        return row


@dataclass(frozen=True)
class Table:
    title: str  # the place for messages: "Bảng 1", "Trang tính “KH 2021”"
    rows: tuple[TableRow, ...]


def clean(text):
    """NFC text without invisible characters, with single blanks; line breaks in the cell stay, empty lines go."""
    text = NOTHING_TO_SEE.sub("", unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text)))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)[:LONGEST_CELL]


def table(title, rows):
    """A Table from rows of (line, cells, widest span of a cell): padded to one width, without empty rows."""
    filled = []
    for line, texts, span in rows:
        cells = [clean(text) for text in texts[:MOST_COLUMNS]]
        if any(cells):
            filled.append((line, cells, span))
        if len(filled) > MOST_ROWS:
            raise Unreadable(TOO_MANY_ROWS)
    width = max((last_filled(cells) for _, cells, _ in filled), default=0)
    return Table(
        title=title,
        rows=tuple(
            TableRow((cells + [""] * width)[:width], merged=span > 1 and span * 2 >= width, line=line)
            for line, cells, span in filled
        ),
    )


def last_filled(cells):
    return max((number for number, cell in enumerate(cells, start=1) if cell), default=0)
