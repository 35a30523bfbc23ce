"""Forms of the tracking pages."""

from django import forms

from core.forms import words
from feedback.files import FilesField
from feedback.forms.doors import PublicStep

RATINGS = [("5", "5 – Rất hài lòng"), ("4", "4 – Hài lòng"), ("3", "3 – Bình thường"), ("2", "2 – Chưa hài lòng")]
RATINGS += [("1", "1 – Rất không hài lòng")]


class FindForm(PublicStep):
    number = forms.CharField(
        label="Số phản ánh",
        max_length=30,
        help_text="Ví dụ PAKN-2026-0042.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "Nhập số phản ánh."},
    )
    secret = forms.CharField(
        label="Mã bí mật",
        max_length=40,
        help_text="12 chữ cái, chữ số ghi trên phiếu nhận; viết hoa hay thường đều được.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Nhập mã bí mật."},
    )


class ForgottenForm(PublicStep):
    number = forms.CharField(
        label="Số phản ánh",
        max_length=30,
        help_text="Ví dụ PAKN-2026-0042.",
        error_messages={"required": "Nhập số phản ánh."},
    )
    email = forms.EmailField(
        label="Thư điện tử đã ghi khi gửi",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Nhập thư điện tử đã ghi khi gửi phản ánh.",
            "invalid": "Nhập thư điện tử theo dạng ten@vidu.vn.",
        },
    )


class WriteForm(PublicStep):
    text = words("Nội dung", rows=5, max_length=5000, error_messages={"required": "Nhập nội dung."})
    files = FilesField(label="Ảnh, tệp kèm theo (không bắt buộc)")


class RateForm(PublicStep):
    rating = forms.TypedChoiceField(
        label="Bạn đánh giá câu trả lời thế nào?",
        choices=RATINGS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một mức đánh giá.", "invalid_choice": "Chọn một mức đánh giá."},
    )
    words = forms.CharField(label="Nhận xét (không bắt buộc)", max_length=500, required=False)


class ReopenForm(PublicStep):
    reason = words(
        "Vì sao cần xem xét lại?",
        rows=4,
        max_length=1000,
        help_text="Mỗi phản ánh được đề nghị xem xét lại một lần.",
        error_messages={"required": "Ghi lý do đề nghị xem xét lại."},
    )


class WithdrawForm(PublicStep):
    reason = words("Lý do (không bắt buộc)", rows=3, max_length=1000, required=False)
