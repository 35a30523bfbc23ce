"""Random walks: after any actions in any order the case stays consistent."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.refusals import NotAllowed
from deadlines.models import SpecialDay
from feedback import clocks, life
from feedback.actions import approving, handling, keeping, letters, publishing, reception, senders
from feedback.models import Case, Status
from tests.conftest import VIETNAM
from tests.feedback.conftest import PUBLIC, letter_fields
from tests.slow_work import of_the_test

MODULES = [approving, handling, keeping, publishing, reception, senders]
STEPS = [
    name for name, action in life.ACTIONS.items() if action.to and name not in ("calendar", "anonymise", "republish")
]
# Mostly an allowed action, sometimes any action; some days later.
STEP = st.tuples(st.integers(0, 99), st.sampled_from([True, True, True, True, False]), st.integers(0, 4))
WALK = st.lists(STEP, min_size=1, max_size=25)


class Desk:
    """Calls an action by name, with an allowed user and valid arguments."""

    def __init__(self, case, **people):
        self.case, self.people = case, people

    def do(self, name, now):
        return getattr(self, f"do_{name}", self.simply)(name, {"case": self.fresh(), "now": now})

    def fresh(self):
        return Case.objects.get(pk=self.case.pk)

    def simply(self, name, at):
        by = {"by": self.person(name)} if life.Role.SENDER not in life.ACTIONS[name].by else {}
        words = {"reason": "Lý do."} if name in WITH_REASON else {}
        action = next(getattr(module, name) for module in MODULES if hasattr(module, name))
        action(**at, **by, **words)

    def person(self, name):
        by = life.ACTIONS[name].by
        if life.Role.LEADER in by and life.Role.CONTROLLER not in by:
            return self.people["leader"]
        return self.people["controller"] if life.Role.CONTROLLER in by else self.people["officer"]

    def do_classify(self, name, at):
        reception.classify(**at, subject_class="conduct", by=self.people["controller"])

    def do_assign(self, name, at):
        reception.assign(**at, unit=self.people["unit"], by=self.people["controller"])

    def do_link(self, name, at):
        reception.link(**at, other=None, by=self.people["controller"])

    def do_draft(self, name, at):
        handling.draft(**at, text="Dự thảo.", by=self.people["officer"])

    def do_ask(self, name, at):
        handling.ask(**at, question="Số giấy hẹn?", by=self.people["controller"])

    def do_reply(self, name, at):
        senders.reply(**at, text="Số 15.")

    def do_add(self, name, at):
        senders.add(**at, text="Thêm.")

    def do_note(self, name, at):
        handling.note(**at, text="Ghi.", by=self.people["officer"])

    def do_rate(self, name, at):
        senders.rate(**at, rating=4)

    def do_ask_extension(self, name, at):
        handling.ask_extension(**at, days=3, reason="Xác minh.", by=self.people["officer"])

    def do_refuse_extension(self, name, at):
        handling.refuse_extension(**at, remarks="Không cần.", by=self.people["leader"])

    def do_return_draft(self, name, at):
        approving.return_draft(**at, remarks="Viết rõ hơn.", by=self.people["leader"])

    def do_issue(self, name, at):
        getattr(letters, name)(**at, fields=letter_fields(at["now"]), by=self.people["controller"])

    do_forward = do_issue

    def do_publish(self, name, at):
        publishing.publish(**at, fields=PUBLIC, confirmed=(), by=self.people["controller"])


WITH_REASON = {
    "discard",
    "refuse",
    "send_back",
    "set_aside",
    "resume",
    "withdraw",
    "ask_reopening",
    "decline_reopening",
    "hold",
    "unpublish",
    "keep_private",
}


def possible(case):
    return [name for name in STEPS if not life.why_not(name, case, frozenset(life.Role))] or STEPS


def explained_by_its_events(case):
    """Each event begins where the one before ended, by a way that the table knows; the last one ends where we are."""
    status = None
    for event in case.events.all():
        if status is not None:
            assert event.from_status == status
            follows = life.ACTIONS[event.action].to[status]
            assert follows in (event.to_status, life.BACK)
        status = event.to_status
    assert status == case.status


def clocks_stand_still_only_while_waiting(case):
    waits = case.status == Status.WAITING
    for clock in case.clocks.open():
        assert clock.stands_still == (waits and clock.kind in clocks.STAND_STILL)
    assert case.due_date == min((clock.due_date for clock in case.clocks.owed()), default=None)


def answers_count_no_day_of_waiting(case, calendar):
    waited = clocks.pauses(case)
    for clock in case.clocks.owed().filter(kind="answer").select_related("rule"):
        counted = [day.date for day in clocks.explained(clock, calendar).days if day.counted]
        assert len(counted) == clock.rule.amount + clock.extra_days
        assert [day for day in counted for since, until in waited if since < day <= until] == []


@pytest.fixture
def desk(received, controller, leader, unit, unit_officer):
    def desk(now):
        case = received(now=now).case
        return Desk(case, controller=controller, leader=leader, officer=unit_officer, unit=unit)

    return desk


# One set of rows serves every walk; each walk is rolled back.
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=WALK)
def test_however_people_walk_the_events_explain_the_status_and_no_clock_runs_while_the_sender_is_asked(desk, walk):
    now, calendar = datetime(2026, 11, 2, 9, tzinfo=VIETNAM), SpecialDay.objects.calendar()
    with of_the_test():
        walker, done = desk(now), 0
        for choice, is_sensible, days in walk:
            now += timedelta(days=days, minutes=5)
            open_now = possible(walker.fresh()) if is_sensible else STEPS
            name = open_now[choice % len(open_now)]
            try:
                with of_the_test():
                    walker.do(name, now)
                done += 1
            except NotAllowed:
                pass
            case = walker.fresh()
            explained_by_its_events(case)
            clocks_stand_still_only_while_waiting(case)
            answers_count_no_day_of_waiting(case, calendar)
        assert done <= walker.case.events.count() - 1
        transaction.set_rollback(True)
