"""Reporting periods by the cut-off of NĐ 09/2019/NĐ-CP: from the day after one cut-off to the next, both included."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.roman import roman

# The last day of a period in its last month; the office may create a year with another day.
CUT_OFF = 14


@dataclass(frozen=True)
class Span:
    kind: str
    number: int
    title: str
    first_day: date
    last_day: date


def spans(year, *, cut_off=CUT_OFF):
    """Every regular period of a year. Quarter I/2026 runs from 15/12/2025 to 14/03/2026: not the calendar quarter."""

    def span(kind, number, title, first_month, last_month):
        before = date(year, first_month - 1, cut_off) if first_month > 1 else date(year - 1, 12, cut_off)
        return Span(kind, number, title, before + timedelta(days=1), date(year, last_month, cut_off))

    months = [span("month", month, f"Tháng {month:02d}/{year}", month, month) for month in range(1, 13)]
    quarters = [span("quarter", n, f"Quý {roman(n)}/{year}", 3 * n - 2, 3 * n) for n in range(1, 5)]
    return [
        *months,
        *quarters,
        span("half", 1, f"6 tháng đầu năm {year}", 1, 6),
        span("nine_months", 1, f"9 tháng năm {year}", 1, 9),
        span("year", 1, f"Năm {year}", 1, 12),
    ]
