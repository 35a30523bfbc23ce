"""What the plans owe, to whom and by when; and the door through which a date moves with the calendar."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from deadlines.agenda import Deadline
from organization import audit
from plans import evidence
from plans.models import Milestone, Plan, Task


def open_deadlines():
    """Open dated milestones of the plans in force; check-ins of ongoing tasks are never late, so no deadlines."""
    check_in = Q(task__schedule_kind=Task.Schedule.ONGOING, kind=Milestone.Kind.PERIOD)
    milestones = (
        Milestone.objects.open()
        .filter(task__plan__status=Plan.Status.ISSUED, due_date__isnull=False)
        .exclude(check_in)
        .select_related("task__plan", "task__lead_unit", "rule")
        .prefetch_related("task__lead_unit__grouped_units", "task__supporting_units__grouped_units")
    )
    settled = Task.objects.filter(evidence.settled(timezone.localdate())).values("pk")
    return [_deadline(one) for one in milestones.exclude(task__in=settled)]


@transaction.atomic
def move(*, pk, due_date, by, now):
    """The same rule on another calendar: the date moves, with an event that says from where to where."""
    milestone = Milestone.objects.select_related("task__plan").get(pk=pk)
    old = milestone.due_date
    if not Milestone.objects.open().filter(pk=pk, due_date=old).update(due_date=due_date):
        return  # finished in this moment: its date is history
    words = {f"hạn của “{milestone.title}”": [f"{old:%d/%m/%Y}", f"{due_date:%d/%m/%Y}"]}
    audit.record("plans.milestone_moved", target=milestone.task, by=by, now=now, changes=words)


def _deadline(milestone):
    task = milestone.task
    name = "" if milestone.kind == Milestone.Kind.DUE else f" – {milestone.title}"
    supporting = [unit for one in task.supporting_units.all() for unit in _acting(one)]
    return Deadline(
        key=f"plans.milestone:{milestone.pk}",
        title=f"{task.number}. {task.title}{name}",
        unit_ids=frozenset(_acting(task.lead_unit)),
        supporting_ids=frozenset(supporting),
        due_date=milestone.due_date,
        rule=milestone.rule,
        start_date=milestone.start_date,
        url=task.get_absolute_url(),
    )


def _acting(unit):
    """Who acts when this unit is named; a group can also be asked for by its own name."""
    return {unit.pk, *(member.pk for member in unit.members())}
