"""Working on a task: record and withdraw results, tick milestones, enter dates, note, download."""

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.acting import accepted, done, form_page
from core.forms import ReasonForm
from files import giving
from plans.actions import work
from plans.forms import DateForm, DeliverableForm, EventForm, NoteForm, TickForm
from plans.models import Deliverable, Milestone, Task


def task_for(user, pk):
    """The task, for users who may work on it; 404 for others."""
    return get_object_or_404(Task.objects.editable_by(user).select_related("plan"), pk=pk)


def milestone_for(user, pk):
    mine = Task.objects.editable_by(user).values("pk")
    return get_object_or_404(Milestone.objects.select_related("task__plan"), pk=pk, task__in=mine)


@require_http_methods(["GET", "POST"])
def record(request, pk):
    task = task_for(request.user, pk)
    form = DeliverableForm(request.POST or None, request.FILES or None, task=task, today=timezone.localdate())
    if accepted(request, form, work.record_deliverable, task=task, say="Đã ghi kết quả."):
        return redirect(task)
    heading, back = f"Ghi kết quả nhiệm vụ {task.number}", task.get_absolute_url()
    return form_page(request, form, heading=heading, submit="Ghi kết quả", back=back, intro=task.title)


@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    mine = Task.objects.editable_by(request.user).values("pk")
    deliverable = get_object_or_404(Deliverable.objects.current().select_related("task__plan"), pk=pk, task__in=mine)
    form, back = ReasonForm(request.POST or None), deliverable.task.get_absolute_url()
    say = "Đã rút kết quả. Lý do được giữ trong diễn biến của nhiệm vụ."
    if accepted(request, form, work.withdraw, deliverable=deliverable, say=say):
        return redirect(back)
    return form_page(request, form, heading="Rút kết quả", submit="Rút kết quả", back=back, intro=str(deliverable))


@require_http_methods(["GET", "POST"])
def tick(request, pk):
    milestone = milestone_for(request.user, pk)
    form, back = TickForm(request.POST or None), milestone.task.get_absolute_url()
    say = "Đã đánh dấu hoàn thành mốc."
    if accepted(request, form, work.mark_done, milestone=milestone, say=say):
        return redirect(back)
    intro = f"Nhiệm vụ {milestone.task.number}: {milestone.title}"
    return form_page(request, form, heading="Hoàn thành mốc", submit="Hoàn thành", back=back, intro=intro)


@require_POST
def reopen(request, pk):
    milestone = milestone_for(request.user, pk)
    done(request, work.reopen_milestone, milestone=milestone, say="Đã mở lại mốc.")
    return redirect(milestone.task)


@require_http_methods(["GET", "POST"])
def set_date(request, pk):
    task = task_for(request.user, pk)
    form, back = DateForm(request.POST or None), task.get_absolute_url()
    if accepted(request, form, work.set_date, task=task, say="Đã đặt hạn."):
        return redirect(back)
    intro = f"Văn bản ghi thời gian thực hiện: “{task.timing}”."
    return form_page(request, form, heading=f"Đặt hạn nhiệm vụ {task.number}", submit="Đặt hạn", back=back, intro=intro)


@require_http_methods(["GET", "POST"])
def add_event(request, pk):
    task = task_for(request.user, pk)
    form, back = EventForm(request.POST or None, today=timezone.localdate()), task.get_absolute_url()
    if accepted(request, form, work.add_event, task=task, say="Đã thêm mốc phát sinh."):
        return redirect(back)
    heading = f"Thêm mốc phát sinh của nhiệm vụ {task.number}"
    return form_page(request, form, heading=heading, submit="Thêm mốc", back=back, intro=task.title)


@require_POST
def note(request, pk):
    task = task_for(request.user, pk)
    form = NoteForm(request.POST)
    if accepted(request, form, work.add_note, task=task, say="Đã ghi chú."):
        return redirect(task)
    return form_page(request, form, heading="Ghi chú", submit="Ghi chú", back=task.get_absolute_url())


@require_safe
def download(request, pk):
    """The file of a deliverable; every signed-in user may read plans with their results."""
    deliverable = get_object_or_404(Deliverable.objects.current().select_related("file"), pk=pk, file__isnull=False)
    return giving.download(deliverable.file)
