"""Entering, correcting and withdrawing decisions. Procedures are updated in the same transaction."""

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed, refuse_if_any, require_controller, required
from core.rows import require_revision, revise, save
from files import keeping
from organization import audit
from procedures import item_changes
from procedures.actions import drafting, items, publications, repairs
from procedures.actions.layout import lay_out
from procedures.models import Decision

FIELDS = ["number", "sign_date", "effective_date", "received_date", "title", "issuer", "follows", "is_short"]
WITHDRAWN = "Quyết định này đã được rút trước đó."


@transaction.atomic
def enter(*, level, fields, changes, by, now, upload=None, submission_key=None, is_sample=False):
    """Store a decision with its lines. One of the province creates versions, ends procedures and owes publications.

    The same form sent twice makes one decision. Raises item_changes.WrongItems when a line cannot be applied.
    `upload`: a files.taking.Checked.
    """
    require_controller(by)
    if submission_key and (same := Decision.objects.filter(submission_key=submission_key).first()):
        return same
    decision = Decision(
        level=level, entered_at=now, entered_by=by, submission_key=submission_key, is_sample=is_sample, **fields
    )
    _guard(decision, changes)
    try:
        with transaction.atomic():
            save(decision)
    except NotAllowed:
        # The form was sent twice at the same moment: return the row of the other request.
        if submission_key and (same := Decision.objects.filter(submission_key=submission_key).first()):
            return same
        raise
    _keep(upload, decision, by, now)
    touched = items.add(decision, changes, by=by, now=now)
    if decision.is_of_province:
        lay_out(touched, by=by, now=now)
        publications.make(decision, now=now)
        drafting.answered(decision.follows, by=by, now=now)
    else:
        drafting.begin(decision)
    words = {"trích yếu": ["", decision.title], "số dòng": ["", str(len(changes))]}
    audit.record("procedures.decision_entered", target=decision, by=by, now=now, changes=words)
    return decision


@transaction.atomic
def correct(*, decision, fields, changes, reason, by, now, upload=None, revision=None):
    """Correct a decision, with a reason. Versions, ends and due dates are computed again, old values recorded."""
    require_controller(by)
    decision = _locked(decision)
    require_revision(decision, revision)
    required(reason)
    followed, before = decision.follows, _snapshot(decision)
    for name, value in fields.items():
        setattr(decision, name, value)
    _guard(decision, changes)
    revise(decision, *FIELDS)
    _keep(upload, decision, by, now)
    touched = items.bring_to(decision, changes, by=by, now=now)
    after = _snapshot(decision)
    words = audit.changes({**before, **dict.fromkeys(after.keys() - before.keys(), "")}, after)
    words |= {line: [text, ""] for line, text in before.items() if line not in after}
    if decision.is_of_province:
        lay_out(touched, by=by, now=now)
        publications.date_anew(decision, by=by, now=now)
        for ministry in {followed, decision.follows}:
            drafting.answered(ministry, by=by, now=now)
    else:
        drafting.date_anew(decision)
    audit.record("procedures.decision_corrected", target=decision, by=by, now=now, changes=words, note=reason)
    return decision


@transaction.atomic
def withdraw(*, decision, reason, by, now):
    """Withdraw a decision entered by mistake: its effects on procedures are undone, its trail stays."""
    require_controller(by)
    decision = _locked(decision)
    required(reason)
    if decision.answers.current().exists():
        raise NotAllowed("Đã có quyết định của tỉnh công bố theo quyết định này. Hãy rút hoặc sửa quyết định đó trước.")
    touched = items.remove_all(decision, by=by, now=now)
    decision.withdrawn_at, decision.withdrawn_by = now, by
    save(decision, "withdrawn_at", "withdrawn_by")
    repairs.close_repairs(decision.publications.all(), day=timezone.localdate(now))
    lay_out(touched, by=by, now=now)
    drafting.answered(decision.follows, by=by, now=now)
    audit.record("procedures.decision_withdrawn", target=decision, by=by, now=now, note=reason)
    return decision


def _locked(decision):
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if decision.is_withdrawn:
        raise NotAllowed(WITHDRAWN)
    return decision


def _guard(decision, changes):
    """Refuse a decision that contradicts itself or the register."""
    if decision.is_of_province and not changes:
        raise NotAllowed("Quyết định chưa có thủ tục nào. Hãy thêm ít nhất một dòng.")
    signed, words = decision.sign_date, f"không thể trước ngày ký ({decision.sign_date:%d/%m/%Y})."
    days = [("effective_date", "Ngày có hiệu lực"), ("received_date", "Ngày nhận được")]
    refuse_if_any([(name, f"{label} {words}") for name, label in days if (getattr(decision, name) or signed) < signed])
    follows = decision.follows
    if follows and (follows.level != Decision.Level.MINISTRY or follows.is_withdrawn):
        raise NotAllowed("Quyết định của Bộ được chọn không còn trong sổ. Hãy chọn lại.", at="follows")
    own = decision if decision.pk else None
    found = item_changes.problems(
        level=decision.level, changes=changes, effective_date=decision.effective_date, decision=own
    )
    if found:
        raise item_changes.WrongItems(found)


def _keep(upload, decision, by, now):
    if upload:
        decision.file = keeping.keep(upload, by=by, now=now)
        decision.save(update_fields=["file"])


def _snapshot(decision):
    """{label: words} of the head and of each line, for the trail."""
    lines = decision.items.filter(removed_at=None).select_related("kind")
    return audit.snapshot(decision, [*FIELDS, "file"]) | {
        f"dòng {place}": str(item) for place, item in enumerate(lines, start=1)
    }
