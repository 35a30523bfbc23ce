"""The rows of a plan: adding, editing, ordering, dropping, giving to another unit; and their milestones."""

from datetime import date

import pytest

from core.refusals import NotAllowed
from organization.models import AuditEvent
from plans.actions import milestones
from plans.actions import plan as plan_actions
from plans.actions import tasks as tasks_actions
from plans.models import Milestone, Plan, Task, TaskSource
from tests.factories import UnitFactory
from tests.plans.factories import PlanFactory, SectionFactory, TaskFactory
from tests.together import together

pytestmark = pytest.mark.django_db
Status = Plan.Status


@pytest.fixture
def draft():
    plan = PlanFactory()
    first, second = SectionFactory(plan=plan, position=1), SectionFactory(plan=plan, position=2)
    for number, section in enumerate([first, first, second], start=1):
        TaskFactory(plan=plan, section=section, number=number, title=f"Việc {number}")
    return plan


def order(plan):
    return [(task.number, task.title) for task in plan.tasks.all()]


def test_a_task_moves_within_its_group(draft, controller, now):
    tasks_actions.move_task(task=draft.tasks.get(number=2), up=True, by=controller, now=now)
    assert order(draft) == [(1, "Việc 2"), (2, "Việc 1"), (3, "Việc 3")]

    tasks_actions.move_task(task=draft.tasks.get(number=2), up=False, by=controller, now=now)
    assert order(draft) == [(1, "Việc 2"), (2, "Việc 1"), (3, "Việc 3")]


def test_dropping_closes_the_gap_and_keeps_the_words_in_the_story(draft, controller, now):
    tasks_actions.drop_task(task=draft.tasks.get(number=1), by=controller, now=now)

    assert order(draft) == [(1, "Việc 2"), (2, "Việc 3")]
    assert AuditEvent.objects.of(draft).get().changes == {"nhiệm vụ": ["1. Việc 1", ""]}


def test_a_task_of_an_issued_plan_is_neither_dropped_nor_moved(controller, now):
    task = TaskFactory()

    with pytest.raises(NotAllowed):
        tasks_actions.drop_task(task=task, by=controller, now=now)
    with pytest.raises(NotAllowed):
        tasks_actions.move_task(task=task, up=True, by=controller, now=now)


def task_fields(section, unit, **changes):
    return {
        "section": section,
        "title": "Việc mới",
        "lead_unit": unit,
        "lead_text": unit.name,
        "supporting_units": [],
        "support_text": "",
        "deliverable_text": "",
        "timing": "Quý 2/2026",
        "schedule_kind": Task.Schedule.QUARTER,
        "sources": [],
        **changes,
    }


def test_a_new_task_takes_its_place_in_a_draft_and_the_end_of_an_issued_plan(draft, controller, now):
    section, unit = draft.sections.first(), draft.tasks.first().lead_unit

    tasks_actions.add_task(plan=draft, fields=task_fields(section, unit), by=controller, now=now)
    assert order(draft) == [(1, "Việc 1"), (2, "Việc 2"), (3, "Việc mới"), (4, "Việc 3")]

    Plan.objects.update(
        status=Status.ISSUED, number="5", issue_date=date(2026, 1, 12), issued_at=now, issued_by=controller
    )
    task = tasks_actions.add_task(
        plan=draft, fields=task_fields(section, unit), reason="Bổ sung", by=controller, now=now
    )
    assert task.number == 5
    assert [m.due_date for m in task.milestones.all()] == [date(2026, 6, 30)]


def test_new_timing_makes_new_milestones_but_leaves_those_worked_on(draft, controller, now):
    task = draft.tasks.get(number=1)
    periodic = task_fields(task.section, task.lead_unit, timing="Hàng quý", schedule_kind=Task.Schedule.PERIODIC)
    task = tasks_actions.edit_task(task=task, fields=periodic, by=controller, now=now)
    first, *others = task.milestones.order_by("period__last_day")
    Milestone.objects.filter(pk=first.pk).update(done_date=now.date(), done_at=now, done_by=controller)

    task = tasks_actions.edit_task(task=task, fields=task_fields(task.section, task.lead_unit), by=controller, now=now)

    assert [(m.kind, m.pk == first.pk) for m in task.milestones.order_by("due_date", "pk")].count(("period", True)) == 1
    assert task.milestones.filter(pk__in=[other.pk for other in others]).count() == 0
    assert task.milestones.get(kind="due").due_date == date(2026, 6, 30)


