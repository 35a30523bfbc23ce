"""Actions of the unit in charge: accept, send back, ask, draft, submit, request an extension."""

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed, required
from core.rows import save
from feedback import clocks, life, mails
from feedback.actions.moving import held, move, move_held
from feedback.models import Clock, Extension

Kind = Clock.Kind
MOST_EXTRA_DAYS = 60


@transaction.atomic
def accept(*, case, by, now):
    """Accept the case. The accepting user becomes the officer, unless reception has named one."""
    case, fields = held(case), {"accepted_at": now, "accepted_by": by}
    if case.officer_id is None:
        fields["officer"] = by
    move_held(case, "accept", by=by, now=now, **fields)
    return case


@transaction.atomic
def send_back(*, case, reason, by, now):
    """Send the case back to reception, which assigns it again."""
    reason, case = required(reason), held(case)
    fields = {"unit": None, "officer": None, "accepted_at": None, "accepted_by": None}
    details = {"đơn vị xử lý": [str(case.unit or ""), ""]}
    move_held(case, "send_back", by=by, now=now, text=reason, details=details, **fields)
    return case


@transaction.atomic
def draft(*, case, text, by, now, revision=None):
    case, _ = move(case, "draft", by=by, now=now, revision=revision, draft=text.strip())
    return case


@transaction.atomic
def submit(*, case, by, now, text="", revision=None):
    """Submit the draft to the leader. Until it is returned, the draft cannot be changed."""
    if open_extension := case.extensions.filter(decided_at=None).first():
        raise NotAllowed(f"{open_extension} đang chờ lãnh đạo quyết định. Hãy chờ quyết định rồi trình.")
    case, _ = move(case, "submit", by=by, now=now, text=text, revision=revision)
    return case


@transaction.atomic
def set_aside(*, case, reason, by, now):
    """Record that there is not enough ground to consider the case yet (NĐ 20/2008, Điều 14.2 b); the clock runs on."""
    case, _ = move(case, "set_aside", by=by, now=now, text=required(reason))
    return case


@transaction.atomic
def take_up(*, case, by, now, text=""):
    case, _ = move(case, "take_up", by=by, now=now, text=text)
    return case


@transaction.atomic
def ask(*, case, question, by, now, files=()):
    """Ask the sender. The clocks of classifying and answering stand still until the reply."""
    question = required(question, "Ghi nội dung cần người gửi bổ sung.", at="question")
    case, event = move(case, "ask", by=by, now=now, text=question, files=files)
    clocks.change(case, timezone.localdate(now), start=[Kind.SUPPLEMENT])
    mails.tell(
        case, key=f"event:{event.pk}", subject="Đề nghị bổ sung thông tin", template="asked", now=now, question=question
    )
    return case


@transaction.atomic
def resume(*, case, reason, by, now):
    """Continue without the sender's reply."""
    case, _ = move(case, "resume", by=by, now=now, text=required(reason))
    go_on(case, timezone.localdate(now))
    return case


def go_on(case, today):
    clocks.change(case, today, stop=[Kind.SUPPLEMENT])


@transaction.atomic
def note(*, case, text, by, now, files=()):
    text = required(text, "Ghi nội dung ghi chú.", at="text")
    case, _ = move(case, "note", by=by, now=now, text=text, files=files)
    return case


@transaction.atomic
def ask_extension(*, case, days, reason, by, now):
    reason = required(reason)
    if not 0 < days <= MOST_EXTRA_DAYS:
        raise NotAllowed(f"Số ngày gia hạn từ 1 đến {MOST_EXTRA_DAYS} ngày làm việc.", at="days")
    details = {"số ngày làm việc thêm": ["", str(days)]}
    case, _ = move(case, "ask_extension", by=by, now=now, text=reason, details=details)
    save(Extension(case=case, days=days, reason=reason, asked_at=now, asked_by=by))
    return case


@transaction.atomic
def grant_extension(*, case, by, now, remarks=""):
    """Grant the requested extension and notify the sender, with days and reason."""
    asked = waiting_extension(case)
    details = {"số ngày làm việc thêm": ["", str(asked.days)]}
    case, event = move(case, "grant_extension", by=by, now=now, text=asked.reason, details=details)
    decide(asked, is_granted=True, remarks=remarks, by=by, now=now)
    clocks.change(case, timezone.localdate(now), extra_days=asked.days)
    due = case.clocks.owed().filter(kind=Kind.ANSWER).first()
    facts = {"days": asked.days, "reason": asked.reason, "due_date": due.due_date if due else None}
    mails.tell(case, key=f"event:{event.pk}", subject="Gia hạn trả lời", template="extended", now=now, **facts)
    return case


@transaction.atomic
def refuse_extension(*, case, by, now, remarks=""):
    asked = waiting_extension(case)
    text = required(remarks, "Ghi lý do không đồng ý.", at="remarks")
    case, _ = move(case, "refuse_extension", by=by, now=now, text=text)
    decide(asked, is_granted=False, remarks=remarks, by=by, now=now)
    return case


def waiting_extension(case):
    asked = life.open_extension(held(case))
    if asked is None:
        raise NotAllowed("Không có đề nghị gia hạn nào đang chờ.")
    return asked


def decide(asked, *, is_granted, remarks, by, now):
    asked.is_granted, asked.remarks = is_granted, remarks.strip()
    asked.decided_at, asked.decided_by = now, by
    save(asked, "is_granted", "remarks", "decided_at", "decided_by")
