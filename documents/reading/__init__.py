"""The one way to read tables from uploaded files: .docx, .xlsx, tab-separated text.

The result is a list of tables, or `Unreadable` with a sentence for the user.
"""

import logging

from django.conf import settings

from documents.reading.excel import read_excel
from documents.reading.tables import Table, TableRow, Unreadable
from documents.reading.text import read_text, read_text_file
from documents.reading.word import read_word
from files import archives, kinds

__all__ = ["EXTENSIONS", "Table", "TableRow", "Unreadable", "read_tables", "read_text"]

logger = logging.getLogger(__name__)

EXTENSIONS = ("docx", "xlsx", "tsv", "txt", "csv")
# A table is text. A file that unpacks to more than this contains something else and would fill the memory.
MOST_BYTES_INSIDE, MOST_TAGS_INSIDE = 40 * 1024 * 1024, 1_500_000

WRONG_KIND = "Tệp phải là Word (.docx), Excel (.xlsx) hoặc văn bản có cột cách nhau bằng tab (.tsv, .txt, .csv)."
PDF = "Không đọc được bảng trong tệp PDF. Hãy dùng tệp Word (.docx) hoặc Excel (.xlsx) gốc."
BY_NAME = {
    "doc": archives.OLD_OFFICE,
    "xls": archives.OLD_OFFICE,
    "docm": archives.MACROS,
    "xlsm": archives.MACROS,
    "pdf": PDF,
}


def read_tables(name, data):
    """The tables of a file called `name` with these bytes."""
    extension = check(name, data)
    try:
        if extension in ("docx", "xlsx"):
            archives.inspect(data, kind=extension, most_bytes=MOST_BYTES_INSIDE, most_tags=MOST_TAGS_INSIDE)
            return read_word(data) if extension == "docx" else read_excel(data)
        return read_text_file(data, extension)
    except archives.Rejected as error:
        raise Unreadable(str(error)) from error
    except Unreadable:
        raise
    except Exception as error:
        # The parsers raise any exception for hostile bytes; the user reads one sentence for all.
        logger.info("A .%s could not be read: %s", extension, type(error).__name__)
        raise Unreadable(archives.DAMAGED) from error


def check(name, data):
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if extension not in EXTENSIONS:
        raise Unreadable(BY_NAME.get(extension, WRONG_KIND))
    if not data.strip():
        raise Unreadable(kinds.EMPTY)
    if len(data) > settings.UPLOAD_MAX_BYTES:
        raise Unreadable(kinds.too_large())
    if data.startswith(b"%PDF-"):
        raise Unreadable(PDF)
    return extension
