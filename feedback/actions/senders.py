"""Actions of the sender on the tracking page, decisions on a sender's requests, and viewing the identity."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.refusals import NotAllowed, required
from feedback import clocks, life, mails
from feedback.actions.entering import new_link
from feedback.actions.handling import go_on
from feedback.actions.moving import held, move
from feedback.models import Case, Clock
from organization import audit

SENDER = life.Role.SENDER
LINK_LASTS = timedelta(hours=1)


@transaction.atomic
def reply(*, case, text, now, files=(), by=None):
    """The sender's reply to a question. `by`: the officer who records a reply by telephone or on paper."""
    text = required(text, "Nhập nội dung bổ sung.")
    case, _ = move(case, "reply", by=by, now=now, role=None if by else SENDER, text=text, files=files)
    go_on(case, timezone.localdate(now))
    return case


@transaction.atomic
def add(*, case, text, now, files=()):
    """An addition by the sender, without a question."""
    text = required(text, "Nhập nội dung gửi thêm.")
    case, _ = move(case, "add", by=None, now=now, role=SENDER, text=text, files=files)
    return case


@transaction.atomic
def withdraw(*, case, now, reason=""):
    case, _ = move(case, "withdraw", by=None, now=now, role=SENDER, text=reason)
    clocks.change(case, timezone.localdate(now), drop=Clock.Kind)
    return case


@transaction.atomic
def rate(*, case, rating, now, words=""):
    """A rating from 1 to 5 with words. A second rating replaces the first; both stay in the events."""
    if rating not in range(1, 6):
        raise NotAllowed("Chọn mức đánh giá từ 1 đến 5.")
    before = held(case).rating
    details = {"đánh giá": [f"{before}/5" if before else "", f"{rating}/5"]}
    fields = {"rating": rating, "rating_words": words.strip()[:500], "rated_at": now}
    case, _ = move(case, "rate", by=None, now=now, role=SENDER, text=words, details=details, **fields)
    return case


@transaction.atomic
def ask_reopening(*, case, reason, now):
    reason = required(reason, "Ghi lý do đề nghị xem xét lại.")
    fields = {"reopen_asked_at": now, "reopen_reason": reason[:1000]}
    case, _ = move(case, "ask_reopening", by=None, now=now, role=SENDER, text=reason, **fields)
    return case


@transaction.atomic
def reopen(*, case, by, now, text=""):
    """Reopen the case: back to the unit with a new answer clock. Its public text is withdrawn, since it is disputed."""
    fields = {"reopened_at": now, "reopened_by": by, "approved_at": None, "approved_by": None}
    case, _ = move(case, "reopen", by=by, now=now, text=text, **fields)
    public = case.public_texts.filter(withdrawn_at=None)
    public.update(withdrawn_at=now, withdrawn_by=by, withdrawn_reason="Mở lại theo đề nghị của người gửi")
    clocks.change(case, timezone.localdate(now), drop=[Clock.Kind.PUBLISH], start=[Clock.Kind.ANSWER])
    return case


@transaction.atomic
def decline_reopening(*, case, reason, by, now):
    reason = required(reason, "Ghi lý do không mở lại; người gửi sẽ đọc được.")
    case, event = move(case, "decline_reopening", by=by, now=now, text=reason)
    mails.tell(
        case,
        key=f"event:{event.pk}",
        subject="Trả lời đề nghị xem xét lại",
        template="declined",
        now=now,
        reason=reason,
    )
    return case


@transaction.atomic
def view_identity(*, case, by, now):
    """The sender of the case; each view is recorded in the trail."""
    case = held(case)
    if not case.shows_identity_to(by):
        raise NotAllowed("Bạn không được xem danh tính người gửi của phản ánh này.")
    audit.record("feedback.identity_viewed", target=case, by=by, now=now)
    return case.sender


@transaction.atomic
def send_link(*, number, email, now):
    """Send a new link to the stored e-mail address if number and e-mail match. The result does not say whether."""
    case = Case.objects.filter(number=number, sender__email__iexact=email.strip()).first() if email.strip() else None
    if case is None:
        return
    token = new_link(case, now=now, expires_at=now + LINK_LASTS)
    mails.tell(
        case,
        key=f"link:{case.links.count()}:{now.timestamp()}",
        subject="Liên kết tra cứu",
        template="link",
        now=now,
        open_url=mails.url(reverse("feedback:open_link", args=[token])),
        minutes=LINK_LASTS // timedelta(minutes=1),
    )
