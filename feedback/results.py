"""Public results: published answers, and figures of this year."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from feedback.models import Case, Clock, Status


@dataclass(frozen=True)
class Figures:
    year: int
    received: int
    answered: int
    on_time: int
    overdue: int


def figures(today):
    """The figures of this year. A reopened case has two answers, which count separately."""
    clocks = Clock.objects.filter(kind=Clock.Kind.ANSWER, case__is_spam=False).exclude(case__status=Status.QUARANTINED)
    done = Q(done_date__year=today.year)
    row = clocks.filter(done | Q(done_date=None)).aggregate(
        answered=Count("pk", filter=done),
        on_time=Count("pk", filter=done & Q(done_date__lte=F("due_date"))),
        overdue=Count("pk", filter=Q(done_date=None, due_date__lt=today)),
    )
    received = Case.objects.genuine().filter(received_date__year=today.year).count()
    return Figures(today.year, received, row["answered"], row["on_time"], row["overdue"])
