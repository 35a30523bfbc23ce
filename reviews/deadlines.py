"""What reviews owe, to whom and by when; and the door through which a date moves with the calendar."""

from django.db import transaction
from django.urls import reverse

from deadlines.agenda import Deadline
from organization import audit
from organization.models import Unit
from reviews.models import Review, ReviewPlan


def open_deadlines():
    """Everything owed, in a constant number of queries."""
    control = frozenset(Unit.objects.filter(is_control_unit=True).values_list("pk", flat=True))
    return [*_review_plans(control), *_reviews()]


def _review_plans(control):
    for plan in ReviewPlan.objects.filter(done_date=None, due_date__isnull=False).select_related("rule"):
        yield Deadline(
            key=f"reviews.plan:{plan.pk}",
            title=f"Gửi kế hoạch rà soát năm {plan.year} đến cơ quan trung ương",
            unit_ids=control,
            due_date=plan.due_date,
            rule=plan.rule,
            start_date=plan.start_date,
            url=plan.get_absolute_url(),
        )


def _reviews():
    """Their dates come from the approved plan, so they do not follow the calendar."""
    columns = ["pk", "due_date", "unit", "procedure", "procedure__code"]
    address = _addresses("reviews:review")
    for pk, due, unit, procedure, code in Review.objects.open().order_by().values_list(*columns):
        yield Deadline(
            key=f"reviews.review:{pk}",
            title=f"Rà soát thủ tục {code or procedure}",
            unit_ids=frozenset([unit]),
            due_date=due,
            rule=None,
            url=address(pk),
        )


def _addresses(name):
    """What gives the address of a row by its key: thousands are not looked up one by one."""
    before, after = reverse(name, args=[0]).split("0")
    return lambda pk: f"{before}{pk}{after}"


@transaction.atomic
def move_review_plan(*, pk, due_date, by, now):
    plan = ReviewPlan.objects.get(pk=pk)
    if ReviewPlan.objects.filter(pk=pk, done_date=None, due_date=plan.due_date).update(due_date=due_date):
        words = {"hạn gửi": [f"{plan.due_date:%d/%m/%Y}", f"{due_date:%d/%m/%Y}"]}
        audit.record("reviews.plan_saved", target=plan, by=by, now=now, changes=words)