def test_making_milestones_again_changes_nothing(plan_2026):
    from plans.actions.milestones import regenerate

    before = list(Milestone.objects.order_by("pk").values())
    for task in plan_2026.tasks.all():
        regenerate(task=task)

    assert list(Milestone.objects.order_by("pk").values()) == before


def test_the_lead_of_several_tasks_changes_at_once(plan_2026, controller, now):
    from organization.models import Unit

    office = Unit.objects.get(name="Văn phòng Sở")
    tasks = plan_2026.tasks.filter(number__in=[3, 6, 7])

    changed = tasks_actions.change_lead(
        plan=plan_2026, tasks=tasks, lead_unit=office, reason="Giải thể bộ phận", by=controller, now=now
    )

    assert [task.number for task in changed] == [6, 7]
    assert AuditEvent.objects.filter(action="plans.lead_changed").count() == 2
    assert {task.lead_text for task in plan_2026.tasks.filter(number__in=[3, 6, 7])} == {"Văn phòng Sở"}


def test_a_rule_that_comes_later_dates_the_reports(plan_2026, now):
    reports = Milestone.objects.filter(task__plan=plan_2026, task__number=11)
    reports.update(due_date=None, rule=None, start_date=None)

    assert milestones.fill_missing_dates(now=now) == 5
    assert milestones.fill_missing_dates(now=now) == 0
    assert reports.get(title="Báo cáo quý I/2026").due_date == date(2026, 3, 17)
    assert AuditEvent.objects.filter(action="plans.date_set", actor_id=None).count() == 5


def test_groups_are_renamed_and_dropped_while_the_plan_is_a_draft(draft, controller, now):
    first = draft.sections.first()
    tasks_actions.rename_section(section=first, title="TÊN MỚI", by=controller, now=now)
    assert draft.sections.first().title == "TÊN MỚI"

    with pytest.raises(NotAllowed, match="còn nhiệm vụ"):
        tasks_actions.drop_section(section=first, by=controller, now=now)

    empty = tasks_actions.add_section(plan=draft, title="RỖNG", by=controller, now=now)
    tasks_actions.drop_section(section=empty, by=controller, now=now)
    assert draft.sections.count() == 2


