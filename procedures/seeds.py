"""What we know beforehand: channels, kinds of change, service levels and the questions of the review sheet."""

import csv
from datetime import date
from pathlib import Path

from procedures.models import ChangeKind, Channel, ReviewQuestion, ServiceLevel

DATA = Path(__file__).resolve().parent / "data"
QUESTIONS_FOLLOW = "Nghị định 63/2010/NĐ-CP, Phụ lục I (nội dung tham khảo)"


def channels():
    """The hosts of a channel stand in one cell, separated by blanks."""
    return [
        Channel(**{**row, "hosts": "\n".join(row["hosts"].split()), "position": place})
        for place, row in enumerate(rows("channels.tsv"), start=1)
    ]


def change_kinds():
    return [ChangeKind(**row, position=place) for place, row in enumerate(rows("change_kinds.tsv"), start=1)]


def service_levels():
    return [
        ServiceLevel(**{**row, **dates(row), "position": place})
        for place, row in enumerate(rows("service_levels.tsv"), start=1)
    ]


def review_questions():
    found = enumerate(rows("review_questions.tsv"), start=1)
    return [ReviewQuestion(**row, position=place, citation=QUESTIONS_FOLLOW) for place, row in found]


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def dates(row):
    return {name: date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_to")}
