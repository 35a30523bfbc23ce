"""How long identities are kept at first: samples, for the office to replace."""

import csv
from pathlib import Path

from feedback.models import RetentionRule

DATA = Path(__file__).resolve().parent / "data"


def retention_rules():
    with (DATA / "retention.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [RetentionRule(**{**row, "months": int(row["months"]), "is_sample": bool(row["is_sample"])}) for row in rows]
