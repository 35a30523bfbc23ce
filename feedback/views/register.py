"""The register of cases: page, PDF and workbook."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from core.paging import page_of
from core.refusals import NotAllowed
from documents import actions as documents
from feedback import register
from feedback.forms.register import RangeForm
from organization import audit
from organization.models import Agency

A_PAGE = 50


@require_safe
def page(request):
    """The register of all units, for reception and leaders."""
    keep_to_readers(request.user)
    form = range_form(request.GET)
    found = register.rows(*span(form)) if form.is_valid() else register.rows(*span(form)).none()
    shown = page_of(request, found.select_related("unit", "sender").prefetch_related("clocks", "letters"), A_PAGE)
    lines = [register.line(place, case, False) for place, case in enumerate(shown, start=shown.start_index())]
    context = {"form": form, "page": shown, "lines": lines}
    return TemplateResponse(request, "feedback/cases/register.html", context)


@require_POST
def paper(request, kind):
    """PDF or workbook; by POST, since it contains identities and is recorded in the trail."""
    keep_to_readers(request.user)
    form = range_form(request.POST)
    if kind not in register.MOST_AT_ONCE or not form.is_valid():
        raise Http404
    (first, last), now = span(form), timezone.now()
    count = register.rows(first, last).count()
    try:
        register.require_bounded(count, kind)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{reverse('feedback:register')}?tu={first:%d/%m/%Y}&den={last:%d/%m/%Y}")
    arguments = {"kind": kind, "first": first.isoformat(), "last": last.isoformat(), "with_identity": True}
    note = f"{first:%d/%m/%Y} – {last:%d/%m/%Y}, {count} phản ánh"
    audit.record("feedback.register_printed", target=Agency.current(), by=request.user, now=now, note=note)
    name = register.file_name(first, last, kind)
    if count > register.MOST_AT_ONCE[kind]:
        return redirect(ordered(request, "feedback.register", arguments, f"Sổ tiếp nhận PAKN {note}", name))
    return attachment(*register.make(arguments, timezone.localdate(now)), name)


def ordered(request, maker, arguments, title, name):
    return documents.order(
        maker=maker,
        arguments=arguments,
        title=title,
        file_name=name,
        back_url=reverse("feedback:list"),
        by=request.user,
        now=timezone.now(),
    )


def attachment(content, content_type, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def range_form(data):
    """The form of days; by default from 1 January until today."""
    today = timezone.localdate()
    begun = {"tu": f"01/01/{today.year}", "den": f"{today:%d/%m/%Y}"}
    return RangeForm({name: data.get(name, value) for name, value in begun.items()})


def span(form):
    form.is_valid()
    today = timezone.localdate()
    return form.cleaned_data.get("tu") or today.replace(month=1, day=1), form.cleaned_data.get("den") or today


def keep_to_readers(user):
    if not (user.is_controller or user.is_leader):
        raise Http404
