"""Pages of a plan: list of years, table, timeline, text, log."""

from django.db.models import Count, Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.paging import page_of
from organization.models import AuditEvent
from plans import board
from plans.forms import FilterForm
from plans.models import Plan, Task


@require_safe
def plan_list(request):
    plans = Plan.objects.annotate(task_count=Count("tasks")).order_by("-year")
    return TemplateResponse(request, "plans/list.html", {"page": page_of(request, plans)})


@require_safe
def plan_table(request, year):
    plan = get_object_or_404(Plan, year=year)
    today = timezone.localdate()
    form = FilterForm(request.GET, plan=plan)
    chosen = Exists(_chosen(plan, form).filter(pk=OuterRef("pk")))
    all_lines = board.lines(plan.tasks.annotate(is_chosen=chosen), today=today)
    shown = [line for line in board.filtered(all_lines, form.chosen("state")) if line.task.is_chosen]
    context = {
        "plan": plan,
        "tab": "table",
        "form": form,
        "page": page_of(request, shown),
        "counts": board.counts(all_lines),
        "total": len(all_lines),
    }
    return TemplateResponse(request, "plans/table.html", context)


def _chosen(plan, form):
    """The tasks that match the filters."""
    tasks = plan.tasks.matching(form.text)
    if form.chosen("unit"):
        tasks = tasks.of_unit(form.chosen("unit"))
    if form.chosen("section"):
        tasks = tasks.filter(section=form.chosen("section"))
    return tasks


@require_safe
def timeline(request, year):
    plan = get_object_or_404(Plan, year=year)
    today = timezone.localdate()
    lines = page_of(request, board.lines(plan.tasks.all(), today=today), size=200)
    rows = [(line, board.quarters(line, today=today)) for line in lines]
    context = {"plan": plan, "tab": "timeline", "rows": rows, "page": lines, "today": today}
    return TemplateResponse(request, "plans/timeline.html", context)


@require_safe
def plan_text(request, year):
    plan = get_object_or_404(Plan.objects.prefetch_related("legal_bases"), year=year)
    names = ["purpose", "requirements", "solutions", "budget", "recipients"]
    parts = [(Plan._meta.get_field(name).verbose_name.capitalize(), getattr(plan, name)) for name in names]
    return TemplateResponse(request, "plans/text.html", {"plan": plan, "tab": "text", "parts": parts})


@require_safe
def plan_log(request, year):
    """The audit events of the plan and of its tasks."""
    plan = get_object_or_404(Plan, year=year)
    task_ids = [str(pk) for pk in Task.objects.filter(plan=plan).values_list("pk", flat=True)]
    events = AuditEvent.objects.of(plan) | AuditEvent.objects.filter(
        target_type=Task._meta.label_lower, target_id__in=task_ids
    )
    return TemplateResponse(request, "plans/log.html", {"plan": plan, "tab": "log", "page": page_of(request, events)})
