"""Changing the rows of a plan: while it is a draft freely, after issue with a reason."""

from django.db import transaction

from core.refusals import NotAllowed, require_controller, require_revision
from core.roman import roman
from organization import audit
from plans.actions import sources
from plans.actions.milestones import regenerate
from plans.actions.plan import guard_amendment, locked
from plans.models import Section, Task

FIELDS = [
    "section",
    "title",
    "lead_unit",
    "lead_text",
    "supporting_units",
    "support_text",
    "deliverable_text",
    "timing",
    "schedule_kind",
]
OUT_OF_THE_WAY = 10_000  # while numbers change places, none may stand twice


@transaction.atomic
def add_section(*, plan, title, by, now):
    plan = _draft(plan, by)
    last = plan.sections.last()
    position = last.position + 1 if last else 1
    section = Section.objects.create(plan=plan, position=position, number=roman(position), title=title)
    audit.record("plans.section_added", target=plan, by=by, now=now, changes={"nhóm việc": ["", str(section)]})
    return section


@transaction.atomic
def rename_section(*, section, title, by, now):
    plan = _draft(section.plan, by)
    section = Section.objects.get(pk=section.pk)
    old, section.title = str(section), title
    section.save()
    audit.record("plans.section_renamed", target=plan, by=by, now=now, changes={"nhóm việc": [old, str(section)]})
    return section


@transaction.atomic
def drop_section(*, section, by, now):
    plan = _draft(section.plan, by)
    section = Section.objects.filter(pk=section.pk).first()
    if section is None:
        raise NotAllowed("Nhóm việc này đã được bỏ trước đó.")
    if section.tasks.exists():
        raise NotAllowed("Nhóm việc còn nhiệm vụ: hãy chuyển hoặc bỏ các nhiệm vụ trước.")
    audit.record("plans.section_dropped", target=plan, by=by, now=now, changes={"nhóm việc": [str(section), ""]})
    section.delete()


@transaction.atomic
def add_task(*, plan, fields, by, now, reason=""):
    """A new row at the end of its group; in an issued plan at the end of the numbering, since numbers are quoted."""
    require_controller(by)
    plan = locked(plan)
    guard_amendment(plan, reason)
    task = Task(plan=plan, number=_free_number(plan))
    _write(task, fields)
    if plan.is_draft:
        _renumber(plan)
        task.refresh_from_db()
    audit.record("plans.task_added", target=task, by=by, now=now, note=reason)
    return task


@transaction.atomic
def edit_task(*, task, fields, by, now, revision=None, reason=""):
    require_controller(by)
    plan = locked(task.plan)
    guard_amendment(plan, reason)
    task = _as_it_is(task)
    require_revision(task, revision)
    before = audit.snapshot(task, FIELDS)
    task.revision += 1
    resourced = _write(task, fields)
    if plan.is_draft:
        _renumber(plan)
        task.refresh_from_db()
    changed = audit.changes(before, audit.snapshot(task, FIELDS)) | resourced
    if not changed:
        return task
    action = "plans.task_edited" if plan.is_draft else "plans.task_amended"
    audit.record(action, target=task, by=by, now=now, changes=changed, note=reason)
    return task


@transaction.atomic
def move_task(*, task, up, by, now):
    """One place up or down within its group."""
    _draft(task.plan, by)
    task = _as_it_is(task)
    others = Task.objects.filter(section=task.section_id)
    neighbour = (
        others.filter(number__lt=task.number).order_by("-number").first()
        if up
        else others.filter(number__gt=task.number).order_by("number").first()
    )
    if neighbour is None:
        return task
    here, there = task.number, neighbour.number
    for pk, number in [(neighbour.pk, OUT_OF_THE_WAY), (task.pk, there), (neighbour.pk, here)]:
        Task.objects.filter(pk=pk).update(number=number)
    task.refresh_from_db()
    audit.record("plans.task_moved", target=task, by=by, now=now, changes={"số thứ tự": [str(here), str(there)]})
    return task


@transaction.atomic
def drop_task(*, task, by, now):
    plan = _draft(task.plan, by)
    task = _as_it_is(task)
    if task.deliverables.current().exists():
        raise NotAllowed("Nhiệm vụ này đã có kết quả được ghi nên không bỏ được. Hãy rút kết quả trước.")
    gone = {"nhiệm vụ": [f"{task.number}. {task.title}", ""]}
    audit.record("plans.task_dropped", target=plan, by=by, now=now, changes=gone)
    task.deliverables.all().delete()  # withdrawn ones: their story stays in the trail
    task.delete()
    _renumber(plan)


@transaction.atomic
def change_lead(*, plan, tasks, lead_unit, by, now, reason=""):
    """Give several tasks of a plan to another unit; one event for each."""
    require_controller(by)
    plan = locked(plan)
    guard_amendment(plan, reason)
    changed = list(plan.tasks.filter(pk__in=[task.pk for task in tasks]).exclude(lead_unit=lead_unit))
    if not changed:
        raise NotAllowed(f"Các nhiệm vụ đã chọn đều do {lead_unit} chủ trì rồi.")
    for task in changed:
        words = {"bộ phận chủ trì": [task.lead_text, lead_unit.name]}
        task.lead_unit, task.lead_text = lead_unit, lead_unit.name
        task.revision += 1
        task.save()
        audit.record("plans.lead_changed", target=task, by=by, now=now, changes=words, note=reason)
    return changed


def _draft(plan, by):
    """The plan, held, when this person may still change its order."""
    require_controller(by)
    plan = locked(plan)
    if not plan.is_draft:
        raise NotAllowed("Chỉ làm được việc này khi kế hoạch còn là dự thảo.")
    return plan


def _as_it_is(task):
    """The row as it is now that the plan is held."""
    fresh = Task.objects.select_related("plan", "section").filter(pk=task.pk).first()
    if fresh is None:
        raise NotAllowed("Nhiệm vụ này đã được bỏ trước đó.")
    return fresh


def _write(task, fields):
    """Write the fields of the task. Returned is what changed in its sources, for the trail."""
    for name in FIELDS:
        if name != "supporting_units":
            setattr(task, name, fields[name])
    if task.section.plan_id != task.plan_id:
        raise NotAllowed("Nhóm việc này thuộc kế hoạch khác.")
    task.full_clean(exclude=["number", "plan"])
    task.save()
    task.supporting_units.set(fields["supporting_units"])
    regenerate(task=task)
    return sources.write(task, fields["sources"])


def _free_number(plan):
    last = plan.tasks.order_by("-number").first()
    return last.number + 1 if last else 1


def _renumber(plan):
    """1, 2, 3 … through the groups in their order."""
    in_order = list(plan.tasks.order_by("section__position", "number").values_list("pk", "number"))
    wrong = [(pk, place) for place, (pk, number) in enumerate(in_order, start=1) if number != place]
    for pk, place in wrong:
        Task.objects.filter(pk=pk).update(number=OUT_OF_THE_WAY + place)
    for pk, place in wrong:
        Task.objects.filter(pk=pk).update(number=place)
