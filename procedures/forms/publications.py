import re

from django import forms

from core import acting
from core.days import DayField
from core.forms import FiltersForm
from files.fields import DocumentField
from procedures import matrix
from procedures.actions.publishing import PHOTOS
from procedures.models import Channel, Decision

BAD_LINK = "Nhập địa chỉ đầy đủ, bắt đầu bằng http:// hoặc https://."


class MatrixForm(FiltersForm):
    q = forms.CharField(label="Tìm quyết định, không cần dấu", required=False, max_length=100)
    nam = forms.TypedChoiceField(label="Năm ký", required=False, coerce=int, empty_value=None)
    nhom = forms.ChoiceField(
        label="Nhóm kênh", required=False, choices=[("", "Mọi nhóm kênh"), *Channel.Source.choices]
    )
    kenh = forms.ModelChoiceField(label="Kênh", required=False, queryset=Channel.objects.all(), empty_label="Mọi kênh")
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False, choices=[("", "Mọi tình trạng"), *matrix.STATES])

    @property
    def channels(self):
        """The channels (columns) that match the filters."""
        found = Channel.objects.filter(source=self.chosen("nhom")) if self.chosen("nhom") else Channel.objects.all()
        return found.filter(pk=self.chosen("kenh").pk) if self.chosen("kenh") else found

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = Decision.objects.of_province().order_by("-sign_date__year").values_list("sign_date__year", flat=True)
        self.fields["nam"].choices = [("", "Mọi năm"), *((year, f"Năm {year}") for year in years.distinct())]
        self.fields["kenh"].label_from_instance = lambda channel: channel.short_name

    def decisions(self, today):
        publications = matrix.wanted(
            state=self.chosen("tinh_trang"), source=self.chosen("nhom"), channel=self.chosen("kenh"), today=today
        )
        return matrix.decisions(text=self.text, year=self.chosen("nam"), publications=publications)


def link_field():
    return forms.URLField(
        label="Đường dẫn",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={"invalid": BAD_LINK},
    )


def note_field(label="Ghi chú", help_text=""):
    return forms.CharField(label=label, required=False, max_length=500, help_text=help_text)


class ProofForm(forms.Form):
    """The date and the proof of one publication."""

    done_date = DayField(label="Ngày công khai")
    link = link_field()
    photo = DocumentField(label="Ảnh chụp hoặc tệp PDF", required=False, allowed=PHOTOS)
    note = note_field(help_text="Ví dụ: niêm yết tại bảng tin tầng 1.")
    # Empty while nothing is recorded: then the form creates the record.
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, publication, today, **kwargs):
        super().__init__(*args, auto_id=f"luot{publication.pk}_%s", **kwargs)
        self.publication = row = publication
        self.initial = {"done_date": row.done_date or today, "link": row.link, "note": row.note} | self.initial
        self.initial["revision"] = row.revision if row.is_done else None
        if row.photo_id:
            self.fields["photo"].help_text += f" Đang có: {row.photo.name}."
        if not row.channel.is_electronic:
            self.order_fields(["done_date", "photo", "note", "link"])

    def clean_link(self):
        link = self.cleaned_data["link"]
        if link and not re.match(r"https?://", link):
            raise forms.ValidationError(BAD_LINK)
        return link

    @property
    def changes(self):
        """Whether the form changes a recorded publication, instead of recording it."""
        return bool(self["revision"].value())

    def arguments(self):
        """The arguments of the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision" or self.changes}


class LineForm(forms.Form):
    """One channel in RowForm."""

    chosen = forms.BooleanField(label="Đã công khai", required=False, initial=True)
    link = link_field()
    photo = DocumentField(label="Ảnh chụp hoặc tệp PDF", required=False, allowed=PHOTOS)
    note = note_field()

    clean_link = ProofForm.clean_link

    def __init__(self, *args, publication, **kwargs):
        super().__init__(*args, prefix=f"luot{publication.pk}", **kwargs)
        self.publication = publication
        self.title = publication.channel.name
        del self.fields["photo" if publication.channel.is_electronic else "link"]


class RowForm(forms.Form):
    """Several channels of one decision: one date, and a line for each owed channel."""

    done_date = DayField(label="Ngày công khai (chung)")
    common_note = note_field("Ghi chú chung", "Dùng cho các kênh không có đường dẫn, ảnh hay ghi chú riêng.")

    def __init__(self, data=None, files=None, *, publications, today):
        super().__init__(data, files, initial={"done_date": today})
        self.lines = [LineForm(data, files, publication=row) for row in publications]

    def is_valid(self):
        wrong = [line for line in self.lines if not line.is_valid()]  # all are asked: each shows its errors
        return super().is_valid() and not wrong

    def refuse(self, refusal):
        """Show the refusal of the action at its channel, or above the form (called by core.acting)."""
        lines = {line.publication.pk: line for line in self.lines}
        of_lines = [(at, words) for at, words in refusal.places if isinstance(at, tuple)]
        for (pk, name), words in of_lines:
            lines[pk].add_error(name, words)
        if not of_lines:
            acting.refuse(self, refusal)

    @property
    def has_line_errors(self):
        return any(line.errors for line in self.lines)

    @property
    def chosen(self):
        return [line for line in self.lines if line.cleaned_data["chosen"]]

    def arguments(self):
        common = self.cleaned_data["common_note"]
        lines = []
        for line in self.chosen:
            data = line.cleaned_data
            link, photo = data.get("link", ""), data.get("photo")
            note = data["note"] or ("" if link or photo else common)
            lines.append((line.publication, link, photo, note))
        return {"done_date": self.cleaned_data["done_date"], "lines": lines}
