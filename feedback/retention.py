"""Which cases have kept their sender's data long enough. An age is counted in months from the end of the case."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from feedback.models import Case, DisposalItem, RetentionRule


def months_before(day, months):
    """The same day so many months earlier, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due(today):
    """Ended cases past their term, not held and in no open proposal, the oldest first."""
    wanted = Q(pk__in=[])
    for rule in RetentionRule.objects.all():
        wanted |= Q(status=rule.status, ended_at__lt=end_of(months_before(today, rule.months)))
    proposed = DisposalItem.objects.filter(disposal__confirmed_at=None, disposal__cancelled_at=None).values("case")
    ended = Case.objects.filter(wanted, anonymised_at=None, held_at=None)
    return ended.exclude(pk__in=proposed).order_by("ended_at", "pk")


def end_of(day):
    """The moment at which the day is over, here."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
