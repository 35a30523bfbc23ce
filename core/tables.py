"""Reference data delivered with the code as .tsv files."""

import csv
from datetime import date


def rows(path):
    """The lines of a .tsv file as dicts of text, by the names in its first line."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def dates(row, *names):
    """{name: date or None} for columns that hold an ISO date (2026-11-24) or are empty."""
    return {name: date.fromisoformat(row[name]) if row[name] else None for name in names}


def fill(model, rows):
    """Store the initial rows of a table and return how many; 0 when the table has rows, which the office maintains."""
    if model.objects.exists():
        return 0
    return len(model.objects.bulk_create(rows, ignore_conflicts=True))
