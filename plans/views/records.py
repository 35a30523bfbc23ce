"""The registers of the plan itself: trainings, news, focal points."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.acting import accepted, controllers_only, form_page
from core.forms import ReasonForm
from core.paging import page_of
from plans import sources
from plans.actions import records
from plans.forms.records import NewsForm, TrainingForm, YearForm
from plans.models import NewsItem, Training
from plans.models.records import may_record_news

WITHDRAWN = "Đã rút. Dòng đã ghi và lý do được giữ lại."


@require_safe
def trainings(request):
    form = YearForm(request.GET, rows=Training.objects.all(), date_field="held_date")
    rows = form.found().select_related("recorded_by", "withdrawn_by").prefetch_related("units")
    context = {"tab": "trainings", "form": form, "page": page_of(request, rows)}
    return TemplateResponse(request, "plans/records/trainings.html", context)


@require_http_methods(["GET", "POST"])
@controllers_only
def add_training(request):
    form = TrainingForm(request.POST or None, user=request.user, today=timezone.localdate())
    if accepted(request, form, records.record_training, say="Đã ghi lớp, hội nghị tập huấn."):
        return redirect("plans:trainings")
    back = reverse("plans:trainings")
    return form_page(request, form, heading="Ghi lớp, hội nghị tập huấn", submit="Ghi", back=back)


@require_http_methods(["GET", "POST"])
@controllers_only
def withdraw_training(request, pk):
    training = get_object_or_404(Training.objects.current(), pk=pk)
    form, back = ReasonForm(request.POST or None), reverse("plans:trainings")
    if accepted(request, form, records.withdraw_training, training=training, say=WITHDRAWN):
        return redirect(back)
    heading = "Rút lớp, hội nghị tập huấn"
    return form_page(request, form, heading=heading, submit="Rút", back=back, intro=str(training))


@require_safe
def news(request):
    form = YearForm(request.GET, rows=NewsItem.objects.all(), date_field="published_date")
    rows = form.found().select_related("unit", "recorded_by", "withdrawn_by")
    user, page = request.user, page_of(request, rows)
    context = {
        "tab": "news",
        "form": form,
        "lines": [(item, user.is_controller or item.unit_id == user.unit_id) for item in page],
        "page": page,
        "may_record": may_record_news(user),
    }
    return TemplateResponse(request, "plans/records/news.html", context)


@require_http_methods(["GET", "POST"])
def add_news(request):
    if not may_record_news(request.user):
        raise Http404
    form = NewsForm(request.POST or None, user=request.user, today=timezone.localdate())
    if accepted(request, form, records.record_news, say="Đã ghi tin, bài."):
        return redirect("plans:news")
    return form_page(request, form, heading="Ghi tin, bài", submit="Ghi", back=reverse("plans:news"))


@require_http_methods(["GET", "POST"])
def withdraw_news(request, pk):
    item = get_object_or_404(NewsItem.objects.editable_by(request.user).current(), pk=pk)
    form, back = ReasonForm(request.POST or None), reverse("plans:news")
    if accepted(request, form, records.withdraw_news, item=item, say=WITHDRAWN):
        return redirect(back)
    return form_page(request, form, heading="Rút tin, bài", submit="Rút", back=back, intro=str(item))


@require_safe
def focal_points(request):
    """Every unit that needs a focal point; units without one come first."""
    units = sources.with_focal_points(timezone.localdate())
    missing = sum(not unit.focal_points for unit in units)
    context = {"tab": "focal_points", "page": page_of(request, units), "total": len(units), "missing": missing}
    return TemplateResponse(request, "plans/records/focal_points.html", context)
