"""Proposals to simplify (sáng kiến, đề xuất): propose, edit, record the outcome, withdraw."""

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed, require_controller, require_not_later, required
from core.rows import require_revision, revise, save
from organization import audit
from reviews.models import Proposal

FIELDS = ["unit", "procedure", "kind", "title", "content", "proposed_date", "document_number", "year"]
OUTCOME = ["outcome", "outcome_date", "outcome_note"]
NOT_YOURS = "Chỉ đơn vị đề xuất (khi chưa có kết quả) hoặc Bộ phận kiểm soát TTHC được làm việc này."


@transaction.atomic
def propose(*, fields, by, now, review=None, submission_key=None):
    """Record a proposal of the own unit; the control unit may record one of any unit. Sent twice, it is stored once."""
    if submission_key and (same := Proposal.objects.filter(submission_key=submission_key).first()):
        return same
    if not may_propose(by, fields["unit"]):
        raise NotAllowed("Bạn ghi được đề xuất của đơn vị mình.")
    proposal = Proposal(review=review, recorded_at=now, recorded_by=by, submission_key=submission_key, **fields)
    _settle_source(proposal, now)
    try:
        with transaction.atomic():
            save(proposal)
    except NotAllowed:
        # The form was sent twice at the same moment: return the row of the other request.
        if same := Proposal.objects.filter(submission_key=submission_key or "").first():
            return same
        raise
    audit.record("reviews.proposed", target=proposal, by=by, now=now)
    return proposal


def may_propose(user, unit=None):
    """Whether the user may record a proposal of this unit (of any unit when `unit` is None)."""
    if user.is_controller:
        return True
    if user.role not in (user.Role.OFFICER, user.Role.FOCAL_POINT) or user.unit_id is None:
        return False
    return unit is None or unit.pk == user.unit_id


@transaction.atomic
def edit_proposal(*, proposal, fields, by, now, revision=None):
    proposal = _held(proposal, by)
    require_revision(proposal, revision)
    if not may_propose(by, fields["unit"]):
        raise NotAllowed("Bạn ghi được đề xuất của đơn vị mình.")
    before = audit.snapshot(proposal, FIELDS)
    for name, value in fields.items():
        setattr(proposal, name, value)
    _settle_source(proposal, now)
    if proposal.outcome_date and proposal.outcome_date < proposal.proposed_date:
        words = f"Ngày đề xuất không thể sau ngày có kết quả ({proposal.outcome_date:%d/%m/%Y})."
        raise NotAllowed(words, at="proposed_date")
    revise(proposal, "review", *FIELDS)
    changed = audit.changes(before, audit.snapshot(proposal, FIELDS))
    if changed:
        audit.record("reviews.proposal_edited", target=proposal, by=by, now=now, changes=changed)
    return proposal


@transaction.atomic
def settle(*, proposal, outcome, outcome_date, outcome_note, by, now, revision=None):
    """Record the outcome; "Đang chờ" corrects an outcome recorded by mistake."""
    require_controller(by)
    proposal = _held(proposal, by)
    require_revision(proposal, revision)
    is_pending = outcome == Proposal.Outcome.PENDING
    if not is_pending and outcome_date is None:
        raise NotAllowed("Nhập ngày có kết quả.", at="outcome_date")
    if not is_pending:
        require_not_later(outcome_date, timezone.localdate(now), "Ngày có kết quả", "outcome_date")
    if not is_pending and outcome_date < proposal.proposed_date:
        words = f"Ngày có kết quả không thể trước ngày đề xuất ({proposal.proposed_date:%d/%m/%Y})."
        raise NotAllowed(words, at="outcome_date")
    before = audit.snapshot(proposal, OUTCOME)
    proposal.outcome, proposal.outcome_note = outcome, outcome_note
    proposal.outcome_date = None if is_pending else outcome_date
    revise(proposal, *OUTCOME)
    changed = audit.changes(before, audit.snapshot(proposal, OUTCOME))
    if changed:
        audit.record("reviews.proposal_settled", target=proposal, by=by, now=now, changes=changed)
    return proposal


@transaction.atomic
def withdraw_proposal(*, proposal, reason, by, now):
    proposal = _held(proposal, by)
    required(reason)
    proposal.withdrawn_at, proposal.withdrawn_by = now, by
    save(proposal, "withdrawn_at", "withdrawn_by")
    audit.record("reviews.proposal_withdrawn", target=proposal, by=by, now=now, note=reason)
    return proposal


def _held(proposal, by):
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("review", "unit", "procedure")
    proposal = rows.get(pk=proposal.pk)
    if proposal.is_withdrawn:
        raise NotAllowed("Đề xuất này đã được rút trước đó.")
    if not Proposal.objects.editable_by(by).filter(pk=proposal.pk).exists():
        raise NotAllowed(NOT_YOURS)
    return proposal


def _settle_source(proposal, now):
    """Set the year: that of the review plan for a proposal from a review of its procedure, else that of its date."""
    require_not_later(proposal.proposed_date, timezone.localdate(now), "Ngày đề xuất", "proposed_date")
    if proposal.review and proposal.procedure_id != proposal.review.procedure_id:
        proposal.review = None
    proposal.year = proposal.review.plan.year if proposal.review else proposal.proposed_date.year
