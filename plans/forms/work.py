import uuid

from django import forms

from core.days import DayField
from core.forms import words
from deadlines.models import DeadlineRule
from files.fields import DocumentField
from plans.models import Deliverable, Milestone


def link_field(help_text):
    return forms.URLField(
        label="Đường dẫn",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=help_text,
        error_messages={"invalid": "Nhập địa chỉ đầy đủ, bắt đầu bằng http:// hoặc https://."},
    )


class DeliverableForm(forms.ModelForm):
    upload = DocumentField(label="Tệp", required=False)
    date = DayField(label="Ngày")
    link = link_field("Nơi đăng văn bản, tin bài (nếu có).")
    milestone = forms.ModelChoiceField(
        label="Hoàn thành mốc", queryset=Milestone.objects.none(), required=False, empty_label="Chưa hoàn thành mốc nào"
    )
    submission_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    class Meta:
        model = Deliverable
        fields = ["kind", "number", "date", "title", "link", "milestone"]
        error_messages = {
            "kind": {"required": "Chọn loại kết quả."},
            "title": {"required": "Nhập tên hoặc trích yếu."},
        }
        help_texts = {"number": "Ví dụ 12/QĐ-SKHCN; để trống nếu không có số."}

    field_order = ["kind", "number", "date", "title", "upload", "link", "milestone"]

    def __init__(self, *args, task, today, **kwargs):
        super().__init__(*args, **kwargs)
        milestones = task.milestones.open()
        self.fields["milestone"].queryset = milestones
        self.fields["milestone"].label_from_instance = milestone_label
        self.fields["kind"].choices = [("", "Chọn…"), *Deliverable.Kind.choices]
        self.initial.setdefault("submission_key", uuid.uuid4().hex)
        self.initial.setdefault("date", today)
        current = milestones.filter(due_date__gte=today).first() or milestones.first()
        self.initial.setdefault("milestone", current.pk if current else None)
        if not milestones:
            del self.fields["milestone"]

    def clean_link(self):
        link = self.cleaned_data["link"]
        if link and not link.startswith(("http://", "https://")):
            raise forms.ValidationError("Nhập địa chỉ bắt đầu bằng http:// hoặc https://.")
        return link

    def arguments(self):
        """The arguments of the action."""
        data = self.cleaned_data
        fields = {name: data.get(name) for name in ("kind", "number", "date", "title", "link", "milestone")}
        return {"fields": fields, "upload": data["upload"], "submission_key": data["submission_key"] or None}


def milestone_label(milestone):
    return f"{milestone.title} – hạn {milestone.due_date:%d/%m/%Y}" if milestone.due_date else milestone.title


class TickForm(forms.Form):
    note = words("Ghi chú", required=False, max_length=2000, help_text="Ví dụ: trong quý không phát sinh.")


class DateForm(forms.Form):
    due_date = DayField(label="Hạn của nhiệm vụ")


class EventForm(forms.Form):
    title = forms.CharField(
        label="Việc phát sinh",
        max_length=300,
        help_text="Ví dụ: Công khai Quyết định số 12/QĐ-UBND.",
        error_messages={"required": "Nhập việc phát sinh."},
    )
    start_date = DayField(label="Ngày phát sinh", help_text="Ví dụ: ngày ký quyết định công bố.")
    rule = forms.ModelChoiceField(
        label="Quy định thời hạn",
        queryset=DeadlineRule.objects.none(),
        required=False,
        empty_label="Nhập hạn trực tiếp",
    )
    due_date = DayField(label="Hạn", required=False, help_text="Chỉ nhập khi không chọn quy định thời hạn.")

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rule"].queryset = DeadlineRule.objects.valid_on(today)
        self.fields["rule"].label_from_instance = lambda rule: f"{rule.title}: {rule.term} ({rule.basis_words})"


class NoteForm(forms.Form):
    text = words("Ghi chú", 2, max_length=2000, error_messages={"required": "Nhập nội dung ghi chú."})
