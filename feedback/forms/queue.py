"""Filters of the queue, and the form for many cases."""

from django import forms
from django.db.models import Max, Min

from core.forms import FiltersForm
from feedback.forms.working import NOT_UNITS, people_by_unit, units_of
from feedback.models import Case, Channel, Status, Subject, SubjectClass
from organization.models import Unit, User
from procedures.models import Procedure

MOST_AT_ONCE = 100


def choices(all_words, rows):
    return [("", all_words), *rows]


def named_units(all_words, units):
    return choices(all_words, [(unit.pk, str(unit)) for unit in units])


SUBJECTS = choices("Mọi nội dung", Subject.choices)


class QueueForm(FiltersForm):
    q = forms.CharField(label="Tìm số, nội dung, không cần dấu", required=False, max_length=100)
    trang_thai = forms.ChoiceField(
        label="Trạng thái", required=False, choices=choices("Mọi trạng thái", Status.choices)
    )
    noi_dung = forms.ChoiceField(
        label="Loại nội dung", required=False, choices=choices("Mọi nội dung", Subject.choices)
    )
    phan_loai = forms.ChoiceField(
        label="Phân loại", required=False, choices=choices("Mọi phân loại", SubjectClass.choices)
    )
    don_vi = forms.ModelChoiceField(
        label="Đơn vị xử lý", required=False, queryset=Unit.objects.none(), empty_label="Mọi đơn vị"
    )
    hinh_thuc = forms.ChoiceField(
        label="Hình thức tiếp nhận", required=False, choices=choices("Mọi hình thức", Channel.choices)
    )
    nam = forms.TypedChoiceField(label="Năm tiếp nhận", required=False, coerce=int)
    thu_tuc = forms.ModelChoiceField(
        label="Thủ tục", required=False, queryset=Procedure.objects.all(), widget=forms.HiddenInput
    )

    def __init__(self, data):
        super().__init__(data)
        units = Unit.objects.exclude(kind__in=NOT_UNITS)
        self.fields["don_vi"].queryset, self.units = units, list(units)
        self.fields["don_vi"].choices = named_units("Mọi đơn vị", self.units)
        span = Case.objects.aggregate(first=Min("received_date"), last=Max("received_date"))
        years = range(span["first"].year, span["last"].year + 1) if span["first"] else ()
        self.fields["nam"].choices = [("", "Mọi năm"), *((year, f"Năm {year}") for year in reversed(years))]

    @property
    def narrows(self):
        """Whether filters besides the search text are set: then the page shows them opened."""
        return any(self.chosen(name) for name in self.fields if name not in ("q", "thu_tuc"))

    def rows(self, found):
        columns = {
            "trang_thai": "status",
            "noi_dung": "subject",
            "phan_loai": "subject_class",
            "don_vi": "unit",
            "hinh_thuc": "channel",
            "thu_tuc": "procedure",
        }
        wanted = {column: self.chosen(name) for name, column in columns.items() if self.chosen(name)}
        if self.chosen("nam"):
            wanted["received_date__year"] = self.chosen("nam")
        return found.filter(**wanted).matching(self.text)


class ManyForm(forms.Form):
    """Classify and assign the selected cases; empty fields change nothing."""

    cases = forms.ModelMultipleChoiceField(queryset=Case.objects.none(), to_field_name="number")
    subject_class = forms.ChoiceField(
        label="Phân loại",
        required=False,
        choices=choices(
            "Không phân loại", [one for one in SubjectClass.choices if one[0] != SubjectClass.UNACCEPTABLE]
        ),
    )
    unit = forms.ModelChoiceField(
        label="Giao cho", required=False, queryset=Unit.objects.none(), empty_label="Chưa giao"
    )
    officer = forms.ModelChoiceField(label="Người xử lý", required=False, queryset=User.objects.none())

    def __init__(self, *args, rows, today, units=None, **kwargs):
        """`units`: the choices of the filter form, to save a query."""
        super().__init__(*args, **kwargs)
        self.fields["cases"].queryset = rows
        self.fields["cases"].error_messages["required"] = "Đánh dấu ít nhất một phản ánh."
        self.fields["unit"].queryset = units_of(today)
        if units is not None:
            self.fields["unit"].choices = named_units("Chưa giao", [one for one in units if one.is_valid_on(today)])
        self.fields["officer"].queryset = User.objects.filter(is_active=True, unit__in=units_of(today))
        self.fields["officer"].choices = [("", "Đơn vị tự cử"), *people_by_unit(today)]

    def clean(self):
        typed = super().clean()
        if not typed.get("subject_class") and not typed.get("unit"):
            raise forms.ValidationError("Chọn loại, đơn vị, hoặc cả hai.")
        if typed.get("officer") and not typed.get("unit"):
            raise forms.ValidationError("Chọn đơn vị của người xử lý.")
        if len(typed.get("cases", ())) > MOST_AT_ONCE:
            raise forms.ValidationError(f"Xử lý nhiều nhất {MOST_AT_ONCE} phản ánh một lần.")
        return typed
