"""The life of a plan (draft, submitted, issued, closed), and copying it to another year."""

from django.db import transaction

from core.refusals import CONTROLLERS_ONLY, NotAllowed, require_controller, required
from core.rows import require_revision, revise, save
from organization import audit
from organization.models import Agency
from plans import schedule
from plans.actions import sources
from plans.actions.milestones import regenerate
from plans.models import Deliverable, LegalBasis, Plan, Section, Task

Status = Plan.Status
LEADERS_ONLY = "Chỉ lãnh đạo cơ quan được làm việc này."


def locked(plan):
    """The plan, read again with a row lock. Every change of a task locks its plan first."""
    return Plan.objects.select_for_update().get(pk=plan.pk)


def save_new(plan):
    """Insert the plan of a year. Refused when the year has one; of concurrent calls one succeeds."""
    save(plan, taken=f"Đã có kế hoạch năm {plan.year}.")


def become(plan, status):
    if not plan.can_become(status):
        raise NotAllowed(f"Kế hoạch đang ở trạng thái “{plan.get_status_display()}” nên không làm được việc này.")
    plan.status = status


@transaction.atomic
def create(*, year, title, by, now):
    require_controller(by)
    plan = Plan(year=year, title=title, symbol=f"KH-{Agency.current().symbol}", created_at=now, created_by=by)
    save_new(plan)
    audit.record("plans.created", target=plan, by=by, now=now)
    return plan


@transaction.atomic
def edit_text(*, plan, fields, legal_bases, by, now, revision=None, reason=""):
    """Change the text of the plan; after issue only with a reason, which is recorded in the trail."""
    require_controller(by)
    plan = locked(plan)
    require_revision(plan, revision)
    guard_amendment(plan, reason)
    before = audit.snapshot(plan, Plan.TEXTS) | {"căn cứ": "\n".join(b.text for b in plan.legal_bases.all())}
    for name in Plan.TEXTS:
        setattr(plan, name, fields[name])
    revise(plan, *Plan.TEXTS)
    plan.legal_bases.all().delete()
    LegalBasis.objects.bulk_create(
        LegalBasis(plan=plan, position=place, text=text) for place, text in enumerate(legal_bases, start=1)
    )
    after = audit.snapshot(plan, Plan.TEXTS) | {"căn cứ": "\n".join(legal_bases)}
    changed = audit.changes(before, after)
    if changed:
        audit.record("plans.text_edited", target=plan, by=by, now=now, changes=changed, note=reason)
    return plan


def guard_amendment(plan, reason):
    if plan.is_closed:
        raise NotAllowed("Kế hoạch đã kết thúc nên không sửa được nữa.")
    if plan.status == Status.SUBMITTED:
        raise NotAllowed("Kế hoạch đã trình ký. Hãy trả lại để sửa trước.")
    if plan.is_in_force:
        required(reason, "Kế hoạch đã ban hành: hãy ghi lý do điều chỉnh.")


@transaction.atomic
def submit(*, plan, by, now):
    require_controller(by)
    plan = locked(plan)
    become(plan, Status.SUBMITTED)
    if not plan.tasks.exists():
        raise NotAllowed("Kế hoạch chưa có nhiệm vụ nào nên chưa trình được.")
    plan.submitted_at, plan.submitted_by = now, by
    save(plan, "status", "submitted_at", "submitted_by")
    audit.record("plans.submitted", target=plan, by=by, now=now)
    return plan


@transaction.atomic
def return_to_draft(*, plan, reason, by, now):
    if not (by.is_leader or by.is_controller):
        raise NotAllowed(LEADERS_ONLY)
    plan = locked(plan)
    if plan.status != Status.SUBMITTED:
        raise NotAllowed("Chỉ trả lại được kế hoạch đang trình.")
    become(plan, Status.DRAFT)
    plan.submitted_at = plan.submitted_by = None
    save(plan, "status", "submitted_at", "submitted_by")
    audit.record("plans.returned", target=plan, by=by, now=now, note=reason)
    return plan


