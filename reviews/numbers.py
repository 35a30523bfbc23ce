"""Numbers in Vietnamese notation: 1.024.000 (dots between thousands), 0,5 (decimal comma)."""

import re
from decimal import Decimal

from django import forms

from reviews import costs

GROUPED = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
PLAIN = re.compile(r"\d+(,\d+)?")
UNIT = re.compile(r"\s*(đồng|đ|vnđ|giờ)\.?$", re.IGNORECASE)
HOW = "Nhập số theo cách viết Việt Nam: dấu chấm ngăn hàng nghìn, dấu phẩy trước phần lẻ, ví dụ 1.234,5."


def read(text):
    """The typed number as a Decimal, or None when it is not in this notation."""
    bare = UNIT.sub("", text.strip()).replace("\N{NO-BREAK SPACE}", " ").replace(" ", "")
    if not bare.isascii() or not (GROUPED.fullmatch(bare) or PLAIN.fullmatch(bare)):
        return None
    return Decimal(bare.replace(".", "").replace(",", "."))


class NumberField(forms.CharField):
    """A number from 0 to `most` with at most `places` decimals; an empty input gives `empty`."""

    def __init__(self, *, most, places=2, empty=0, **options):
        super().__init__(required=False, max_length=40, **options)
        self.most, self.places, self.empty = Decimal(most), places, Decimal(empty)
        self.widget.attrs |= {"inputmode": "decimal" if places else "numeric", "autocomplete": "off"}
        self.error_messages["max_length"] = self.too_much

    @property
    def too_much(self):
        return f"Nhập số từ 0 đến {costs.typed(self.most)}."

    def prepare_value(self, value):
        return costs.typed(value) if isinstance(value, int | Decimal) else value

    def clean(self, value):
        text = super().clean(value).strip()
        if not text:
            return self.empty
        if re.match(r"[-−–]", text):
            raise forms.ValidationError("Số không được âm. Nhập 0 nếu không có.")
        found = read(text)
        if found is None:
            raise forms.ValidationError(HOW)
        if found > self.most:
            raise forms.ValidationError(self.too_much)
        if found != round(found, self.places):
            raise forms.ValidationError(self.too_fine)
        return found

    @property
    def too_fine(self):
        if self.places:
            return f"Nhập nhiều nhất {self.places} chữ số sau dấu phẩy."
        return "Nhập số nguyên, không có phần lẻ."
