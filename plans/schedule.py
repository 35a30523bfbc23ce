"""Interprets the column "Thời gian thực hiện" of a plan.

The column contains text of a few kinds, not dates. The result decides the milestones; a text that is not understood
is stored as written, and a user enters the date.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from core.days import FIRST_YEAR, LAST_YEAR
from core.folding import fold
from deadlines.models import Period
from plans.models import Task

Kind = Task.Schedule
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "01": 1, "02": 2, "03": 3, "04": 4}
PERIOD_WORDS = [  # in the order of a year's reports
    (r"\bthang\b", Period.Kind.MONTH),
    (r"\bquy\b", Period.Kind.QUARTER),
    (r"\b6 thang\b|\bnua nam\b|\bsau thang\b", Period.Kind.HALF),
    (r"\b9 thang\b|\bchin thang\b", Period.Kind.NINE_MONTHS),
    (r"\bnam\b", Period.Kind.YEAR),
]


DAY = r"\b(\d{1,2}\s*[/.-]\s*\d{1,2})(?![\d/.-]*\d{5})\b"


@dataclass(frozen=True)
class TimingReading:
    """The meaning of a timing: its kind, its date if it has one, and a warning for the user."""

    kind: str
    due_date: date | None = None
    warning: str = ""


def read(timing, year):
    """The TimingReading of a timing in the plan of `year`; kind UNREAD when it is not understood."""
    words = fold(timing)
    for understand in (_ongoing, _event, _half, _periodic, _plain_date, _quarter, _month, _year, _external):
        reading = understand(timing, words, year)
        if reading:
            return reading
    return TimingReading(Kind.UNREAD, warning="Chưa đọc được thời gian này: giữ nguyên văn, cần nhập ngày.")


def period_kinds(timing):
    """The reporting periods that a timing such as "Hàng quý, năm hoặc đột xuất" names; quarters when it names none."""
    words = fold(timing)
    kinds = [kind for pattern, kind in PERIOD_WORDS if re.search(pattern, words)]
    if Period.Kind.MONTH in kinds and not re.search(r"\b(hang|moi|dinh ky) thang\b", words):
        kinds.remove(Period.Kind.MONTH)
    return tuple(kinds) or (Period.Kind.QUARTER,)


def _ongoing(timing, words, year):
    if re.search(r"\bthuong xuyen\b|\bthuong ky\b|\blien tuc\b", words):
        return TimingReading(Kind.ONGOING)


def _event(timing, words, year):
    if _plain_date(timing, words, year):
        return None  # "Ngay khi ban hành, chậm nhất 30/9/2026" has a date
    if re.search(r"\bngay (khi|sau khi)\b|\bkhi (co|phat sinh)\b|\bphat sinh\b", words):
        return TimingReading(Kind.EVENT)


def _periodic(timing, words, year):
    if not re.search(r"\b(hang|moi|dinh ky) (\d+ )?(thang|quy|nam)\b|\bdinh ky\b|\b[69] thang\b.*\b(quy|nam)\b", words):
        return None
    if period_kinds(timing) == (Period.Kind.YEAR,) and _plain_date(timing, words, year):
        return None  # "Trước 30/6 hàng năm" is a date
    return TimingReading(Kind.PERIODIC)


def _quarter(timing, words, year):
    """One quarter. "Quý I-II", "Quý 1, 2" and similar name no single day: None."""
    figures = r"(?:iv|i{1,3}|0?[1-4])"
    found = re.search(rf"\bquy ({figures})\b(?: (?:nam )?(\d{{4}}))?", words)
    if not found or re.search(rf"\bquy {figures} (?:va |den |hoac )?(?:quy )?{figures}\b", words):
        return None
    last_month, year_said = QUARTERS[found[1]] * 3, int(found[2] or year)
    return _dated(Kind.QUARTER, (year_said, last_month, monthrange(max(year_said, 1), last_month)[1]), year)


def _plain_date(timing, words, year):
    """The date in the text. Of several dates only the end of a span ("từ … đến …") is taken."""
    if len(set(re.findall(DAY, timing))) > 1 and not re.search(r"\bden\b", words):
        return TimingReading(Kind.UNREAD, warning="Thời gian ghi nhiều ngày: giữ nguyên văn, cần nhập ngày.")
    dates = re.findall(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b", timing)
    dates = dates or re.findall(r"\bngay (\d{1,2}) thang (\d{1,2}) nam (\d{4})\b", words)
    if dates:
        day, month, year_said = map(int, dates[-1])
        return _dated(Kind.DATE, (year_said, month, day), year)
    short = re.search(r"\b(?:ngay|truoc|den)\s+(?:ngay )?(\d{1,2})\s(\d{1,2})\b", words)
    return _dated(Kind.DATE, (year, int(short[2]), int(short[1])), year) if short else None


def _half(timing, words, year):
    """ "6 tháng đầu năm" is a date (the end of the half-year), not a periodic report."""
    found = re.fullmatch(r"(?:trong )?(?:6|sau) thang (dau|cuoi) nam(?: (\d{4}))?", words)
    if found:
        end = (6, 30) if found[1] == "dau" else (12, 31)
        return _dated(Kind.DATE, (int(found[2] or year), *end), year)


def _month(timing, words, year):
    found = re.fullmatch(r"(?:trong )?thang (\d{1,2})(?: (?:nam )?(\d{4}))?", words)
    if not found or not 1 <= int(found[1]) <= 12:
        return None
    year_said, month = int(found[2] or year), int(found[1])
    return _dated(Kind.DATE, (year_said, month, monthrange(max(year_said, 1), month)[1]), year)


def _year(timing, words, year):
    found = re.fullmatch(r"(?:trong |ca )?nam(?: (\d{4}))?", words)
    if found:
        year_said = int(found[1] or year)
        return _dated(Kind.YEAR, (year_said, 12, 31), year)


def _external(timing, words, year):
    if re.search(r"\b(to chuc|trieu tap|chu tri|ban hanh|theo ke hoach cua|theo huong dan cua|thong bao)\b", words):
        return TimingReading(Kind.EXTERNAL)


def _dated(kind, parts, year):
    try:
        due_date = date(*parts)
    except ValueError:
        return None
    if not FIRST_YEAR <= due_date.year <= LAST_YEAR:
        return None
    warning = "" if due_date.year == year else f"Thời gian ghi năm {due_date.year}, kế hoạch của năm {year}."
    return TimingReading(kind, due_date=due_date, warning=warning)


# Texts whose years are not shifted: the number of a paper with its date, and a span of years.
QUOTED = re.compile(
    r"(?:\bsố\s+)?\d+(?:/\d{4})?/[^\W\d_][\w-]*(?:\s+(?:ký\s+)?ngày\s+\d{1,2}(?:[/.-]\d{1,2}[/.-]|\s+tháng\s+\d{1,2}\s+năm\s+)\d{4})?"
    r"|\bsố\s+\d+/\d{4}\b|\b\d{4}\s*[-–]\s*\d{4}\b"
)


def shift_years(text, delta, year):
    """The text of the plan of `year`, changed for the plan of `year + delta`: "Quý 1/2021" becomes "Quý 1/2022".

    Years within one year of `year` are shifted, except in a cited paper ("45/2021/QĐ-TTg ngày 05/01/2021") or a span
    ("2021-2025").
    """

    def moved(found):
        said = int(found[0])
        return str(said + delta) if abs(said - year) <= 1 else found[0]

    parts, start = [], 0
    for quoted in QUOTED.finditer(text):
        parts += [re.sub(r"(?<!\d)\d{4}(?!\d)", moved, text[start : quoted.start()]), quoted[0]]
        start = quoted.end()
    return "".join([*parts, re.sub(r"(?<!\d)\d{4}(?!\d)", moved, text[start:])])
