"""Pages of publications: matrix, and recording a publication with proof."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from core.acting import accepted
from core.forms import ReasonForm
from core.paging import page_of
from files import giving
from organization.models import AuditEvent
from procedures import matrix
from procedures.actions import publishing
from procedures.forms.publications import MatrixForm, ProofForm, RowForm
from procedures.models import Decision, Publication

A_PAGE = 20
TAB = {"tab": "publications"}


@require_safe
def show(request):
    today, form = timezone.localdate(), MatrixForm(request.GET)
    page = page_of(request, form.decisions(today), size=A_PAGE)
    channels, rows = matrix.gather(page, today=today, user=request.user, among=form.channels)
    cells = [cell.publication for row in rows for cell in row.cells if cell]
    mine = {publication.pk for publication in cells if publication.is_mine}
    context = {
        "form": form,
        "page": page,
        "channels": channels,
        "rows": rows,
        "counts": matrix.counts(today),
        "mine": mine,
        "to_tick": {row.decision.pk for row in rows if any(cell.publication.pk in mine for cell in row.owed)},
    }
    return TemplateResponse(request, "procedures/publications/matrix.html", TAB | context)


def publication_of(rows, pk):
    return get_object_or_404(rows.select_related("decision", "channel", "photo", "rule", "recorded_by"), pk=pk)


@require_safe
def publication(request, pk):
    row, today = publication_of(Publication.objects.all(), pk), timezone.localdate()
    reader = matrix.MatrixReader([row], today)
    cell, computed, repair = reader.cell(row), row.computed(reader.calendar), reader.repairs.get(row.pk)
    context = {
        "row": row,
        "cell": cell,
        "state": "" if row.decision.is_withdrawn else cell.words,
        "computed": computed if computed.due_date == row.due_date else None,
        "repair": repair and reader.repair(repair),
        "checks": row.checks.all()[:5],
        "may_edit": Publication.objects.editable_by(request.user).current().filter(pk=pk).exists(),
        "events": AuditEvent.objects.of(row)[:50],
    }
    return TemplateResponse(request, "procedures/publications/publication.html", TAB | context)


@require_http_methods(["GET", "POST"])
def tick(request, pk):
    """The form of a publication: inside the matrix with htmx, otherwise a page."""
    row, today = publication_of(Publication.objects.editable_by(request.user).current(), pk), timezone.localdate()
    form = ProofForm(request.POST or None, request.FILES or None, publication=row, today=today)
    action = publishing.change_proof if form.changes else publishing.tick
    say = f"Đã ghi nhận công khai {row.decision.short_name} trên {row.channel.short_name}."
    if accepted(request, form, action, publication=row, say=say):
        warn_of_other_hosts(request, row, form.cleaned_data["link"])
        return back(request)
    if not request.POST and row.is_done and not request.GET.get("sua"):
        return HttpResponseRedirect(reverse("procedures:publication", args=[pk]))
    part = "_tick.html" if request.htmx and request.method == "GET" else "tick.html"
    context = {"form": form, "row": row, "tiep": went_from(request)}
    return TemplateResponse(request, f"procedures/publications/{part}", TAB | context)


@require_http_methods(["GET", "POST"])
def tick_row(request, pk):
    mine = Publication.objects.editable_by(request.user).current()
    decision = get_object_or_404(Decision.objects.filter(publications__in=mine).distinct(), pk=pk)
    owed = mine.owed().filter(decision=decision).select_related("channel", "decision")
    form = RowForm(request.POST or None, request.FILES or None, publications=owed, today=today())
    if not form.lines:
        messages.info(request, "Mọi kênh của quyết định này đã được ghi nhận.")
        return back(request)
    ticked = accepted(request, form, publishing.tick_row, decision=decision)
    if ticked:
        messages.success(request, f"Đã ghi nhận công khai {decision.short_name} trên {len(ticked)} kênh.")
        for row in ticked:
            warn_of_other_hosts(request, row, row.link)
        return back(request)
    context = {"form": form, "decision": decision, "tiep": went_from(request)}
    return TemplateResponse(request, "procedures/publications/row.html", TAB | context)


@require_http_methods(["GET", "POST"])
def untick(request, pk):
    row = publication_of(Publication.objects.editable_by(request.user).current(), pk)
    form, page = ReasonForm(request.POST or None), reverse("procedures:publication", args=[pk])
    say = "Đã bỏ ghi nhận; lượt công khai này lại là việc còn nợ."
    if accepted(request, form, publishing.untick, publication=row, say=say):
        return HttpResponseRedirect(page)
    context = {"form": form, "heading": "Bỏ ghi nhận công khai", "submit": "Bỏ ghi nhận", "cancel_url": page}
    return TemplateResponse(request, "form.html", context | {"intro": str(row)})


@require_safe
def photo(request, pk):
    row = get_object_or_404(Publication.objects.filter(photo__isnull=False).select_related("photo"), pk=pk)
    return giving.download(row.photo)


def today():
    return timezone.localdate()


def warn_of_other_hosts(request, row, link):
    """Warn when the link leads to another host: the checker visits hosts of the channel only."""
    if link and row.channel.is_electronic and not row.channel.admits(link):
        where = f"Đường dẫn nằm ngoài các tên miền của kênh {row.channel.short_name}"
        messages.warning(request, f"{where} nên sẽ không được tự kiểm tra.")


def went_from(request):
    """The previous page, if it is one of this site, so that its filters stay."""
    there = request.POST.get("tiep") or request.GET.get("tiep") or ""
    return there if url_has_allowed_host_and_scheme(there, allowed_hosts=None) and there.startswith("/") else ""


def back(request):
    return HttpResponseRedirect(went_from(request) or reverse("procedures:matrix"))
