"""The life of a plan and who may move it on."""

from datetime import date

import pytest

from core.refusals import NotAllowed
from deadlines import actions as deadlines
from organization.models import AuditEvent
from plans.actions import plan as plan_actions
from plans.actions import tasks
from plans.models import Plan
from tests.plans.factories import PlanFactory, TaskFactory
from tests.together import together

pytestmark = pytest.mark.django_db
Status = Plan.Status


def plan_in(status, by, now):
    when = {
        Status.DRAFT: [],
        Status.SUBMITTED: ["submitted"],
        Status.ISSUED: ["submitted", "issued"],
        Status.CLOSED: ["submitted", "issued", "closed"],
    }
    said = {f"{step}_at": now for step in when[status]} | {f"{step}_by": by for step in when[status]}
    plan = PlanFactory(status=status, number="5", issue_date=date(2026, 1, 12), **said)
    TaskFactory(plan=plan)
    return plan


STEPS = {
    "submit": (Status.SUBMITTED, {}),
    "return_to_draft": (Status.DRAFT, {"reason": "Bổ sung nhiệm vụ"}),
    "issue": (Status.ISSUED, {"number": "12", "issue_date": date(2026, 1, 15)}),
    "close": (Status.CLOSED, {}),
    "reopen": (Status.ISSUED, {"reason": "Kết thúc nhầm"}),
}
LEGAL = {
    ("submit", Status.DRAFT),
    ("return_to_draft", Status.SUBMITTED),
    ("issue", Status.SUBMITTED),
    ("close", Status.ISSUED),
    ("reopen", Status.CLOSED),
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_possible_from_its_own_state_only(step, status, controller, leader, now):
    plan = plan_in(status, controller, now)
    target, arguments = STEPS[step]
    by = leader if step == "issue" else controller

    if (step, status) in LEGAL:
        assert getattr(plan_actions, step)(plan=plan, by=by, now=now, **arguments).status == target
        assert AuditEvent.objects.of(plan).count() == 1
    else:
        with pytest.raises(NotAllowed):
            getattr(plan_actions, step)(plan=plan, by=by, now=now, **arguments)
        plan.refresh_from_db()
        assert plan.status == status


def test_every_transition_of_the_table_has_its_step():
    assert {(status, target) for status, targets in Plan.NEXT.items() for target in targets} == {
        (status, STEPS[step][0]) for step, status in LEGAL
    }


def test_an_officer_moves_nothing(officer, now):
    plan = plan_in(Status.DRAFT, officer, now)

    for step in STEPS:
        with pytest.raises(NotAllowed):
            getattr(plan_actions, step)(plan=plan, by=officer, now=now, **STEPS[step][1])


def test_only_a_leader_issues(controller, now):
    plan = plan_in(Status.SUBMITTED, controller, now)

    with pytest.raises(NotAllowed, match="Chỉ lãnh đạo cơ quan"):
        plan_actions.issue(plan=plan, number="5", issue_date=date(2026, 1, 12), by=controller, now=now)


def test_a_plan_without_tasks_is_not_submitted(controller, now):
    with pytest.raises(NotAllowed, match="chưa có nhiệm vụ"):
        plan_actions.submit(plan=PlanFactory(), by=controller, now=now)


def test_after_issue_words_change_only_with_a_reason(controller, now):
    task = TaskFactory()
    fields = {name: getattr(task, name) for name in ("section", "lead_unit", "lead_text", "support_text")} | {
        "title": "Nội dung mới",
        "supporting_units": [],
        "deliverable_text": "",
        "timing": task.timing,
        "schedule_kind": task.schedule_kind,
        "sources": [],
    }

    with pytest.raises(NotAllowed, match="hãy ghi lý do điều chỉnh"):
        tasks.edit_task(task=task, fields=fields, by=controller, now=now)

    tasks.edit_task(task=task, fields=fields, reason="Công văn số 9/UBND", by=controller, now=now)

    event = AuditEvent.objects.of(task).get()
    assert (event.action, event.note) == ("plans.task_amended", "Công văn số 9/UBND")
    assert event.changes == {"nội dung công việc": ["Xây dựng kế hoạch rà soát", "Nội dung mới"]}


def test_the_second_of_two_editors_sees_what_the_first_did(controller, now):
    plan = PlanFactory()
    fields = {name: getattr(plan, name) for name in Plan.TEXTS}
    seen = plan.revision
    plan_actions.edit_text(plan=plan, fields=fields, legal_bases=["A"], revision=seen, by=controller, now=now)

    with pytest.raises(NotAllowed, match="Người khác vừa sửa"):
        plan_actions.edit_text(plan=plan, fields=fields, legal_bases=["B"], revision=seen, by=controller, now=now)

    assert [basis.text for basis in plan.legal_bases.all()] == ["A"]


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_issue_at_once_one_wins(leader, now):
    plan = plan_in(Status.SUBMITTED, leader, now)

    results = together(
        8, lambda: plan_actions.issue(plan=plan, number="5", issue_date=date(2026, 1, 12), by=leader, now=now)
    )

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert AuditEvent.objects.of(plan).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_clone_at_once_one_wins(controller, now):
    plan = plan_in(Status.ISSUED, controller, now)

    results = together(8, lambda: plan_actions.clone(plan=plan, year=2027, by=controller, now=now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert Plan.objects.filter(year=2027).count() == 1


def test_issuing_takes_the_calendar_of_that_day(plan_2021, controller, leader, now):
    """The plan is written in December, the holidays are known in January: the dates follow until it is issued."""
    copy = plan_actions.clone(plan=plan_2021, year=2027, by=controller, now=now)
    report = copy.tasks.get(number=11).milestones.get(title="Báo cáo quý I/2027")
    assert report.due_date == date(2027, 3, 16)
    deadlines.set_special_day(day=date(2027, 3, 16), kind="off", note="Nghỉ bù", by=controller, now=now)

    plan_actions.submit(plan=copy, by=controller, now=now)
    plan_actions.issue(plan=copy, number="3", issue_date=date(2027, 1, 11), by=leader, now=now)

    report.refresh_from_db()
    assert report.due_date == date(2027, 3, 17)
