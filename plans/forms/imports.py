import hashlib

from django import forms
from django.conf import settings

from core.folding import fold
from core.forms import words
from files import kinds
from organization.models import Unit
from plans.forms.plan import year


class ImportForm(forms.Form):
    year = year("Năm của kế hoạch")
    upload = forms.FileField(
        label="Tệp kế hoạch",
        required=False,
        help_text=f"Word (.docx), Excel (.xlsx) hoặc văn bản cách nhau bằng tab (.tsv, .txt), {kinds.limit()}.",
        error_messages={"empty": "Tệp rỗng. Hãy chọn tệp khác."},
    )
    pasted = words(
        "Hoặc dán bảng vào đây", 6, required=False, help_text="Chép cả bảng, có hàng tiêu đề, từ Word hoặc Excel."
    )

    def clean(self):
        data = super().clean()
        if not data.get("upload") and not data.get("pasted") and "upload" not in self.errors:
            self.add_error("upload", "Chọn tệp, hoặc dán bảng vào ô bên dưới.")
        return data

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload and upload.size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(kinds.too_large())
        return upload

    def source(self):
        """(name, bytes) of the uploaded file or the pasted text."""
        upload = self.cleaned_data["upload"]
        return (upload.name, upload.read()) if upload else ("bang-dan.tsv", self.cleaned_data["pasted"].encode())


def field_of(name):
    """The form field for an unknown name, made from the name: positions may change between preview and confirmation."""
    return f"unit_{hashlib.sha256(fold(name).encode()).hexdigest()[:12]}"


class UnitForm(forms.Form):
    """One choice for each unknown name: an existing unit, or a new one of a kind."""

    def __init__(self, *args, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names
        new = [(f"new:{kind}", f"Tạo mới: {label}") for kind, label in Unit.Kind.choices]
        existing = [(f"unit:{unit.pk}", unit.name) for unit in Unit.objects.all()]
        choices = [("", "Chọn…"), ("Tạo đơn vị mới", new), ("Đơn vị có sẵn", existing)]
        for name in names:
            self.fields[field_of(name)] = forms.ChoiceField(
                label=name, choices=choices, error_messages={"required": f"Cho biết “{name}” là đơn vị nào."}
            )

    def arguments(self):
        """The argument of the action: {name: Unit or kind}."""
        found = {}
        for name in self.names:
            what, value = self.cleaned_data[field_of(name)].split(":", 1)
            found[name] = Unit.objects.get(pk=value) if what == "unit" else value
        return {"decisions": found}
