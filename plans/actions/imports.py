"""From the rows that somebody saw in the preview to a plan. Nothing but the preview is written before that."""

from django.db import transaction

from documents import reading
from organization import audit
from organization.models import Agency, Unit, UnitName
from organization.refusals import NotAllowed
from plans import evidence, importing, schedule
from plans.actions.milestones import regenerate
from plans.actions.plan import require_controller, save_new
from plans.models import Plan, PlanImport, Section, Task


def preview_import(*, name, data, year, by, now):
    """Read a file and keep its rows for confirmation. Raises reading.Unreadable with a sentence for the user."""
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


def rows_of(plan_import):
    return [importing.Row(**row) for row in plan_import.rows]


def identical_plan(plan_import):
    """The plan of that year when it already says, word for word, what the file says."""
    plan = Plan.objects.filter(year=plan_import.year).first()
    if plan is None:
        return None
    stored = [
        (t.number, t.section.title, t.title, t.lead_text, t.support_text, t.deliverable_text, t.timing)
        for t in plan.tasks.select_related("section").order_by("number")
    ]
    read = [
        (r.number, r.section_title, r.title, r.lead, r.support, r.deliverable, r.timing)
        for r in sorted(rows_of(plan_import), key=lambda row: row.number)
    ]
    return plan if stored == read else None


@transaction.atomic
def apply_import(*, plan_import, decisions, by, now, title=""):
    """Write the plan. `decisions` says for each unknown name which Unit it is, or the kind of the unit to create."""
    require_controller(by)
    plan_import = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
    if plan_import.applied_at:
        raise NotAllowed("Tệp này đã được nhập trước đó.")
    if any(problem["blocking"] for problem in plan_import.problems):
        raise NotAllowed("Tệp còn dòng phải sửa nên chưa nhập được.")
    _settle_units(decisions)
    index, rows = importing.known_units(), rows_of(plan_import)
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
    plan_import.save()
    read = {"tệp": ["", plan_import.file_name], "số nhiệm vụ": ["", str(len(rows))]}
    audit.record("plans.imported", target=plan, by=by, now=now, changes=read)
    return plan


def _settle_units(decisions):
    """A name matched to a unit becomes one of its names, so that the next file needs no question."""
    for name, choice in decisions.items():
        unit = choice
        if not isinstance(choice, Unit):
            unit, _ = Unit.objects.get_or_create(name=name, defaults={"kind": choice})
        if unit.name != name:
            UnitName.objects.get_or_create(folded=importing.fold(name), defaults={"unit": unit, "name": name})


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
            lead_text=row.lead,
            support_text=row.support,
            deliverable_text=row.deliverable,
            timing=row.timing,
            schedule_kind=schedule.read(row.timing, plan.year).kind,
            evidence_source=evidence.propose(row.title),
        )
        task.save()
        task.supporting_units.set([*leads[1:], *supports])
        regenerate(task=task)
