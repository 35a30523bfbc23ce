"""A calendar change of many terms at once: in bulk, exactly those that it touches, and one of two people."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deadlines import actions, changes
from deadlines.changes import Edit
from deadlines.models import DeadlineRule, SpecialDay
from feedback.models import Case, CaseEvent, Clock
from organization.models import AuditEvent
from plans.models import Milestone
from procedures.actions import reference
from procedures.models import Channel, Publication
from tests.factories import UserFactory
from tests.feedback.factories import CaseFactory
from tests.plans.factories import TaskFactory
from tests.procedures.factories import DecisionFactory
from tests.together import together

START, OFF = date(2026, 11, 23), date(2026, 11, 25)
EDIT = Edit(OFF, "off", "Nghỉ bù")
CASES, WAITED, DECISIONS, CHANNELS, TASKS, EACH = 1_200, 40, 80, 5, 20, 20


@pytest.fixture
def house(db, now):
    """2,000 terms that Wednesday 25/11/2026 lies in: 1,200 answers, 400 publications, 400 milestones."""
    actions.load_rules()
    reference.load_reference()
    cases = Case.objects.bulk_create(
        CaseFactory.build(number=f"PAKN-2026-{n + 1:04}", status="handling") for n in range(CASES)
    )
    rows(Clock, "feedback.answer", [{"case": case, "kind": "answer"} for case in cases])
    for case in cases[:WAITED]:
        step(case, now, "ask", "handling", "waiting")
        step(case, now + timedelta(days=1), "reply", "waiting", "handling")
    Clock.objects.filter(case__in=cases[:WAITED]).update(due_date=date(2026, 12, 15))  # a day stood still
    Case.objects.update(due_date=date(2026, 12, 14))
    channels = list(Channel.objects.all()[:CHANNELS])
    decisions = [DecisionFactory(number=f"{n}/QĐ") for n in range(DECISIONS)]
    pairs = [{"decision": one, "channel": channel} for one in decisions for channel in channels]
    rows(Publication, "publication.national_database", pairs)
    tasks = [TaskFactory() for _ in range(TASKS)]
    events = [{"task": task, "kind": "event", "title": f"Việc {n}"} for task in tasks for n in range(EACH)]
    rows(Milestone, "publication.website", events)


def rows(model, code, many):
    rule = DeadlineRule.objects.get(code=code)
    due = SpecialDay.objects.calendar().add_working_days(START, rule.amount)
    model.objects.bulk_create(model(rule=rule, start_date=START, due_date=due, **one) for one in many)


def step(case, at, action, before, after):
    CaseEvent.objects.create(case=case, at=at, action=action, party="staff", from_status=before, to_status=after)


def test_two_thousand_terms_are_moved_in_sixty_statements(house, controller, now):
    seal = changes.preview([EDIT], today=START).seal

    with CaptureQueriesContext(connection) as asked:
        actions.set_special_day(day=OFF, kind="off", note=EDIT.note, by=controller, now=now, seal=seal)

    assert len(asked) <= 60
    assert moved(Clock) == {date(2026, 12, 15): CASES - WAITED, date(2026, 12, 16): WAITED}
    assert moved(Publication) == {date(2026, 12, 1): DECISIONS * CHANNELS}
    assert moved(Milestone) == {date(2026, 11, 27): TASKS * EACH}
    assert CaseEvent.objects.filter(action="calendar", is_public=True, by=controller).count() == CASES
    assert set(Case.objects.values_list("due_date", flat=True)) == {date(2026, 12, 15), date(2026, 12, 16)}
    told = AuditEvent.objects.exclude(action="deadlines.day_set")
    assert told.count() == DECISIONS * CHANNELS + DECISIONS + TASKS


def moved(model):
    days = list(model.objects.values_list("due_date", flat=True))
    return {day: days.count(day) for day in set(days)}


def test_a_preview_asks_as_many_statements_for_two_thousand_terms_as_for_one(house):
    with CaptureQueriesContext(connection) as asked:
        change = changes.preview([EDIT], today=START)

    assert (len(change.moves), len(asked) <= 20) == (2_000, True)


@pytest.mark.django_db(transaction=True)
def test_of_eight_people_with_one_preview_one_moves_every_term_once(now):
    actions.load_rules()
    cases = [CaseFactory(status="handling", due_date=date(2026, 12, 14)) for _ in range(3)]
    rows(Clock, "feedback.answer", [{"case": case, "kind": "answer"} for case in cases])
    rows(Milestone, "publication.website", [{"task": TaskFactory(), "kind": "event", "title": "Việc"}])
    by, seal = UserFactory(role="controller"), changes.preview([EDIT], today=START).seal
    given = {"day": OFF, "kind": "off", "note": EDIT.note, "by": by, "now": now, "seal": seal}

    results = together(8, lambda: actions.set_special_day(**given))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert (moved(Clock), moved(Milestone)) == ({date(2026, 12, 15): 3}, {date(2026, 11, 27): 1})
    assert (CaseEvent.objects.count(), AuditEvent.objects.count()) == (3, 2)


@pytest.mark.django_db(transaction=True)
def test_a_calendar_change_and_answers_to_its_cases_never_wait_for_each_other_in_a_circle(now):
    """Both lock the case before its clock. What comes second sees what the first did, or is refused."""
    from feedback.actions import handling

    actions.load_rules()
    by = UserFactory(role="controller")
    cases = [CaseFactory(status="handling", unit=by.unit, due_date=date(2026, 12, 14)) for _ in range(4)]
    rows(Clock, "feedback.answer", [{"case": case, "kind": "answer"} for case in cases])
    officer, waiting = UserFactory(unit=by.unit), list(cases)

    def work():
        if waiting:
            handling.ask(case=waiting.pop(), question="Số nhà nào?", by=officer, now=now)
        else:
            actions.set_special_day(day=OFF, kind="off", note=EDIT.note, by=by, now=now)

    results = together(5, work)

    assert set(results) <= {"won", "refused"}
    assert results.count("won") >= 4
