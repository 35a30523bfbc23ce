"""Pages of proposals: register, form, outcome."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.acting import accepted, controllers_only, form_page
from core.forms import ReasonForm
from core.paging import page_of
from organization.models import AuditEvent
from procedures.forms.lines import number
from procedures.models import Procedure
from reviews import papers, reviewing
from reviews.actions import proposals
from reviews.actions.proposals import may_propose
from reviews.forms import proposals as forms
from reviews.models import Proposal, Review
from reviews.views.reviews import TAB
from reviews.views.reviews import workbook as answer

A_PAGE = 25


@require_safe
def proposal_list(request):
    today, form = timezone.localdate(), forms.ProposalFiltersForm(request.GET)
    page = page_of(request, form.rows(today).select_related("unit", "procedure"), size=A_PAGE)
    called = reviewing.names({one.procedure_id for one in page if one.procedure_id}, today)
    context = {
        "form": form,
        "page": page,
        "lines": [(one, called.get(one.procedure_id, "")) for one in page],
        "may_propose": may_propose(request.user),
    }
    return TemplateResponse(request, "reviews/proposals.html", TAB | context)


@require_safe
def workbook(request):
    """The filtered list as a workbook, all pages."""
    today = timezone.localdate()
    form = forms.ProposalFiltersForm(request.GET)
    facts = papers.gather_proposals(form.rows(today), year=form.chosen("nam"), today=today)
    return answer(papers.proposals_workbook(facts), facts.file_name)


@require_safe
def proposal_page(request, pk):
    rows = Proposal.objects.select_related("unit", "procedure", "review__plan", "review__procedure", "recorded_by")
    proposal, today = get_object_or_404(rows, pk=pk), timezone.localdate()
    called = reviewing.names([proposal.procedure_id], today) if proposal.procedure_id else {}
    mine = Proposal.objects.editable_by(request.user).current()
    context = {
        "proposal": proposal,
        "name": called.get(proposal.procedure_id, ""),
        "may_edit": mine.filter(pk=pk).exists(),
        "page": page_of(request, AuditEvent.objects.of(proposal), size=20),
    }
    return TemplateResponse(request, "reviews/proposal.html", TAB | context)


@require_http_methods(["GET", "POST"])
def add(request):
    """A new proposal: from a review (?ra_soat=), about a procedure (?thu_tuc=), or from daily work."""
    if not may_propose(request.user):
        raise Http404
    review, procedure = _asked(request.GET)
    begun = forms.begun(request.user, timezone.localdate(), procedure=procedure)
    form = _form(request, initial=begun)
    proposal = form.is_bound and accepted(request, form, proposals.propose, review=review)
    if proposal:
        messages.success(request, "Đã ghi sáng kiến, đề xuất.")
        return redirect(proposal)
    return _page(request, form, review=review, back=review and review.get_absolute_url())


def _asked(query):
    """The review or procedure that the query string names."""
    if "ra_soat" in query:
        rows = Review.objects.current().select_related("plan", "procedure")
        review = get_object_or_404(rows, pk=number(query["ra_soat"]))
        return review, review.procedure
    if "thu_tuc" in query:
        return None, get_object_or_404(Procedure, pk=number(query["thu_tuc"]))
    return None, None


def _form(request, **about):
    """The form: empty, as sent, or after a button inside it was pressed."""
    data, about = request.POST, {"user": request.user, "today": timezone.localdate()} | about
    if request.method != "POST":
        return forms.ProposalForm(**about)
    if not {"tim", "chon", "bo"} & data.keys():
        return forms.ProposalForm(data, **about)
    chosen = data["chon"] if "chon" in data else "" if "bo" in data else data.get("procedure", "")
    return forms.ProposalForm(**about | {"initial": data.dict() | {"procedure": chosen}})


def _page(request, form, *, back=None, **context):
    asks = request.POST.get("q", "").strip()[:100] if "tim" in request.POST else ""
    context |= {"form": form, "q": asks, "found": forms.found(asks, form.today) if asks else []}
    context["back"] = back or reverse("reviews:proposals")
    return TemplateResponse(request, "reviews/propose.html", TAB | context)


def proposal_for(user, pk):
    """The proposal, for users who may change it; 404 for others."""
    rows = Proposal.objects.editable_by(user).current().select_related("unit", "procedure", "review")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    proposal = proposal_for(request.user, pk)
    form = _form(request, initial=forms.written(proposal), proposal=proposal)
    if form.is_bound and accepted(request, form, proposals.edit_proposal, proposal=proposal, say="Đã lưu đề xuất."):
        return redirect(proposal)
    return _page(request, form, proposal=proposal, back=proposal.get_absolute_url())


@require_http_methods(["GET", "POST"])
@controllers_only
def settle(request, pk):
    proposal = proposal_for(request.user, pk)
    form = forms.SettleForm(request.POST or None, proposal=proposal)
    if accepted(request, form, proposals.settle, proposal=proposal, say="Đã ghi kết quả của đề xuất."):
        return redirect(proposal)
    back = proposal.get_absolute_url()
    return form_page(request, form, heading="Ghi kết quả đề xuất", submit="Lưu", back=back, intro=proposal.title)


@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    proposal = proposal_for(request.user, pk)
    form = ReasonForm(request.POST or None)
    say = "Đã rút đề xuất. Lý do được giữ trong diễn biến."
    if accepted(request, form, proposals.withdraw_proposal, proposal=proposal, say=say):
        return redirect("reviews:proposals")
    back = proposal.get_absolute_url()
    return form_page(request, form, heading="Rút đề xuất", submit="Rút đề xuất", back=back, intro=proposal.title)
