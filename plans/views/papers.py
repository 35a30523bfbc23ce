"""Downloads of a plan's papers."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from documents import actions as documents
from plans import papers
from plans.models import Plan

# A request may take two seconds: in the worst case a PDF of 40 tasks (bench/README.md). A real plan has 16.
MOST_TASKS_AT_ONCE = 40


@require_http_methods(["GET", "POST"])
def paper(request, year, paper):
    """The paper as a download. A large PDF is ordered as a job by POST, since a GET changes nothing."""
    if paper not in papers.PAPERS:
        raise Http404
    plan, made = get_object_or_404(Plan, year=year), papers.PAPERS[paper]
    arguments, file_name = {"paper": paper, "year": year}, made.file_name.format(year=year)
    task_count = plan.tasks.count()
    if made.is_slow and task_count > MOST_TASKS_AT_ONCE:
        if request.method == "POST":
            return redirect(ordered(request, plan, arguments, file_name))
        context = {"plan": plan, "title": made.title.format(year=year), "task_count": task_count}
        return TemplateResponse(request, "plans/order.html", context)
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
