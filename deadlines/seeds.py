"""Initial data: expected holidays of a year, and the first deadline rules."""

from datetime import date
from pathlib import Path

import holidays

from core import tables
from deadlines.changes import Edit
from deadlines.models import DeadlineRule, SpecialDay

DATA = Path(__file__).resolve().parent / "data"


def special_days(year):
    """The expected special days of a year. The government fixes Tết and National Day each year."""
    to_check = {row["name"] for row in tables.rows(DATA / "to_check.tsv")}
    off = [
        Edit(day, SpecialDay.Kind.OFF, name, needs_check=name in to_check)
        for day, name in holidays.VN(years=year, language="vi").items()
    ]
    return sorted([*off, *make_up_days(year)], key=lambda edit: edit.date)


def make_up_days(year):
    """Known make-up working Saturdays; no library lists them."""
    known = [(date.fromisoformat(row["date"]), row["note"]) for row in tables.rows(DATA / "make_up_days.tsv")]
    return [Edit(day, SpecialDay.Kind.WORK, note) for day, note in known if day.year == year]


def deadline_rules():
    return [_rule(row) for row in tables.rows(DATA / "rules.tsv")]


def _rule(row):
    dates = tables.dates(row, "valid_from", "valid_to")
    numbers = {name: int(row[name]) for name in ("amount", "soon_days")}
    return DeadlineRule(**{**row, **dates, **numbers, "is_sample": bool(row["is_sample"])})
