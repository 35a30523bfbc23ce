"""Pages of one review: overview, sheet, papers, complete, reopen."""

from functools import wraps

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.acting import accepted, form_page
from core.forms import ReasonForm
from core.paging import page_of
from deadlines.models import SpecialDay
from files import giving
from organization.models import AuditEvent
from reviews import costs, papers, reviewing, sheet
from reviews.actions import reviews as reviews_actions
from reviews.actions.proposals import may_propose
from reviews.forms.reviews import CompleteForm, SheetForm
from reviews.models import Review

TAB = {"tab": "reviews"}
FILES = {"ra-soat": "attachment", "chi-phi": "cost_attachment"}


def reviews():
    return Review.objects.select_related("plan", "procedure", "unit", "attachment", "cost_attachment")


def on_open_review(view):
    """Decorator: the review, for users who may work on it. A finished one redirects with a message."""

    @wraps(view)
    def guarded(request, pk):
        mine = Review.objects.editable_by(request.user).current()
        review = get_object_or_404(reviews().filter(pk__in=mine.values("pk")), pk=pk)
        if review.is_done:
            messages.info(request, "Rà soát này đã hoàn thành. Muốn sửa, hãy mở lại.")
            return redirect(review)
        return view(request, review)

    return guarded


@require_safe
def review_page(request, pk):
    mine = Exists(Review.objects.editable_by(request.user).filter(pk=OuterRef("pk")))
    review, today = get_object_or_404(reviews().annotate(is_mine=mine), pk=pk), timezone.localdate()
    lines, steps = sheet.lines(review, today), list(review.cost_steps.order_by("-phase", "position"))
    context = {
        "review": review,
        "name": reviewing.names([review.procedure_id], today).get(review.procedure_id, ""),
        "badge": reviewing.badge(review, today, SpecialDay.objects.calendar()),
        "groups": sheet.grouped(lines),
        "answered": sum(bool(line.value) for line in lines),
        "asked": len(lines),
        "missing": sheet.missing(review, lines) if not review.is_done and not review.is_withdrawn else [],
        "comparison": costs.of_review(review, steps),
        "steps": [(step.get_phase_display(), costs.in_words(step)) for step in steps],
        "proposals": review.proposals.current().select_related("unit"),
        "may_edit": not review.is_withdrawn and review.is_mine,
        "may_propose": not review.is_withdrawn and may_propose(request.user),
        "page": page_of(request, AuditEvent.objects.of(review), size=20),
    }
    return TemplateResponse(request, "reviews/review.html", TAB | context)


@require_http_methods(["GET", "POST"])
@on_open_review
def fill(request, review):
    lines = sheet.lines(review, timezone.localdate())
    form = SheetForm(request.POST or None, request.FILES or None, review=review, lines=lines)
    if accepted(request, form, reviews_actions.save_sheet, review=review, say="Đã ghi phiếu rà soát."):
        return redirect(review)
    name = reviewing.names([review.procedure_id], timezone.localdate()).get(review.procedure_id, "")
    context = {"review": review, "form": form, "name": name, "file_is_lost": bool(request.FILES)}
    return TemplateResponse(request, "reviews/sheet.html", TAB | context)


@require_safe
def paper(request, pk):
    review = get_object_or_404(reviews(), pk=pk)
    facts = papers.gather_sheet(review, today=timezone.localdate())
    disposition = f'attachment; filename="{facts.file_name}"'
    content = papers.sheet_pdf(facts)
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


@require_safe
def form_file(request, pk, name):
    """A file of the review; every signed-in user may read the register."""
    review = get_object_or_404(reviews(), pk=pk)
    stored = getattr(review, FILES[name]) if name in FILES else None
    if stored is None:
        raise Http404
    return giving.download(stored)


@require_http_methods(["GET", "POST"])
@on_open_review
def complete(request, review):
    """Complete a review: the page lists what is missing with links, or asks for the date."""
    today = timezone.localdate()
    form = CompleteForm(request.POST or None, today=today)
    if accepted(request, form, reviews_actions.complete, review=review, say="Đã hoàn thành rà soát."):
        return redirect(review)
    missing = sheet.missing(review, sheet.lines(review, today))
    context = {"review": review, "form": form, "missing": missing}
    return TemplateResponse(request, "reviews/complete.html", TAB | context)


@require_http_methods(["GET", "POST"])
def reopen(request, pk):
    mine = Review.objects.editable_by(request.user).current().filter(done_date__isnull=False)
    review = get_object_or_404(reviews().filter(pk__in=mine.values("pk")), pk=pk)
    form = ReasonForm(request.POST or None)
    if accepted(request, form, reviews_actions.reopen_review, review=review, say="Đã mở lại rà soát."):
        return redirect(review)
    intro = "Phiếu, chi phí và kết luận lại sửa được; rà soát trở lại thành việc phải làm."
    back = review.get_absolute_url()
    return form_page(request, form, heading=f"Mở lại: {review}", submit="Mở lại", back=back, intro=intro)
