import re

from django import forms

from core.days import FIRST_YEAR, LAST_YEAR, DayField
from core.forms import revision_field, words
from plans.models import Plan


def year(label="Năm"):
    messages = {"invalid": "Nhập năm bằng bốn chữ số.", "required": "Nhập năm của kế hoạch."}
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, widget=widget, error_messages=messages, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )


class CreateForm(forms.Form):
    year = year()
    title = forms.CharField(
        label="Tên kế hoạch",
        max_length=300,
        error_messages={"required": "Nhập tên kế hoạch."},
    )


class CloneForm(forms.Form):
    year = year("Năm của kế hoạch mới")


class IssueForm(forms.Form):
    number = forms.CharField(
        label="Số",
        max_length=10,
        help_text="Số do văn thư cấp.",
        error_messages={"required": "Nhập số do văn thư cấp."},
    )
    issue_date = DayField(label="Ngày ban hành")

    def clean_number(self):
        number = self.cleaned_data["number"].strip()
        if not re.fullmatch(r"0*[1-9][0-9]{0,5}[A-Za-z]?", number):
            raise forms.ValidationError("Chỉ nhập phần số, ví dụ 5 hoặc 12; ký hiệu đã có sẵn.")
        return number.lstrip("0")


class PlanTextForm(forms.ModelForm):
    legal_bases = words(
        "Căn cứ", 6, required=False, help_text="Mỗi dòng một căn cứ; dấu chấm phẩy cuối dòng được thêm khi in."
    )
    reason = words("Lý do điều chỉnh", 2, required=False, help_text="Bắt buộc vì kế hoạch đã ban hành.")
    revision = revision_field()

    class Meta:
        model = Plan
        fields = Plan.TEXTS

    field_order = ["title", "symbol", "legal_bases"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plan = self.instance
        self.initial["legal_bases"] = "\n".join(basis.text for basis in plan.legal_bases.all())
        self.initial["revision"] = plan.revision
        if plan.is_draft:
            del self.fields["reason"]

    def arguments(self):
        """The arguments of the action."""
        data = self.cleaned_data
        extra = {name: data[name] for name in ("legal_bases", "revision", "reason") if name in data}
        return {"fields": {name: data[name] for name in Plan.TEXTS}, **extra}

    def clean_legal_bases(self):
        lines = [line.strip() for line in self.cleaned_data["legal_bases"].splitlines() if line.strip()]
        too_long = next((line for line in lines if len(line) > 500), None)
        if too_long:
            raise forms.ValidationError(f"Căn cứ “{too_long[:40]}…” dài quá 500 ký tự.")
        return lines
