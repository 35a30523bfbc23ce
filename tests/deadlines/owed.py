"""An app that owes something, made of this folder's own rows: what DEADLINES and DEADLINE_MOVERS point at in tests."""

from deadlines.agenda import Deadline
from deadlines.models import Period
from organization import audit

PROVIDER = "tests.deadlines.owed.open_deadlines"
MOVERS = {"tests.period": "tests.deadlines.owed.move"}

# A Period stands for the record: its first day is when the term starts, its last day is when it is due.
RULES = {}


def join(settings, rule):
    settings.DEADLINES = [PROVIDER]
    settings.DEADLINE_MOVERS = MOVERS
    RULES["rule"] = rule


def open_deadlines():
    return [
        Deadline(
            key=f"tests.period:{row.pk}",
            title=row.title,
            unit_ids=frozenset(),
            due_date=row.last_day,
            rule=RULES["rule"],
            url="/noi-bo/",
            start_date=row.first_day,
        )
        for row in Period.objects.filter(kind=Period.Kind.ADHOC).order_by("pk")
    ]


def move(*, pk, due_date, by, now):
    row = Period.objects.get(pk=pk)
    old, row.last_day = row.last_day, due_date
    row.save()
    audit.record("tests.moved", target=row, by=by, now=now, changes={"hạn": [str(old), str(due_date)]})
