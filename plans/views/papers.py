"""The papers of a plan, each named for what it is."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from documents import actions as documents
from plans import papers
from plans.models import Plan

# A page may take two seconds, and that is the PDF of 40 tasks at its worst (bench/README.md). A real plan has 16.
MOST_TASKS_AT_ONCE = 40


@require_safe
def paper(request, year, paper):
    if paper not in papers.PAPERS:
        raise Http404
    plan = get_object_or_404(Plan, year=year)
    file_name = papers.PAPERS[paper].file_name.format(year=year)
    arguments = {"paper": paper, "year": year}
    if plan.tasks.count() > MOST_TASKS_AT_ONCE:
        return redirect(ordered(request, plan, arguments, file_name))
    content, content_type = papers.make(arguments, timezone.localdate())
    disposition = f'attachment; filename="{file_name}"'
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def ordered(request, plan, arguments, file_name):
    return documents.order(
        maker="plans.paper",
        arguments=arguments,
        title=papers.PAPERS[arguments["paper"]].title.format(year=plan.year),
        file_name=file_name,
        back_url=plan.get_absolute_url(),
        by=request.user,
        now=timezone.now(),
    )
