from django import forms

from core.days import DayField
from deadlines.changes import Edit
from deadlines.models import LONGEST_TERM, DeadlineRule, SpecialDay

REMOVE = "remove"


class CalculatorForm(forms.Form):
    start = DayField(label="Ngày bắt đầu", help_text="Ngày xảy ra sự kiện, chưa tính vào thời hạn.")
    rule = forms.ModelChoiceField(
        DeadlineRule.objects.all(),
        label="Theo quy định",
        required=False,
        empty_label="Tự nhập thời hạn",
        help_text="Khi chọn quy định, các ô bên dưới được bỏ qua.",
        error_messages={"invalid_choice": "Chọn một quy định trong danh sách."},
    )
    amount = forms.IntegerField(
        label="Số ngày",
        required=False,
        min_value=1,
        max_value=LONGEST_TERM,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": f"Nhập số ngày từ 1 đến {LONGEST_TERM}.",
            "min_value": f"Nhập số ngày từ 1 đến {LONGEST_TERM}.",
            "max_value": f"Nhập số ngày từ 1 đến {LONGEST_TERM}.",
        },
    )
    unit = forms.ChoiceField(label="Đơn vị", choices=DeadlineRule.Unit, initial=DeadlineRule.Unit.WORKING_DAYS)
    direction = forms.ChoiceField(
        label="Chiều tính", choices=DeadlineRule.Direction, initial=DeadlineRule.Direction.AFTER
    )

    def clean(self):
        data = super().clean()
        rule, start = data.get("rule"), data.get("start")
        if rule and start and not rule.is_valid_on(start):
            self.add_error("rule", f"Quy định này không có hiệu lực vào ngày {start:%d/%m/%Y}. Hãy chọn quy định khác.")
        if not rule and data.get("amount") is None and not {"rule", "amount"} & self.errors.keys():
            self.add_error("amount", "Nhập số ngày, hoặc chọn một quy định ở trên.")
        return data

    @classmethod
    def asked(cls, query):
        """The form data of a query string, with usual values for missing parameters; None without `start`."""
        if "start" not in query:
            return None
        return {name: cls.base_fields[name].initial for name in ("unit", "direction")} | query.dict()

    def chosen_rule(self):
        """The chosen rule, or an unsaved one from the typed values, without a citation."""
        data = self.cleaned_data
        return data["rule"] or DeadlineRule(
            amount=data["amount"],
            unit=data["unit"],
            direction=data["direction"],
            start_event=f"ngày {data['start']:%d/%m/%Y}",
        )


class DayForm(forms.Form):
    """The new kind of a day: off, worked, or by its weekday."""

    date = DayField(label="Ngày")
    kind = forms.ChoiceField(
        label="Ngày này là",
        choices=[("", "Chọn loại ngày"), *SpecialDay.Kind.choices, (REMOVE, "Ngày thường (bỏ khỏi danh sách)")],
        error_messages={"required": "Chọn loại ngày."},
    )
    note = forms.CharField(
        label="Ghi chú",
        max_length=200,
        required=False,
        help_text="Tên ngày nghỉ hoặc số văn bản; hiện trong cách tính của từng thời hạn.",
        error_messages={"max_length": "Ghi chú dài quá 200 ký tự, hãy rút gọn."},
    )

    def clean(self):
        data = super().clean()
        day, kind = data.get("date"), data.get("kind")
        if not day or not kind:
            return data
        if kind == SpecialDay.Kind.WORK and day.weekday() < 5:
            self.add_error("kind", "Ngày làm bù phải là Thứ 7 hoặc Chủ nhật. Với ngày khác, chọn “Ngày thường”.")
        if kind == REMOVE and not SpecialDay.objects.filter(date=day).exists():
            self.add_error("date", f"Ngày {day:%d/%m/%Y} không có trong danh sách, không cần bỏ.")
        if kind != REMOVE and not data.get("note"):
            self.add_error("note", "Ghi tên ngày nghỉ hoặc số văn bản.")
        return data

    @property
    def removes(self):
        return self.cleaned_data["kind"] == REMOVE

    def edit(self):
        data = self.cleaned_data
        return Edit(data["date"]) if self.removes else Edit(data["date"], data["kind"], data["note"])


class PeriodForm(forms.Form):
    title = forms.CharField(
        label="Tên kỳ",
        max_length=200,
        help_text="Ví dụ: Báo cáo chuyên đề rà soát thủ tục hành chính.",
        error_messages={"required": "Nhập tên kỳ báo cáo.", "max_length": "Tên kỳ dài quá 200 ký tự, hãy rút gọn."},
    )
    first_day = DayField(label="Từ ngày")
    last_day = DayField(label="Đến hết ngày")
