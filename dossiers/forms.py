from django import forms

from core.forms import FiltersForm, revision_field
from deadlines.models import Period
from dossiers import columns
from dossiers.models import DossierCount
from files.fields import DocumentField
from procedures.models import Field, Procedure


class CountFilters(FiltersForm):
    nam = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    ky = forms.ModelChoiceField(label="Kỳ", required=False, queryset=Period.objects.none(), empty_label="Kỳ gần nhất")
    linh_vuc = forms.ModelChoiceField(
        label="Lĩnh vực", required=False, queryset=Field.objects.all(), empty_label="Mọi lĩnh vực"
    )

    def __init__(self, data, *, today):
        super().__init__(data)
        self.today = today
        years = Period.objects.filter(first_day__lte=today).order_by("-year").values_list("year", flat=True).distinct()
        self.fields["nam"].choices = [("", "Năm nay"), *((year, f"Năm {year}") for year in years)]
        self.fields["ky"].queryset = Period.objects.filter(first_day__lte=today)
        self.periods, self.all_fields = self._periods(), list(Field.objects.all())
        self.fields["ky"].choices = [("", "Kỳ gần nhất"), *((one.pk, str(one)) for one in self.periods)]
        self.fields["linh_vuc"].choices = [("", "Mọi lĩnh vực"), *((one.pk, str(one)) for one in self.all_fields)]

    @property
    def year(self):
        return self.chosen("nam") or self.today.year

    def _periods(self):
        """The periods of the chosen year that have begun, in order."""
        return list(Period.objects.filter(year=self.year, first_day__lte=self.today))

    def period(self):
        """The chosen period; else the last ended quarter of the year; else the first period."""
        chosen = self.chosen("ky")
        if chosen and (not self.chosen("nam") or chosen.year == self.year):
            return chosen
        quarters = [one for one in self.periods if one.kind == Period.Kind.QUARTER]
        ended = [one for one in quarters if one.last_day < self.today]
        return next(iter(ended[-1:] or quarters), None)


class WholeField(forms.CharField):
    """A number of dossiers, typed with dots between thousands: 1.234."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value):
        try:
            return columns.whole(value or "")
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value):
        return columns.say(value) if isinstance(value, int) else value


class TotalField(WholeField):
    """A total, which may be empty."""

    def to_python(self, value):
        return super().to_python(value) if value else None


class CountForm(forms.Form):
    """The numbers of one row in the order of the form. A wrong total is an error at its column."""

    def __init__(self, *args, count=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name, heading in columns.COLUMNS.items():
            is_total = name in columns.TOTALS
            help_text = "Để trống thì tự cộng." if is_total else ""
            kind = TotalField if is_total else WholeField
            self.fields[name] = kind(label=heading, required=False, help_text=help_text)
        if count:
            self.fields["revision"] = revision_field()
            self.initial = {name: getattr(count, name) for name in DossierCount.COUNTS} | {"revision": count.revision}

    def values(self):
        return {name: self.cleaned_data[name] for name in DossierCount.COUNTS}

    def given(self):
        return {name: self.cleaned_data[name] for name in columns.TOTALS}


class NewCountForm(CountForm):
    target = forms.ChoiceField(
        label="Lĩnh vực hoặc thủ tục", error_messages={"required": "Chọn lĩnh vực hoặc thủ tục."}
    )
    code = forms.CharField(
        label="Hoặc mã thủ tục", required=False, max_length=60, help_text="Khi ghi theo từng thủ tục, nhập mã tại đây."
    )
    field_order = ["target", "code"]

    def __init__(self, *args, fields, **kwargs):
        super().__init__(*args, **kwargs)
        self.mine = {one.pk: one for one in fields}
        self.fields["target"].choices = [("", "Chọn lĩnh vực…"), *((one.pk, one.name) for one in fields)]
        self.fields["target"].required = False
        self.fields["target"].label, self.procedure = "Lĩnh vực", None

    def clean_code(self):
        code = self.cleaned_data["code"].strip()
        if code:
            self.procedure = Procedure.objects.select_related("field").filter(code=code).first()
            if self.procedure is None:
                raise forms.ValidationError(f"Chưa có thủ tục mang mã “{code}”. Hãy kiểm tra lại mã trong danh mục.")
            if self.procedure.field_id not in self.mine:
                raise forms.ValidationError("Thủ tục này thuộc lĩnh vực do đơn vị khác ghi.")
        return code

    def clean(self):
        data = super().clean()
        if not data.get("target") and not data.get("code") and "code" not in self.errors:
            self.add_error("target", "Chọn lĩnh vực, hoặc nhập mã thủ tục.")
        return data

    def arguments(self):
        target = (
            {"procedure": self.procedure} if self.procedure else {"field": self.mine[int(self.cleaned_data["target"])]}
        )
        return {"values": self.values(), "given": self.given(), **target}


class EditCountForm(CountForm):
    def arguments(self):
        return {"values": self.values(), "given": self.given(), "revision": self.cleaned_data["revision"]}


class FileForm(forms.Form):
    upload = DocumentField(label="Tệp Excel đã điền", allowed=("xlsx",))
