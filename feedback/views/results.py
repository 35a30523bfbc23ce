"""Public pages of published answers."""

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from core.paging import page_of
from core.public import for_everybody
from feedback import results
from feedback.forms.results import ResultsForm
from feedback.models import PublicText

A_PAGE = 20


@for_everybody
def result_list(request):
    form = ResultsForm(request.GET)
    context = {
        "form": form,
        "page": page_of(request, form.rows(), A_PAGE),
        "figures": results.figures(timezone.localdate()),
    }
    return TemplateResponse(request, "feedback/results/list.html", context)


@for_everybody
def answer(request, number):
    rows = PublicText.objects.current().select_related("case__procedure", "field")
    return TemplateResponse(
        request, "feedback/results/answer.html", {"text": get_object_or_404(rows, case__number=number)}
    )
