"""A day and a year as people type them."""

from django import forms

FIRST_YEAR, LAST_YEAR = 2000, 2100


class DayField(forms.DateField):
    """A day that users type. Years outside FIRST_YEAR–LAST_YEAR are refused as typing mistakes."""

    default_error_messages = {
        "required": "Nhập ngày, ví dụ 24/04/2026.",
        "invalid": "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 24/04/2026.",
        "far": f"Nhập ngày từ năm {FIRST_YEAR} đến năm {LAST_YEAR}.",
    }
    widget = forms.DateInput(attrs={"placeholder": "ngày/tháng/năm", "inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value):
        day = super().clean(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["far"], code="far")
        return day


def year_asked(text):
    """The year in a query string or a button, or None when it is not a year from FIRST_YEAR to LAST_YEAR."""
    year = int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None
    return year if year and is_kept(year) else None


def is_kept(year):
    return FIRST_YEAR <= year <= LAST_YEAR
