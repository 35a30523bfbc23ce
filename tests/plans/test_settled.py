"""The database says of the same tasks as Python that their first source alone settles them: on random rows."""

import random
from datetime import date, datetime

import pytest
import time_machine
from django.db import transaction

from deadlines import actions as calendar
from deadlines.models import DeadlineRule, Period
from dossiers.models import DossierCount
from feedback.models import Case
from organization.models import Unit
from plans import evidence
from plans.models import Task
from procedures.models import Channel, Publication
from tests.conftest import VIETNAM
from tests.factories import UnitFactory, UserFactory
from tests.feedback.factories import CaseFactory, ClockFactory, PublicTextFactory
from tests.plans.factories import PlanFactory, SectionFactory, TaskFactory
from tests.procedures.factories import DecisionFactory, FieldFactory, ProcedureFactory
from tests.reviews.factories import ProposalFactory, ReviewFactory, ReviewPlanFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
EARLIER = date(2026, 11, 22)
YEARS = (2025, 2026)
ROUNDS = 60


def day(dice, year):
    """A day of the year: in November and December of 2026 on both sides of today, which is the 23rd."""
    return date(year, dice.choice([1, 11, 11, 12]), dice.choice([1, 22, 23, 24]))


def perhaps(dice, year):
    return dice.choice([None, day(dice, year), day(dice, year)])


def withdrawn(dice, by):
    return {"withdrawn_at": NOW, "withdrawn_by": by} if dice.random() < 0.2 else {}


def reviews(dice, year, by, channels):
    done = perhaps(dice, year)
    recorded = {"done_date": done, "completed_at": NOW, "completed_by": by} if done else {}
    plan = ReviewPlanFactory(year=year)
    ReviewFactory(plan=plan, procedure=ProcedureFactory(), **recorded, **withdrawn(dice, by))


def proposals(dice, year, by, channels):
    ProposalFactory(year=year, **withdrawn(dice, by))


def decisions(dice, year, by, channels):
    ministry = DecisionFactory(level="ministry", sign_date=day(dice, year), **withdrawn(dice, by))
    if dice.random() < 0.3:
        ministry.not_needed_at, ministry.not_needed_by = NOW, by
        ministry.save()
    for _ in range(dice.choice([0, 1, 1])):
        DecisionFactory(follows=ministry, sign_date=day(dice, dice.choice(YEARS)), **withdrawn(dice, by))


def publications(dice, year, by, channels):
    decision = DecisionFactory(sign_date=day(dice, year), **withdrawn(dice, by))
    for channel in channels:
        done = perhaps(dice, year)
        recorded = {"done_date": done, "recorded_at": NOW, "recorded_by": by} if done else {}
        rule, start = DeadlineRule.objects.first(), decision.sign_date
        terms = {"rule": rule, "start_date": start, "due_date": day(dice, year)}
        Publication.objects.create(decision=decision, channel=channel, **terms, **recorded)


def dossiers(dice, year, by, channels):
    names = ["online", "counter", "post", "early", "on_time", "late"]
    counts = {name: dice.choice([0, 0, 2]) for name in names}
    more = sum(counts[name] for name in names[:3]) - sum(counts[name] for name in names[3:])
    counts |= {"pending_in_time": max(0, more), "carried_over": max(0, -more)}
    period = Period.objects.get(year=year, kind=dice.choice(["quarter", "quarter", "half"]), number=1)
    field = FieldFactory(name=f"Lĩnh vực {dice.random()}")
    DossierCount.objects.create(period=period, field=field, recorded_at=NOW, recorded_by=by, **counts)


def clocks(dice, year, by, channels):
    case = CaseFactory(is_spam=dice.random() < 0.2, status=dice.choice(["quarantined", "handling", "handling"]))
    due = day(dice, year)
    stopped = perhaps(dice, year)
    ClockFactory(case=case, start_date=day(dice, year), due_date=due, done_date=stopped)


