"""The lists of cases, and actions on many cases."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from core.acting import accepted, controllers_only
from core.paging import page_of
from deadlines.models import SpecialDay
from feedback import clocks, queue, register
from feedback.actions import reception
from feedback.forms.queue import ManyForm, QueueForm
from feedback.models import Case, Status
from feedback.views.register import attachment, ordered

A_PAGE = 25
TOO_LONG = "Danh sách dài: chọn “Tạo tệp Excel”; tệp được tạo trong ít phút."


@require_safe
def case_list(request):
    today, calendar = timezone.localdate(), SpecialDay.objects.calendar()
    mine, form = Case.objects.visible_to(request.user), QueueForm(request.GET)
    found = queue.tabs(request.user, today, calendar)
    tab, counts = tab_of(request, found), queue.counts(mine, found)
    rows = queue.in_order(form.rows(mine.filter(tab.rows)), tab)
    rows = rows.select_related("unit", "officer", "procedure").defer("content", "search_text")
    page = page_of(request, rows, A_PAGE, count=None if form.is_used else counts.get(tab.slug))
    context = {
        "tabs": [(one, counts.get(one.slug)) for one in found],
        "tab": tab,
        "form": form,
        "page": page,
        "lines": lines(page, today, calendar),
    }
    context["is_long"] = page.paginator.count > register.MOST_AT_ONCE["excel"]
    if request.user.is_controller and any(case.status in (Status.NEW, Status.RECEIVED) for case in page):
        context["many"] = ManyForm(rows=mine, today=today, units=form.units)
    return TemplateResponse(request, "feedback/cases/list.html", context)


def tab_of(request, found):
    asked = request.GET.get("tab") or queue.first_tab(request.user)
    return next((one for one in found if one.slug == asked), found[-1])


def lines(cases, today, calendar):
    """Each case with the badge of its nearest clock, or None."""
    found = clocks.nearest(cases, today, calendar)
    return [{"case": case, "badge": found.get(case.pk)} for case in cases]


@require_safe
def workbook(request):
    """The filtered list as a workbook, without identities. A long one is made by a job."""
    today, query = timezone.localdate(), request.GET.urlencode()
    found = register.listed(request.user, query, today, SpecialDay.objects.calendar())
    name = f"phan-anh-kien-nghi-{today:%Y%m%d}.xlsx"
    if found.count() <= register.MOST_AT_ONCE["excel"]:
        return attachment(register.list_workbook(found), register.EXCEL, name)
    messages.error(request, TOO_LONG)
    return redirect(f"{reverse('feedback:list')}?{query}")


@require_POST
def order_workbook(request):
    query = request.POST.get("query", "")[:1000]
    arguments = {"user": request.user.pk, "query": query}
    name = f"phan-anh-kien-nghi-{timezone.localdate():%Y%m%d}.xlsx"
    return redirect(ordered(request, "feedback.list", arguments, "Danh sách phản ánh, kiến nghị", name))


@require_POST
@controllers_only
def many(request):
    """Classify and assign the selected cases; refusals are listed and do not stop the others."""
    form = ManyForm(request.POST, rows=Case.objects.all(), today=timezone.localdate())
    found = accepted(request, form, reception.sort_out)
    for errors in form.errors.values():
        messages.error(request, " ".join(errors))
    for case, why in found.refused if found else ():
        messages.error(request, f"{case.number}: {why}")
    if found and found.done:
        messages.success(request, f"Đã cập nhật {len(found.done)} phản ánh.")
    return redirect(back(request))


def back(request):
    """The address of the filtered list."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else reverse("feedback:list")
