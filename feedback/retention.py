"""Which cases have kept their sender's data long enough. An age is counted in months from the end of the case."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from feedback.models import Case, CaseEvent, DisposalItem, RetentionRule


def months_before(day, months):
    """The same day so many months earlier, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def limits(today):
    """{status: what ended before this moment has been kept long enough}. Without a rule a status is kept for ever."""
    return {rule.status: end_of(months_before(today, rule.months)) for rule in RetentionRule.objects.all()}


def is_past(case, limits):
    limit = limits.get(case.status)
    return limit is not None and case.ended_at is not None and case.ended_at < limit


def due(today):
    """Ended cases past their term, not held, not disputed and in no open proposal, the oldest first."""
    wanted = Q(pk__in=[])
    for status, limit in limits(today).items():
        wanted |= Q(status=status, ended_at__lt=limit)
    proposed = DisposalItem.objects.filter(disposal__confirmed_at=None, disposal__cancelled_at=None).values("case")
    declined = CaseEvent.objects.filter(case=OuterRef("pk"), action="decline_reopening")
    undecided = Q(reopen_asked_at__isnull=False, reopened_at=None) & ~Exists(declined)
    ended = Case.objects.filter(wanted, anonymised_at=None, held_at=None)
    return ended.exclude(undecided).exclude(pk__in=proposed).order_by("ended_at", "pk")


def end_of(day):
    """The moment at which the day is over, here."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
