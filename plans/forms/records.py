"""Forms for trainings and news, and the filter of their lists."""

from django import forms

from core.days import DayField, year_asked
from core.forms import FiltersForm
from organization.models import Unit
from plans.forms.work import link_field
from plans.models import NewsItem, Training


class YearForm(FiltersForm):
    """The filter by year: years with records."""

    nam = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)

    def __init__(self, data, *, rows, date_field):
        super().__init__(data)
        self.rows, self.date_field = rows, date_field
        years = {day.year for day in rows.dates(date_field, "year")} | ({year_asked(data.get("nam") or "")} - {None})
        self.fields["nam"].choices = [("", "Mọi năm"), *((year, f"Năm {year}") for year in sorted(years, reverse=True))]

    def found(self):
        year = self.chosen("nam")
        return self.rows.filter(**{f"{self.date_field}__year": year}) if year else self.rows


class RecordForm(forms.ModelForm):
    def arguments(self):
        """The arguments of the action."""
        return {"fields": self.cleaned_data}

    def _post_clean(self):
        """Skips ModelForm's validation of the instance: the action builds and validates the row."""


class TrainingForm(RecordForm):
    held_date = DayField(label="Ngày tổ chức")
    participants = forms.IntegerField(
        label="Số người tham gia",
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="Để trống nếu chưa biết.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Nhập số người bằng chữ số.", "min_value": "Số người từ 1 trở lên."},
    )
    link = link_field("Giấy mời, tin bài hoặc tài liệu của lớp (nếu có).")

    class Meta:
        model = Training
        fields = ["title", "organizer", "held_date", "participants", "units", "link"]
        widgets = {"units": forms.CheckboxSelectMultiple}
        error_messages = {
            "title": {"required": "Nhập tên lớp, hội nghị."},
            "organizer": {"required": "Nhập cơ quan tổ chức."},
        }

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = Unit.objects.in_house().valid_on(today)


class NewsForm(RecordForm):
    published_date = DayField(label="Ngày đăng")
    link = link_field("Nơi đăng trên trang thông tin điện tử.")

    class Meta:
        model = NewsItem
        fields = ["title", "published_date", "link", "place", "unit"]
        error_messages = {
            "title": {"required": "Nhập tên tin, bài."},
            "unit": {"required": "Chọn đơn vị thực hiện."},
        }
        help_texts = {"place": "Ví dụ: bảng tin của Văn phòng Sở. Ghi khi không có đường dẫn."}

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.in_house().valid_on(today)
        self.fields["unit"].queryset = units if user.is_controller else units.filter(pk=user.unit_id)
        self.fields["unit"].empty_label = "Chọn…"
        self.initial["unit"] = user.unit_id
