from django import forms

from core.days import DayField


class RangeForm(forms.Form):
    """The days of the register."""

    tu = DayField(label="Từ ngày")
    den = DayField(label="Đến hết ngày")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"

    def clean(self):
        typed = super().clean()
        if typed.get("tu") and typed.get("den") and typed["tu"] > typed["den"]:
            self.add_error("den", "Ngày cuối phải từ ngày đầu trở đi.")
        return typed
