"""Posters of a field or of everything: ordered once for all who ask, made by a worker, then a file to download."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from documents.models import Job
from organization import uploads
from organization.refusals import NotAllowed
from procedures import posters
from procedures.forms.public import fields_in_force
from procedures.models import Field


@login_not_required
@require_safe
def choose(request):
    return page(request)


def page(request, refusal=""):
    today = timezone.localdate()
    fields = list(fields_in_force(today))
    context = {
        "fields": fields,
        "total": sum(field.in_force for field in fields),
        "most": posters.MOST_PROCEDURES,
        "refusal": refusal,
    }
    return TemplateResponse(request, "procedures/public/posters.html", context)


@login_not_required
@require_POST
def order(request):
    """The same content is made once: pressing again leads to the same file."""
    paper, field_id = request.POST.get("kho", ""), request.POST.get("linh_vuc", "")
    if paper not in posters.PAPERS or not (field_id == "" or field_id.isdecimal()):
        raise Http404
    field = get_object_or_404(Field, pk=field_id[:9]) if field_id else None
    try:
        wanted = posters.wanted(field, paper, today=timezone.localdate())
        job = posters.order_poster(wanted, now=timezone.now())
    except NotAllowed as refusal:
        return page(request, str(refusal))
    return redirect("public:poster_job", job.pk)


def job_of(pk):
    return get_object_or_404(Job.objects.of_everybody().filter(maker=posters.MAKER).select_related("file"), pk=pk)


@login_not_required
@require_safe
def job(request, pk):
    one = job_of(pk)
    waits = not one.finished_at
    context = {"job": one, "waits": waits, "refreshes": waits and "dung" not in request.GET}
    response = TemplateResponse(request, "procedures/public/poster_job.html", context)
    response.headers["Cache-Control"] = "no-store"
    if context["refreshes"]:
        response.headers["Refresh"] = "3"
    return response


@login_not_required
@require_safe
def file(request, pk):
    one = job_of(pk)
    if not one.file:
        raise Http404
    return uploads.download(one.file)
