"""The form of reception for cases from paper, telephone or another system."""

import uuid

from django import forms

from core.days import DayField
from feedback.files import FilesField
from feedback.forms.doors import ContentForm, SenderForm
from feedback.models import Channel, Sender
from procedures.models import Procedure

CONTENT = ("subject", "title", "content", "proposal", "procedure", "concerned_unit")


class EnterForm(SenderForm, ContentForm):
    """Sender and content on one page, since the officer has the whole paper."""

    channel = forms.ChoiceField(
        label="Hình thức tiếp nhận",
        choices=[("", "Chọn…"), *(one for one in Channel.choices if one[0] != Channel.WEB)],
        error_messages={"required": "Chọn hình thức tiếp nhận."},
    )
    received_date = DayField(label="Ngày tiếp nhận", help_text="Ngày nhận được thật sự: thời hạn tính từ ngày này.")
    files = FilesField()
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    website = None
    field_order = [
        "channel",
        "received_date",
        *("kind", "name", "address", "phone", "postal_address", "email"),
        *CONTENT,
        "files",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid.uuid4().hex)
        self.fields["procedure"] = forms.CharField(
            label="Mã thủ tục liên quan (nếu có)", required=False, max_length=40, help_text="Ví dụ 1.001234."
        )
        self.order_fields(self.field_order)
        for name in ("content", "subject"):
            self.fields[name].help_text = ""
        self.fields["subject"].label = "Nội dung về"
        self.fields["kind"].label = "Người gửi là"
        self.fields["name"].widget.attrs = self.fields["address"].widget.attrs = {"autocomplete": "off"}

    def clean_procedure(self):
        code = self.cleaned_data["procedure"].strip()
        if not code:
            return None
        found = Procedure.objects.filter(code__iexact=code).first()
        if found is None:
            raise forms.ValidationError(f"Không có thủ tục mang mã “{code}”. Kiểm tra lại mã hoặc để trống.")
        return found

    def arguments(self):
        typed = self.cleaned_data
        return {
            "fields": {name: typed[name] for name in CONTENT},
            "sender": {name: typed[name] for name in ("kind", *Sender.IDENTITY)},
            "channel": typed["channel"],
            "received_date": typed["received_date"],
            "files": typed["files"],
            "key": typed["key"],
        }
