"""The page of a task, and editing the table of a plan."""

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.acting import accepted, controllers_only, done, form_page
from core.paging import A_PAGE, page_of
from deadlines.models import SpecialDay
from organization.models import AuditEvent
from plans import board
from plans.actions import tasks
from plans.forms import BulkLeadForm, NoteForm, SectionForm, TaskForm
from plans.models import Deliverable, Plan, Section, Task


@require_safe
def task_page(request, year, number):
    mine = Exists(Task.objects.editable_by(request.user).filter(pk=OuterRef("pk")))
    rows = Task.objects.filter(plan__year=year, number=number).annotate(is_mine=mine)
    line = next(iter(board.lines(rows, today=timezone.localdate())), None)
    if line is None:
        raise Http404
    task = line.task
    context = {
        "line": line,
        "task": task,
        "plan": task.plan,
        "computed": _explained(line.task_state.milestone),
        "may_edit": not task.plan.is_closed and task.is_mine,
        "withdrawn": Deliverable.objects.filter(task=task).exclude(withdrawn_at=None).select_related("withdrawn_by"),
        "page": page_of(request, AuditEvent.objects.of(task), size=20),
        "note_form": NoteForm(auto_id="note_%s"),
    }
    return TemplateResponse(request, "plans/task.html", context)


def _explained(milestone):
    """The computation of the due date for the page; None when today's rule and calendar give another date."""
    computed = milestone and milestone.rule and milestone.computed(SpecialDay.objects.calendar())
    return computed if computed and computed.due_date == milestone.due_date else None


def task_of(pk):
    return get_object_or_404(Task.objects.select_related("plan", "section"), pk=pk)


@require_http_methods(["GET", "POST"])
@controllers_only
def add_section(request, year):
    plan = get_object_or_404(Plan, year=year)
    form = SectionForm(request.POST or None)
    if accepted(request, form, tasks.add_section, plan=plan, say="Đã thêm nhóm việc."):
        return redirect("plans:arrange", year)
    return form_page(request, form, heading="Thêm nhóm việc", submit="Thêm", back=plan.get_absolute_url())


@require_http_methods(["GET", "POST"])
@controllers_only
def rename_section(request, pk):
    section = get_object_or_404(Section.objects.select_related("plan"), pk=pk)
    form = SectionForm(request.POST or None, initial={"title": section.title})
    if accepted(request, form, tasks.rename_section, section=section, say="Đã đổi tên nhóm việc."):
        return redirect("plans:arrange", section.plan.year)
    back = section.plan.get_absolute_url()
    return form_page(request, form, heading=f"Đổi tên nhóm việc {section.number}", submit="Lưu", back=back)


@require_POST
@controllers_only
def drop_section(request, pk):
    section = get_object_or_404(Section.objects.select_related("plan"), pk=pk)
    done(request, tasks.drop_section, section=section, say="Đã bỏ nhóm việc.")
    return redirect("plans:arrange", section.plan.year)


@require_http_methods(["GET", "POST"])
@controllers_only
def add_task(request, year):
    plan = get_object_or_404(Plan, year=year)
    if not plan.sections.exists():
        messages.info(request, "Hãy thêm nhóm việc trước.")
        return redirect("plans:add_section", year)
    form = TaskForm(request.POST or None, plan=plan, today=timezone.localdate())
    task = accepted(request, form, tasks.add_task, plan=plan)
    if task:
        messages.success(request, f"Đã thêm nhiệm vụ {task.number}.")
        return redirect(task)
    return form_page(request, form, heading="Thêm nhiệm vụ", submit="Thêm", back=plan.get_absolute_url())


@require_http_methods(["GET", "POST"])
@controllers_only
def edit_task(request, pk):
    task = task_of(pk)
    back, plan = task.get_absolute_url(), task.plan
    form = TaskForm(request.POST or None, instance=task, plan=plan, today=timezone.localdate())
    changed = accepted(request, form, tasks.edit_task, task=task, say="Đã lưu nhiệm vụ.")
    if changed:
        return redirect(changed)
    heading = f"{'Sửa' if plan.is_draft else 'Điều chỉnh'} nhiệm vụ {task.number}"
    return form_page(request, form, heading=heading, submit="Lưu", back=back)


@require_POST
@controllers_only
def move_task(request, pk, direction):
    task = task_of(pk)
    done(request, tasks.move_task, task=task, up=direction == "len", say="Đã đổi thứ tự.")
    return redirect(reverse("plans:arrange", args=[task.plan.year], query={"trang": (task.number - 1) // A_PAGE + 1}))


@require_http_methods(["GET", "POST"])
@controllers_only
def drop_task(request, pk):
    task = task_of(pk)
    if request.method == "POST":
        done(request, tasks.drop_task, task=task, say="Đã bỏ nhiệm vụ; các số thứ tự sau được dồn lại.")
        return redirect("plans:arrange", task.plan.year)
    return TemplateResponse(request, "plans/drop.html", {"task": task, "plan": task.plan})


@require_safe
@controllers_only
def arrange(request, year):
    """The page for ordering the tasks of a draft and adding sections and tasks."""
    plan = get_object_or_404(Plan, year=year)
    sections = plan.sections.annotate(task_count=Count("tasks"))
    context = {"plan": plan, "sections": sections, "page": page_of(request, plan.tasks.select_related("section"))}
    return TemplateResponse(request, "plans/arrange.html", context)


@require_http_methods(["GET", "POST"])
@controllers_only
def change_lead(request, year):
    plan = get_object_or_404(Plan, year=year)
    form = BulkLeadForm(request.POST or None, plan=plan, today=timezone.localdate())
    if accepted(request, form, tasks.change_lead, plan=plan, say="Đã đổi bộ phận chủ trì."):
        return redirect(plan)
    heading = "Đổi bộ phận chủ trì của nhiều nhiệm vụ"
    return form_page(request, form, heading=heading, submit="Đổi", back=plan.get_absolute_url())
