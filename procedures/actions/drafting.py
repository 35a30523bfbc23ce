"""The drafting steps from a ministry's decision to the province's: due dates, done, not needed."""

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed, require_controller, required
from core.rows import save
from deadlines import terms
from deadlines.models import DeadlineRule, SpecialDay
from organization import audit
from procedures.models import Decision, DraftingStep

Step = DraftingStep.Step
RECORD = ("done_date", "note", "recorded_at", "recorded_by")
BEFORE_EFFECT = "announcement.province"


def begin(decision):
    """Create the steps for a ministry's decision, with due dates by the rules in force on the day of receipt."""
    calendar = SpecialDay.objects.calendar()
    DraftingStep.objects.bulk_create(
        DraftingStep(decision=decision, step=step, **_term(decision, step, calendar)) for step in Step.values
    )


def date_anew(decision):
    """Compute all due dates again after a correction. Done steps too: lateness is computed from the corrected dates."""
    calendar = SpecialDay.objects.calendar()
    for step in decision.steps.all():
        term = _term(decision, step.step, calendar)
        for name, value in term.items():
            setattr(step, name, value)
        save(step, *term)


def _term(decision, step, calendar):
    """The rule, start and due date of a step. The signature is due by law some days before the effective date. When
    that day has passed on receipt, and for the other steps, the agency's own rules count from the day of receipt."""
    received = decision.received_date or decision.sign_date
    if step == Step.SIGN:
        law = DeadlineRule.objects.current(BEFORE_EFFECT, received)
        by_law = terms.dated_by(law, decision.effective_date, calendar=calendar)
        if by_law["due_date"] and by_law["due_date"] >= received:
            return by_law
    term = terms.dated(DraftingStep.RULES[step], received, calendar=calendar)
    if term["rule"] is None:
        raise NotAllowed(f"Chưa có quy định thời hạn “{DraftingStep.RULES[step]}” cho ngày {received:%d/%m/%Y}.")
    return term


def answered(ministry, *, by, now):
    """Set the last step (signature) done by the province's first decision, or open again when there is none left."""
    if ministry is None:
        return
    first = ministry.answers.current().order_by("sign_date").first()
    step = ministry.steps.filter(step=Step.SIGN).first()
    if step is None:
        return
    old, step.done_date = step.done_date, first.sign_date if first else None
    if step.done_date == old:
        return
    step.recorded_at, step.recorded_by = (now, by) if first and by else (None, None)
    save(step, "done_date", "recorded_at", "recorded_by")
    action = "procedures.step_done" if first else "procedures.step_reopened"
    words = {step.get_step_display(): [f"{day:%d/%m/%Y}" if day else "" for day in (old, step.done_date)]}
    audit.record(action, target=ministry, by=by, now=now, changes=words, note=str(first or ""))


@transaction.atomic
def take_step(*, step, done_date, note, by, now):
    """Record a step as done. The signature is refused: it follows from the province's decision."""
    require_controller(by)
    step = _held(step)
    if step.step == Step.SIGN:
        raise NotAllowed("Bước này hoàn thành khi nhập quyết định của Chủ tịch UBND tỉnh.")
    if step.done_date:
        raise NotAllowed("Bước này đã được ghi hoàn thành trước đó.")
    if done_date > timezone.localdate(now):
        raise NotAllowed("Ngày thực hiện không thể sau hôm nay.", at="done_date")
    if done_date < step.decision.sign_date:
        words = f"Ngày thực hiện không thể trước ngày ký của Bộ ({step.decision.sign_date:%d/%m/%Y})."
        raise NotAllowed(words, at="done_date")
    step.done_date, step.note, step.recorded_at, step.recorded_by = done_date, note, now, by
    save(step, *RECORD)
    words = {step.get_step_display(): ["", f"{done_date:%d/%m/%Y}"]}
    audit.record("procedures.step_done", target=step.decision, by=by, now=now, changes=words, note=note)
    return step


@transaction.atomic
def reopen_step(*, step, by, now):
    require_controller(by)
    step = _held(step)
    if step.step == Step.SIGN or not step.done_date:
        raise NotAllowed("Bước này chưa được ghi hoàn thành.")
    words = {step.get_step_display(): [f"{step.done_date:%d/%m/%Y}", ""]}
    step.done_date, step.recorded_at, step.recorded_by, step.note = None, None, None, ""
    save(step, *RECORD)
    audit.record("procedures.step_reopened", target=step.decision, by=by, now=now, changes=words)
    return step


def _held(step):
    """The step, read again with a row lock; refused when its decision is withdrawn or needs no announcement."""
    step = DraftingStep.objects.select_for_update(of=["self"]).select_related("decision").get(pk=step.pk)
    if step.decision.is_withdrawn or step.decision.not_needed_at:
        raise NotAllowed("Quyết định này không còn chờ công bố nên không ghi bước tham mưu.")
    return step


@transaction.atomic
def mark_not_needed(*, decision, reason, by, now):
    """Record that a ministry's decision needs no decision of the province."""
    require_controller(by)
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if decision.is_of_province or decision.is_withdrawn or decision.not_needed_at:
        raise NotAllowed("Quyết định này không còn chờ công bố.")
    if decision.answers.current().exists():
        raise NotAllowed("Chủ tịch UBND tỉnh đã công bố theo quyết định này.")
    required(reason)
    decision.not_needed_at, decision.not_needed_by = now, by
    save(decision, "not_needed_at", "not_needed_by")
    audit.record("procedures.not_needed", target=decision, by=by, now=now, note=reason)
    return decision


@transaction.atomic
def mark_needed(*, decision, by, now):
    require_controller(by)
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if decision.is_withdrawn or not decision.not_needed_at:
        raise NotAllowed("Quyết định này không ở trạng thái “không phải công bố”.")
    decision.not_needed_at, decision.not_needed_by = None, None
    save(decision, "not_needed_at", "not_needed_by")
    audit.record("procedures.needed", target=decision, by=by, now=now)
    return decision
