"""Where a task stands, by the dates alone."""

from datetime import date

import pytest

from deadlines import actions as deadlines
from deadlines.models import SpecialDay
from plans import board
from plans.actions.milestones import regenerate
from plans.evidence import Counted, Evidence, Source
from plans.models import Milestone, Plan, Task
from plans.states import State, task_state
from tests.deadlines.factories import DeadlineRuleFactory
from tests.plans.factories import DeliverableFactory, PlanFactory, TaskFactory

pytestmark = pytest.mark.django_db
Kind = Task.Schedule


def stands(task, today, found=None):
    task = Task.objects.with_work().get(pk=task.pk)
    return task_state(task, today=today, calendar=SpecialDay.objects.calendar(), found=found)


def finish(milestone, now, by):
    milestone.done_date, milestone.done_at, milestone.done_by = now.date(), now, by
    milestone.save()


@pytest.fixture
def quarter_task(controller):
    task = TaskFactory(timing="Quý 1/2026", schedule_kind=Kind.QUARTER)
    regenerate(task=task)
    return task


@pytest.fixture
def ongoing_task():
    deadlines.load_rules()
    task = TaskFactory(timing="Thường xuyên", schedule_kind=Kind.ONGOING)
    regenerate(task=task)
    return task


@pytest.mark.parametrize(
    ("today", "state", "remaining"),
    [
        (date(2026, 1, 20), State.NOT_DUE, "còn 50 ngày làm việc"),
        (date(2026, 3, 16), State.NOT_DUE, "còn 11 ngày làm việc"),
        (date(2026, 3, 17), State.SOON, "còn 10 ngày làm việc"),
        (date(2026, 3, 31), State.SOON, "hạn hôm nay"),
        (date(2026, 4, 1), State.LATE, "quá hạn 1 ngày làm việc"),
    ],
)
def test_a_quarter_task_moves_from_not_due_to_soon_to_late(quarter_task, today, state, remaining):
    found = stands(quarter_task, today)

    assert (found.state, found.due_date, found.remaining) == (state, date(2026, 3, 31), remaining)


def test_a_ticked_milestone_without_anything_to_show_is_not_done(quarter_task, now, controller):
    finish(quarter_task.milestones.get(), now, controller)

    assert stands(quarter_task, date(2026, 5, 1)).state == State.GOING


def test_a_deliverable_with_every_milestone_closed_is_done(quarter_task, now, controller):
    DeliverableFactory(task=quarter_task)
    assert stands(quarter_task, date(2026, 3, 2)).state == State.GOING

    finish(quarter_task.milestones.get(), now, controller)
    assert stands(quarter_task, date(2026, 5, 1)).state == State.DONE


def test_a_withdrawn_deliverable_shows_nothing(quarter_task, now, controller):
    DeliverableFactory(task=quarter_task, withdrawn_at=now, withdrawn_by=controller)
    finish(quarter_task.milestones.get(), now, controller)

    assert stands(quarter_task, date(2026, 5, 1)).state == State.GOING


def test_complete_evidence_is_done_and_part_of_it_is_going(quarter_task):
    whole, part = Evidence(3, 3, 0, "/"), Evidence(2, 3, 0, "/")

    assert stands(quarter_task, date(2026, 5, 1), whole).state == State.DONE
    assert stands(quarter_task, date(2026, 2, 1), part).state == State.GOING


@pytest.mark.parametrize(
    ("today", "state", "silent"),
    [
        (date(2026, 3, 14), State.NOT_DUE, ""),
        (date(2026, 3, 15), State.SILENT, "Quý I/2026"),
        (date(2026, 11, 23), State.SILENT, "Quý III/2026"),
        (date(2027, 5, 1), State.SILENT, "Quý IV/2026"),
    ],
)
def test_a_ongoing_task_is_never_overdue_but_silent(ongoing_task, today, state, silent):
    found = stands(ongoing_task, today)

    assert (found.state, found.silent_period) == (state, silent)


@pytest.mark.parametrize(
    ("today", "title", "due_date"),
    [
        (date(2026, 3, 14), "Ghi nhận quý I/2026", date(2026, 3, 14)),  # the last day of the period still counts
        (date(2026, 3, 15), "Ghi nhận quý II/2026", date(2026, 6, 14)),
    ],
)
def test_the_next_check_in_is_that_of_the_period_that_still_runs(ongoing_task, today, title, due_date):
    found = stands(ongoing_task, today)

    assert (found.milestone.title, found.due_date) == (title, due_date)


def test_how_near_is_soon_is_said_by_the_rule_of_the_milestone(quarter_task):
    rule = DeadlineRuleFactory(soon_days=1)
    quarter_task.milestones.update(rule=rule, start_date=date(2026, 3, 20), due_date=date(2026, 3, 31))

    found = [stands(quarter_task, day).state for day in (date(2026, 3, 27), date(2026, 3, 30), date(2026, 4, 1))]

    assert found == [State.NOT_DUE, State.SOON, State.LATE]


def test_what_was_recorded_breaks_the_silence(ongoing_task):
    DeliverableFactory(task=ongoing_task, date=date(2026, 2, 1))

    assert stands(ongoing_task, date(2026, 4, 1)).state == State.GOING
    assert stands(ongoing_task, date(2026, 6, 15)).state == State.SILENT


def test_a_check_in_breaks_the_silence(ongoing_task, now, controller):
    finish(ongoing_task.milestones.get(period__title="Quý I/2026"), now, controller)

    assert stands(ongoing_task, date(2026, 4, 1)).state == State.GOING


