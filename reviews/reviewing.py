"""Rows for the pages of reviews: names of procedures, badges and counts."""

from dataclasses import dataclass

from django.db.models import Count, Q

from deadlines import rules, terms
from deadlines.models import SpecialDay
from deadlines.terms import Badge
from procedures.models import Version
from reviews.models import Review, ReviewPlan


@dataclass(frozen=True)
class ReviewLine:
    """A review in the plan, with the name of its procedure today and its badge."""

    review: Review
    name: str
    badge: Badge


def names(procedures, today):
    """{procedure key: name today}."""
    shown = Version.objects.shown(today).filter(procedure__in=procedures)
    return dict(shown.values_list("procedure", "name"))


def lines(reviews, today, calendar=None):
    reviews, calendar = list(reviews), calendar or SpecialDay.objects.calendar()
    called = names({review.procedure_id for review in reviews}, today)
    return [ReviewLine(one, called.get(one.procedure_id, ""), badge(one, today, calendar)) for one in reviews]


def badge(review, today, calendar):
    if review.is_withdrawn:
        return Badge("Đã bỏ khỏi kế hoạch", "quiet")
    return terms.badge(review, today, calendar)


def plans(today):
    """The plans, newest first, with the numbers of their reviews: total, done, overdue."""
    current = Q(reviews__withdrawn_at=None)
    open_ = current & Q(reviews__done_date=None)
    return ReviewPlan.objects.annotate(
        total=Count("reviews", filter=current),
        done=Count("reviews", filter=current & Q(reviews__done_date__isnull=False)),
        overdue=Count("reviews", filter=open_ & Q(reviews__due_date__lt=today)),
    ).order_by("-year")


def share(planned, today):
    """(reviews in the plan, procedures in force today, percentage or None). For information; there is no target."""
    in_force = Version.objects.in_force(today).count()
    return planned, in_force, planned / in_force * 100 if in_force else None


@dataclass(frozen=True)
class Sending:
    """Whether the plan was sent to the centre, by when it is owed, and how that date is computed."""

    badge: Badge
    computed: rules.Computed | None


def sending(plan, today, calendar):
    found = terms.badge(plan, today, calendar, done="Đã gửi {day}", in_time="{done}, đúng hạn")
    computed = plan.computed(calendar)
    is_as_computed = computed and computed.due_date == plan.due_date
    return Sending(found or Badge("Chưa gửi", "going"), computed if is_as_computed else None)
