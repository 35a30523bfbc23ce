"""Pages of decisions: list, decision, signed file, withdrawal."""

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.acting import accepted, controllers_only
from core.forms import ReasonForm
from core.paging import page_of
from deadlines.models import SpecialDay
from files import giving
from organization.models import AuditEvent
from procedures import board
from procedures.actions import decisions
from procedures.forms.decisions import DecisionFiltersForm
from procedures.models import Decision, DecisionItem

A_PAGE = 25


@require_safe
def decision_list(request):
    form = DecisionFiltersForm(request.GET)
    page = page_of(request, form.rows(), size=A_PAGE)
    context = {"tab": "decisions", "form": form, "page": page, "lines": board.lines(page, timezone.localdate())}
    return TemplateResponse(request, "procedures/decisions/list.html", context)


@require_safe
def decision_page(request, pk):
    owed = Exists(Decision.objects.unanswered().filter(pk=OuterRef("pk")))
    rows = Decision.objects.select_related("follows", "file", "entered_by", "withdrawn_by").annotate(is_owed=owed)
    decision = get_object_or_404(rows, pk=pk)
    today, calendar = timezone.localdate(), SpecialDay.objects.calendar()
    context = {
        "tab": "decisions",
        "decision": decision,
        "items": _items(decision),
        "line": board.lines([decision], today, calendar)[0],
        "page": page_of(request, AuditEvent.objects.of(decision), size=20),
        "said": _reasons(decision),
    }
    if decision.is_of_province:
        cells = context["cells"] = board.publications(decision, request.user, today, calendar)
        waits = [cell for cell in cells if cell.may_tick and not cell.row.is_done]
        context["may_tick_many"] = len(waits) > 1 and not decision.is_withdrawn
    else:
        context["is_owed"] = decision.is_owed
        context["steps"] = board.steps(decision, today, calendar, is_owed=context["is_owed"])
    return TemplateResponse(request, "procedures/decisions/decision.html", context)


def _items(decision):
    """The lines of a decision; of a withdrawn one the last lines."""
    rows = DecisionItem.objects.filter(decision=decision, removed_at=decision.withdrawn_at)
    return rows.select_related("kind", "procedure", "replaced", "field")


def _reasons(decision):
    """The latest reasons for withdrawal and for "not needed"."""
    if not decision.withdrawn_at and not decision.not_needed_at:
        return {}
    told = AuditEvent.objects.of(decision).filter(action__in=["procedures.decision_withdrawn", "procedures.not_needed"])
    return {event.action.split(".")[1]: event for event in reversed(told)}


@require_safe
def signed_file(request, pk):
    """The signed file of a decision; every signed-in user may read the register."""
    decision = get_object_or_404(Decision.objects.select_related("file"), pk=pk, file__isnull=False)
    return giving.download(decision.file)


@require_http_methods(["GET", "POST"])
@controllers_only
def withdraw(request, pk):
    decision = get_object_or_404(Decision.objects.current(), pk=pk)
    form = ReasonForm(request.POST or None)
    say = f"Đã rút {decision.short_name}. Lý do được giữ trong diễn biến."
    if accepted(request, form, decisions.withdraw, decision=decision, say=say):
        return redirect(decision)
    context = {
        "tab": "decisions",
        "decision": decision,
        "form": form,
        "items": _items(decision),
        "answers": decision.answers.current(),
        "line": board.lines([decision], timezone.localdate())[0],
    }
    return TemplateResponse(request, "procedures/decisions/withdraw.html", context)
