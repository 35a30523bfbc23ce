"""Actions of reception (the control unit): spam, classify, refuse, assign, mark duplicates."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed, required
from feedback import clocks, mails
from feedback.actions.moving import event_of, held, held_all, move, move_held, move_many, step
from feedback.models import Case, Clock, SubjectClass

Kind = Clock.Kind
REFUSED_WHY = "Ghi lý do từ chối; người gửi sẽ đọc được."
SPAM = "Nội dung được xác định là thư rác."


@transaction.atomic
def release(*, case, by, now):
    """Release a suspected case from quarantine; it keeps the day of receipt."""
    case, _ = move(case, "release", by=by, now=now, suspicions=[])
    return case


@transaction.atomic
def discard(*, case, by, now, reason=""):
    """Mark the case as spam. It keeps its number in the register and is not counted in any figure."""
    case, _ = move(case, "discard", by=by, now=now, text=reason or SPAM, is_spam=True)
    clocks.change(case, timezone.localdate(now), drop=Kind)
    return case


@transaction.atomic
def classify(*, case, subject_class, by, now, text="", revision=None):
    """Set one of the classes of Điều 9.1. A case that may not be received needs `refuse` instead."""
    if subject_class not in SubjectClass.values:
        raise NotAllowed("Chọn một loại trong danh sách.", at="subject_class")
    if subject_class == SubjectClass.UNACCEPTABLE:
        reason = required(text, REFUSED_WHY, at="text")
        return refuse(case=case, reason=reason, by=by, now=now, revision=revision)
    case = held(case)
    told = told_of_class(case, subject_class)
    move_held(case, "classify", by=by, now=now, text=text, revision=revision, subject_class=subject_class, **told)
    set_clocks([case], subject_class, timezone.localdate(now))
    return case


def told_of_class(case, subject_class):
    """The details of the event of classifying; the sender is notified only the first time."""
    details = {"phân loại": [case.get_subject_class_display(), SubjectClass(subject_class).label]}
    return {"details": details, "public": False if case.subject_class else None}


def set_clocks(cases, subject_class, today):
    """Start the clock of forwarding for a regulation of another body (Điều 9.1 d), else the clock of the answer."""
    owed, other = Kind.ANSWER, Kind.FORWARD
    if subject_class == SubjectClass.OTHER_RULE:
        owed, other = other, owed
    clocks.change_many(
        cases, today, stop=[Kind.CLASSIFY], drop=[other], start=[owed], since=lambda case: case.received_date
    )


@transaction.atomic
def refuse(*, case, reason, by, now, revision=None):
    case, reason = held(case), required(reason, REFUSED_WHY)
    details = {"phân loại": [case.get_subject_class_display(), SubjectClass.UNACCEPTABLE.label]}
    case, event = move_held(
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
    """Assign the case to a unit, also a different one later; a new unit has to accept again."""
    guard_officer(unit, officer)
    case = held(case)
    told, fields = told_of_unit(case, unit, officer), handed_to(case, unit, officer)
    move_held(case, "assign", by=by, now=now, text=text, revision=revision, **told, **fields)
    case.supporting_units.set([one for one in supporting_units if one.pk != unit.pk])
    return case


def guard_officer(unit, officer):
    if officer and officer.unit_id != unit.pk:
        raise NotAllowed(f"{officer} không thuộc {unit}. Chọn người của đơn vị xử lý.", at="officer")
    if officer and not officer.is_active:
        raise NotAllowed(f"Tài khoản của {officer} đang bị khóa.", at="officer")


def told_of_unit(case, unit, officer):
    """The details of the event of assigning; the sender is notified when the unit changes."""
    details = {"đơn vị xử lý": [str(case.unit or ""), str(unit)]}
    if officer or case.officer:
        details["người xử lý"] = [str(case.officer or ""), str(officer or "")]
    return {"details": details, "public": None if case.unit_id != unit.pk else False}


def handed_to(case, unit, officer):
    fields = {"unit": unit, "officer": officer}
    return fields if case.unit_id == unit.pk else fields | {"accepted_at": None, "accepted_by": None}


class SortedOut(NamedTuple):
    done: list
    refused: list  # [(case, reason)]


@transaction.atomic
def sort_out(*, cases, by, now, subject_class="", unit=None, officer=None):
    """Classify and assign many cases in a constant number of statements. For each case both steps or none; a refusal of
    one case does not stop the others."""
    if subject_class and (subject_class not in SubjectClass.values or subject_class == SubjectClass.UNACCEPTABLE):
        raise NotAllowed("Chọn một loại trong danh sách.", at="subject_class")
    if unit:
        guard_officer(unit, officer)
    wish = {"subject_class": subject_class, "unit": unit, "officer": officer}
    moved, refused = [], []
    for case in held_all(cases):
        try:
            moved.append(_sorted_out(case, by=by, now=now, **wish))
        except NotAllowed as refusal:
            refused.append((case, str(refusal)))
    done = [case for case, _, _ in moved]
    move_many(moved)
    if subject_class:
        set_clocks(done, subject_class, timezone.localdate(now))
    if unit:
        Case.supporting_units.through.objects.filter(case__in=done).delete()
    return SortedOut(done, refused)


def _sorted_out(case, *, subject_class, unit, officer, by, now):
    """(case, events, changed fields) of the requested steps, in memory."""
    events, changed = [], set()

    def take(name, told, fields):
        before = step(case, name, by=by, now=now, **fields)
        events.append(event_of(case, name, by=by, now=now, before=before, **told))
        changed.update(fields)

    if subject_class:
        take("classify", told_of_class(case, subject_class), {"subject_class": subject_class})
    if unit:
        take("assign", told_of_unit(case, unit, officer), handed_to(case, unit, officer))
    return case, events, changed


@transaction.atomic
def link(*, case, other, by, now, text=""):
    """Mark a case as a duplicate of `other`. Each sender still gets an answer; the draft of the first is offered."""
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
    move_held(case, "link", by=by, now=now, text=text, details=details, duplicate_of=other)
    return case
