"""Public pages of procedures: no sign-in, no session, cached for one minute."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.paging import page_of
from core.public import for_everybody
from files import giving
from procedures import feeds, posters
from procedures.forms.public import SearchForm
from procedures.models import FormFile, Version

A_PAGE, CHANGES_A_PAGE = 20, 50
BUSY_SECONDS = "10"


@for_everybody
def catalogue(request):
    form = SearchForm(request.GET, today=timezone.localdate())
    page = page_of(request, form.versions(), size=A_PAGE)
    context = {"form": form, "page": page, "has_samples": any(one.procedure.is_sample for one in page)}
    return TemplateResponse(request, "procedures/public/list.html", context)


def versions():
    return Version.objects.select_related("procedure__field", "service_level", "item__decision")


def version_shown(pk, today):
    """The version in force today, or the last one that was in force."""
    # Not `procedure=pk`: the database refuses a key larger than its column.
    return get_object_or_404(versions().shown(today), procedure__pk=pk)


@for_everybody
def procedure(request, pk):
    today = timezone.localdate()
    return page_of_version(request, version_shown(pk, today), today)


@for_everybody
def version(request, pk):
    """The page of an older or coming version; the version shown today redirects to its procedure."""
    today = timezone.localdate()
    one = get_object_or_404(versions().current(), pk=pk)
    if Version.objects.shown(today).filter(pk=pk).exists():
        return redirect("procedures:public_procedure", one.procedure_id)
    return page_of_version(request, one, today)


def page_of_version(request, one, today):
    history = one.procedure.versions.current().select_related("item__decision", "item__kind").order_by("-number")
    status = one.status(today)
    context = {
        "version": one,
        "status": status,
        "is_abolished": one.procedure.is_abolished(today),
        "address": posters.address_of(one.procedure_id),
        "history": history,
        "form_files": one.form_files.select_related("file"),
        "end": ending(one.procedure) if one.procedure.abolished_date else None,
    }
    response = TemplateResponse(request, "procedures/public/procedure.html", context)
    if status != "in_force":
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def ending(procedure):
    """The decision line that ends the procedure, or None."""
    ends = Q(kind__effect="abolish", procedure=procedure) | Q(replaced=procedure)
    return feeds.changes().filter(ends, decision__effective_date=procedure.abolished_date).first()


@for_everybody
def qr(request, pk):
    version_shown(pk, timezone.localdate())
    return HttpResponse(posters.qr_svg(posters.address_of(pk)), content_type="image/svg+xml")


@for_everybody
def poster(request, pk, paper):
    today = timezone.localdate()
    shown = get_object_or_404(Version.objects.in_force(today).select_related("procedure"), procedure__pk=pk)
    try:
        data = posters.of_procedure(shown, paper=paper, today=today)
    except posters.Busy:
        response = TemplateResponse(request, "procedures/public/busy.html", {"version": shown}, status=503)
        response.headers["Cache-Control"], response.headers["Retry-After"] = "no-store", BUSY_SECONDS
        return response
    response = HttpResponse(data, content_type=posters.PDF)
    response.headers["Content-Disposition"] = f'inline; filename="{posters.file_name(shown, paper)}"'
    return response


@login_not_required
@require_safe
def form_file(request, pk):
    return giving.download(get_object_or_404(FormFile.objects.filter(version__withdrawn_at=None), pk=pk).file)


@for_everybody
def changes(request):
    page = page_of(request, feeds.changes(), size=CHANGES_A_PAGE)
    has_samples = any(item.decision.is_sample for item in page)
    return TemplateResponse(request, "procedures/public/changes.html", {"page": page, "has_samples": has_samples})


feed = for_everybody(feeds.Changes())
