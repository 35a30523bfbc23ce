"""Forms of the review plan, of choosing procedures, and of the review sheet."""

from django import forms

from core.days import DayField
from core.forms import FiltersForm, revision_field, words
from files.fields import DocumentField
from organization.models import Unit
from procedures.forms.lines import number
from procedures.models import Version
from reviews import sheet
from reviews.models import Review, ReviewAnswer

MOST_CHOSEN = 60  # procedures added to a plan in one step
SIGNED = ("pdf", "jpg", "jpeg", "png")
KEEPS_NO_FILE = "Khi trang báo lỗi, trình duyệt không giữ tệp đã chọn: hãy chọn lại tệp trước khi lưu."


class ReviewFiltersForm(FiltersForm):
    STATES = [("", "Mọi tình trạng"), ("open", "Chưa xong"), ("late", "Quá hạn"), ("done", "Đã xong")]
    q = forms.CharField(label="Tìm thủ tục, không cần dấu", required=False, max_length=100)
    don_vi = forms.ModelChoiceField(
        label="Đơn vị", required=False, queryset=Unit.objects.all(), empty_label="Mọi đơn vị"
    )
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False, choices=STATES)

    def rows(self, plan, today):
        state, found = self.chosen("tinh_trang"), plan.reviews.current()
        if state == "done":
            found = found.filter(done_date__isnull=False)
        elif state:
            found = found.filter(done_date=None)
        if state == "late":
            found = found.filter(due_date__lt=today)
        if self.chosen("don_vi"):
            found = found.filter(unit=self.chosen("don_vi"))
        if self.text:
            found = found.filter(procedure__in=Version.objects.shown(today).matching(self.text).values("procedure"))
        return found


class PlanForm(forms.Form):
    """The plan's approval and sending."""

    number = forms.CharField(
        label="Số, ký hiệu quyết định phê duyệt", max_length=60, required=False, help_text="Ví dụ: 15/QĐ-UBND."
    )
    approved_date = DayField(label="Ngày phê duyệt", required=False)
    done_date = DayField(
        label="Ngày gửi cơ quan trung ương",
        required=False,
        help_text="Ngày văn bản rời cơ quan. Để trống khi chưa gửi.",
    )
    upload = DocumentField(label="Tệp kế hoạch đã phê duyệt", required=False, allowed=SIGNED)
    revision = revision_field()

    def __init__(self, data=None, files=None, *, plan, today):
        names = ("number", "approved_date", "done_date", "revision")
        super().__init__(data, files, initial={name: getattr(plan, name) for name in names})
        keeps = f" Đang giữ {plan.file.name}; chọn tệp khác để thay." if plan.file else ""
        self.fields["upload"].help_text += f"{keeps} {KEEPS_NO_FILE}"

    def arguments(self):
        data = self.cleaned_data
        fields = {name: data[name] for name in ("number", "approved_date", "done_date")}
        return {"fields": fields, "upload": data["upload"], "revision": data["revision"]}


class Choice:
    """Procedures chosen for a plan, kept in the query string during further searches."""

    def __init__(self, data, plan, today):
        self.text = data.get("q", "").strip()[:100]
        ids = [one for one in map(number, dict.fromkeys(data.getlist("thu_tuc"))) if one][: MOST_CHOSEN + 1]
        self.is_too_many = len(ids) > MOST_CHOSEN
        self.most = MOST_CHOSEN
        in_force = Version.objects.in_force(today).select_related("procedure__field__unit")
        self.taken = set(plan.reviews.current().values_list("procedure", flat=True))
        self.chosen = [one for one in in_force.filter(procedure__in=ids) if one.procedure_id not in self.taken]
        self.chosen = self.chosen[:MOST_CHOSEN]
        self.found = []
        if self.text:
            rest = in_force.matching(self.text).exclude(procedure__in=ids).order_by("procedure__code", "pk")
            self.found = list(rest[: MOST_CHOSEN + 1])

    @property
    def shown(self):
        return self.found[: self.most]

    @property
    def procedures(self):
        return [version.procedure for version in self.chosen]

    @property
    def unit(self):
        """The unit in charge of all chosen procedures, if it is the same one."""
        units = {one.field.unit for one in self.procedures}
        return units.pop() if len(units) == 1 else None


