"""The sources that plans announces itself. Each function answers {task.pk: Evidence}, years at once."""

from django.db.models import Q

from plans.evidence import Evidence, Source
from plans.models import Plan


def plan_issued(tasks):
    """The task "lập kế hoạch" is done when its own plan is issued."""
    found = {}
    for task in tasks:
        plan = task.plan
        words = f"Kế hoạch số {plan.number_and_symbol} đã ban hành" if plan.has_started else "Kế hoạch chưa ban hành"
        found[task.pk] = Evidence(
            done=int(plan.has_started),
            total=1,
            late=0,
            url=plan.get_absolute_url(),
            words=words,
            last_date=plan.issue_date if plan.has_started else None,
        )
    return found


def _plan_is_issued(today):
    return Q(plan__status__in=[Plan.Status.ISSUED, Plan.Status.CLOSED])


SOURCES = [
    Source(
        key="plans.issued",
        words="Kế hoạch được ban hành",
        count=plan_issued,
        hints=("xay dung ke hoach hoat dong kiem soat",),
        settled=_plan_is_issued,
    ),
]
