"""Import of a plan from a file: preview, then confirmation. Only the preview is stored before confirmation."""

from datetime import timedelta

from django.db import transaction

from core.folding import fold
from core.refusals import NotAllowed, require_controller
from core.rows import save
from documents import reading
from organization import audit
from organization.models import Agency, Unit, UnitName
from plans import evidence, importing, schedule
from plans.actions import sources
from plans.actions.milestones import regenerate
from plans.actions.plan import save_new
from plans.models import Plan, PlanImport, Section, Task

KEPT = timedelta(days=30)


def preview_import(*, name, data, year, by, now):
    """Read a file and store its rows as a preview. Raises reading.Unreadable with a sentence for the user."""
    require_controller(by)
    parsed = importing.parse(reading.read_tables(name, data), year)
    if not parsed.rows and parsed.problems:
        raise reading.Unreadable(parsed.problems[0].words)
    return PlanImport.objects.create(
        year=year,
        file_name=name[-200:],
        rows=[row.as_dict() for row in parsed.rows],
        problems=[problem.as_dict() for problem in parsed.problems],
        uploaded_at=now,
        uploaded_by=by,
    )


def forget_abandoned(*, now):
    """Delete previews that were not confirmed within a month."""
    return PlanImport.objects.filter(applied_at=None, uploaded_at__lt=now - KEPT).delete()


@transaction.atomic
def apply_import(*, plan_import, decisions, by, now, title=""):
    """Create the plan of a preview. `decisions`: {unknown name: the Unit, or the kind of the unit to create}."""
    require_controller(by)
    plan_import = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
    if plan_import.applied_at:
        raise NotAllowed("Tệp này đã được nhập trước đó.")
    if any(problem["blocking"] for problem in plan_import.problems):
        raise NotAllowed("Tệp còn dòng phải sửa nên chưa nhập được.")
    _settle_units(decisions, by, now)
    index, rows = Unit.objects.by_name(), importing.rows_of(plan_import)
    unknown = importing.unknown_units(rows, index)
    if unknown:
        raise NotAllowed(f"Chưa biết đơn vị “{unknown[0]}”: hãy chọn đơn vị có sẵn hoặc tạo mới.")
    plan = Plan(
        year=plan_import.year,
        title=title or f"Kế hoạch kiểm soát thủ tục hành chính năm {plan_import.year}",
        symbol=f"KH-{Agency.current().symbol}",
        created_at=now,
        created_by=by,
    )
    save_new(plan)
    _write_rows(plan, rows, index)
    plan_import.plan, plan_import.applied_at, plan_import.applied_by = plan, now, by
    save(plan_import, "plan", "applied_at", "applied_by")
    read = {"tệp": ["", plan_import.file_name], "số nhiệm vụ": ["", str(len(rows))]}
    audit.record("plans.imported", target=plan, by=by, now=now, changes=read)
    return plan


def _settle_units(decisions, by, now):
    """Create the new units, and store a name matched to a unit as its spelling, so that it is known next time."""
    for name, choice in decisions.items():
        unit = choice
        if not isinstance(choice, Unit):
            unit, is_new = Unit.objects.get_or_create(name=name, defaults={"kind": choice})
            if is_new:
                audit.record("plans.unit_created", target=unit, by=by, now=now)
        if unit.name != name:
            UnitName.objects.get_or_create(folded=fold(name), defaults={"unit": unit, "name": name})
            audit.record("plans.unit_named", target=unit, by=by, now=now, changes={"tên gọi khác": ["", name]})


def _write_rows(plan, rows, index):
    sections = {}
    for row in rows:
        key = (row.section, row.section_title)
        if key not in sections:
            sections[key] = Section.objects.create(
                plan=plan, position=len(sections) + 1, number=row.section, title=row.section_title
            )
        leads, supports = importing.match_units(row.lead, index)[0], importing.match_units(row.support, index)[0]
        task = Task(
            plan=plan,
            section=sections[key],
            number=row.number,
            title=row.title,
            lead_unit=leads[0],
            lead_text=importing.on_one_line(row.lead, index),
            support_text=importing.on_one_line(row.support, index),
            deliverable_text=row.deliverable,
            timing=row.timing,
            schedule_kind=schedule.read(row.timing, plan.year).kind,
        )
        task.save()
        task.supporting_units.set([*leads[1:], *supports])
        sources.write(task, evidence.propose(row.title))
        regenerate(task=task)
