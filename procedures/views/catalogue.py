"""Pages of the catalogue: list, procedure, version, comparison of two versions."""

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.paging import page_of
from files import giving
from organization.models import AuditEvent
from procedures import board, catalogue, codes, comparing
from procedures.forms.catalogue import CatalogueFiltersForm, CompareForm, may_edit
from procedures.models import FormFile, Procedure, Version

PROCEDURES = Procedure.objects.select_related("field__unit")
VERSIONS = Version.objects.select_related("procedure__field__unit", "service_level", "edited_by", "item__decision")


@require_safe
def procedure_list(request):
    today, form = timezone.localdate(), CatalogueFiltersForm(request.GET)
    page = page_of(request, form.rows(today))
    context = {"tab": "catalogue", "form": form, "page": page, "lines": catalogue.lines(page, today)}
    return TemplateResponse(request, "procedures/catalogue/list.html", context)


@require_safe
def procedure_page(request, pk):
    procedure, today = get_object_or_404(PROCEDURES, pk=pk), timezone.localdate()
    version = VERSIONS.shown(today).filter(procedure=procedure).first()
    history = catalogue.history(procedure, today)
    context = {
        "tab": "catalogue",
        "procedure": procedure,
        "version": version,
        "line": version and catalogue.lines([version], today)[0],
        "days": version and catalogue.days(version),
        "forms": version and version.form_files.select_related("file"),
        "history": history,
        "board_line": _last_decision(history, today),
        "strange_code": "" if procedure.code_looks_right else codes.WARNING,
        "may_edit": may_edit(request.user, procedure),
        "page": page_of(request, AuditEvent.objects.of(procedure), size=20),
    }
    return TemplateResponse(request, "procedures/catalogue/procedure.html", context)


def _last_decision(history, today):
    """The DecisionLine of the latest decision on this procedure, with what is still owed."""
    last = next((entry.item.decision for entry in history if entry.item), None)
    return last and board.lines([last], today)[0]


@require_safe
def version_page(request, pk):
    """The page of a version, also of an old or withdrawn one."""
    version, today = get_object_or_404(VERSIONS, pk=pk), timezone.localdate()
    context = {
        "tab": "catalogue",
        "version": version,
        "procedure": version.procedure,
        "badge": catalogue.badge(version, today),
        "days": catalogue.days(version),
        "forms": version.form_files.select_related("file"),
        "may_edit": not version.withdrawn_at and may_edit(request.user, version.procedure),
    }
    return TemplateResponse(request, "procedures/catalogue/version.html", context)


@require_safe
def compare(request, pk):
    procedure = get_object_or_404(PROCEDURES, pk=pk)
    found = procedure.versions.current().select_related("service_level", "item__decision")
    versions = list(found.prefetch_related("form_files").order_by("number"))
    context = {"tab": "catalogue", "procedure": procedure, "versions": versions}
    if len(versions) > 1:
        form = CompareForm(request.GET, versions=versions)
        context |= {"form": form, "pair": form.versions}
        if form.versions:
            old, new = (catalogue.all_parts(one) for one in form.versions)
            parts = comparing.parts(old, new)
            context["changed"] = [part for part in parts if part.is_changed]
            context["unchanged"] = [part for part in parts if not part.is_changed]
    return TemplateResponse(request, "procedures/catalogue/compare.html", context)


@require_safe
def form_file(request, pk):
    """A form file of any version; every signed-in user may read the register."""
    return giving.download(get_object_or_404(FormFile.objects.select_related("file"), pk=pk).file)
