"""Posters of a field or of all procedures: ordered as a job for all visitors, then downloaded."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from core.refusals import NotAllowed
from documents.models import Job
from files import giving
from procedures import posters
from procedures.forms.public import PosterForm, fields_in_force


@login_not_required
@require_safe
def choose(request):
    return page(request)


def page(request, refusal=""):
    fields = list(fields_in_force(timezone.localdate()))
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
    """Order a poster. Equal content is made once: the same order leads to the same file."""
    form = PosterForm(request.POST)
    if not form.is_valid():
        raise Http404
    field, paper = form.cleaned_data["linh_vuc"], form.cleaned_data["kho"]
    try:
        job = posters.order_poster(field, paper, today=timezone.localdate(), now=timezone.now())
    except NotAllowed as refusal:
        return page(request, str(refusal))
    return redirect("procedures:poster_job", job.pk)


def job_of(pk):
    return get_object_or_404(Job.objects.of_everybody().filter(maker=posters.MAKER).select_related("file"), pk=pk)


@login_not_required
@require_safe
def job(request, pk):
    one = job_of(pk)
    waits = not one.finished_at
    context = {
        "job": one,
        "state": one.state(timezone.now()),
        "waits": waits,
        # The page reloads by itself; a link stops it (WCAG 2.2.1, 2.2.2).
        "refreshes": waits and "dung" not in request.GET,
    }
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
    return giving.download(one.file)
