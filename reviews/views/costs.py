"""The calculator of compliance costs of a review."""

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.acting import accepted
from reviews import reviewing
from reviews.actions import costs
from reviews.forms.costs import CostsForm, rate_of
from reviews.views.sheets import TAB, on_open_review


@require_http_methods(["GET", "POST"])
@on_open_review
def calculator(request, review):
    """The page of the calculator. Buttons inside the form recalculate; only "save" changes rows."""
    form = CostsForm.posted(request.POST, review, rate_of(review)) if request.POST else None
    form = form or CostsForm.of(review, rate_of(review))
    is_saved = request.method == "POST" and not form.obey(request.POST)
    if is_saved and accepted(request, form, costs.save_costs, review=review, say="Đã ghi chi phí tuân thủ."):
        return redirect(review)
    name = reviewing.names([review.procedure_id], timezone.localdate()).get(review.procedure_id, "")
    context = {"review": review, "form": form, "name": name, "comparison": form.comparison}
    return TemplateResponse(request, "reviews/costs.html", TAB | context)
