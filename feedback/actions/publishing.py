"""Publishing an answer, after a user has checked it for hints at the sender."""

from django.db import transaction
from django.utils import timezone

from core.folding import fold
from core.refusals import NotAllowed, required
from core.rows import save
from feedback import clocks, privacy
from feedback.actions.moving import held, move, move_held
from feedback.models import Clock, PublicText, Sender
from organization.models import Agency

PARTS = ("title", "question", "answer")
MARKED = "Còn {count} chỗ có thể làm lộ danh tính người gửi. Hãy bỏ đi hoặc xác nhận từng chỗ."


@transaction.atomic
def publish(*, case, fields, confirmed, by, now, revision=None):
    """Publish the text. `confirmed`: keys of the marks that the user has checked and keeps; others are refused."""
    case = held(case)
    text = written(case, fields, confirmed, by=by, now=now)
    details = {"tiêu đề công khai": ["", text.title]}
    move_held(case, "publish", by=by, now=now, details=details, revision=revision)
    save(text)
    clocks.change(case, timezone.localdate(now), stop=[Clock.Kind.PUBLISH])
    return text


@transaction.atomic
def republish(*, case, fields, confirmed, by, now, revision=None):
    """Replace the public text after the same check; the previous one stays as withdrawn."""
    case = held(case)
    before = case.public_texts.current().first()
    text = written(case, fields, confirmed, by=by, now=now)
    details = {"tiêu đề công khai": [before.title if before else "", text.title]}
    move_held(case, "republish", by=by, now=now, details=details, revision=revision)
    take_back(case, "Thay bằng nội dung mới", by=by, now=now)
    save(text)
    return text


@transaction.atomic
def unpublish(*, case, reason, by, now):
    """Withdraw the public text; the row stays with who, when and why."""
    reason = required(reason)
    case, _ = move(case, "unpublish", by=by, now=now, text=reason)
    take_back(case, reason, by=by, now=now)
    return case


@transaction.atomic
def keep_private(*, case, reason, by, now):
    """Record that the answer is not published: by Điều 19 the letter to the sender is enough."""
    case, _ = move(case, "keep_private", by=by, now=now, text=required(reason))
    clocks.change(case, timezone.localdate(now), stop=[Clock.Kind.PUBLISH])
    return case


def take_back(case, reason, *, by, now):
    taken = {"withdrawn_at": now, "withdrawn_by": by, "withdrawn_reason": reason[:500]}
    case.public_texts.current().update(**taken)


def written(case, fields, confirmed, *, by, now):
    """The unsaved PublicText; refused with the number of marks that are not confirmed."""
    marks = marks_of(fields, identity_of(case.sender))
    still_open = [mark for mark in marks if mark.key not in confirmed]
    if still_open:
        raise NotAllowed(MARKED.format(count=len(still_open)))
    text = PublicText(
        case=case,
        field=fields["field"],
        received_date=case.received_date,
        answered_date=case.answered_date or timezone.localdate(now),
        confirmed_marks=[{"key": mark.key, "kind": mark.kind} for mark in marks],
        published_at=now,
        published_by=by,
        search_text=fold(" ".join([case.number, *(fields[part] for part in PARTS)])),
        **{part: fields[part].strip() for part in PARTS},
    )
    return text


def marks_of(fields, identity):
    """The marks in all parts; the same words in title and text are two marks."""
    return [mark for part in PARTS for mark in privacy.find(fields[part], identity, part)]


def identity_of(sender):
    """The Identity to look for. The agency's own telephone and e-mail are no hints at the sender."""
    agency = Agency.current()
    known = {name: getattr(sender, name) for name in Sender.IDENTITY}
    own = (agency.hotline, agency.email, agency.place_name, agency.superior_name, agency.address)
    return privacy.Identity(
        **known, is_organization=sender.kind == Sender.Kind.ORGANIZATION, own=tuple(filter(None, own))
    )
