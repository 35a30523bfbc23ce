"""Pages of anonymisation: due cases, proposals, records."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.acting import accepted, done
from core.paging import page_of
from feedback import retention
from feedback.actions import retention as retention_actions
from feedback.actions.retention import MOST_AT_ONCE
from feedback.forms.retention import ProposeForm
from feedback.models import Case, Disposal, RetentionRule
from organization.models import AuditEvent

PEOPLE = ("proposed_by", "confirmed_by", "cancelled_by")


def keepers(user):
    """404 for users other than reception (proposes, confirms) and leaders (confirm)."""
    if not (user.is_controller or user.is_leader):
        raise Http404


@require_http_methods(["GET", "POST"])
def disposal_list(request):
    keepers(request.user)
    today = timezone.localdate()
    due = retention.due(today)
    form = ProposeForm(request.POST or None, rows=Case.objects.all())
    if request.method == "POST":
        made = accepted(request, form, retention_actions.propose, today=today, say="Đã lập đợt ẩn danh.")
        if made:
            return redirect("feedback:disposal", made.pk)
    context = {
        "form": form,
        "page": page_of(request, due, MOST_AT_ONCE),
        "ticked": set(request.POST.getlist("cases")),
        "rules": RetentionRule.objects.all(),
        "may_propose": request.user.is_controller,
        "waiting": Disposal.objects.waiting().select_related(*PEOPLE),
        "has_ended": Disposal.objects.ended().exists(),
    }
    return TemplateResponse(request, "feedback/retention/list.html", context)


@require_safe
def ended(request):
    keepers(request.user)
    page = page_of(request, Disposal.objects.ended().select_related(*PEOPLE))
    return TemplateResponse(request, "feedback/retention/ended.html", {"page": page})


@require_safe
def disposal(request, pk):
    keepers(request.user)
    one = get_object_or_404(Disposal.objects.select_related(*PEOPLE), pk=pk)
    context = {
        "disposal": one,
        "page": page_of(request, one.items.select_related("case"), MOST_AT_ONCE),
        "may_confirm": one.is_waiting and one.proposed_by_id != request.user.pk,
        "may_cancel": one.is_waiting and request.user.is_controller,
        "events": AuditEvent.objects.of(one),
    }
    return TemplateResponse(request, "feedback/retention/disposal.html", context)


@require_POST
def confirm(request, pk):
    keepers(request.user)
    one = get_object_or_404(Disposal, pk=pk)
    done(
        request,
        retention_actions.confirm,
        disposal=one,
        say="Đã thực hiện đợt ẩn danh. Kết quả từng phản ánh ở dưới đây.",
    )
    return redirect("feedback:disposal", pk)


@require_POST
def cancel(request, pk):
    keepers(request.user)
    one = get_object_or_404(Disposal, pk=pk)
    done(request, retention_actions.cancel, disposal=one, say="Đã hủy đợt ẩn danh.")
    return redirect("feedback:disposal", pk)
