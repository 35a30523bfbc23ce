"""Working on a task: what is recorded, what it completes, and who may."""

from datetime import date

import pytest

from core.refusals import NotAllowed
from deadlines import actions as calendar
from files.models import StoredFile
from organization.models import AuditEvent, Unit
from plans.actions import work
from plans.models import Deliverable, Milestone, Plan, Task
from tests.deadlines.factories import DeadlineRuleFactory
from tests.documents.factories import PDF
from tests.factories import UnitFactory, UserFactory
from tests.files.factories import taken
from tests.plans.factories import MilestoneFactory, TaskFactory
from tests.together import together

pytestmark = pytest.mark.django_db
DECISION = {
    "kind": "decision",
    "number": "45/QĐ-UBND",
    "date": date(2026, 11, 20),
    "title": "Công bố danh mục thủ tục",
    "link": "",
    "milestone": None,
}


@pytest.fixture
def task():
    return TaskFactory(timing="Ngay khi có quyết định", schedule_kind=Task.Schedule.EVENT)


def test_a_decision_is_recorded_with_its_event(task, controller, now):
    recorded = work.record_deliverable(task=task, fields=DECISION, by=controller, now=now)

    assert (recorded.recorded_by, recorded.recorded_at) == (controller, now)
    event = AuditEvent.objects.of(task).get()
    assert (event.what, event.actor_name) == ("Ghi kết quả", "Chuyên viên kiểm soát")
    assert event.changes == {"kết quả": ["", "Quyết định số 45/QĐ-UBND ngày 20/11/2026: Công bố danh mục thủ tục"]}


def test_the_same_form_sent_twice_records_once(task, controller, now):
    for _ in range(2):
        work.record_deliverable(task=task, fields=DECISION, submission_key="a1", by=controller, now=now)

    assert Deliverable.objects.count() == 1
    assert AuditEvent.objects.of(task).count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_double_clicks_record_once(task, controller, now):
    results = together(
        8,
        lambda: work.record_deliverable(task=task, fields=DECISION, submission_key="a1", by=controller, now=now),
    )

    assert results == ["won"] * 8
    assert Deliverable.objects.count() == 1


def test_a_result_completes_its_milestone_and_withdrawing_opens_it_again(task, controller, now):
    milestone = Milestone.objects.create(task=task, kind="event", title="Quyết định 45", due_date=date(2026, 11, 27))
    recorded = work.record_deliverable(task=task, fields=DECISION | {"milestone": milestone}, by=controller, now=now)
    milestone.refresh_from_db()
    assert (milestone.done_at, milestone.done_by) == (now, controller)

    work.withdraw(deliverable=recorded, reason="Nhập nhầm", by=controller, now=now)

    milestone.refresh_from_db()
    assert milestone.done_at is None
    assert AuditEvent.objects.of(task).filter(action="plans.deliverable_withdrawn").get().note == "Nhập nhầm"
    with pytest.raises(NotAllowed):
        work.withdraw(deliverable=recorded, reason="Lần nữa", by=controller, now=now)


def test_a_file_is_stored_with_the_result(task, controller, now):
    upload = taken("quyết định.pdf", PDF)

    recorded = work.record_deliverable(task=task, fields=DECISION, upload=upload, by=controller, now=now)

    assert (recorded.file.name, recorded.file.stored_by) == ("quyết định.pdf", controller)
    assert StoredFile.objects.count() == 1


def test_an_event_gets_its_date_from_the_rule(plan_2026, controller, now):
    from deadlines.models import DeadlineRule

    task = plan_2026.tasks.get(number=7)
    rule = DeadlineRule.objects.current("publication.national_database", date(2026, 4, 24))

    milestone = work.add_event(
        task=task,
        title="Công khai Quyết định 12",
        start_date=date(2026, 4, 24),
        rule=rule,
        due_date=None,
        by=controller,
        now=now,
    )

    # Without the year's special days in the table: 27, 28, 29, 30/4 and 1/5 are counted.
    assert milestone.due_date == date(2026, 5, 1)


def test_a_date_is_entered_only_where_the_timing_names_none(plan_2026, controller, now):
    work.set_date(task=plan_2026.tasks.get(number=2), due_date=date(2026, 5, 20), by=controller, now=now)
    assert plan_2026.tasks.get(number=2).milestones.get().due_date == date(2026, 5, 20)

    for number in (6, 7, 11):
        with pytest.raises(NotAllowed, match="theo cột thời gian thực hiện"):
            work.set_date(task=plan_2026.tasks.get(number=number), due_date=date(2026, 5, 20), by=controller, now=now)


def test_only_a_controller_corrects_a_date_that_the_timing_names(plan_2026, controller, now):
    office = UserFactory(unit=Unit.objects.get(name="Văn phòng Sở"))
    task = plan_2026.tasks.get(number=3)

    with pytest.raises(NotAllowed, match="theo cột thời gian thực hiện"):
        work.set_date(task=task, due_date=date(2026, 5, 20), by=office, now=now)

    work.set_date(task=task, due_date=date(2026, 5, 20), by=controller, now=now)
    assert task.milestones.get().due_date == date(2026, 5, 20)


def test_a_task_with_a_date_is_not_ticked_without_a_result(plan_2026, controller, now):
    milestone = plan_2026.tasks.get(number=3).milestones.get()

    with pytest.raises(NotAllowed, match="Hãy ghi kết quả"):
        work.mark_done(milestone=milestone, note="Xong rồi", by=controller, now=now)