class WorkForm(forms.Form):
    """The details of each procedure in the plan that NĐ 63/2010/NĐ-CP, Điều 30 requires."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Cơ quan, đơn vị thực hiện",
        empty_label="Chọn…",
        error_messages={"required": "Chọn đơn vị thực hiện rà soát."},
    )
    start_date = DayField(label="Từ ngày")
    due_date = DayField(label="Đến ngày")
    grounds = forms.ChoiceField(
        label="Căn cứ lựa chọn",
        choices=[("", "Chọn…"), *Review.Grounds.choices],
        error_messages={"required": "Chọn căn cứ lựa chọn thủ tục."},
    )
    grounds_note = forms.CharField(
        label="Diễn giải căn cứ", required=False, max_length=500, help_text="Ví dụ: số, ngày văn bản chỉ đạo."
    )
    expected_output = words(
        "Dự kiến sản phẩm",
        2,
        max_length=500,
        help_text="Ví dụ: báo cáo kết quả rà soát, phương án đơn giản hóa.",
        error_messages={"required": "Ghi dự kiến sản phẩm."},
    )
    revision = revision_field()

    def __init__(self, data=None, *, plan, today, review=None, unit=None):
        names = [name for name in self.base_fields if review]
        initial = {name: getattr(review, name) for name in names} or {"unit": unit}
        super().__init__(data, initial=initial)
        self.plan = plan
        self.fields["unit"].queryset = units_on(today, review)
        if review is None:
            del self.fields["revision"]

    def arguments(self):
        fields = dict(self.cleaned_data)
        extra = {"revision": fields.pop("revision")} if "revision" in fields else {}
        return {"fields": fields} | extra


def units_on(today, row=None):
    """Units valid on that day, without groups, and the unit of `row`."""
    units = Unit.objects.valid_on(today).exclude(kind=Unit.Kind.GROUP)
    return (units | Unit.objects.filter(pk=row.unit_id)).distinct() if row else units


class SheetForm(forms.Form):
    """The review sheet: an answer and its reason for each question, the conclusion, and attached files."""

    conclusion = words("Kết luận rà soát", 5, required=False, max_length=10_000)
    attachment = DocumentField(label="Biểu mẫu 02/RS-KSTT (rà soát)", required=False)
    drop_attachment = forms.BooleanField(required=False)
    cost_attachment = DocumentField(label="Biểu mẫu 03/SCM-KSTT (tính chi phí tuân thủ)", required=False)
    drop_cost_attachment = forms.BooleanField(required=False)
    revision = revision_field()

    def __init__(self, data=None, files=None, *, review, lines):
        initial = {"conclusion": review.conclusion, "revision": review.revision}
        for line in lines:
            initial |= {f"value-{line.question.pk}": line.value, f"note-{line.question.pk}": line.note}
        super().__init__(data, files, initial=initial)
        self.review, self.lines = review, lines
        for line in lines:
            self.fields[f"value-{line.question.pk}"] = forms.ChoiceField(
                label=line.question.text,
                required=False,
                widget=forms.RadioSelect,
                choices=[*ReviewAnswer.Value.choices, ("", "Chưa trả lời")],
            )
            self.fields[f"note-{line.question.pk}"] = words("Lý do, đề xuất", 2, required=False, max_length=5_000)
        self.order_fields([name for name in self.fields if "-" in name])
        for name in ("attachment", "cost_attachment"):
            held = getattr(review, name)
            self.fields[f"drop_{name}"].label = f"Bỏ tệp đang giữ: {held.name}" if held else ""
            if held is None:
                del self.fields[f"drop_{name}"]

    @property
    def groups(self):
        """[(group, [(line, answer field, reason field)])] for the page."""
        return [
            (label, [(line, self[f"value-{line.question.pk}"], self[f"note-{line.question.pk}"]) for line in lines])
            for label, lines in sheet.grouped(self.lines)
        ]

    @property
    def kept_files(self):
        """[(file field, checkbox that removes the stored file)]."""
        names = ("attachment", "cost_attachment")
        return [(self[name], self[f"drop_{name}"] if f"drop_{name}" in self.fields else None) for name in names]

    def arguments(self):
        data, names = self.cleaned_data, ("attachment", "cost_attachment")
        answers = {
            line.question: (data[f"value-{line.question.pk}"], data[f"note-{line.question.pk}"].strip())
            for line in self.lines
        }
        return {
            "answers": answers,
            "conclusion": data["conclusion"].strip(),
            "uploaded": {name: data[name] for name in names if data[name]},
            "dropped": [name for name in names if data.get(f"drop_{name}")],
            "revision": data["revision"],
        }


class CompleteForm(forms.Form):
    done_date = DayField(label="Ngày hoàn thành")

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, initial={"done_date": today}, **kwargs)
