"""Initial retention rules: samples, to be replaced by the office."""

from pathlib import Path

from core import tables
from feedback.models import RetentionRule

DATA = Path(__file__).resolve().parent / "data"


def retention_rules():
    found = tables.rows(DATA / "retention.tsv")
    return [
        RetentionRule(**{**row, "months": int(row["months"]), "is_sample": bool(row["is_sample"])}) for row in found
    ]