def test_nothing_is_recorded_in_a_closed_plan(task, controller, now):
    Plan.objects.update(status=Plan.Status.CLOSED, closed_at=now, closed_by=controller)

    with pytest.raises(NotAllowed, match="đã kết thúc"):
        work.record_deliverable(task=task, fields=DECISION, by=controller, now=now)


@pytest.mark.django_db(transaction=True)
def test_of_eight_ticks_one_wins(task, controller, now):
    milestone = Milestone.objects.create(task=task, kind="event", title="Mốc", due_date=date(2026, 11, 27))

    results = together(8, lambda: work.mark_done(milestone=milestone, note="", by=controller, now=now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert AuditEvent.objects.of(task).count() == 1


def editors(task):
    """Who of some typical people may work on this task."""
    group = Unit.objects.create(name="Nhóm", kind="group")
    member = UnitFactory(name="Thành viên nhóm")
    group.grouped_units.add(member)
    helper, lead = UnitFactory(name="Phối hợp"), task.lead_unit
    task.supporting_units.set([group, helper])
    people = {
        "chủ trì": UserFactory(unit=lead),
        "phối hợp": UserFactory(unit=helper, role="focal_point"),
        "thành viên nhóm phối hợp": UserFactory(unit=member),
        "đơn vị khác": UserFactory(),
        "không đơn vị": UserFactory(unit=None),
        "kiểm soát": UserFactory(role="controller"),
        "lãnh đạo": UserFactory(role="leader", unit=lead),
        "quản trị": UserFactory(role="administrator", unit=lead),
    }
    return {name for name, user in people.items() if Task.objects.editable_by(user).filter(pk=task.pk).exists()}


def test_who_works_on_a_task(task):
    assert editors(task) == {"chủ trì", "phối hợp", "thành viên nhóm phối hợp", "kiểm soát"}


def test_an_officer_of_another_unit_is_refused_by_every_action(task, now):
    stranger = UserFactory()
    milestone = Milestone.objects.create(task=task, kind="event", title="Mốc")
    deliverable = work.record_deliverable(task=task, fields=DECISION, by=UserFactory(unit=task.lead_unit), now=now)
    attempts = [
        lambda: work.record_deliverable(task=task, fields=DECISION, by=stranger, now=now),
        lambda: work.withdraw(deliverable=deliverable, reason="x", by=stranger, now=now),
        lambda: work.mark_done(milestone=milestone, note="", by=stranger, now=now),
        lambda: work.reopen_milestone(milestone=milestone, by=stranger, now=now),
        lambda: work.set_date(task=task, due_date=now.date(), by=stranger, now=now),
        lambda: work.add_event(
            task=task, title="x", start_date=now.date(), rule=None, due_date=now.date(), by=stranger, now=now
        ),
        lambda: work.add_note(task=task, text="x", by=stranger, now=now),
    ]

    before = AuditEvent.objects.count()
    for attempt in attempts:
        with pytest.raises(NotAllowed, match="Chỉ đơn vị chủ trì"):
            attempt()
    assert AuditEvent.objects.count() == before


def test_only_a_finished_milestone_is_opened_again(task, controller, now):
    milestone = Milestone.objects.create(task=task, kind="event", title="Mốc")
    with pytest.raises(NotAllowed, match="Mốc này đang mở"):
        work.reopen_milestone(milestone=milestone, by=controller, now=now)
    work.mark_done(milestone=milestone, note="", by=controller, now=now)

    work.reopen_milestone(milestone=milestone, by=controller, now=now)

    milestone.refresh_from_db()
    assert not milestone.is_done
    told = AuditEvent.objects.of(task).order_by("pk").values_list("action", flat=True)
    assert list(told) == ["plans.milestone_done", "plans.milestone_reopened"]


def test_a_milestone_of_another_task_is_refused(task, controller, now):
    foreign = Milestone.objects.create(task=TaskFactory(), kind="event", title="Mốc khác")

    with pytest.raises(NotAllowed, match="nhiệm vụ khác"):
        work.record_deliverable(task=task, fields=DECISION | {"milestone": foreign}, by=controller, now=now)


def test_a_date_that_moves_with_the_calendar_leaves_finished_milestones_alone(task, controller, now):
    rule, friday, monday = DeadlineRuleFactory(amount=4), date(2026, 11, 27), date(2026, 11, 30)
    arisen = {"task": task, "rule": rule, "start_date": date(2026, 11, 23), "due_date": friday}
    done, still_open = MilestoneFactory(title="Xong", **arisen), MilestoneFactory(title="Mốc", **arisen)
    work.mark_done(milestone=done, note="", by=controller, now=now)

    calendar.set_special_day(day=date(2026, 11, 25), kind="off", note="Nghỉ bù", by=controller, now=now)

    days = [Milestone.objects.get(pk=one.pk).due_date for one in (done, still_open)]
    assert days == [friday, monday]
    told = AuditEvent.objects.of(task).get(action="plans.milestone_moved")
    assert told.changes == {"hạn của “Mốc”": ["27/11/2026", "30/11/2026"]}


@pytest.mark.django_db(transaction=True)
def test_of_eight_withdrawals_one_wins(task, controller, now):
    deliverable = work.record_deliverable(task=task, fields=DECISION, by=controller, now=now)

    results = together(8, lambda: work.withdraw(deliverable=deliverable, reason="Nhầm", by=controller, now=now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
