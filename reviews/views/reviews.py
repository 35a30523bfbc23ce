"""Pages of the review plan of a year: its reviews, approval and sending to the centre."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.acting import accepted, controllers_only, done, form_page
from core.days import is_kept
from core.forms import ReasonForm
from core.paging import page_of
from deadlines.models import SpecialDay
from files import giving
from organization.models import AuditEvent
from reviews import papers, reviewing
from reviews.actions import reviews
from reviews.forms.reviews import Choice, PlanForm, ReviewFiltersForm, WorkForm
from reviews.models import Review, ReviewPlan

A_PAGE = 25
TAB = {"tab": "reviews"}


@require_safe
def plan_list(request):
    today = timezone.localdate()
    page = page_of(request, reviewing.plans(today), size=A_PAGE)
    years = set(ReviewPlan.objects.filter(year__in=[today.year, today.year + 1]).values_list("year", flat=True))
    context = {"page": page, "year": today.year, "has_this_year": today.year in years}
    if request.user.is_controller:
        context["missing"] = [year for year in (today.year, today.year + 1) if year not in years]
    return TemplateResponse(request, "reviews/list.html", TAB | context)


@require_safe
def plan_page(request, year):
    today, plan = timezone.localdate(), ReviewPlan.objects.select_related("rule", "file").filter(year=year).first()
    if plan is None:
        if not is_kept(year):
            raise Http404
        return TemplateResponse(request, "reviews/no_plan.html", TAB | {"year": year})
    form = ReviewFiltersForm(request.GET)
    page = page_of(request, form.rows(plan, today).select_related("procedure", "unit"), size=A_PAGE)
    calendar, counts = SpecialDay.objects.calendar(), reviewing.plans(today).get(pk=plan.pk)
    context = {
        "plan": plan,
        "form": form,
        "page": page,
        "lines": reviewing.lines(page, today, calendar),
        "sending": reviewing.sending(plan, today, calendar),
        "counts": counts,
        "share": reviewing.share(counts.total, today),
        "events": AuditEvent.objects.of(plan)[:20],
    }
    return TemplateResponse(request, "reviews/plan.html", TAB | context)


@require_POST
@controllers_only
def make_plan(request, year):
    if not is_kept(year):
        raise Http404
    done(
        request, reviews.make_plan, year=year, say=f"Đã lập kế hoạch rà soát năm {year}. Hãy thêm thủ tục cần rà soát."
    )
    return redirect("reviews:plan", year)


@require_http_methods(["GET", "POST"])
@controllers_only
def edit_plan(request, year):
    plan = get_object_or_404(ReviewPlan.objects.select_related("file"), year=year)
    form = PlanForm(request.POST or None, request.FILES or None, plan=plan, today=timezone.localdate())
    if accepted(request, form, reviews.save_plan, plan=plan, say="Đã cập nhật kế hoạch rà soát."):
        return redirect(plan)
    heading = f"Phê duyệt, gửi kế hoạch rà soát năm {year}"
    return form_page(request, form, heading=heading, submit="Lưu", back=plan.get_absolute_url())


@require_safe
def plan_file(request, year):
    """The file of the plan; every signed-in user may read the register."""
    plan = get_object_or_404(ReviewPlan.objects.select_related("file"), year=year, file__isnull=False)
    return giving.download(plan.file)


@require_safe
def plan_workbook(request, year):
    plan = get_object_or_404(ReviewPlan, year=year)
    content = papers.plan_workbook(papers.gather_plan(plan, today=timezone.localdate()))
    return workbook(content, f"ke-hoach-ra-soat-{year}.xlsx")


def workbook(content, name):
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=papers.XLSX, headers={"Content-Disposition": disposition})


@require_http_methods(["GET", "POST"])
@controllers_only
def add(request, year):
    """Choose procedures (kept in the query string ?q=…&thu_tuc=…), then enter the details of the chosen ones."""
    plan, today = get_object_or_404(ReviewPlan, year=year), timezone.localdate()
    choice = Choice(request.GET, plan, today)
    context = TAB | {"plan": plan, "choice": choice}
    if "tiep" not in request.GET or not choice.chosen:
        context["asks_to_choose"] = "tiep" in request.GET
        part = "_found.html" if request.htmx else "choose.html"
        return TemplateResponse(request, f"reviews/{part}", context)
    form = WorkForm(request.POST or None, plan=plan, today=today, unit=choice.unit)
    made = accepted(request, form, reviews.add_reviews, plan=plan, procedures=choice.procedures)
    if made:
        messages.success(request, f"Đã thêm {len(made)} thủ tục vào kế hoạch rà soát năm {year}.")
        return redirect(plan)
    return TemplateResponse(request, "reviews/add.html", context | {"form": form})


def review_of(pk):
    rows = Review.objects.current().select_related("plan", "procedure", "unit")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
@controllers_only
def edit(request, pk):
    review, today = review_of(pk), timezone.localdate()
    form = WorkForm(request.POST or None, plan=review.plan, today=today, review=review)
    if accepted(request, form, reviews.edit_review, review=review, say="Đã lưu nội dung kế hoạch của thủ tục này."):
        return redirect(review)
    intro = f"{review.procedure} {reviewing.names([review.procedure_id], today).get(review.procedure_id, '')}"
    back = review.get_absolute_url()
    return form_page(request, form, heading=f"Sửa: {review}", submit="Lưu", back=back, intro=intro)


@require_http_methods(["GET", "POST"])
@controllers_only
def withdraw(request, pk):
    review = review_of(pk)
    form = ReasonForm(request.POST or None)
    say = "Đã bỏ thủ tục khỏi kế hoạch rà soát. Lý do được giữ trong diễn biến."
    if accepted(request, form, reviews.withdraw_review, review=review, say=say):
        return redirect(review.plan)
    heading, back = f"Bỏ {review.procedure} khỏi kế hoạch rà soát?", review.get_absolute_url()
    intro = "Thủ tục không còn là việc phải rà soát trong năm; những gì đã ghi vẫn xem lại được."
    return form_page(request, form, heading=heading, submit="Bỏ khỏi kế hoạch", back=back, intro=intro)
