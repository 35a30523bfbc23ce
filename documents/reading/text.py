"""Tables as text: tab-separated files, tables pasted from Word or Excel, CSV."""

import codecs
import csv
import io

from documents.reading.tables import Unreadable, table

BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
NOT_TEXT = "Tệp không phải là văn bản thuần. Hãy lưu bảng thành .docx, .xlsx hoặc .txt (Unicode) rồi chọn lại."
DAMAGED_TEXT = "Không đọc được chữ trong tệp. Hãy lưu lại tệp với bảng mã UTF-8 rồi chọn lại."


def read_text_file(data, extension):
    return read_text(decode(data), extension)


def read_text(text, extension="txt"):
    """One table from pasted or stored text. Tabs separate cells; in a .csv without tabs ";" or "," does."""
    delimiter = "\t" if "\t" in text or extension != "csv" else delimiter_of(text)
    rows = [(line, cells, 1) for line, cells in split(text, delimiter)]
    return [table("Văn bản", rows)]


def decode(data):
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return decode_as(data, encoding)
    if b"\0" in data:
        raise Unreadable(NOT_TEXT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return decode_as(data, "utf-8" if is_damaged_utf8(data) else "cp1258")


def decode_as(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        raise Unreadable(DAMAGED_TEXT) from error


def is_damaged_utf8(data):
    """Whether the bytes are UTF-8 with a few bad bytes: read as Windows-1258, every good letter would become two."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\N{REPLACEMENT CHARACTER}")
    good = sum(1 for letter in text if letter > "\x7f") - bad
    return good > bad


def delimiter_of(text):
    first = text.lstrip().split("\n", 1)[0]
    return ";" if first.count(";") >= first.count(",") else ","


def split(text, delimiter):
    """(line, cells) of each row. An unclosed quotation mark must not join the rows after it."""
    rows = list(parsed(text, delimiter, csv.QUOTE_MINIMAL))
    if any(delimiter in cell for _, cells in rows for cell in cells if delimiter == "\t"):
        rows = list(parsed(text, delimiter, csv.QUOTE_NONE))
    return rows


def parsed(text, delimiter, quoting):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(DAMAGED_TEXT) from error
