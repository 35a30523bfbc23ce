"""Pages of dossier counts: table of a period, form of a row, import of a file."""

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core import acting
from core.acting import accepted, done
from core.folding import fold
from core.paging import page_of
from deadlines.models import Period
from documents import reading
from dossiers import actions, columns, sheets
from dossiers.actions import may_record
from dossiers.forms import CountFilters, EditCountForm, FileForm, NewCountForm
from dossiers.models import DossierCount, DossierImport
from organization.models import AuditEvent
from procedures.models import Field, Version

TAB = {"tab": "dossiers"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def counts_of(period, field=None):
    rows = DossierCount.objects.filter(period=period)
    return rows.filter(Q(field=field) | Q(procedure__field=field)) if field else rows


def named(rows):
    """The rows with the names of their procedures, ordered by field."""
    name = Version.objects.current().filter(procedure=OuterRef("procedure")).order_by("-number").values("name")[:1]
    rows = rows.annotate(procedure_name=Subquery(name), of=Coalesce("field__name", "procedure__field__name"))
    return rows.select_related("field", "procedure__field").order_by("of", "pk")


def fields_of(user, fields=None):
    return [field for field in (Field.objects.all() if fields is None else fields) if may_record(user, field)]


def fields_without(period):
    """Fields with procedures in force but without counts in the period."""
    own = DossierCount.objects.filter(period=period, field=OuterRef("pk"))
    each = DossierCount.objects.filter(period=period, procedure__field=OuterRef("pk"))
    used = Version.objects.current().filter(procedure__field=OuterRef("pk"))
    return Field.objects.filter(~Exists(own), ~Exists(each), Exists(used))


@require_safe
def show(request):
    form = CountFilters(request.GET, today=timezone.localdate())
    period = form.period()
    if period is None:
        return TemplateResponse(request, "dossiers/none.html", TAB | {"form": form})
    rows = counts_of(period, form.chosen("linh_vuc"))
    page = page_of(request, named(rows))
    left = columns.left_over(period, among=page)
    mine = {field.pk for field in fields_of(request.user, form.all_fields)}
    context = {
        "form": form,
        "period": period,
        "page": page,
        "lines": [(row, columns.warning(row, left), (row.field or row.procedure.field).pk in mine) for row in page],
        "sums": columns.sums(rows),
        "columns": columns.COLUMNS,
        "missing": fields_without(period),
        "may_record": bool(mine),
    }
    return TemplateResponse(request, "dossiers/list.html", TAB | context)


def page_of_period(period):
    return f"{reverse('dossiers:list')}?nam={period.year}&ky={period.pk}"


def warn(request, row):
    words = columns.warning(row, columns.left_over(row.period, among=[row]))
    if words:
        messages.warning(request, f"{row.field or row.procedure}: {words}")


@require_http_methods(["GET", "POST"])
def record(request, period):
    period, fields = get_object_or_404(Period, pk=period), fields_of(request.user)
    if not fields:
        raise Http404
    form = NewCountForm(request.POST or None, fields=fields, initial={"target": request.GET.get("linh_vuc")})
    row = accepted(request, form, actions.record, period=period, say="Đã ghi số liệu hồ sơ.")
    if row:
        warn(request, row)
        return redirect(page_of_period(period))
    return form_page(request, form, heading="Ghi số liệu hồ sơ", period=period)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    row = count_for(request.user, pk)
    form = EditCountForm(request.POST or None, count=row)
    changed = accepted(request, form, actions.edit, count=row, say="Đã sửa số liệu hồ sơ.")
    if changed:
        warn(request, changed)
        return redirect(page_of_period(row.period))
    return form_page(request, form, heading=f"Sửa số liệu: {row.field or row.procedure}", period=row.period, row=row)


def count_for(user, pk):
    rows = DossierCount.objects.editable_by(user).select_related("period", "field", "procedure__field")
    return get_object_or_404(rows, pk=pk)


def form_page(request, form, *, heading, period, row=None):
    context = {"form": form, "heading": heading, "period": period, "row": row, "back": page_of_period(period)}
    context["events"] = AuditEvent.objects.of(row)[:20] if row else ()
    return TemplateResponse(request, "dossiers/form.html", TAB | context)


@require_http_methods(["GET", "POST"])
def remove(request, pk):
    row = count_for(request.user, pk)
    if request.method == "POST":
        done(request, actions.remove, count=row, say="Đã xóa số liệu; nội dung cũ còn trong nhật ký.")
        return redirect(page_of_period(row.period))
    return TemplateResponse(request, "dossiers/remove.html", TAB | {"row": row})


@require_safe
def workbook(request, period):
    period = get_object_or_404(Period, pk=period)
    data = sheets.form_of(period, named(counts_of(period)))
    return file_of(data, f"so-lieu-ho-so-{slug(period)}.xlsx")


@require_safe
def template(request, period):
    period, by_field = get_object_or_404(Period, pk=period), "thu-tuc" not in request.GET
    data = sheets.template(period, by_field=by_field)
    what = "linh-vuc" if by_field else "thu-tuc"
    return file_of(data, f"mau-so-lieu-theo-{what}-{slug(period)}.xlsx")


def slug(period):
    return fold(str(period)).replace(" ", "-")


def file_of(data, name):
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_http_methods(["GET", "POST"])
def upload(request, period):
    period = get_object_or_404(Period, pk=period)
    if not fields_of(request.user):
        raise Http404
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["upload"]
        given = {"period": period, "name": file.name, "data": file.data}
        try:
            return redirect("dossiers:preview", actions.preview_file(by=request.user, now=timezone.now(), **given).pk)
        except reading.Unreadable as error:
            form.add_error("upload", str(error))
    context = {"form": form, "period": period, "back": page_of_period(period)}
    return TemplateResponse(request, "dossiers/upload.html", TAB | context)


@require_http_methods(["GET", "POST"])
def preview(request, pk):
    file = get_object_or_404(DossierImport.objects.select_related("period"), pk=pk, uploaded_by=request.user)
    say = f"Đã nhập {len(file.rows)} dòng số liệu từ tệp {file.file_name}."
    if request.method == "POST" and acting.done(request, actions.apply_file, file=file, say=say):
        return redirect(page_of_period(file.period))
    page = page_of(request, file.rows)
    context = {"file": file, "page": page, "lines": [(row, state_of(row), totals_of(row)) for row in page]}
    context |= {"back": reverse("dossiers:upload", args=[file.period_id])}
    return TemplateResponse(request, "dossiers/preview.html", TAB | context)


def state_of(row):
    if row["was"] is None:
        return "Mới"
    return "Không đổi" if row["was"] == row["values"] else "Sửa"


def totals_of(row):
    return {name: columns.total(row["values"], name) for name in columns.TOTALS}
