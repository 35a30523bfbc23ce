"""The table of a case's life: every status, every action, every role, through the one door that changes a case."""

import pytest
from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed
from feedback import life
from feedback.actions.moving import move
from feedback.models import Case, CaseEvent, Clock, Extension
from tests.factories import UnitFactory, UserFactory
from tests.feedback.factories import CaseFactory, ClockFactory

NAMES = [name for name, action in life.ACTIONS.items() if action.to]
BY_NOBODY = {life.Role.SENDER, life.Role.SYSTEM}


@pytest.fixture
def people(unit, controller, leader, administrator):
    """One person for each role; strangers of another unit have none."""
    helping = UnitFactory(name="Phòng phối hợp")
    return {
        life.Role.CONTROLLER: controller,
        life.Role.UNIT: UserFactory(role="officer", unit=unit),
        life.Role.SUPPORT: UserFactory(role="focal_point", unit=helping),
        life.Role.LEADER: leader,
        life.Role.ADMINISTRATOR: administrator,
        life.Role.SENDER: None,
        life.Role.SYSTEM: None,
        "stranger": UserFactory(role="officer"),
    }


def case_for(name, status, unit, people):
    """A case of this status with everything that the action asks for besides its status."""
    case = CaseFactory(status=status, unit=unit, draft="Dự thảo.", subject_class="conduct")
    case.supporting_units.add(people[life.Role.SUPPORT].unit)
    asked = {"asked_at": timezone.now(), "asked_by": people[life.Role.UNIT]}
    if name in ("grant_extension", "refuse_extension"):
        Extension.objects.create(case=case, days=5, reason="Phải xác minh.", **asked)
    if name in ("reopen", "decline_reopening"):
        Case.objects.filter(pk=case.pk).update(reopen_asked_at=asked["asked_at"], reopen_reason="Chưa rõ.")
    if name == "unhold":
        Case.objects.filter(pk=case.pk).update(held_at=asked["asked_at"], held_by=people[life.Role.CONTROLLER])
    if name == "keep_private":
        ClockFactory(case=case, kind=Clock.Kind.PUBLISH)
    return case


def tried(name, case, role, person):
    """The status that came of it, or "refused"; afterwards everything is as before."""
    with transaction.atomic():
        try:
            given = {"role": role} if role in BY_NOBODY else {}
            fields = {"answered_date": case.received_date} if name == "issue" else {}
            moved, _ = move(case, name, by=person, now=timezone.now(), **given, **fields)
            return moved.status
        except NotAllowed:
            return "refused"
        finally:
            transaction.set_rollback(True)


def expected(name, case, role):
    action = life.ACTIONS[name]
    if case.status not in action.to or role not in action.by:
        return "refused"
    return "handling" if action.to[case.status] == life.BACK else action.to[case.status]


@pytest.mark.parametrize("name", NAMES)
def test_every_status_and_every_role_gets_what_the_table_says(rules, unit, people, name):
    found, wanted = {}, {}
    for status in life.S:
        case = case_for(name, status, unit, people)
        for role, person in people.items():
            found[status, role] = tried(name, case, role, person)
            wanted[status, role] = expected(name, case, role)

    assert found == wanted


def test_a_refused_action_leaves_neither_a_trace_nor_an_event(unit, people):
    case = CaseFactory(status="new", unit=unit)

    with pytest.raises(NotAllowed):
        move(case, "approve", by=people[life.Role.LEADER], now=timezone.now())

    assert Case.objects.get(pk=case.pk).status == "new"
    assert CaseEvent.objects.count() == 0


def test_every_status_is_reached_from_the_beginning():
    reached, waiting = set(), {"new", "quarantined"}
    while waiting:
        status = waiting.pop()
        reached.add(status)
        after = {action.to[status] for action in life.ACTIONS.values() if status in action.to}
        back = {"new", "received", "handling"} if life.BACK in after else set()
        waiting |= ({*after, *back} - {life.BACK}) - reached

    assert reached == set(life.S.values)


def test_who_keeps_accounts_takes_no_part_in_the_work(people):
    case = CaseFactory(status="new")

    assert life.open_actions(people[life.Role.ADMINISTRATOR], case) == []


def test_what_a_page_offers_is_what_the_action_accepts(rules, unit, people):
    case = case_for("submit", "handling", unit, people)
    person = people[life.Role.UNIT]

    offered = life.open_actions(person, case)

    assert offered == [name for name in NAMES if tried(name, case, life.Role.UNIT, person) != "refused"]


def test_an_event_is_never_changed_and_never_deleted(case_in):
    event = case_in("received").events.first()

    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
    with pytest.raises(TypeError):
        CaseEvent.objects.update(text="khác")
    with pytest.raises(TypeError):
        CaseEvent.objects.all().delete()


def test_a_form_opened_before_somebody_else_saved_is_refused(case_in, unit_officer, now):
    case = case_in("handling")

    with pytest.raises(NotAllowed, match="Người khác vừa sửa"):
        move(case, "draft", by=unit_officer, now=now, revision=case.revision - 1, draft="Của tôi.")
