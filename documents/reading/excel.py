"""Tables of an .xlsx: every visible sheet, values instead of formulas, merged cells filled."""

import re
from datetime import datetime, time
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from documents.reading.tables import MOST_COLUMNS, MOST_ROWS, TOO_MANY_ROWS, Unreadable, table

# Excel sheets often declare a million rows; reading stops after this many empty rows.
MOST_EMPTY_ROWS = 1_000
MOST_SHEETS = 20
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})\"")


def read_excel(data):
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [
            sheet
            for sheet in book.worksheets
            if isinstance(sheet, ReadOnlyWorksheet) and sheet.sheet_state == "visible"
        ]
        return [read_sheet(sheet) for sheet in sheets[:MOST_SHEETS]]
    finally:
        book.close()


def read_sheet(sheet):
    with sheet._get_source() as source:
        spans = MERGED.findall(source.read())
    rows = values(sheet)
    widest = {}
    for span in spans:
        first_column, first_row, last_column, last_row = range_boundaries(span.decode())
        widest[first_row] = max(widest.get(first_row, 1), last_column - first_column + 1)
        fill_down(rows, first_column, first_row, last_row)
    lines = [(number, rows[number], min(widest.get(number, 1), MOST_COLUMNS)) for number in sorted(rows)]
    return table(f"Trang tính “{sheet.title}”", lines)


def values(sheet):
    """{row number: texts}. The size that the sheet declares is ignored; reading stops after many empty rows."""
    sheet.reset_dimensions()
    rows, empty = {}, 0
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
        texts = [as_text(value) for value in row]
        empty = 0 if any(texts) else empty + 1
        if not empty:
            rows[number] = texts
        if len(rows) > MOST_ROWS:
            raise Unreadable(TOO_MANY_ROWS)
        if empty > MOST_EMPTY_ROWS:
            break
    return rows


def fill_down(rows, column, first_row, last_row):
    """Copy the text of a vertically merged cell to each of its rows."""
    if last_row == first_row or first_row not in rows or column > len(rows[first_row]):
        return
    for number in range(first_row + 1, min(last_row, first_row + MOST_ROWS) + 1):
        if number in rows:
            texts = rows[number] + [""] * (column - len(rows[number]))
            texts[column - 1] = rows[first_row][column - 1]
            rows[number] = texts


def as_text(value):
    """A value as officers write it: 1 instead of 1.0, dates as day/month/year."""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else str(value)
