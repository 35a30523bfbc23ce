"""Reference data that come with the code, as tab-separated text."""

import csv
from datetime import date


def rows(path):
    """The lines of a .tsv file as dicts of text, by the names in its first line."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def dates(row, *names):
    """{name: date or None} of columns that hold a day as 2026-11-24 or nothing."""
    return {name: date.fromisoformat(row[name]) if row[name] else None for name in names}


def fill(model, rows):
    """Store the first rows of a list and return how many. A list that is not empty belongs to the office: 0."""
    if model.objects.exists():
        return 0
    return len(model.objects.bulk_create(rows, ignore_conflicts=True))
