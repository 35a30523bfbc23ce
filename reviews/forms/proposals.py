"""Forms of proposals: filters, the proposal, its outcome."""

import uuid

from django import forms
from django.db.models import Q

from core.days import DayField, year_asked
from core.forms import FiltersForm, revision_field, words
from organization.models import Unit
from procedures.forms.lines import number
from procedures.models import Procedure, Version
from reviews.forms.reviews import units_on
from reviews.models import Proposal

FOUND = 15


class ProposalFiltersForm(FiltersForm):
    q = forms.CharField(label="Tìm sáng kiến, thủ tục", required=False, max_length=100)
    nam = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    don_vi = forms.ModelChoiceField(
        label="Đơn vị", required=False, queryset=Unit.objects.all(), empty_label="Mọi đơn vị"
    )
    phuong_an = forms.ChoiceField(
        label="Phương án", required=False, choices=[("", "Mọi phương án"), *Proposal.Kind.choices]
    )
    ket_qua = forms.ChoiceField(
        label="Kết quả",
        required=False,
        choices=[("", "Mọi kết quả"), *Proposal.Outcome.choices, ("withdrawn", "Đã rút")],
    )

    def __init__(self, data):
        super().__init__(data)
        years = set(Proposal.objects.order_by().values_list("year", flat=True).distinct())
        years |= {year_asked(data.get("nam") or "")} - {None}
        self.fields["nam"].choices = [("", "Mọi năm"), *((year, f"Năm {year}") for year in sorted(years, reverse=True))]

    def rows(self, today):
        """The proposals that match the filters. Withdrawn ones are shown only by the filter for them."""
        outcome, found = self.chosen("ket_qua"), Proposal.objects.current()
        if outcome == "withdrawn":
            found = Proposal.objects.filter(withdrawn_at__isnull=False)
        elif outcome:
            found = found.filter(outcome=outcome)
        if self.chosen("nam"):
            found = found.filter(year=self.chosen("nam"))
        if self.chosen("don_vi"):
            found = found.filter(unit=self.chosen("don_vi"))
        if self.chosen("phuong_an"):
            found = found.filter(kind=self.chosen("phuong_an"))
        if self.text:
            about = Version.objects.shown(today).matching(self.text).values("procedure")
            found = found.filter(Q(pk__in=Proposal.objects.matching(self.text)) | Q(procedure__in=about))
        return found


class ProposalForm(forms.Form):
    """`procedure` is chosen by a search inside the form, which keeps the other inputs."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Đơn vị đề xuất",
        empty_label="Chọn…",
        error_messages={"required": "Chọn đơn vị đề xuất."},
    )
    kind = forms.ChoiceField(
        label="Phương án",
        choices=[("", "Chọn…"), *Proposal.Kind.choices],
        error_messages={"required": "Chọn phương án."},
    )
    title = forms.CharField(
        label="Tên sáng kiến, đề xuất",
        max_length=300,
        error_messages={
            "required": "Nhập tên sáng kiến, đề xuất.",
            "max_length": "Tên dài quá 300 ký tự, hãy rút gọn và ghi chi tiết ở phần nội dung.",
        },
    )
    content = words(
        "Nội dung, lý do", 6, max_length=20_000, error_messages={"required": "Ghi nội dung và lý do đề xuất."}
    )
    proposed_date = DayField(label="Ngày đề xuất")
    document_number = forms.CharField(
        label="Văn bản đề xuất", max_length=60, required=False, help_text="Số, ký hiệu văn bản gửi đi, nếu có."
    )
    procedure = forms.ModelChoiceField(
        Procedure.objects.all(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "Thủ tục này không còn trong danh mục. Hãy tìm và chọn lại."},
    )
    submission_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    revision = revision_field()

    def __init__(self, data=None, *, user, today, proposal=None, initial=None):
        super().__init__(data, initial=initial)
        self.user, self.today = user, today
        del self.fields["submission_key" if proposal else "revision"]
        if user.is_controller:
            self.fields["unit"].queryset = units_on(today, proposal)
        else:
            del self.fields["unit"]
        self.procedure_key = f"{self['procedure'].value() or ''}"

    @property
    def chosen(self):
        """Code and name of the chosen procedure."""
        pk = number(self.procedure_key)
        shown = Version.objects.shown(self.today).filter(procedure=pk) if pk else Version.objects.none()
        return shown.select_related("procedure").first()

    def arguments(self):
        fields = dict(self.cleaned_data)
        extra = {name: fields.pop(name) for name in ("submission_key", "revision") if name in fields}
        if "submission_key" in extra:
            extra["submission_key"] = extra["submission_key"] or None
        fields.setdefault("unit", self.user.unit)
        return {"fields": fields} | extra


def begun(user, today, *, procedure=None):
    """The initial values of a new form."""
    return {
        "unit": user.unit_id,
        "proposed_date": f"{today:%d/%m/%Y}",
        "procedure": procedure and procedure.pk,
        "submission_key": uuid.uuid4().hex,
    }


def written(proposal):
    names = ["kind", "title", "content", "document_number", "revision"]
    day = f"{proposal.proposed_date:%d/%m/%Y}"
    ids = {"unit": proposal.unit_id, "procedure": proposal.procedure_id, "proposed_date": day}
    return {name: getattr(proposal, name) for name in names} | ids


def found(text, today):
    """Procedures with every typed word in code, name or field; one more than shown, to know whether there are more."""
    rows = Version.objects.shown(today).matching(text).select_related("procedure__field")
    return list(rows.order_by("procedure__code", "pk")[: FOUND + 1])


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(label="Kết quả", choices=Proposal.Outcome.choices)
    outcome_date = DayField(label="Ngày có kết quả", required=False, help_text="Để trống khi đề xuất còn đang chờ.")
    outcome_note = forms.CharField(
        label="Diễn giải kết quả", max_length=500, required=False, help_text="Ví dụ: số, ngày văn bản trả lời."
    )
    revision = revision_field()

    def __init__(self, *args, proposal, **kwargs):
        names = ["outcome", "outcome_date", "outcome_note", "revision"]
        super().__init__(*args, initial={name: getattr(proposal, name) for name in names}, **kwargs)
