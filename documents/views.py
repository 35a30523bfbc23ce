"""The page of a job. Only the user who ordered it may see it; others receive 404."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from core.refusals import NotAllowed
from documents import actions
from documents.models import KEPT, Job
from files import giving


@require_safe
def job(request, pk):
    job = job_of(request, pk)
    state = job.state(timezone.now())
    waits = not job.finished_at
    context = {
        "job": job,
        "state": state,
        "waits": waits,
        # The page reloads by itself; `?dung` stops it for users that it disturbs (WCAG 2.2.1, 2.2.2).
        "refreshes": waits and "dung" not in request.GET,
        "days": KEPT.days,
    }
    response = TemplateResponse(request, "documents/job.html", context)
    if context["refreshes"]:
        response.headers["Refresh"] = "2"
    return response


@require_safe
def download(request, pk):
    job = job_of(request, pk)
    if not job.file:
        raise Http404
    return giving.download(job.file)


@require_POST
def retry(request, pk):
    job = job_of(request, pk)
    try:
        job = actions.retry(job=job, by=request.user, now=timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect(job)


def job_of(request, pk):
    return get_object_or_404(Job.objects.visible_to(request.user).select_related("file"), pk=pk)
