"""Actions of the leader on a draft."""

from django.db import transaction

from core.refusals import required
from feedback.actions.moving import held, move, move_held


@transaction.atomic
def approve(*, case, by, now, text="", revision=None):
    """Approve the submitted draft as the answer; văn thư (the clerical office) then issues the letter."""
    case = held(case)
    fields = {"approved_at": now, "approved_by": by, "answer": case.draft}
    move_held(case, "approve", by=by, now=now, text=text, revision=revision, **fields)
    return case


@transaction.atomic
def return_draft(*, case, remarks, by, now, revision=None):
    remarks = required(remarks, "Ghi ý kiến để đơn vị sửa dự thảo.", at="remarks")
    case, _ = move(case, "return_draft", by=by, now=now, text=remarks, revision=revision)
    return case
