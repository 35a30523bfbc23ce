"""What plans owe: dated milestones of plans in force."""

from django.db.models import Case, F, Q, TextField, Value, When
from django.db.models.functions import Cast, Concat, TruncDate

from deadlines import moves
from deadlines.agenda import Register, Waiting
from organization.models import User
from plans import evidence
from plans.models import Milestone, Plan, Task


def milestones(today):
    """Open dated milestones of plans in force, except those of tasks that complete evidence finishes, and except
    check-ins of ongoing tasks, which are never late."""
    check_in = Q(task__schedule_kind=Task.Schedule.ONGOING, kind=Milestone.Kind.PERIOD)
    settled = Task.objects.filter(evidence.settled(today), plan__status=Plan.Status.ISSUED).values("pk")
    in_force = Milestone.objects.owed().filter(task__plan__status=Plan.Status.ISSUED)
    return in_force.exclude(check_in).exclude(task__in=settled)


NAME = Case(When(kind=Milestone.Kind.DUE, then=Value("")), default=Concat(Value(" – "), F("title")))


def moved(told, by, now):
    rows = Milestone.objects.select_related("task__plan").in_bulk([move.pk for move in told])
    about = [(rows[move.pk].task, f"hạn của “{rows[move.pk].title}”", move) for move in told]
    moves.record("plans.milestone_moved", about, by=by, now=now)


REGISTERS = [
    Register(
        kind="plans.milestone",
        rows=milestones,
        owner="task__lead_unit",
        supporting="task__supporting_units",
        title=Concat(Cast("task__number", TextField()), Value(". "), F("task__title"), NAME, output_field=TextField()),
        url="plans:task",
        args=("task__plan__year", "task__number"),
        moved=moved,
    ),
]

DECISIONS = [
    Waiting(
        kind="plans.submitted",
        rows=lambda today: Plan.objects.filter(status=Plan.Status.SUBMITTED),
        role=User.Role.LEADER,
        since=TruncDate("submitted_at"),
        title=Concat(Value("Duyệt, ban hành kế hoạch năm "), Cast("year", TextField()), output_field=TextField()),
        url="plans:plan",
        args=("year",),
    ),
]
