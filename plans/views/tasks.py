"""The rows of the plan: a task's page, and changing the table."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from deadlines import rules
from deadlines.models import SpecialDay
from organization.models import AuditEvent
from plans import actions, board
from plans.forms import BulkLeadForm, NoteForm, SectionForm, TaskForm
from plans.models import Task
from plans.views.acting import accepted, done
from plans.views.life import form_page, plan_for
from plans.views.plans import page_of


@require_safe
def task_page(request, year, number):
    task = get_object_or_404(Task, plan__year=year, number=number)
    line = board.lines(Task.objects.filter(pk=task.pk), today=timezone.localdate())[0]
    calendar = SpecialDay.objects.calendar()
    milestone = line.standing.milestone
    explained = milestone and milestone.rule_id
    context = {
        "line": line,
        "task": line.task,
        "plan": line.task.plan,
        "today": timezone.localdate(),
        "computed": rules.compute(rule=milestone.rule, start=milestone.start_date, calendar=calendar)
        if explained
        else None,
        "may_edit": not line.task.plan.is_closed and Task.objects.editable_by(request.user).filter(pk=task.pk).exists(),
        "withdrawn": task.deliverables.exclude(withdrawn_at=None).select_related("withdrawn_by"),
        "page": page_of(request, AuditEvent.objects.of(task), size=20),
        "note_form": NoteForm(auto_id="note_%s"),
    }
    return TemplateResponse(request, "plans/task.html", context)


def task_of(user, year, number):
    """The task, for those who may change the table."""
    plan = plan_for(user, year)
    return get_object_or_404(Task.objects.select_related("plan", "section"), plan=plan, number=number)


@require_http_methods(["GET", "POST"])
def add_section(request, year):
    plan = plan_for(request.user, year)
    form = SectionForm(request.POST or None)
    if form.is_valid() and accepted(request, form, actions.add_section, plan=plan, **form.cleaned_data):
        messages.success(request, "Đã thêm nhóm việc.")
        return redirect(plan)
    return form_page(request, form, heading="Thêm nhóm việc", submit="Thêm", back=plan.get_absolute_url())


@require_http_methods(["GET", "POST"])
def add_task(request, year):
    plan = plan_for(request.user, year)
    if not plan.sections.exists():
        messages.info(request, "Hãy thêm nhóm việc trước.")
        return redirect("plans:add_section", plan.year)
    form = TaskForm(request.POST or None, plan=plan)
    if form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        task = accepted(request, form, actions.add_task, plan=plan, fields=form.task_fields(), reason=reason)
        if task:
            messages.success(request, f"Đã thêm nhiệm vụ {task.number}.")
            return redirect(task)
    return form_page(request, form, heading="Thêm nhiệm vụ", submit="Thêm", back=plan.get_absolute_url())


@require_http_methods(["GET", "POST"])
def edit_task(request, year, number):
    task = task_of(request.user, year, number)
    back, plan = task.get_absolute_url(), task.plan
    form = TaskForm(request.POST or None, instance=task, plan=plan)
    if form.is_valid():
        extra = {name: form.cleaned_data[name] for name in ("revision", "reason") if name in form.cleaned_data}
        changed = accepted(request, form, actions.edit_task, task=task, fields=form.task_fields(), **extra)
        if changed:
            messages.success(request, "Đã lưu nhiệm vụ.")
            return redirect(changed)
    heading = f"{'Sửa' if plan.is_draft else 'Điều chỉnh'} nhiệm vụ {number}"
    return form_page(request, form, heading=heading, submit="Lưu", back=back)


@require_POST
def move_task(request, year, number, direction):
    task = task_of(request.user, year, number)
    done(request, actions.move_task, task=task, up=direction == "len", say="Đã đổi thứ tự.")
    return redirect("plans:arrange", year)


@require_http_methods(["GET", "POST"])
def drop_task(request, year, number):
    task = task_of(request.user, year, number)
    if request.method == "POST":
        if done(request, actions.drop_task, task=task, say="Đã bỏ nhiệm vụ; các số thứ tự sau được dồn lại."):
            return redirect(task.plan)
        return redirect(task)
    return TemplateResponse(request, "plans/drop.html", {"task": task, "plan": task.plan})


@require_safe
def arrange(request, year):
    """Where the order of a draft is changed and its groups and tasks are added."""
    plan = plan_for(request.user, year)
    tasks = page_of(request, plan.tasks.select_related("section"))
    return TemplateResponse(request, "plans/arrange.html", {"plan": plan, "page": tasks})


@require_http_methods(["GET", "POST"])
def change_lead(request, year):
    plan = plan_for(request.user, year)
    form = BulkLeadForm(request.POST or None, plan=plan)
    if form.is_valid():
        changed = accepted(request, form, actions.change_lead, **form.cleaned_data)
        if changed:
            messages.success(request, "Đã đổi bộ phận chủ trì.")
            return redirect(plan)
    return form_page(
        request, form, heading="Đổi bộ phận chủ trì của nhiều nhiệm vụ", submit="Đổi", back=plan.get_absolute_url()
    )
