"""The forms of the steps of a case. Field names are the argument names of the actions."""

from django import forms

from core.forms import revision_field, words
from feedback.files import FilesField
from feedback.models import Case, SubjectClass
from organization.models import Unit, User

NOT_UNITS = (Unit.Kind.GROUP, Unit.Kind.EXTERNAL)


class StepForm(forms.Form):
    """The base form of a step, with the case and today's date."""

    def __init__(self, *args, case, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.today = case, today
        self.begin()

    def begin(self):
        """Hook: set initial values and choices."""


class RevisedForm(StepForm):
    """A step that is refused when another user has saved since the page was opened."""

    revision = revision_field()

    def begin(self):
        self.initial.setdefault("revision", self.case.revision)


class TextForm(StepForm):
    text = words("Ghi chú nội bộ (nếu có)", required=False, max_length=2000)


class ReasonForm(StepForm):
    reason = words("Lý do", max_length=1000, error_messages={"required": "Ghi lý do."})


class PublicReasonForm(StepForm):
    reason = words(
        "Lý do",
        max_length=1000,
        help_text="Người gửi đọc được lý do này.",
        error_messages={"required": "Ghi lý do; người gửi sẽ đọc được."},
    )


class ClassifyForm(RevisedForm):
    subject_class = forms.ChoiceField(
        label="Thuộc loại",
        choices=SubjectClass.choices,
        widget=forms.RadioSelect,
        help_text="Bốn loại theo Nghị định 20/2008/NĐ-CP, Điều 9 khoản 1.",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Chọn một loại."),
    )
    text = words(
        "Ghi chú, lý do",
        required=False,
        max_length=1000,
        help_text="Bắt buộc khi không đủ điều kiện tiếp nhận: người gửi đọc được lý do. Các loại khác: ghi chú nội bộ.",
    )

    def begin(self):
        super().begin()
        self.initial.setdefault("subject_class", self.case.subject_class or guess(self.case))


def guess(case):
    """The proposed class for the subject that the sender chose; "" when it is ambiguous."""
    return SubjectClass.CONDUCT if case.subject == Case.Subject.CONDUCT else None


def units_of(today):
    return Unit.objects.valid_on(today).exclude(kind__in=NOT_UNITS)


def people_by_unit(today):
    """[(unit, [(key, name)])] of users who may handle a case."""
    roles = (User.Role.OFFICER, User.Role.FOCAL_POINT, User.Role.CONTROLLER)
    people = User.objects.filter(is_active=True, role__in=roles, unit__in=units_of(today)).select_related("unit")
    found = {}
    for one in people.order_by("unit__name", "full_name", "pk"):
        found.setdefault(one.unit.name, []).append((one.pk, str(one)))
    return list(found.items())


class AssignForm(RevisedForm):
    unit = forms.ModelChoiceField(
        label="Đơn vị xử lý",
        queryset=Unit.objects.none(),
        empty_label="Chọn đơn vị…",
        error_messages={"required": "Chọn đơn vị xử lý."},
    )
    officer = forms.ModelChoiceField(
        label="Người xử lý (nếu đã biết)",
        queryset=User.objects.none(),
        required=False,
        help_text="Để trống thì đơn vị tự cử người khi nhận.",
    )
    supporting_units = forms.ModelMultipleChoiceField(
        label="Đơn vị phối hợp", queryset=Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    text = words("Ý kiến giao việc (nội bộ)", required=False, max_length=1000)

    def begin(self):
        super().begin()
        units = units_of(self.today)
        self.fields["unit"].queryset = self.fields["supporting_units"].queryset = units
        self.fields["officer"].queryset = User.objects.filter(is_active=True, unit__in=units)
        self.fields["officer"].choices = [("", "Chưa chọn"), *people_by_unit(self.today)]
        concerned = self.case.concerned_unit_id or field_unit(self.case)
        self.initial.setdefault("unit", self.case.unit_id or concerned)
        self.initial.setdefault("officer", self.case.officer_id)
        self.initial.setdefault("supporting_units", [one.pk for one in self.case.supporting_units.all()])


def field_unit(case):
    """The proposed unit: the one in charge of the procedure's field."""
    return case.procedure.field.unit_id if case.procedure else None


class AskForm(StepForm):
    question = words(
        "Cần người gửi cho biết thêm",
        rows=5,
        max_length=3000,
        help_text="Người gửi đọc và trả lời trên trang tra cứu. Trong lúc chờ, thời hạn trả lời tạm dừng.",
        error_messages={"required": "Ghi nội dung cần người gửi bổ sung."},
    )
    files = FilesField()


class ReplyForm(StepForm):
    text = words(
        "Người gửi bổ sung",
        rows=5,
        max_length=5000,
        help_text="Ghi đúng điều người gửi nói qua điện thoại, văn bản hoặc tại cơ quan.",
        error_messages={"required": "Nhập nội dung bổ sung."},
    )
    files = FilesField()


class NoteForm(StepForm):
    text = words(
        "Ghi chú nội bộ",
        rows=4,
        max_length=3000,
        help_text="Người gửi không thấy ghi chú này.",
        error_messages={"required": "Ghi nội dung ghi chú."},
    )
    files = FilesField()


class DraftForm(RevisedForm):
    text = words(
        "Dự thảo trả lời",
        rows=14,
        max_length=20000,
        help_text="Mỗi đoạn một dòng. Lời mở đầu, kết thúc của công văn được thêm khi phát hành.",
        error_messages={"required": "Nhập nội dung trả lời."},
    )

    def begin(self):
        super().begin()
        same = self.case.duplicate_of
        self.initial.setdefault("text", self.case.draft or (same.answer or same.draft if same else ""))


class SubmitForm(RevisedForm):
    text = words("Ghi chú cho lãnh đạo (nếu có)", required=False, max_length=1000)


class ApproveForm(RevisedForm):
    text = words("Ý kiến (nội bộ, nếu có)", required=False, max_length=1000)


class ReturnForm(RevisedForm):
    remarks = words(
        "Ý kiến của lãnh đạo",
        rows=4,
        max_length=2000,
        error_messages={"required": "Ghi ý kiến để đơn vị sửa dự thảo."},
    )


class ExtensionForm(StepForm):
    days = forms.IntegerField(
        label="Thêm số ngày làm việc",
        min_value=1,
        max_value=60,
        error_messages={
            "required": "Nhập số ngày.",
            "invalid": "Nhập số ngày bằng chữ số.",
            "min_value": "Nhập từ 1 đến 60 ngày.",
            "max_value": "Nhập từ 1 đến 60 ngày.",
        },
    )
    reason = words(
        "Lý do",
        max_length=500,
        help_text="Khi lãnh đạo đồng ý, người gửi đọc được lý do này.",
        error_messages={"required": "Ghi lý do."},
    )


class RemarksForm(StepForm):
    remarks = words("Ý kiến (nếu có)", required=False, max_length=500)


class RefusalForm(StepForm):
    remarks = words("Lý do không đồng ý", max_length=500, error_messages={"required": "Ghi lý do không đồng ý."})


class LinkForm(StepForm):
    other = forms.CharField(
        label="Trùng với phản ánh số",
        required=False,
        max_length=30,
        help_text="Ví dụ PAKN-2026-0042. Để trống để bỏ đánh dấu trùng.",
    )
    text = words("Ghi chú (nếu có)", required=False, max_length=500)

    def begin(self):
        self.initial.setdefault("other", self.case.duplicate_of)

    def clean_other(self):
        from feedback import numbers

        typed = self.cleaned_data["other"].strip()
        if not typed:
            return None
        found = Case.objects.filter(number=numbers.normal_number(typed)).first()
        if found is None:
            raise forms.ValidationError(f"Không có phản ánh số “{typed}”. Hãy kiểm tra lại số.")
        return found
