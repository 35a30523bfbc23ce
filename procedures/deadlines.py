"""What the registers owe: drafting, publications, links to mend; and the doors through which dates move."""

from django.db import transaction
from django.urls import reverse

from deadlines.agenda import Deadline
from deadlines.models import DeadlineRule
from organization import audit
from organization.models import Unit
from procedures.models import Channel, Decision, DraftingStep, LinkRepair, Publication


def open_deadlines():
    """Everything owed, in a constant number of queries."""
    control = frozenset(Unit.objects.filter(is_control_unit=True).values_list("pk", flat=True))
    owners = {channel.pk: channel for channel in Channel.objects.all()}
    doing = {pk: frozenset([one.unit_id]) if one.unit_id else control for pk, one in owners.items()}
    names = {pk: one.short_name for pk, one in owners.items()}
    return [
        *_steps(control),
        *_publications(doing, names),
        *_links(doing, names),
    ]


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


def _publications(doing, names):
    """Plain columns instead of rows, nothing joined: there may be thousands, and every page of the portal asks."""
    numbers = dict(Decision.objects.of_province().order_by().values_list("pk", "number"))
    columns = ["pk", "due_date", "start_date", "rule", "channel", "decision"]
    owed = Publication.objects.filter(done_date=None).order_by().values_list(*columns)
    all_rules, address = DeadlineRule.objects.in_bulk(), _addresses("procedures:publication")
    for pk, due, start, rule, channel, decision in owed:
        if decision in numbers:
            yield Deadline(
                key=f"procedures.publication:{pk}",
                title=f"Công khai QĐ {numbers[decision]} trên {names[channel]}",
                unit_ids=doing[channel],
                due_date=due,
                rule=all_rules[rule],
                start_date=start,
                url=address(pk),
            )


def _links(doing, names):
    columns = ["publication", "due_date", "start_date", "rule", "publication__channel", "publication__decision__number"]
    owed, all_rules = LinkRepair.objects.owed().order_by().values_list("pk", *columns), DeadlineRule.objects.in_bulk()
    address = _addresses("procedures:publication")
    for pk, publication, due, start, rule, channel, number in owed:
        yield Deadline(
            key=f"procedures.link:{pk}",
            title=f"Sửa công khai QĐ {number} trên {names[channel]}: liên kết hỏng hoặc sai lệch",
            unit_ids=doing[channel],
            due_date=due,
            rule=all_rules.get(rule),
            start_date=start,
            url=address(publication),
        )


def _addresses(name):
    """What gives the address of a row by its key: thousands are not looked up one by one."""
    before, after = reverse(name, args=[0]).split("0")
    return lambda pk: f"{before}{pk}{after}"


@transaction.atomic
def move_publication(*, pk, due_date, by, now):
    row = Publication.objects.select_related("decision", "channel").get(pk=pk)
    # On the row's own columns: through a join PostgreSQL would let a tick and a move both win.
    if Publication.objects.filter(pk=pk, done_date=None, due_date=row.due_date).update(due_date=due_date):
        words = {f"hạn {row.channel.short_name}": [f"{row.due_date:%d/%m/%Y}", f"{due_date:%d/%m/%Y}"]}
        for target in (row, row.decision):
            audit.record("procedures.publication_moved", target=target, by=by, now=now, changes=words)


@transaction.atomic
def move_step(*, pk, due_date, by, now):
    step = DraftingStep.objects.select_related("decision").get(pk=pk)
    if DraftingStep.objects.filter(pk=pk, done_date=None, due_date=step.due_date).update(due_date=due_date):
        words = {step.get_step_display(): [f"{step.due_date:%d/%m/%Y}", f"{due_date:%d/%m/%Y}"]}
        audit.record("procedures.step_moved", target=step.decision, by=by, now=now, changes=words)
