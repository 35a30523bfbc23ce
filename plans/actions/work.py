"""Working on a task: results, milestones, dates and notes, by the unit that leads or supports it."""

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed
from core.rows import save
from deadlines import terms
from files import keeping
from organization import audit
from plans.actions.plan import locked
from plans.models import Deliverable, Milestone, Task

NOT_YOURS = "Chỉ đơn vị chủ trì, đơn vị phối hợp hoặc Bộ phận kiểm soát TTHC được cập nhật nhiệm vụ này."


def held(task, by):
    """The task, read again after its plan was locked; refused when the user may not work on it."""
    plan = locked(task.plan)
    task = Task.objects.select_related("plan").filter(pk=task.pk).first()
    if task is None:
        raise NotAllowed("Nhiệm vụ này đã được bỏ trước đó.")
    if not Task.objects.editable_by(by).filter(pk=task.pk).exists():
        raise NotAllowed(NOT_YOURS)
    if plan.is_closed:
        raise NotAllowed("Kế hoạch đã kết thúc nên không cập nhật được nữa.")
    return task


@transaction.atomic
def record_deliverable(*, task, fields, by, now, upload=None, submission_key=None):
    """Record a deliverable and complete its milestone, if one is given. The same form sent twice records once.

    `upload`: a files.taking.Checked.
    """
    task = held(task, by)
    if submission_key:
        known = task.deliverables.filter(submission_key=submission_key).first()
        if known:
            return known
    if fields["milestone"] and fields["milestone"].task_id != task.pk:
        raise NotAllowed("Mốc này thuộc nhiệm vụ khác.", at="milestone")
    if fields["date"] > timezone.localdate(now):
        raise NotAllowed("Ngày của kết quả không thể sau hôm nay.", at="date")
    file = keeping.keep(upload, by=by, now=now) if upload else None
    deliverable = Deliverable(
        task=task, file=file, recorded_at=now, recorded_by=by, submission_key=submission_key, **fields
    )
    save(deliverable)
    recorded = {"kết quả": ["", str(deliverable)]}
    audit.record("plans.deliverable_recorded", target=task, by=by, now=now, changes=recorded)
    if deliverable.milestone and not deliverable.milestone.is_done:
        _finish(deliverable.milestone, by, now, note="")
    return deliverable


@transaction.atomic
def withdraw(*, deliverable, reason, by, now):
    """Withdraw a deliverable: the row stays with who, when and why; a milestone without another one opens again."""
    task = held(deliverable.task, by)
    deliverable = Deliverable.objects.select_related("milestone").get(pk=deliverable.pk)
    if deliverable.withdrawn_at:
        raise NotAllowed("Kết quả này đã được rút trước đó.")
    deliverable.withdrawn_at, deliverable.withdrawn_by = now, by
    save(deliverable, "withdrawn_at", "withdrawn_by")
    taken = {"kết quả": [str(deliverable), ""]}
    audit.record("plans.deliverable_withdrawn", target=task, by=by, now=now, changes=taken, note=reason)
    milestone = deliverable.milestone
    if milestone and milestone.is_done and not milestone.deliverables.current().exists():
        _reopen(milestone, by, now, "Kết quả của mốc đã được rút.")


@transaction.atomic
def mark_done(*, milestone, note, by, now):
    task = held(milestone.task, by)
    milestone = Milestone.objects.select_related("task__plan").get(pk=milestone.pk)
    if milestone.is_done:
        raise NotAllowed("Mốc này đã được đánh dấu hoàn thành trước đó.")
    if milestone.kind == Milestone.Kind.DUE and not task.deliverables.current().exists():
        raise NotAllowed("Hãy ghi kết quả: nhiệm vụ có hạn chỉ hoàn thành khi có kết quả hoặc số liệu.")
    _finish(milestone, by, now, note)
    return milestone


@transaction.atomic
def reopen_milestone(*, milestone, by, now):
    held(milestone.task, by)
    milestone = Milestone.objects.select_related("task__plan").get(pk=milestone.pk)
    if not milestone.is_done:
        raise NotAllowed("Mốc này đang mở.")
    _reopen(milestone, by, now, "")
    return milestone


@transaction.atomic
def set_date(*, task, due_date, by, now):
    """Set the date of a task whose timing names none. A date that the timing names is corrected by controllers only."""
    task = held(task, by)
    known = task.milestones.filter(kind=Milestone.Kind.DUE).first()
    if not task.may_take_date or (known and task.is_dated_by_its_timing and not by.is_controller):
        raise NotAllowed("Hạn của nhiệm vụ này theo cột thời gian thực hiện, không nhập riêng.")
    milestone = known or Milestone(task=task, kind=Milestone.Kind.DUE, title="Hoàn thành nhiệm vụ")
    if milestone.is_done:
        raise NotAllowed("Mốc của nhiệm vụ này đã hoàn thành.")
    old = f"{milestone.due_date:%d/%m/%Y}" if milestone.due_date else ""
    milestone.due_date, milestone.edited_at, milestone.edited_by = due_date, now, by
    save(milestone, *(("due_date", "edited_at", "edited_by") if known else ()))
    audit.record("plans.date_set", target=task, by=by, now=now, changes={"hạn": [old, f"{due_date:%d/%m/%Y}"]})
    return milestone


@transaction.atomic
def add_event(*, task, title, start_date, rule, due_date, by, now):
    """Add an event that a task must react to ("có quyết định công bố"), due by the rule or on the given date."""
    task = held(task, by)
    if rule and due_date:
        raise NotAllowed("Đã chọn quy định thời hạn thì để trống ô này, hoặc bỏ chọn quy định.", at="due_date")
    if not rule and not due_date:
        raise NotAllowed("Chọn quy định thời hạn hoặc nhập hạn.", at="due_date")
    if due_date and due_date < start_date:
        raise NotAllowed("Hạn không thể trước ngày phát sinh.", at="due_date")
    term = {"start_date": start_date, "due_date": due_date}
    if rule:
        term = terms.dated_by(rule, start_date)
    milestone = Milestone(
        task=task,
        kind=Milestone.Kind.EVENT,
        title=title,
        **term,
        edited_at=now,
        edited_by=by,
    )
    save(milestone)
    arose = {"mốc": ["", title], "hạn": ["", f"{milestone.due_date:%d/%m/%Y}" if milestone.due_date else ""]}
    audit.record("plans.milestone_arose", target=task, by=by, now=now, changes=arose)
    return milestone


@transaction.atomic
def add_note(*, task, text, by, now):
    task = held(task, by)
    audit.record("plans.noted", target=task, by=by, now=now, note=text)


def _finish(milestone, by, now, note):
    claimed = Milestone.objects.filter(pk=milestone.pk, done_date=None).update(
        done_date=timezone.localdate(now),
        done_at=now,
        done_by=by,
        edited_at=now,
        edited_by=by,
        note=note or milestone.note,
    )
    if not claimed:
        raise NotAllowed("Mốc này đã được đánh dấu hoàn thành trước đó.")
    words = {milestone.title: ["đang mở", "hoàn thành"]}
    audit.record("plans.milestone_done", target=milestone.task, by=by, now=now, changes=words, note=note)


def _reopen(milestone, by, now, note):
    Milestone.objects.filter(pk=milestone.pk).update(
        done_date=None, done_at=None, done_by=None, edited_at=now, edited_by=by
    )
    words = {milestone.title: ["hoàn thành", "đang mở"]}
    audit.record("plans.milestone_reopened", target=milestone.task, by=by, now=now, changes=words, note=note)
