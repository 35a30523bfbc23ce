"""The agenda compared with the same rows read one by one in Python: rows, owners, order and counts."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from deadlines import actions as calendar
from deadlines import agenda
from deadlines.models import DeadlineRule, Period
from feedback.models import Clock
from organization.models import Unit
from plans import evidence
from plans.models import Milestone, Plan, Task
from procedures.models import Channel, Decision, DraftingStep, LinkRepair, Publication
from reviews.models import Review, ReviewPlan
from tests.conftest import VIETNAM
from tests.factories import UnitFactory, UserFactory
from tests.feedback.factories import CaseFactory, ClockFactory
from tests.plans.factories import PlanFactory, SectionFactory, TaskFactory
from tests.procedures.factories import DecisionFactory, ProcedureFactory
from tests.reviews.factories import ReviewFactory, ReviewPlanFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
TODAY = NOW.date()
ENDS = {"late": TODAY, "soon": date(2026, 12, 1), "later": None}
EXAMPLES = 15


class Dice:
    """Random rows; every choice is hypothesis's, so that a failure is made as small as it can be."""

    def __init__(self, random):
        self.random, self.by = random, UserFactory(role="controller")
        self.rule = DeadlineRule.objects.get(code="feedback.answer")
        self.units = [*UnitFactory.create_batch(2), UnitFactory(is_control_unit=True)]
        group, no_group = UnitFactory(kind="group"), UnitFactory(kind="division")
        for one in (group, no_group):  # units "in" what is no group owe nothing of it
            one.grouped_units.set(self.some(self.units))
        self.units += [group, no_group]

    def often(self, chance=0.7):
        return self.random.random() < chance

    def some(self, values):
        return [one for one in values if self.often(0.4)]

    def unit(self, optional=False):
        return None if optional and self.often(0.3) else self.random.choice(self.units)

    def term(self, optional=False):
        due = TODAY + timedelta(days=self.random.choice([-30, -1, 0, 1, 7, 8, 90]))
        due = None if optional and self.often(0.3) else due
        done = None if self.often() or due is None else TODAY
        return {"rule": self.rule, "start_date": date(2026, 1, 5), "due_date": due, "done_date": done}

    def who(self, at, by, chance=0.3):
        return {at: NOW, by: self.by} if self.often(chance) else {}


def plans(dice):
    statuses = [Plan.Status.ISSUED, Plan.Status.ISSUED, Plan.Status.CLOSED, Plan.Status.DRAFT]
    for year in (2025, 2026, 2027):
        plan = PlanFactory(year=year, issued=True)
        status = dice.random.choice(statuses)
        closed = {"closed_at": NOW, "closed_by": dice.by} if status == Plan.Status.CLOSED else {}
        Plan.objects.filter(pk=plan.pk).update(status=status, **closed)
        section = SectionFactory(plan=plan)
        for _ in range(dice.random.choice([0, 1, 2])):
            kind = dice.random.choice(list(Task.Schedule))
            keys = dice.some(["plans.issued", "reviews.reviews"])
            fields = {"plan": plan, "section": section, "lead_unit": dice.unit(), "schedule_kind": kind}
            task = TaskFactory(sources=keys, **fields)
            task.supporting_units.set(dice.some(dice.units))
            milestones(dice, task)


def milestones(dice, task):
    for kind in dice.some(["due", "event", "period"]):
        period = Period.objects.filter(year=2026).regular().first() if kind == "period" else None
        term = dice.term(optional=True)
        done = {"done_at": NOW, "done_by": dice.by} if term["done_date"] else {}
        Milestone.objects.create(task=task, kind=kind, period=period, title="Mốc", **term, **done)


def decisions(dice):
    channels = [
        Channel.objects.create(name=name, short_name=name, kind="physical", rule_code="x", unit=dice.unit(True))
        for name in ("Một cửa", "Trang tin")
    ]
    for _ in range(dice.random.choice([0, 1, 2])):
        level = dice.random.choice(Decision.Level.values)
        decision = DecisionFactory(level=level, **dice.who("withdrawn_at", "withdrawn_by"))
        not_needed = dice.who("not_needed_at", "not_needed_by")
        Decision.objects.filter(pk=decision.pk).update(**not_needed)
        if level == "ministry":
            DraftingStep.objects.create(decision=decision, step="draft", **recorded(dice, dice.term()))
            if dice.often(0.4):
                DecisionFactory(follows=decision, **dice.who("withdrawn_at", "withdrawn_by"))
        for channel in dice.some(channels):
            fields = {"decision": decision, "channel": channel}
            row = Publication.objects.create(**fields, **recorded(dice, dice.term()))
            if dice.often():
                LinkRepair.objects.create(publication=row, **dice.term())


def recorded(dice, term):
    return {**term, "recorded_at": NOW, "recorded_by": dice.by} if term["done_date"] else term


def reviews(dice):
    for year in dice.some([2025, 2026]):
        plan = ReviewPlanFactory(year=year)
        ReviewPlan.objects.filter(pk=plan.pk).update(**dice.term(optional=True))
        for _ in range(dice.random.choice([0, 1, 2])):
            term = dice.term()
            done = {"completed_at": NOW, "completed_by": dice.by} if term["done_date"] else {}
            withdrawn = dice.who("withdrawn_at", "withdrawn_by")
            fields = {"plan": plan, "procedure": ProcedureFactory(), "unit": dice.unit()}
            ReviewFactory(**fields, **withdrawn, **done, **{**term, "rule": None})


