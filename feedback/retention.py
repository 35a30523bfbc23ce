"""Cases whose retention time is over, counted in months from the end of the case."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from feedback.models import Case, CaseEvent, DisposalItem, RetentionRule


def months_before(day, months):
    """The same day `months` earlier, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def limits(today):
    """{status: moment; cases that ended before it are due}. A status without a rule is kept for ever."""
    return {rule.status: end_of(months_before(today, rule.months)) for rule in RetentionRule.objects.all()}


def is_past(case, limits):
    limit = limits.get(case.status)
    return limit is not None and case.ended_at is not None and case.ended_at < limit


def due(today):
    """Due cases, the oldest first: ended, not held, no request to reopen, in no open proposal."""
    wanted = Q(pk__in=[])
    for status, limit in limits(today).items():
        wanted |= Q(status=status, ended_at__lt=limit)
    proposed = DisposalItem.objects.filter(disposal__confirmed_at=None, disposal__cancelled_at=None).values("case")
    declined = CaseEvent.objects.filter(case=OuterRef("pk"), action="decline_reopening")
    undecided = Q(reopen_asked_at__isnull=False, reopened_at=None) & ~Exists(declined)
    ended = Case.objects.filter(wanted, anonymised_at=None, held_at=None)
    return ended.exclude(undecided).exclude(pk__in=proposed).order_by("ended_at", "pk")


def end_of(day):
    """The end of the day in local time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
