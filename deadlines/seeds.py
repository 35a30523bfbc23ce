"""What we know beforehand: the holidays of a year as a first guess, and the first deadline rules."""

import csv
from datetime import date
from pathlib import Path

import holidays

from deadlines.changes import Edit
from deadlines.models import DeadlineRule, SpecialDay

DATA = Path(__file__).resolve().parent / "data"


def special_days(year):
    """The special days of a year as a first guess: the state fixes Tết and National Day anew each year."""
    to_check = {row["name"] for row in rows("to_check.tsv")}
    off = [
        Edit(day, SpecialDay.Kind.OFF, name, needs_check=name in to_check)
        for day, name in holidays.VN(years=year, language="vi").items()
    ]
    return sorted([*off, *make_up_days(year)], key=lambda edit: edit.date)


def make_up_days(year):
    """Saturdays known to have been worked for a day off; no library lists them."""
    known = [(date.fromisoformat(row["date"]), row["note"]) for row in rows("make_up_days.tsv")]
    return [Edit(day, SpecialDay.Kind.WORK, note) for day, note in known if day.year == year]


def deadline_rules():
    return [_rule(row) for row in rows("rules.tsv")]


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _rule(row):
    dates = {field: date.fromisoformat(row[field]) if row[field] else None for field in ("valid_from", "valid_to")}
    return DeadlineRule(**{**row, **dates, "amount": int(row["amount"]), "is_sample": bool(row["is_sample"])})
