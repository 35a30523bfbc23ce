from django import forms

from core.forms import words
from feedback.models import Case


class ProposeForm(forms.Form):
    """The selected due cases, and whether their texts are deleted too."""

    cases = forms.ModelMultipleChoiceField(
        queryset=Case.objects.none(),
        to_field_name="number",
        error_messages={"required": "Đánh dấu ít nhất một phản ánh."},
        label="Phản ánh",
    )
    reason = words("Lý do", max_length=500, error_messages={"required": "Ghi lý do."})
    forgets_words = forms.BooleanField(
        label="Xóa cả nội dung người gửi viết và câu trả lời",
        required=False,
        help_text="Không chọn thì nội dung còn lại, chỗ nào nói ra người gửi được che bằng […]. Số liệu thống kê và "
        "bản đang công khai không bị ảnh hưởng.",
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cases"].queryset = rows
        self.initial.setdefault("reason", "Hết thời hạn lưu thông tin cá nhân.")