@transaction.atomic
def issue(*, plan, number, issue_date, by, now):
    """Issue the plan (leaders). Number and date are assigned by văn thư (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    if not by.is_leader:
        raise NotAllowed(LEADERS_ONLY)
    plan = locked(plan)
    if plan.status != Status.SUBMITTED:
        raise NotAllowed("Chỉ ban hành được kế hoạch đang trình.")
    become(plan, Status.ISSUED)
    plan.number, plan.issue_date = number, issue_date
    plan.issued_at, plan.issued_by = now, by
    save(plan, "status", "number", "issue_date", "issued_at", "issued_by")
    # The calendar or the rules may have changed since the draft. After issue, dates change only by recorded actions.
    for task in plan.tasks.select_related("plan"):
        regenerate(task=task)
    given = {"số": ["", plan.number_and_symbol], "ngày ban hành": ["", f"{issue_date:%d/%m/%Y}"]}
    audit.record("plans.issued", target=plan, by=by, now=now, changes=given)
    return plan


@transaction.atomic
def close(*, plan, by, now):
    if not (by.is_leader or by.is_controller):
        raise NotAllowed(CONTROLLERS_ONLY)
    plan = locked(plan)
    become(plan, Status.CLOSED)
    plan.closed_at, plan.closed_by = now, by
    save(plan, "status", "closed_at", "closed_by")
    audit.record("plans.closed", target=plan, by=by, now=now)
    return plan


@transaction.atomic
def reopen(*, plan, reason, by, now):
    if not (by.is_leader or by.is_controller):
        raise NotAllowed(CONTROLLERS_ONLY)
    plan = locked(plan)
    if not plan.is_closed:
        raise NotAllowed("Chỉ mở lại được kế hoạch đã kết thúc.")
    become(plan, Status.ISSUED)
    plan.closed_at = plan.closed_by = None
    save(plan, "status", "closed_at", "closed_by")
    audit.record("plans.reopened", target=plan, by=by, now=now, note=reason)
    return plan


@transaction.atomic
def clone(*, plan, year, by, now):
    """Copy the plan to another year: years in texts are shifted, milestones created again, results not copied."""
    require_controller(by)

    def moved(text):
        return schedule.shift_years(text, year - plan.year, plan.year)

    copy = Plan(year=year, symbol=plan.symbol, cloned_from=plan, created_at=now, created_by=by)
    for name in Plan.TEXTS:
        setattr(copy, name, moved(getattr(plan, name)))
    save_new(copy)
    bases = [LegalBasis(plan=copy, position=one.position, text=one.text) for one in plan.legal_bases.all()]
    LegalBasis.objects.bulk_create(bases)
    sections = {
        section.pk: Section.objects.create(
            plan=copy, position=section.position, number=section.number, title=moved(section.title)
        )
        for section in plan.sections.all()
    }
    for task in plan.tasks.select_related("plan").prefetch_related("supporting_units", "sources"):
        _clone_task(task, copy, sections[task.section_id], moved)
    audit.record("plans.cloned", target=copy, by=by, now=now, changes={"từ kế hoạch": ["", str(plan)]})
    return copy


def _moved_kind(task, plan, moved):
    """The schedule kind in the copy: one chosen by a user stays, one read from the timing is read again ("29/02")."""
    was_read = schedule.read(task.timing, task.plan.year).kind == task.schedule_kind
    return schedule.read(moved(task.timing), plan.year).kind if was_read else task.schedule_kind


def _clone_task(task, plan, section, moved):
    copy = Task(
        plan=plan,
        section=section,
        number=task.number,
        title=moved(task.title),
        lead_unit_id=task.lead_unit_id,
        lead_text=task.lead_text,
        support_text=task.support_text,
        deliverable_text=moved(task.deliverable_text),
        timing=moved(task.timing),
        schedule_kind=_moved_kind(task, plan, moved),
    )
    copy.save()
    copy.supporting_units.set(task.supporting_units.all())
    sources.write(copy, sources.named(task))
    regenerate(task=copy)


@transaction.atomic
def discard(*, plan, reason, by, now):
    """Delete a draft made by mistake; the trail stays. Refused for a plan with results or once submitted."""
    require_controller(by)
    plan = locked(plan)
    if not plan.is_draft:
        raise NotAllowed("Chỉ hủy được kế hoạch còn là dự thảo.")
    if plan.tasks.filter(deliverables__withdrawn_at=None, deliverables__isnull=False).exists():
        raise NotAllowed("Kế hoạch đã có kết quả được ghi nên không hủy được.")
    audit.record("plans.discarded", target=plan, by=by, now=now, note=reason)
    Deliverable.objects.filter(task__plan=plan).delete()
    plan.tasks.all().delete()
    plan.delete()
