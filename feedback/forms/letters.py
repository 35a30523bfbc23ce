"""The form of a công văn. Văn thư types number and date; the other fields are filled in and may be changed."""

from django import forms

from core.days import DayField
from core.forms import words
from feedback import letters
from feedback.models import Letter

NUMBER = {"required": "Nhập số công văn do văn thư cấp."}


class LetterForm(forms.Form):
    number = forms.CharField(label="Số công văn", max_length=20, error_messages=NUMBER, help_text="Do văn thư cấp.")
    symbol = forms.CharField(
        label="Ký hiệu",
        max_length=60,
        error_messages={"required": "Nhập ký hiệu."},
        help_text="Ví dụ SKHCN-VP: tên viết tắt của cơ quan và đơn vị soạn thảo.",
    )
    issued_date = DayField(label="Ngày ban hành")
    recipient = forms.CharField(label="Kính gửi", max_length=300, error_messages={"required": "Nhập nơi nhận."})
    opening = words("Mở đầu", rows=4, max_length=3000)
    closing = words("Kết thúc", rows=4, max_length=3000)
    authority = forms.CharField(
        label="Quyền hạn ký", max_length=60, required=False, help_text="Ví dụ KT. GIÁM ĐỐC; người đứng đầu để trống."
    )
    signer_title = forms.CharField(
        label="Chức vụ người ký", max_length=100, error_messages={"required": "Nhập chức vụ người ký."}
    )
    signer_name = forms.CharField(
        label="Họ và tên người ký", max_length=100, error_messages={"required": "Nhập họ và tên người ký."}
    )

    def __init__(self, *args, case, kind, today, **kwargs):
        super().__init__(*args, **kwargs)
        authority, title, name = letters.signer(case.approved_by)
        to_sender = kind == Letter.Kind.ANSWER
        self.initial = {
            "symbol": letters.last_symbol(),
            "issued_date": today,
            "recipient": letters.addressed(case) if to_sender else "",
            "opening": letters.opening(case, kind),
            "closing": letters.closing(case, kind),
            "authority": authority,
            "signer_title": title,
            "signer_name": name,
        } | self.initial

    def arguments(self):
        return {"fields": self.cleaned_data}

    def looked_at(self):
        """The valid values so far, for the preview of the paper; invalid and empty fields are left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}
