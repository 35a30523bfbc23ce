"""Import and export of procedures with django-import-export. An import shows a preview of every row; confirmation
writes all rows or none."""

import logging
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from import_export.admin import ImportExportMixin
from import_export.forms import ExportForm

from core.refusals import NotAllowed
from documents import reading
from files import kinds, names
from procedures import importing
from procedures.admin.formats import FORMATS, of_name
from procedures.admin.resource import CatalogueResource
from procedures.admin.waiting import WaitingFile, of_ticket, ticket

logger = logging.getLogger(__name__)

ROWS_SHOWN, PROBLEMS_SHOWN = 200, 100
LOST = "Tệp xem trước không còn, hoặc đã được nhập. Hãy chọn lại tệp."
WRONG = "không ghi được. Hãy kiểm tra lại, hoặc báo cho người quản trị hệ thống."
WRONG_KIND = "Tệp phải là Excel (.xlsx) hoặc CSV (.csv)."


class UploadForm(forms.Form):
    """The uploaded file, read as a table into `dataset`."""

    upload = forms.FileField(
        label="Tệp danh mục",
        help_text=f"Excel (.xlsx) hoặc CSV (.csv), {kinds.limit()}.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": kinds.MISSING, "missing": kinds.MISSING, "empty": kinds.EMPTY},
    )

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        kind = of_name(upload.name)
        if kind is None:
            raise forms.ValidationError(reading.BY_NAME.get(upload.name.rsplit(".", 1)[-1].lower(), WRONG_KIND))
        if upload.size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(kinds.too_large())
        self.kind, self.data_read = kind, upload.read()
        try:
            self.dataset = kind().create_dataset(self.data_read)
        except reading.Unreadable as problem:
            raise forms.ValidationError(str(problem)) from problem
        return upload


class GiveOutForm(ExportForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["format"].label = "Định dạng"
        self.fields["format"].choices = [pair for pair in self.fields["format"].choices if pair[0]]


@dataclass(frozen=True)
class Preview:
    """The effect of an import, for the page."""

    name: str
    counts: dict  # "new", "update", "skip" -> rows
    rows: list  # of Shown, rows with changes first
    problems: list
    ignored: tuple

    @property
    def does_something(self):
        return bool(self.counts["new"] or self.counts["update"])

    @property
    def shown(self):
        return self.rows[:ROWS_SHOWN]

    @property
    def hidden(self):
        return len(self.rows) - len(self.shown)

    @property
    def told(self):
        return self.problems[:PROBLEMS_SHOWN]

    @property
    def untold(self):
        return len(self.problems) - len(self.told)


def preview_of(result, name, dataset):
    rows = [row.shown for row in result.rows if row.shown]
    kinds = ("new", "update", "skip")
    counts = {kind: sum(one.kind == kind for one in rows) for kind in kinds}
    rows.sort(key=lambda one: (kinds.index(one.kind) == 2, one.line))
    return Preview(name, counts, rows, problems_of(result, dataset), dataset.sheet.ignored)


def problems_of(result, dataset):
    """The sentences about all problems, in the order of the file."""
    found = []
    for (line, _), row in zip(dataset.sheet.rows, result.rows, strict=False):
        if row.validation_error:
            found += row.validation_error.messages
        found += [f"Dòng {line}: {wrong(error)}" for error in row.errors]
    for error in result.base_errors:
        found.append(str(error.error) if isinstance(error.error, NotAllowed) else f"Tệp: {wrong(error)}")
    return found


def wrong(error):
    """The sentence for an unexpected error; the details are logged."""
    logger.error("A row of a catalogue could not be imported", exc_info=error.error)
    return WRONG


class InAndOut(ImportExportMixin):
    resource_classes = [CatalogueResource]
    formats = FORMATS
    skip_admin_log = True  # the trail has more details
    export_form_class = GiveOutForm
    import_template_name = "admin/procedures/procedure/import.html"
    export_template_name = "admin/procedures/procedure/export.html"

    def has_import_permission(self, request):
        return request.user.has_perm("procedures.add_procedure")

    def has_export_permission(self, request):
        return request.user.has_perm("procedures.view_procedure")

    def get_resource_kwargs(self, request, *args, **kwargs):
        return {"today": timezone.localdate()}

    def import_action(self, request, **kwargs):
        """Read the file and show every row as it would be stored. Only the file itself is stored."""
        self.require_import(request)
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        context = {"form": form}
        if form.is_valid():
            name = names.safe_name(form.cleaned_data["upload"].name)
            seal, preview = self.walk(request, form.dataset, name, dry_run=True)
            context["preview"] = preview
            if preview.does_something and not preview.problems:
                waiting = WaitingFile()
                waiting.save(form.data_read, now=timezone.localtime(), extension=form.kind.extension)
                context["ticket"] = ticket(path=waiting.name, name=name, seal=seal, user=request.user)
        return self.import_page(request, context)

    def process_import(self, request, **kwargs):
        """Write what the preview showed; refused when the result would differ."""
        self.require_import(request)
        if request.method != "POST":
            return redirect(self.address("import"))
        found = of_ticket(request.POST.get("ticket", ""), request.user)
        waiting = WaitingFile(name=found["path"]) if found else None
        data = waiting.read() if waiting else None
        if data is None:
            messages.error(request, LOST)
            return redirect(self.address("import"))
        waiting.remove()
        dataset = of_name(found["path"])().create_dataset(data)
        _, preview = self.walk(request, dataset, found["name"], dry_run=False, seal=found["seal"])
        if preview.problems:
            return self.import_page(request, {"form": UploadForm(), "preview": preview})
        words = "thêm {new} thủ tục, cập nhật {update}, {skip} không đổi".format(**preview.counts)
        messages.success(request, f"Đã nhập tệp {found['name']}: {words}.")
        return redirect(self.address("changelist"))

    def walk(self, request, dataset, name, **options):
        """(seal of the result, Preview) from one pass through all rows, in one transaction."""
        resource = CatalogueResource(today=timezone.localdate())
        result = resource.import_data(
            dataset,
            use_transactions=True,
            rollback_on_validation_errors=True,
            file_name=name,
            user=request.user,
            **options,
        )
        return resource.seal, preview_of(result, name, dataset)

    def require_import(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied

    def import_page(self, request, context):
        columns = [importing.heading(name) for name in importing.NAMES]
        common = {
            **self.admin_site.each_context(request),
            "title": "Nhập danh mục thủ tục từ tệp",
            "opts": self.model._meta,
            "columns": columns,
            "needed": columns[: len(importing.NEEDED)],
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.import_template_name, common | context)

    def address(self, page):
        return reverse(f"admin:procedures_procedure_{page}", current_app=self.admin_site.name)

    def init_request_context_data(self, request, form):
        return super().init_request_context_data(request, form) | {"title": "Xuất danh mục thủ tục"}

    def get_export_filename(self, request, queryset, file_format):
        return f"danh-muc-thu-tuc-{timezone.localdate():%Y-%m-%d}.{file_format.get_extension()}"
