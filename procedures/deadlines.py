"""What the registers owe: drafting, publications, links to mend, reviews; and the doors through which dates move."""

from django.db import transaction
from django.urls import reverse

from deadlines import rules
from deadlines.agenda import Deadline
from deadlines.models import DeadlineRule, SpecialDay
from organization import audit
from organization.models import Unit
from procedures.models import DraftingStep, Publication, Review, ReviewPlan

LINK_REPAIR = "publication.link_repair"


def open_deadlines():
    """Everything owed, in a constant number of queries."""
    control = frozenset(Unit.objects.filter(is_control_unit=True).values_list("pk", flat=True))
    return [*_steps(control), *_publications(control), *_links(control), *_review_plans(control), *_reviews()]


def _steps(control):
    for step in DraftingStep.objects.open().select_related("decision", "rule"):
        yield Deadline(
            key=f"procedures.step:{step.pk}",
            title=f"{step.get_step_display()}: theo {step.decision.short_name}",
            unit_ids=control,
            due_date=step.due_date,
            rule=step.rule,
            start_date=step.start_date,
            url=step.decision.get_absolute_url(),
        )


def _publications(control):
    """Plain columns instead of rows: there may be thousands, and every page of the portal asks."""
    columns = ["pk", "due_date", "start_date", "rule_id", "channel_id", "channel__short_name", "channel__unit_id"]
    owed = Publication.objects.owed().values_list(*columns, "decision_id", "decision__number")
    all_rules = DeadlineRule.objects.in_bulk()
    page = reverse("decisions:decision", args=[0])
    for pk, due, start, rule, _, channel, unit, decision, number in owed:
        yield Deadline(
            key=f"procedures.publication:{pk}",
            title=f"Công khai QĐ {number} trên {channel}",
            unit_ids=frozenset([unit]) if unit else control,
            due_date=due,
            rule=all_rules[rule],
            start_date=start,
            url=page.replace("0", str(decision)),
        )


def _links(control):
    """A link that broke, or a page that no longer says what was decided, is owed like a publication."""
    broken = Publication.objects.broken().select_related("decision", "channel")
    if not broken:
        return
    calendar, on_hand = SpecialDay.objects.calendar(), {}
    for row in broken:
        day = row.broken_since
        if day not in on_hand:
            on_hand[day] = DeadlineRule.objects.current(LINK_REPAIR, day)
        rule = on_hand[day]
        yield Deadline(
            key=f"procedures.link:{row.pk}",
            title=f"Sửa công khai {row.decision.short_name} trên {row.channel.short_name}: liên kết hỏng hoặc sai lệch",
            unit_ids=frozenset([row.channel.unit_id]) if row.channel.unit_id else control,
            due_date=rules.due_date(rule=rule, start=day, calendar=calendar) if rule else day,
            rule=rule,
            start_date=day if rule else None,
            url=row.decision.get_absolute_url(),
        )


def _review_plans(control):
    for plan in ReviewPlan.objects.filter(sent_date=None, due_date__isnull=False).select_related("rule"):
        yield Deadline(
            key=f"procedures.review_plan:{plan.pk}",
            title=f"Gửi kế hoạch rà soát năm {plan.year} đến cơ quan trung ương",
            unit_ids=control,
            due_date=plan.due_date,
            rule=plan.rule,
            start_date=plan.start_date,
            url=plan.get_absolute_url(),
        )


def _reviews():
    """Their dates come from the approved plan, so they do not follow the calendar."""
    for review in Review.objects.open().select_related("procedure"):
        yield Deadline(
            key=f"procedures.review:{review.pk}",
            title=f"Rà soát thủ tục {review.procedure}",
            unit_ids=frozenset([review.unit_id]),
            due_date=review.due_date,
            rule=None,
            url=review.get_absolute_url(),
        )


@transaction.atomic
def move_publication(*, pk, due_date, by, now):
    row = Publication.objects.select_related("decision", "channel").get(pk=pk)
    if Publication.objects.owed().filter(pk=pk, due_date=row.due_date).update(due_date=due_date):
        words = {f"hạn {row.channel.short_name}": [f"{row.due_date:%d/%m/%Y}", f"{due_date:%d/%m/%Y}"]}
        audit.record("procedures.publication_moved", target=row.decision, by=by, now=now, changes=words)


@transaction.atomic
def move_step(*, pk, due_date, by, now):
    step = DraftingStep.objects.select_related("decision").get(pk=pk)
    if DraftingStep.objects.filter(pk=pk, done_date=None, due_date=step.due_date).update(due_date=due_date):
        words = {step.get_step_display(): [f"{step.due_date:%d/%m/%Y}", f"{due_date:%d/%m/%Y}"]}
        audit.record("procedures.step_moved", target=step.decision, by=by, now=now, changes=words)


@transaction.atomic
def move_review_plan(*, pk, due_date, by, now):
    plan = ReviewPlan.objects.get(pk=pk)
    if ReviewPlan.objects.filter(pk=pk, sent_date=None, due_date=plan.due_date).update(due_date=due_date):
        words = {"hạn gửi": [f"{plan.due_date:%d/%m/%Y}", f"{due_date:%d/%m/%Y}"]}
        audit.record("procedures.review_plan_saved", target=plan, by=by, now=now, changes=words)


def stay(*, pk, due_date, by, now):
    """A repair is dated anew from the calendar each time that it is asked for: nothing is stored, so nothing moves."""
