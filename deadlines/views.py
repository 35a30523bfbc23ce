"""Pages of the calendar: every user reads and calculates; the control unit and the administrator edit."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.acting import accepted, done
from core.days import FIRST_YEAR, LAST_YEAR, is_kept, year_asked
from deadlines import actions, changes
from deadlines.forms import CalculatorForm, DayForm, PeriodForm
from deadlines.models import CalendarYear, DeadlineRule, Period, SpecialDay
from deadlines.rules import compute
from organization.models import AuditEvent

PER_PAGE = 50


def keepers_only(view):
    """Decorator: 404 for users who may not edit the calendar."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
def calculator(request):
    form = CalculatorForm(CalculatorForm.asked(request.GET), initial={"start": timezone.localdate()})
    computed = None
    if form.is_valid():
        calendar = SpecialDay.objects.calendar()
        computed = compute(rule=form.chosen_rule(), start=form.cleaned_data["start"], calendar=calendar)
    return TemplateResponse(request, "deadlines/calculator.html", {"form": form, "computed": computed})


@require_safe
def this_year(request):
    return redirect("deadlines:year", year=timezone.localdate().year)


@require_safe
def year(request, year):
    if not is_kept(year):
        raise Http404
    calendar_year = CalendarYear.objects.select_related("confirmed_by").filter(year=year).first()
    context = {
        "year": year,
        "calendar_year": calendar_year,
        "days": SpecialDay.objects.of_year(year),
        "months": SpecialDay.objects.calendar().working_days_by_month(year),
        "events": AuditEvent.objects.of(calendar_year)[:PER_PAGE] if calendar_year else (),
        "previous": year - 1 if is_kept(year - 1) else None,
        "next": year + 1 if is_kept(year + 1) else None,
    }
    return TemplateResponse(request, "deadlines/year.html", context)


@keepers_only
@require_http_methods(["GET", "POST"])
def seed(request, year):
    if not is_kept(year) or CalendarYear.objects.confirmed().filter(year=year).exists():
        raise Http404
    if request.method == "POST":

        def say(created):
            return f"Đã thêm {len(created)} ngày vào lịch năm {year}."

        if done(request, actions.seed_year, year=year, seal=request.POST.get("seal", ""), say=say):
            return redirect("deadlines:year", year=year)
    context = {
        "change": actions.preview_seed(year, today=timezone.localdate()),
        "year": year,
        "heading": f"Ngày nghỉ dự kiến năm {year}",
    }
    return TemplateResponse(request, "deadlines/preview.html", context)


@require_POST
def confirm(request, year):
    if not request.user.is_controller or not is_kept(year):
        raise Http404
    done(request, actions.confirm_year, year=year, say=f"Đã xác nhận lịch năm {year}.")
    return redirect("deadlines:year", year=year)


@keepers_only
@require_safe
def day(request):
    """The form of a day; it is sent by GET to the preview."""
    asked = parse_date_or_none(request.GET.get("ngay", ""))
    row = SpecialDay.objects.filter(date=asked).first() if asked else None
    initial = {"date": row.date, "kind": row.kind, "note": row.note} if row else {"date": asked}
    return TemplateResponse(request, "deadlines/day.html", {"form": DayForm(initial=initial), "row": row})


@keepers_only
@require_http_methods(["GET", "POST"])
def day_preview(request):
    """The preview: the new kind is in the query string; only the confirmation is a POST."""
    form = DayForm(request.GET)
    if not form.is_valid():
        return TemplateResponse(request, "deadlines/day.html", {"form": form})
    edit = form.edit()
    if request.method == "POST" and day_applied(request, form):
        return redirect("deadlines:year", year=edit.date.year)
    heading = f"Thay đổi ngày {edit.date:%d/%m/%Y}"
    context = {
        "change": changes.preview([edit], today=timezone.localdate()),
        "year": edit.date.year,
        "heading": heading,
    }
    return TemplateResponse(request, "deadlines/preview.html", context)


def day_applied(request, form):
    """Apply the form; return whether it succeeded."""
    edit, seal = form.edit(), request.POST.get("seal", "")
    say = f"Đã áp dụng thay đổi cho ngày {edit.date:%d/%m/%Y}."
    if form.removes:
        return done(request, actions.remove_special_day, day=edit.date, seal=seal, say=say)
    return done(request, actions.set_special_day, day=edit.date, kind=edit.kind, note=edit.note, seal=seal, say=say)


@require_safe
def periods(request):
    today = timezone.localdate()
    year = year_asked(request.GET.get("nam", "")) or today.year
    context = {"year": year, "today": today, "periods": Period.objects.of_year(year), "years": Period.objects.years()}
    return TemplateResponse(request, "deadlines/periods.html", context)


@keepers_only
@require_POST
def make_periods(request):
    year = year_asked(request.POST.get("nam", ""))
    if year is None:
        messages.error(request, f"Chưa tạo kỳ báo cáo: chọn năm từ {FIRST_YEAR} đến {LAST_YEAR}.")
        return redirect("deadlines:periods")
    done(request, actions.make_periods, year=year, say=lambda all: f"Năm {year} có {len(all)} kỳ báo cáo định kỳ.")
    return redirect(reverse("deadlines:periods", query={"nam": year}))


@keepers_only
@require_http_methods(["GET", "POST"])
def add_period(request):
    form = PeriodForm(request.POST or None)
    period = accepted(request, form, actions.add_period, say=lambda period: f"Đã thêm kỳ báo cáo “{period.title}”.")
    if period:
        return redirect(reverse("deadlines:periods", query={"nam": period.year}))
    return TemplateResponse(request, "deadlines/add_period.html", {"form": form})


@require_safe
def rules(request):
    today = timezone.localdate()
    page = Paginator(DeadlineRule.objects.all(), PER_PAGE).get_page(request.GET.get("trang"))
    return TemplateResponse(request, "deadlines/rules.html", {"page": page, "today": today})


def parse_date_or_none(text):
    try:
        return parse_date(text)
    except ValueError:
        return None
