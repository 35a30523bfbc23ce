"""Safe values for the cells of a workbook."""

import math
import re
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from openpyxl.cell import WriteOnlyCell

LONGEST = 32_767  # characters in a cell of Excel; the rest is cut silently
CUT = "…(đã cắt)"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
LONGEST_TITLE = 31
WORDS = {True: "Có", False: "Không", None: None}


def safe_cell(page, value):
    """A cell that shows `value`. Text stays text, also when it begins with "="; numbers and dates keep their type."""
    if value is None or isinstance(value, bool):
        value = WORDS[value]
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.make_naive(value)  # Excel knows no time zones
    style = number_format(value)
    cell = WriteOnlyCell(page, value=value if style else None)
    if style:
        cell.number_format = style
    elif value is not None:
        # In the constructor, text such as "=1+1" would become a formula and "#N/A" an error value.
        cell._value = printable(value)
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def number_format(value):
    """The Excel format of a number or date; None for values that must be written as text."""
    if isinstance(value, date):
        if value.year < 1900:  # before the first day that Excel can count
            return None
        return "dd/mm/yyyy hh:mm" if isinstance(value, datetime) else "dd/mm/yyyy"
    if isinstance(value, int):
        return "#,##0"
    if isinstance(value, (float, Decimal)) and math.isfinite(value):
        return "#,##0.0#"
    return None


def printable(value):
    """Text that Excel can hold: without control characters, and shortened with a mark when it is too long."""
    if isinstance(value, date):
        value = f"{value:%d/%m}/{value.year}"
    text = NOT_IN_XML.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def sheet_title(text, used):
    """A valid and unused name for a sheet. Adds it to the set `used`."""
    bare = NOT_IN_A_TITLE.sub(" ", printable(text)).strip()[:LONGEST_TITLE] or "Trang"
    title, number = bare, 1
    while title.lower() in used:
        number += 1
        ending = f" ({number})"
        title = bare[: LONGEST_TITLE - len(ending)] + ending
    used.add(title.lower())
    return title
