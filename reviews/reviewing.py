"""What the pages of reviews show: lines of the plan with their names and where they stand."""

from dataclasses import dataclass

from django.db.models import Count, Q

from deadlines import rules
from deadlines.models import SpecialDay
from procedures import states
from procedures.models import Version
from procedures.states import Standing
from reviews.models import Review, ReviewPlan


@dataclass(frozen=True)
class Line:
    """A review in the plan, its procedure named as it is today."""

    review: Review
    name: str
    standing: Standing


def names(procedures, today):
    """{procedure: what it is called today}."""
    shown = Version.objects.shown(today).filter(procedure__in=procedures)
    return dict(shown.values_list("procedure", "name"))


def lines(reviews, today):
    reviews, calendar = list(reviews), SpecialDay.objects.calendar()
    called = names({review.procedure_id for review in reviews}, today)
    return [Line(one, called.get(one.procedure_id, ""), standing(one, today, calendar)) for one in reviews]


def standing(review, today, calendar):
    if review.is_withdrawn:
        return Standing("Đã bỏ khỏi kế hoạch", "quiet")
    if review.is_done:
        return states.done(f"Xong {review.done_date:%d/%m/%Y}", review, calendar)
    return states.owed(review.due_date, today, calendar)


def plans(today):
    """The plans, newest first, with how many of their reviews are done, overdue and planned."""
    standing = Q(reviews__withdrawn_at=None)
    open_ = standing & Q(reviews__done_date=None)
    return ReviewPlan.objects.annotate(
        total=Count("reviews", filter=standing),
        done=Count("reviews", filter=standing & Q(reviews__done_date__isnull=False)),
        overdue=Count("reviews", filter=open_ & Q(reviews__due_date__lt=today)),
    ).order_by("-year")


def share(plan, today):
    """(reviews in the plan, procedures in force today, their share in percent or None): a plain fact, no target."""
    planned, in_force = plan.reviews.standing().count(), Version.objects.in_force(today).count()
    return planned, in_force, planned / in_force * 100 if in_force else None


@dataclass(frozen=True)
class Sending:
    """Whether the plan has left for the centre, and by when it had to."""

    standing: Standing
    computed: rules.Computed | None


def sending(plan, today):
    calendar = SpecialDay.objects.calendar()
    if plan.due_date is None:
        words = f"Đã gửi {plan.sent_date:%d/%m/%Y}" if plan.sent_date else "Chưa gửi"
        return Sending(Standing(words, "done" if plan.sent_date else "going"), None)
    if plan.sent_date is None:
        standing = states.owed(plan.due_date, today, calendar)
    elif plan.sent_date <= plan.due_date:
        standing = Standing(f"Đã gửi {plan.sent_date:%d/%m/%Y}, đúng hạn", "done")
    else:
        late = states.late_by(plan.due_date, plan.sent_date, calendar)
        standing = Standing(f"Đã gửi {plan.sent_date:%d/%m/%Y}, {late}", "late", is_late=True)
    computed = rules.compute(rule=plan.rule, start=plan.start_date, calendar=calendar) if plan.rule else None
    return Sending(standing, computed if computed and computed.due_date == plan.due_date else None)