def cases(dice, year, by, channels):
    channel = dice.choice([Case.Channel.WEB, Case.Channel.PHONE])
    case = CaseFactory(received_date=day(dice, year), channel=channel, is_spam=dice.random() < 0.3)
    if dice.random() < 0.4:
        published = datetime.combine(day(dice, year), NOW.timetz())
        PublicTextFactory(case=case, published_at=published, **withdrawn(dice, by))


def focal_points(dice, year, by, channels):
    """Among the units of this round all have a focal point, or some have none, or there are no units."""
    Unit.objects.update(kind="external")
    for _ in range(dice.choice([0, 1, 2])):
        unit = UnitFactory(is_control_unit=dice.random() < 0.2, valid_to=dice.choice([None, NOW.date(), EARLIER]))
        for _ in range(dice.choice([0, 1, 1])):
            UserFactory(unit=unit, role=dice.choice(["focal_point", "focal_point", "officer"]), date_joined=NOW)


REGISTERS = [reviews, proposals, decisions, publications, dossiers, clocks, cases, focal_points]


@pytest.fixture
def channels(agency):
    calendar.load_rules()
    for year in YEARS:
        calendar.make_periods(year=year)
    return [
        Channel.objects.create(name=source, short_name=source[-9:], kind="physical", source=source, rule_code="x")
        for source in Channel.Source.values
    ]


@pytest.fixture
def tasks(db):
    """For every source a task of each dated schedule and one without a date, in two plans in force and a draft."""
    kinds, keys = ["quarter", "year", "date", "event"], list(evidence.sources())
    for year, issued in [(2025, True), (2026, True), (2027, False)]:
        plan = PlanFactory(year=year, issued=issued)
        section = SectionFactory(plan=plan)
        for place, key in enumerate(keys):
            others = [keys[place - 1]]  # a second source decides nothing
            kind = kinds[place % len(kinds)]
            for each in (kind, "year"):
                TaskFactory(plan=plan, section=section, schedule_kind=each, sources=[key, *others])


def by_python():
    tasks = list(Task.objects.select_related("plan").prefetch_related("sources"))
    counted = evidence.gather(tasks)
    return {task.pk for task in tasks if evidence.settles(task, evidence.deciding(counted[task.pk]))}


def by_the_database():
    return set(Task.objects.filter(evidence.settled(NOW.date())).values_list("pk", flat=True))


def test_the_database_and_python_name_the_same_settled_tasks(channels, tasks):
    by, dice, seen = UserFactory(), random.Random(20261123), set()  # noqa: S311  dice
    key_of = dict(Task.objects.filter(sources__position=1).values_list("pk", "sources__key"))
    with time_machine.travel(NOW, tick=False):
        for _ in range(ROUNDS):
            with transaction.atomic():
                for register in REGISTERS:
                    for _ in range(dice.choice([0, 1, 1, 2])):
                        register(dice, dice.choice(YEARS), by, channels)
                settled = by_the_database()
                assert settled == by_python()
                seen |= {(key, pk in settled) for pk, key in key_of.items()}
                transaction.set_rollback(True)
    asked = [source.key for source in evidence.sources().values() if source.settled]
    assert seen >= {(key, answer) for key in asked for answer in (True, False)}


def test_a_second_source_settles_nothing(agency):
    task = TaskFactory(sources=["surveys.responses", "plans.issued"])

    assert not Task.objects.filter(evidence.settled(NOW.date()), pk=task.pk).exists()


def test_a_task_without_a_date_of_its_own_is_not_settled(agency):
    task = TaskFactory(sources=["plans.issued"], schedule_kind="ongoing")

    assert not Task.objects.filter(evidence.settled(NOW.date()), pk=task.pk).exists()


def test_every_source_is_announced_once():
    assert sorted(evidence.sources()) == sorted(
        source.key for path in evidence.settings.EVIDENCE for source in evidence.import_string(path)
    )
