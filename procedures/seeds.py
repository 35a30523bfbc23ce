"""Initial reference data: channels, kinds of change and service levels."""

from pathlib import Path

from core import tables
from procedures.models import ChangeKind, Channel, ServiceLevel

DATA = Path(__file__).resolve().parent / "data"


def channels():
    """Rows of channels. The hosts of a channel are in one cell, separated by blanks."""
    return [
        Channel(**{**row, "hosts": "\n".join(row["hosts"].split()), "position": place})
        for place, row in enumerate(tables.rows(DATA / "channels.tsv"), start=1)
    ]


def change_kinds():
    return [
        ChangeKind(**row, position=place) for place, row in enumerate(tables.rows(DATA / "change_kinds.tsv"), start=1)
    ]


def service_levels():
    return [
        ServiceLevel(**{**row, **tables.dates(row, "valid_from", "valid_to"), "position": place})
        for place, row in enumerate(tables.rows(DATA / "service_levels.tsv"), start=1)
    ]