def test_fresh_evidence_breaks_the_silence(ongoing_task):
    old, fresh = (Evidence(1, 2, 0, "/", last_date=day) for day in (date(2026, 1, 5), date(2026, 9, 1)))

    assert stands(ongoing_task, date(2026, 10, 1), old).state == State.SILENT
    assert stands(ongoing_task, date(2026, 10, 1), fresh).state == State.GOING


def arisen(owed, overdue=0, last_date=None):
    """Evidence of five things that arose and were due."""
    return Evidence(5 - owed, 5, overdue, "/", last_date=last_date, owed=owed, overdue=overdue)


@pytest.fixture
def event_task():
    return TaskFactory(timing="Ngay khi có quyết định công bố", schedule_kind=Kind.EVENT)


@pytest.mark.parametrize(
    ("evidence", "state"),
    [
        (None, State.NOT_DUE),
        (arisen(owed=5), State.NOT_DUE),
        (arisen(owed=2), State.GOING),
        (arisen(owed=2, overdue=1), State.LATE),
        (arisen(owed=0), State.DONE),
        (Evidence(3, 5, 2, "/", owed=0), State.DONE),  # two were late, none is owed any more
    ],
)
def test_a_task_that_waits_for_events_stands_as_its_register_says(event_task, evidence, state):
    assert stands(event_task, date(2026, 11, 23), evidence).state == state


def test_what_was_recorded_by_hand_does_not_hide_what_the_register_still_waits_for(event_task):
    DeliverableFactory(task=event_task)

    found = [
        stands(event_task, date(2026, 11, 23), arisen(owed, late)).state for owed, late in ((0, 0), (2, 0), (2, 1))
    ]

    assert found == [State.DONE, State.GOING, State.LATE]


def test_a_ongoing_task_is_late_while_its_register_is_and_its_next_check_in_is_not(ongoing_task):
    found = stands(ongoing_task, date(2026, 2, 2), arisen(owed=1, overdue=1))

    assert (found.state, found.look) == (State.LATE, "late")
    assert (found.date_state, found.date_look, found.due_date) == (State.GOING, "going", date(2026, 3, 14))


def test_a_task_with_a_date_of_its_own_is_judged_by_that_date(quarter_task):
    assert stands(quarter_task, date(2026, 2, 2), arisen(owed=2, overdue=1)).state == State.GOING


def test_a_register_makes_nothing_late_in_a_plan_that_is_not_issued():
    task = TaskFactory(plan=PlanFactory(year=2027), schedule_kind=Kind.EVENT)

    assert stands(task, date(2026, 11, 23), arisen(owed=2, overdue=1)).state == State.GOING


def test_nothing_is_late_in_a_plan_that_is_not_issued():
    task = TaskFactory(plan=PlanFactory(year=2021), timing="Quý 1/2021", schedule_kind=Kind.QUARTER)
    regenerate(task=task)

    found = stands(task, date(2026, 11, 23))

    assert (found.state, found.remaining) == (State.NOT_DUE, "")


def test_a_closed_plan_is_judged_by_the_day_it_was_closed(quarter_task, now, controller):
    Plan.objects.update(status=Plan.Status.CLOSED, closed_at=now.replace(month=3, day=20), closed_by=controller)

    assert stands(quarter_task, date(2026, 11, 23)).state == State.SOON


def test_a_task_whose_timing_says_nothing_asks_for_a_date():
    task = TaskFactory(timing="Sau Tết", schedule_kind=Kind.UNREAD)
    assert stands(task, date(2026, 2, 1)).asks_for_date

    Milestone.objects.create(task=task, kind="due", title="Hoàn thành", due_date=date(2026, 3, 1))
    assert not stands(task, date(2026, 2, 1)).asks_for_date


def test_a_source_that_no_app_announces_is_no_zero():
    task = TaskFactory(sources=["surveys.responses"])

    line = board.lines(Task.objects.filter(pk=task.pk), today=date(2026, 2, 1))[0]

    assert (line.found, line.counted) == (None, (Counted("“surveys.responses”", None),))


ANNOUNCED = [
    Source("inspections.closed", "Cuộc tự kiểm tra", lambda tasks: {one.pk: Evidence(4, 5, 1, "/a") for one in tasks}),
    Source("surveys.responses", "Phiếu khảo sát", lambda tasks: {one.pk: Evidence(7, 7, 0, "/b") for one in tasks}),
]


def test_the_first_source_decides_and_the_others_stand_beside_it(settings):
    settings.EVIDENCE = [f"{__name__}.ANNOUNCED"]
    task = TaskFactory(sources=["inspections.closed", "surveys.responses"])

    line = board.lines(Task.objects.filter(pk=task.pk), today=date(2026, 2, 1))[0]

    assert [(one.words, one.found.url) for one in line.counted] == [
        ("Cuộc tự kiểm tra", "/a"),
        ("Phiếu khảo sát", "/b"),
    ]
    assert (line.found.done, line.task_state.state) == (4, State.GOING)


def test_the_pages_show_what_each_source_counted_the_deciding_one_with_its_bar(client, controller, settings):
    settings.EVIDENCE = [f"{__name__}.ANNOUNCED"]
    task = TaskFactory(sources=["inspections.closed", "surveys.responses", "reports.sent"])
    client.force_login(controller)

    for path in (task.plan.get_absolute_url(), task.get_absolute_url()):
        page = client.get(path).content.decode()
        shown = [page.index(words) for words in ('href="/a"', 'value="80"', 'href="/b"', "“reports.sent”: chưa có")]
        assert (shown, page.count("<progress")) == (sorted(shown), 1)
