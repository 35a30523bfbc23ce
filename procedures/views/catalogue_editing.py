"""Editing the catalogue: the content of a version, code and field of a procedure, form files."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.acting import accepted, controllers_only, done, form_page
from procedures import catalogue, codes
from procedures.actions import catalogue as catalogue_actions
from procedures.forms.catalogue import FactsForm, FormFileForm, VersionForm
from procedures.models import FormFile, Procedure, Version


def version_of(request, pk):
    """A current version of a procedure that the user may edit; 404 for others."""
    mine = Procedure.objects.editable_by(request.user)
    rows = Version.objects.current().select_related("procedure__field", "item__decision")
    return get_object_or_404(rows.filter(procedure__in=mine), pk=pk)


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    version, today = version_of(request, pk), timezone.localdate()
    old_revision, missing = version.revision, version.missing
    form = VersionForm(request.POST or None, instance=version, today=today)
    changed = accepted(request, form, catalogue_actions.edit_version, version=version)
    if changed:
        say_what_came_of_it(request, changed, old_revision)
        return redirect(page_of_version(changed))
    context = {
        "tab": "catalogue",
        "version": version,
        "procedure": version.procedure,
        "badge": catalogue.badge(version, today),
        "form": form,
        "missing": missing,
    }
    return TemplateResponse(request, "procedures/catalogue/edit.html", context)


def say_what_came_of_it(request, version, old_revision):
    if version.revision == old_revision:
        messages.info(request, "Nội dung không thay đổi.")
    else:
        messages.success(request, "Đã lưu. Nội dung cũ và nội dung mới ở trong diễn biến của thủ tục.")
    if version.missing:
        messages.warning(request, f"Còn thiếu: {', '.join(version.missing)}.")


@require_http_methods(["GET", "POST"])
@controllers_only
def edit_facts(request, pk):
    procedure = get_object_or_404(Procedure.objects.select_related("field"), pk=pk)
    form, back = FactsForm(request.POST or None, procedure=procedure), procedure.get_absolute_url()
    changed = accepted(request, form, catalogue_actions.edit_facts, procedure=procedure, say="Đã lưu mã, lĩnh vực.")
    if changed:
        if not changed.code_looks_right:
            messages.warning(request, codes.WARNING)
        return redirect(back)
    intro = "Mã, lĩnh vực thay đổi theo quyết định thì ghi ở quyết định. Ở đây chỉ sửa mã, lĩnh vực ghi chưa đúng."
    return form_page(request, form, heading=f"Sửa mã, lĩnh vực: {procedure}", submit="Lưu", back=back, intro=intro)


@require_http_methods(["GET", "POST"])
def add_form(request, pk):
    version = version_of(request, pk)
    form, back = FormFileForm(request.POST or None, request.FILES or None), page_of_version(version)
    if accepted(request, form, catalogue_actions.add_form, version=version, say="Đã thêm mẫu đơn, tờ khai."):
        return redirect(back)
    intro = f"Phiên bản {version.number} của {version}. Người dân tải được mẫu khi phiên bản có hiệu lực."
    return form_page(request, form, heading="Thêm mẫu đơn, tờ khai", submit="Thêm", back=back, intro=intro)


@require_http_methods(["GET", "POST"])
def remove_form(request, pk):
    row = get_object_or_404(FormFile.objects.select_related("version", "file"), pk=pk)
    version = version_of(request, row.version_id)
    if request.method == "POST":
        done(request, catalogue_actions.remove_form, form_file=row, say="Đã bỏ mẫu đơn, tờ khai khỏi phiên bản này.")
        return redirect(page_of_version(version))
    context = {"tab": "catalogue", "row": row, "version": version, "procedure": version.procedure}
    return TemplateResponse(request, "procedures/catalogue/remove_form.html", context)


def page_of_version(version):
    """The address of a version: the page of the procedure for the version shown today, else its own page."""
    is_shown = Version.objects.shown(timezone.localdate()).filter(pk=version.pk).exists()
    return version.procedure.get_absolute_url() if is_shown else reverse("procedures:version", args=[version.pk])
