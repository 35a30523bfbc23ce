"""The steps of the public form. Their values are stored as JSON between the steps."""

import re

from django import forms
from django.utils import timezone

from core.folding import fold
from core.forms import words
from feedback.forms.working import units_of
from feedback.models import Sender, Subject
from procedures.models import Procedure, Version

PHONE = re.compile(r"\+?[\d\s.\-()]{8,20}")
MOST_FOUND = 8
CONTACT = "Nhập số điện thoại hoặc địa chỉ nhận thư."


class PublicStep(forms.Form):
    """A step of the public form."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = look_of(field.widget)

    def kept(self):
        return {name: getattr(value, "pk", value) for name, value in self.cleaned_data.items()}


def look_of(widget):
    """The Bootstrap class of a widget."""
    if isinstance(widget, forms.RadioSelect):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


class SenderForm(PublicStep):
    kind = forms.ChoiceField(
        label="Bạn là",
        choices=Sender.Kind.choices,
        widget=forms.RadioSelect,
        initial=Sender.Kind.PERSON,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Chọn cá nhân hoặc tổ chức."),
    )
    name = forms.CharField(
        label="Họ và tên, hoặc tên tổ chức",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Nhập họ và tên hoặc tên tổ chức."},
    )
    address = forms.CharField(
        label="Địa chỉ",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"required": "Nhập địa chỉ."},
    )
    phone = forms.CharField(
        label="Số điện thoại",
        required=False,
        max_length=30,
        help_text="Hoặc để trống và nhập địa chỉ nhận thư ở dưới.",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    postal_address = forms.CharField(label="Địa chỉ nhận thư (khi không có điện thoại)", required=False, max_length=300)
    email = forms.EmailField(
        label="Thư điện tử (nếu có)",
        required=False,
        help_text="Để nhận số phản ánh, câu hỏi thêm và công văn trả lời.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Nhập thư điện tử theo dạng ten@vidu.vn, hoặc để trống."},
    )

    def clean_name(self):
        return has_letters(self.cleaned_data["name"], "Nhập họ và tên hoặc tên tổ chức.")

    def clean_address(self):
        return has_letters(self.cleaned_data["address"], "Nhập địa chỉ, ví dụ: số 5 đường Lê Lợi, phường 1.")

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError("Nhập số điện thoại bằng chữ số, ví dụ 0912 345 678.")
        return phone

    def clean(self):
        typed = super().clean()
        if not typed.get("phone") and not typed.get("postal_address") and "phone" not in self.errors:
            self.add_error("phone", CONTACT)
        return typed


def has_letters(text, sentence):
    if not fold(text):
        raise forms.ValidationError(sentence)
    return text


class ContentForm(PublicStep):
    """`website` is a honeypot: users do not see it, spam programs fill it in."""

    subject = forms.ChoiceField(
        label="Bạn muốn phản ánh, kiến nghị về",
        choices=Subject.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Chọn một nội dung."),
    )
    title = forms.CharField(
        label="Tóm tắt trong một câu",
        max_length=200,
        help_text="Ví dụ: Chậm trả kết quả cấp phép sử dụng thiết bị X-quang.",
        error_messages={"required": "Tóm tắt trong một câu."},
    )
    content = words(
        "Nội dung",
        rows=8,
        max_length=10000,
        help_text="Việc gì, ở đâu, khi nào, đã liên hệ ai. Không cần ghi số căn cước.",
        error_messages={"required": "Nhập nội dung phản ánh, kiến nghị."},
    )
    proposal = words("Phương án đề xuất (nếu có)", rows=4, max_length=5000, required=False)
    procedure = forms.ModelChoiceField(
        label="Thủ tục hành chính liên quan", queryset=Procedure.objects.all(), required=False
    )
    concerned_unit = forms.ModelChoiceField(
        label="Đơn vị liên quan (nếu biết)", queryset=None, required=False, empty_label="Không biết, không có"
    )
    website = forms.CharField(required=False, max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["concerned_unit"].queryset = units_of(timezone.localdate())

    def clean_title(self):
        return has_letters(self.cleaned_data["title"], "Tóm tắt trong một câu.")

    def clean_content(self):
        return has_letters(self.cleaned_data["content"], "Nhập nội dung phản ánh, kiến nghị.")

    @property
    def chosen_procedure(self):
        """The version in force of the chosen procedure, for a bound or unbound form."""
        key = str(self["procedure"].value() or "")
        if not key.isdecimal():
            return None
        found = Version.objects.in_force(timezone.localdate()).filter(procedure=int(key[:18]))
        return found.select_related("procedure").first()

    def clean_website(self):
        return self.cleaned_data["website"][:50]


def found_procedures(text):
    """Procedures in force that contain the words; accents are ignored."""
    if not fold(text):
        return []
    rows = Version.objects.in_force(timezone.localdate()).matching(text[:100])
    return list(rows.select_related("procedure__field")[:MOST_FOUND])
