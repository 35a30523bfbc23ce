"""Reception enters a case from another channel, and gives number and secret to the sender."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.acting import accepted, controllers_only
from feedback.actions import submissions
from feedback.forms.entering import EnterForm
from feedback.views.working import case_of

SECRET = "feedback-secret"  # noqa: S105  a session key


@require_http_methods(["GET", "POST"])
@controllers_only
def enter(request):
    form = EnterForm(request.POST or None, request.FILES or None, initial={"received_date": timezone.localdate()})
    if request.method == "POST":
        sent = accepted(request, form, submissions.enter)
        if sent:
            if sent.receipt:
                request.session[SECRET] = {sent.case.number: sent.receipt.secret}
                messages.success(request, f"Đã nhập phản ánh {sent.case.number}.")
            return redirect("feedback:entered", sent.case.number)
    context = {"form": form, "heading": "Nhập phản ánh, kiến nghị", "submit": "Nhập vào sổ"}
    return TemplateResponse(request, "feedback/entering/enter.html", context)


@never_cache
@require_http_methods(["GET"])
@controllers_only
def entered(request, number):
    """The number of the case, and its secret if this session has it (the last case entered)."""
    case = case_of(request, number)
    context = {"case": case, "secret": request.session.get(SECRET, {}).get(number)}
    return TemplateResponse(request, "feedback/entering/entered.html", context)
