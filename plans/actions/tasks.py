"""Changing the tasks of a plan: in a draft freely, after issue only with a reason."""

from django.db import transaction

from core.refusals import NotAllowed, require_controller
from core.roman import roman
from core.rows import require_revision, save, validate
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
OUT_OF_THE_WAY = 10_000  # temporary numbers while tasks change places: a number is unique in its plan


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
    save(section, "title")
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
    """Add a task at the end of its section; in an issued plan at the end of the plan, since numbers are cited."""
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
    own = [name for name in FIELDS if name != "supporting_units"]
    resourced = _write(task, fields, *own, "revision")
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
    """Move a task one place up or down in its section."""
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
    task.deliverables.all().delete()  # withdrawn ones only; the trail keeps their events
    task.delete()
    _renumber(plan)


@transaction.atomic
def change_lead(*, plan, tasks, lead_unit, by, now, reason=""):
    """Change the lead unit of several tasks of a plan, with one audit event for each."""
    require_controller(by)
    plan = locked(plan)
    guard_amendment(plan, reason)
    others = plan.tasks.filter(pk__in=[task.pk for task in tasks]).exclude(lead_unit=lead_unit)
    changed, events = list(others.select_related("plan")), []
    if not changed:
        raise NotAllowed(f"Các nhiệm vụ đã chọn đều do {lead_unit} chủ trì rồi.", at="lead_unit")
    for task in changed:
        words = {"bộ phận chủ trì": [task.lead_text, lead_unit.name]}
        task.lead_unit, task.lead_text = lead_unit, lead_unit.name
        task.revision += 1
        task.search_text = task.words_to_find()
        validate(task, "lead_text")
        events.append(audit.event("plans.lead_changed", target=task, by=by, now=now, changes=words, note=reason))
    Task.objects.bulk_update(changed, ["lead_unit", "lead_text", "revision", "search_text"])
    audit.record_all(events)
    return changed


def _draft(plan, by):
    """The plan with a row lock; refused when it is no draft or the user may not change it."""
    require_controller(by)
    plan = locked(plan)
    if not plan.is_draft:
        raise NotAllowed("Chỉ làm được việc này khi kế hoạch còn là dự thảo.")
    return plan


def _as_it_is(task):
    """The task read again after its plan was locked; refused when it was removed."""
    fresh = Task.objects.select_related("plan", "section").filter(pk=task.pk).first()
    if fresh is None:
        raise NotAllowed("Nhiệm vụ này đã được bỏ trước đó.")
    return fresh


def _write(task, fields, *changed):
    """Insert a task, or update these fields. Returns the changes of its sources for the trail."""
    for name in FIELDS:
        if name != "supporting_units":
            setattr(task, name, fields[name])
    if task.section.plan_id != task.plan_id:
        raise NotAllowed("Nhóm việc này thuộc kế hoạch khác.", at="section")
    save(task, *changed)
    task.supporting_units.set(fields["supporting_units"])
    regenerate(task=task)
    return sources.write(task, fields["sources"])


def _free_number(plan):
    last = plan.tasks.order_by("-number").first()
    return last.number + 1 if last else 1


def _renumber(plan):
    """Number the tasks 1, 2, 3 … through all sections in order."""
    in_order = plan.tasks.order_by("section__position", "number").only("number")
    wrong = [(task, place) for place, task in enumerate(in_order, start=1) if task.number != place]
    for offset in (OUT_OF_THE_WAY, 0):
        for task, place in wrong:
            task.number = offset + place
        Task.objects.bulk_update([task for task, _ in wrong], ["number"])
