"""What citizens see of the procedures. No sign-in, no session: the same answer for everybody, kept for a minute."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from organization import uploads
from organization.paging import page_of
from procedures import feeds, posters
from procedures.forms.public import SearchForm
from procedures.models import FormFile, Procedure, Version

A_PAGE, CHANGES_A_PAGE = 20, 50
KEPT_SECONDS = 60


def for_everybody(view):
    """Open, safe, and the same for all: proxies and browsers may keep it for a minute."""
    kept = cache_control(public=True, max_age=KEPT_SECONDS)(conditional_page(view))
    return login_not_required(wraps(view)(require_safe(kept)))


@for_everybody
def catalogue(request):
    form = SearchForm(request.GET, today=timezone.localdate())
    page = page_of(request, form.versions(), size=A_PAGE)
    context = {"form": form, "page": page, "has_samples": any(one.procedure.is_sample for one in page)}
    return TemplateResponse(request, "procedures/public/list.html", context)


def version_shown(pk, today):
    """The version of this procedure that counts today, or the last one that did."""
    rows = Version.objects.shown(today).select_related("procedure__field", "service_level", "item__decision")
    return get_object_or_404(rows, procedure=pk)


@for_everybody
def procedure(request, pk):
    today = timezone.localdate()
    return page_of_version(request, version_shown(pk, today), today)


@for_everybody
def version(request, pk):
    rows = Version.objects.standing().select_related("procedure__field", "service_level", "item__decision")
    return page_of_version(request, get_object_or_404(rows, pk=pk), timezone.localdate(), is_old=True)


def page_of_version(request, one, today, *, is_old=False):
    history = one.procedure.versions.standing().select_related("item__decision", "item__kind").order_by("-number")
    status = one.status(today)
    context = {
        "version": one,
        "status": status,
        "is_old": is_old,
        "history": history,
        "form_files": one.form_files.select_related("file"),
        "end": ending(one.procedure) if status == "abolished" else None,
    }
    response = TemplateResponse(request, "procedures/public/procedure.html", context)
    if status != "in_force":
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def ending(procedure):
    """The line that ended it."""
    return feeds.changes().filter(kind__effect="abolish", procedure=procedure).first() or (
        feeds.changes().filter(replaced=procedure).first()
    )


@for_everybody
def qr(request, pk):
    get_object_or_404(Procedure, pk=pk)
    return HttpResponse(posters.qr_svg(posters.address_of(pk)), content_type="image/svg+xml")


@for_everybody
def poster(request, pk, paper):
    today = timezone.localdate()
    shown = get_object_or_404(Version.objects.in_force(today).select_related("procedure"), procedure=pk)
    name = f"bang-niem-yet-{shown.procedure.code or pk}-{paper}.pdf".lower()
    response = HttpResponse(posters.of_procedure(shown, paper=paper, today=today), content_type=posters.PDF)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@login_not_required
@require_safe
def form_file(request, pk):
    return uploads.download(get_object_or_404(FormFile.objects.filter(version__withdrawn_at=None), pk=pk).file)


@for_everybody
def changes(request):
    page = page_of(request, feeds.changes(), size=CHANGES_A_PAGE)
    return TemplateResponse(request, "procedures/public/changes.html", {"page": page})


feed = for_everybody(feeds.Changes())