def test_a_task_of_another_plans_group_is_refused(draft, controller, now):
    foreign = SectionFactory(plan=PlanFactory(year=2030))

    with pytest.raises(NotAllowed, match="kế hoạch khác"):
        tasks_actions.add_task(
            plan=draft, fields=task_fields(foreign, draft.tasks.first().lead_unit), by=controller, now=now
        )


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_drop_at_once_one_wins(controller, now):
    plan = PlanFactory()
    task = TaskFactory(plan=plan, section=SectionFactory(plan=plan))

    results = together(8, lambda: tasks_actions.drop_task(task=task, by=controller, now=now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert AuditEvent.objects.filter(action="plans.task_dropped").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_editors_of_the_same_words_one_wins(controller, now):
    plan = PlanFactory()
    task = TaskFactory(plan=plan, section=SectionFactory(plan=plan), number=1)
    fields = task_fields(task.section, task.lead_unit)

    results = together(8, lambda: tasks_actions.edit_task(task=task, fields=fields, revision=1, by=controller, now=now))

    assert sorted(results) == ["refused"] * 7 + ["won"]


@pytest.mark.django_db(transaction=True)
def test_eight_new_tasks_take_eight_numbers(controller, now):
    plan = PlanFactory()
    section, unit = SectionFactory(plan=plan), UnitFactory()

    results = together(
        8, lambda: tasks_actions.add_task(plan=plan, fields=task_fields(section, unit), by=controller, now=now)
    )

    assert results == ["won"] * 8
    assert sorted(plan.tasks.values_list("number", flat=True)) == list(range(1, 9))


@pytest.mark.django_db(transaction=True)
def test_a_new_lead_does_not_write_over_an_editors_words(controller, now):
    plan = PlanFactory()
    task = TaskFactory(plan=plan, section=SectionFactory(plan=plan), number=1)
    other, steps = UnitFactory(), []

    def edit_or_give():
        steps.append(1)
        if len(steps) == 1:
            fields = task_fields(task.section, task.lead_unit, title="Lời mới")
            return tasks_actions.edit_task(task=task, fields=fields, by=controller, now=now)
        return tasks_actions.change_lead(plan=plan, tasks=[task], lead_unit=other, by=controller, now=now)

    assert together(2, edit_or_give) == ["won", "won"]
    task.refresh_from_db()
    assert (task.title, task.revision) == ("Lời mới", 3)


def named(task):
    return list(task.sources.values_list("key", flat=True))


def test_a_task_names_its_sources_in_order_and_the_trail_says_old_and_new(draft, controller, now):
    task = draft.tasks.get(number=1)

    for sources in (["plans.news", "plans.trainings"], ["plans.trainings", "surveys.responses"], []):
        fields = task_fields(task.section, task.lead_unit, title=task.title, timing=task.timing, sources=sources)
        fields |= {"schedule_kind": task.schedule_kind, "lead_text": task.lead_text}
        task = tasks_actions.edit_task(task=task, fields=fields, by=controller, now=now)
        assert named(task) == sources

    events = AuditEvent.objects.of(task).order_by("pk")
    news, trainings = "Tin, bài tuyên truyền", "Lớp, hội nghị tập huấn đã tham gia"
    assert [event.changes for event in events] == [
        {"nguồn số liệu": ["", f"{news}; {trainings}"]},
        {"nguồn số liệu": [f"{news}; {trainings}", f"{trainings}; “surveys.responses”"]},
        {"nguồn số liệu": [f"{trainings}; “surveys.responses”", ""]},
    ]


@pytest.mark.parametrize(
    "sources", [["plans.news", "plans.news"], ["plans.news", "plans.issued", "plans.trainings", "plans.focal_points"]]
)
def test_a_source_is_named_once_and_at_most_three_are(draft, controller, now, sources):
    task = draft.tasks.get(number=1)
    fields = task_fields(task.section, task.lead_unit, sources=sources)

    with pytest.raises(NotAllowed, match="nguồn số liệu"):
        tasks_actions.edit_task(task=task, fields=fields, by=controller, now=now)

    assert named(task) == []


def test_the_form_of_a_task_takes_sources_from_three_choices(client, draft, controller):
    task = draft.tasks.get(number=1)
    TaskSource.objects.create(task=task, key="surveys.responses", position=1)
    client.force_login(controller)
    path = f"/noi-bo/ke-hoach/nhiem-vu/{task.pk}/sua/"
    shown = client.get(path).context["form"]
    sent = {name: task.__dict__.get(name, "") for name in ("title", "timing", "revision")}
    sent |= {"section": task.section_id, "lead_unit": task.lead_unit_id}

    twice = client.post(path, sent | {"source_1": "plans.news", "source_3": "plans.news"})
    client.post(path, sent | {"source_1": "plans.trainings", "source_3": "plans.news"})

    assert shown["source_1"].value() == "surveys.responses"
    assert ("surveys.responses", "“surveys.responses” (chưa có nguồn số liệu)") in shown.fields["source_1"].choices
    assert list(twice.context["form"].non_field_errors()) == ["Mỗi nguồn số liệu chỉ chọn một lần."]
    assert named(task) == ["plans.trainings", "plans.news"]


def test_the_clone_names_the_same_sources(draft, controller, now):
    task = draft.tasks.get(number=1)
    for place, key in enumerate(["plans.news", "plans.trainings"], start=1):
        TaskSource.objects.create(task=task, key=key, position=place)

    copy = plan_actions.clone(plan=draft, year=2027, by=controller, now=now)

    assert named(copy.tasks.get(number=1)) == ["plans.news", "plans.trainings"]
