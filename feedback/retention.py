"""Which cases have kept their sender's data long enough. An age is counted in months from the end of the case."""

from calendar import monthrange
from datetime import date

from django.db.models import DateTimeField, F, OuterRef, Q, Subquery

from feedback.models import Case, CaseEvent, DisposalItem, RetentionRule


def months_before(day, months):
    """The same day so many months earlier, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due(today):
    """Ended cases past their term, not held and in no open proposal; with `ended_at`, the oldest first."""
    moves = CaseEvent.objects.filter(case=OuterRef("pk")).exclude(from_status=F("to_status"))
    last_move = moves.order_by("-at", "-pk").values("at")[:1]
    wanted = Q(pk__in=[])
    for rule in RetentionRule.objects.all():
        wanted |= Q(status=rule.status, ended_at__date__lte=months_before(today, rule.months))
    proposed = DisposalItem.objects.filter(disposal__confirmed_at=None, disposal__cancelled_at=None).values("case")
    ended = Case.objects.filter(status__in=RetentionRule.objects.values("status"), anonymised_at=None, held_at=None)
    ended = ended.annotate(ended_at=Subquery(last_move, output_field=DateTimeField()))
    return ended.filter(wanted).exclude(pk__in=proposed).order_by("ended_at", "pk")
