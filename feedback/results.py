"""Public results: published answers, and figures of this year."""

from dataclasses import dataclass

from django.db.models import Count, F, IntegerField, Q, TextField, Value

from core import public
from feedback.models import Case, Clock, Status


@dataclass(frozen=True)
class Figures:
    year: int
    received: int
    answered: int
    on_time: int
    overdue: int


def figures(today):
    """The figures of this year, kept a minute like the page that shows them: they count every case of the year."""
    return public.kept_a_minute(f"figures:{today}", lambda: counted(today))


def counted(today):
    """The figures of this year, in one statement. A reopened case has two answers, which count separately."""
    clocks = Clock.objects.filter(kind=Clock.Kind.ANSWER, case__is_spam=False).exclude(case__status=Status.QUARANTINED)
    done = Q(done_date__year=today.year)
    of_answers = {
        "answered": Count("pk", filter=done),
        "on_time": Count("pk", filter=done & Q(done_date__lte=F("due_date"))),
        "overdue": Count("pk", filter=Q(done_date=None, due_date__lt=today)),
    }
    received = Case.objects.genuine().filter(received_date__year=today.year)
    rows = _counted("answers", clocks.filter(done | Q(done_date=None)), **of_answers).union(
        _counted("received", received, answered=Count("pk"), on_time=NONE, overdue=NONE), all=True
    )
    found = {of: counts for of, *counts in rows}
    return Figures(today.year, found.get("received", [0])[0], *found.get("answers", (0, 0, 0)))


NONE = Value(0, IntegerField())


def _counted(of, rows, **counts):
    """One row: the name, then the counts. No row where nothing is counted."""
    named = rows.order_by().annotate(counted_of=Value(of, TextField())).values("counted_of")
    return named.annotate(**counts).values_list("counted_of", *counts)
