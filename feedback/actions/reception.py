"""What the control unit does first: sort out spam, classify, refuse, assign, mark duplicates."""

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed, required
from feedback import clocks, mails
from feedback.actions.moving import held, move
from feedback.models import Clock, SubjectClass

Kind = Clock.Kind
REFUSED_WHY = "Ghi lý do từ chối; người gửi sẽ đọc được."
SPAM = "Nội dung được xác định là thư rác."


@transaction.atomic
def release(*, case, by, now):
    """It was not spam after all: it goes on with the day on which it came."""
    case, _ = move(case, "release", by=by, now=now, suspicions=[])
    return case


@transaction.atomic
def discard(*, case, by, now, reason=""):
    """Spam stays in the register under its number and counts in no figure."""
    case, _ = move(case, "discard", by=by, now=now, text=reason or SPAM, is_spam=True)
    clocks.change(case, timezone.localdate(now), drop=Kind)
    return case


@transaction.atomic
def classify(*, case, subject_class, by, now, text="", revision=None):
    """Into one of the classes of Điều 9.1. Who may not be received is refused instead, with a reason."""
    if subject_class not in SubjectClass.values:
        raise NotAllowed("Chọn một loại trong danh sách.", at="subject_class")
    if subject_class == SubjectClass.UNACCEPTABLE:
        reason = required(text, REFUSED_WHY, at="text")
        return refuse(case=case, reason=reason, by=by, now=now, revision=revision)
    case, chosen = held(case), SubjectClass(subject_class).label
    details = {"phân loại": [case.get_subject_class_display(), chosen]}
    case, _ = move(
        case,
        "classify",
        by=by,
        now=now,
        text=text,
        details=details,
        revision=revision,
        subject_class=subject_class,
        public=None if not case.subject_class else False,  # the sender is told once
    )
    set_clocks(case, timezone.localdate(now))
    return case


def set_clocks(case, today):
    """A rule that is not ours is forwarded within the law's days (Điều 9.1 d), everything else is answered."""
    owed, other = Kind.ANSWER, Kind.FORWARD
    if case.subject_class == SubjectClass.OTHER_RULE:
        owed, other = other, owed
    clocks.change(case, today, stop=[Kind.CLASSIFY], drop=[other], start=[owed], since=case.received_date)


@transaction.atomic
def refuse(*, case, reason, by, now, revision=None):
    case, reason = held(case), required(reason, REFUSED_WHY)
    details = {"phân loại": [case.get_subject_class_display(), SubjectClass.UNACCEPTABLE.label]}
    case, event = move(
        case,
        "refuse",
        by=by,
        now=now,
        text=reason,
        details=details,
        revision=revision,
        subject_class=SubjectClass.UNACCEPTABLE,
    )
    ended = [Kind.ANSWER, Kind.FORWARD, Kind.SUPPLEMENT]
    clocks.change(case, timezone.localdate(now), stop=[Kind.CLASSIFY], drop=ended)
    mails.tell(case, key=f"event:{event.pk}", subject="Không tiếp nhận", template="refused", now=now, reason=event.text)
    return case


@transaction.atomic
def assign(*, case, unit, by, now, supporting_units=(), officer=None, text="", revision=None):
    """Give it to a unit, or to another one. A new unit decides anew whether it accepts."""
    if officer and officer.unit_id != unit.pk:
        raise NotAllowed(f"{officer} không thuộc {unit}. Chọn người của đơn vị xử lý.", at="officer")
    if officer and not officer.is_active:
        raise NotAllowed(f"Tài khoản của {officer} đang bị khóa.", at="officer")
    supporting_units = [one for one in supporting_units if one.pk != unit.pk]
    before = held(case)
    details = {"đơn vị xử lý": [str(before.unit or ""), str(unit)]}
    if officer or before.officer:
        details["người xử lý"] = [str(before.officer or ""), str(officer or "")]
    is_new = before.unit_id != unit.pk
    fields = {"unit": unit, "officer": officer}
    if is_new:
        fields |= {"accepted_at": None, "accepted_by": None}
    case, _ = move(
        case,
        "assign",
        by=by,
        now=now,
        text=text,
        details=details,
        revision=revision,
        public=None if is_new else False,
        **fields,
    )
    case.supporting_units.set(supporting_units)
    return case


@transaction.atomic
def sort_out(*, case, by, now, subject_class="", unit=None, officer=None):
    """Classify and assign in one go, as it is done for many; both or neither."""
    if subject_class:
        case = classify(case=case, subject_class=subject_class, by=by, now=now)
    if unit:
        case = assign(case=case, unit=unit, officer=officer, by=by, now=now)
    return case


@transaction.atomic
def link(*, case, other, by, now, text=""):
    """Mark that two speak of the same. Each sender is answered still; the draft of the first is offered to the rest."""
    if other is not None and other.pk == case.pk:
        raise NotAllowed("Một phản ánh không thể trùng với chính nó.", at="other")
    if other is not None and other.duplicate_of_id:
        raise NotAllowed(
            f"{other.number} đã được đánh dấu trùng với {other.duplicate_of.number}. Hãy chọn phản ánh đó.", at="other"
        )
    if other is not None and case.duplicates.exists():
        raise NotAllowed("Đã có phản ánh khác được đánh dấu trùng với phản ánh này.")
    case = held(case)
    details = {"trùng với": [str(case.duplicate_of or ""), str(other or "")]}
    case, _ = move(case, "link", by=by, now=now, text=text, details=details, duplicate_of=other)
    return case