def cases(dice):
    for _ in range(dice.random.choice([0, 1, 3])):
        status = dice.random.choice(["new", "waiting", "received", "handling", "approval", "approved", "answered"])
        case = CaseFactory(status=status, unit=dice.unit(optional=True))
        kinds = ["publish"] if status == "answered" else ["classify", "answer", "supplement"]
        for kind in dice.some(kinds):
            ClockFactory(case=case, kind=kind, **dice.term(optional=True))


# The same question, asked of the rows one by one.


def owed():
    """[(kind, pk, day, units that owe it, units that help)] of every row that is owed."""
    control = {unit.pk for unit in Unit.objects.all() if unit.is_control_unit}
    yield from owed_milestones()
    for row in Publication.objects.select_related("decision", "channel__unit"):
        if row.decision.is_of_province and not row.decision.is_withdrawn and not row.done_date:
            yield "procedures.publication", row.pk, row.due_date, acting(row.channel.unit) or control, set()
    for row in LinkRepair.objects.select_related("publication__channel__unit"):
        if not row.done_date:
            yield "procedures.link", row.pk, row.due_date, acting(row.publication.channel.unit) or control, set()
    for row in DraftingStep.objects.select_related("decision"):
        answered = any(not one.is_withdrawn for one in row.decision.answers.all())
        if not row.done_date and not row.decision.is_withdrawn and not row.decision.not_needed_at and not answered:
            yield "procedures.step", row.pk, row.due_date, control, set()
    for row in ReviewPlan.objects.all():
        if not row.done_date and row.due_date:
            yield "reviews.plan", row.pk, row.due_date, control, set()
    for row in Review.objects.select_related("unit"):
        if not row.done_date and not row.is_withdrawn:
            yield "reviews.review", row.pk, row.due_date, acting(row.unit), set()
    for row in Clock.objects.select_related("case__unit"):
        if not row.done_date and row.due_date:
            yield from owed_clock(row, control)


def owed_milestones():
    found = [row for row in Milestone.objects.select_related("task__plan") if not row.done_date and row.due_date]
    counted = evidence.gather({row.task_id: row.task for row in found}.values())
    for row in found:
        task = row.task
        is_check_in = task.schedule_kind == "ongoing" and row.kind == "period"
        settled = evidence.settles(task, evidence.deciding(counted[task.pk]))
        if task.plan.is_in_force and not is_check_in and not settled:
            helping = set().union(*(acting(unit) for unit in task.supporting_units.all()))
            yield "plans.milestone", row.pk, row.due_date, acting(task.lead_unit), helping


def owed_clock(row, control):
    owners, unit = control, row.case.unit
    if row.kind == "answer" and unit:
        owners = set() if row.case.status == "approval" else acting(unit)
    kind = "feedback.publishing_clock" if row.kind == "publish" else "feedback.clock"
    yield kind, row.pk, row.due_date, owners, set()


def acting(unit):
    """Who acts when this unit is named; a group can also be asked for by its own name."""
    return {unit.pk, *(one.pk for one in unit.members())} if unit else set()


def group_of(day):
    return next(key for key, end in ENDS.items() if end is None or day < end)


def by_hand(rows, user, unit=None):
    """{group: the rows in order} for one person."""
    if user.is_superuser:
        return {}
    sees_all, mine, found = user.is_controller or user.is_leader, unit.pk if unit else user.unit_id, {}
    for kind, pk, day, owners, helping in rows:
        if (sees_all and not unit) or mine in owners:
            found.setdefault(group_of(day), []).append((day, kind, pk))
        elif mine in helping and not sees_all:
            found.setdefault(agenda.HELPED, []).append((day, kind, pk))
    return {key: sorted(items) for key, items in found.items()}


def by_the_database(user, unit=None):
    pages = agenda.page(user, TODAY, ends=ENDS, unit=unit)
    pages.pop(agenda.DECISIONS, None)
    return {key: [(one.due_date, one.kind, one.pk) for one in page] for key, page in pages.items()}


@pytest.fixture
def house(agency):
    calendar.load_rules()
    calendar.make_periods(year=2026)


# Not made smaller when it fails: that takes minutes.
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(random=st.randoms())
def test_the_database_owes_what_python_reads_row_by_row(house, random):
    with time_machine.travel(NOW, tick=False), transaction.atomic():
        dice = Dice(random)
        for make in (plans, decisions, reviews, cases):
            make(dice)
        agree(dice)
        transaction.set_rollback(True)


def agree(dice):
    """One person of each kind, of units that the dice choose; and the filter by a unit."""
    rows = list(owed())
    leader = UserFactory(role=dice.random.choice(["controller", "leader"]), unit=dice.unit())
    other = UserFactory(role=dice.random.choice(["officer", "administrator"]), unit=dice.unit(optional=True))
    for user in (UserFactory(unit=dice.unit()), other, leader):
        expected = by_hand(rows, user)
        assert by_the_database(user) == expected
        counts = agenda.counts(user, TODAY)
        mine = [kind for key, items in expected.items() if key != agenda.HELPED for _, kind, _ in items]
        late = [kind for _, kind, _ in expected.get("late", ())]
        assert (Counter(counts.owed), +Counter(counts.late)) == (Counter(mine), Counter(late))
    unit = dice.unit()
    assert by_the_database(leader, unit) == by_hand(rows, leader, unit)
    assert Counter((one.kind, one.pk) for one in agenda.each(TODAY)) == Counter((kind, pk) for kind, pk, *_ in rows)
