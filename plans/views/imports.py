"""Import of a plan: upload a file, preview every row, confirm."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.acting import accepted, controllers_only
from documents.reading import Unreadable
from organization.models import Unit
from plans import evidence, importing, schedule
from plans.actions import imports
from plans.forms import ImportForm, UnitForm
from plans.models import PlanImport, Task


@require_http_methods(["GET", "POST"])
@controllers_only
def upload(request):
    form = ImportForm(request.POST or None, request.FILES or None, initial={"year": timezone.localdate().year})
    if form.is_valid():
        (name, data), year = form.source(), form.cleaned_data["year"]
        try:
            read = imports.preview_import(name=name, data=data, year=year, by=request.user, now=timezone.now())
            return redirect("plans:import_preview", read.pk)
        except Unreadable as problem:
            form.add_error("upload" if form.cleaned_data["upload"] else "pasted", str(problem))
    return TemplateResponse(request, "plans/import.html", {"form": form})


@require_http_methods(["GET", "POST"])
@controllers_only
def preview(request, pk):
    plan_import = get_object_or_404(PlanImport, pk=pk)
    if plan_import.applied_at and plan_import.plan:
        messages.info(request, "Tệp này đã được nhập.")
        return redirect(plan_import.plan)
    index, rows = Unit.objects.by_name(), importing.rows_of(plan_import)
    data = request.POST if request.method == "POST" else None
    form = UnitForm(data, names=importing.unknown_units(rows, index))
    plan = accepted(request, form, imports.apply_import, plan_import=plan_import)
    if plan:
        messages.success(request, f"Đã nhập kế hoạch năm {plan.year} với {len(rows)} nhiệm vụ.")
        return redirect(plan)
    return TemplateResponse(request, "plans/import_preview.html", _preview(plan_import, rows, index, form))


def _preview(plan_import, rows, index, form):
    problems = plan_import.problems
    return {
        "plan_import": plan_import,
        "identical": importing.identical_plan(plan_import),
        "form": form,
        "rows": [_shown(row, plan_import, index) for row in rows],
        "file_problems": [problem for problem in problems if not problem["line"]],
        "blocking": sum(problem["blocking"] for problem in problems),
        "advice": sum(not problem["blocking"] for problem in problems),
    }


def _shown(row, plan_import, index):
    """A row of the preview: everything that will be stored, and its problems."""
    leads, unknown_leads = importing.match_units(row.lead, index)
    supports, unknown_supports = importing.match_units(row.support, index)
    reading = schedule.read(row.timing, plan_import.year)
    return {
        "row": row,
        "leads": leads[:1],
        "supports": [*leads[1:], *supports],
        "unknown_leads": unknown_leads,
        "unknown_supports": unknown_supports,
        "kind": Task.Schedule(reading.kind).label,
        "due_date": reading.due_date,
        "sources": evidence.words_of(evidence.propose(row.title)),
        "problems": [problem for problem in plan_import.problems if problem["line"] == row.line],
    }
