"""Forms of the catalogue: filters, content of a version, choice of two versions to compare."""

from django import forms
from django.db.models import Exists, OuterRef, Q

from core.forms import FiltersForm, revision_field, words
from files.fields import DocumentField
from procedures import codes
from procedures.actions.catalogue import FORMS
from procedures.models import Channel, DecisionItem, Field, Procedure, Publication, ServiceLevel, Version

MOST_LETTERS = 20_000
NOTHING_TO_SAY = "Ghi “Không có” nếu thủ tục không có phần này."
POST = {"": None, "yes": True, "no": False}


class CatalogueFiltersForm(FiltersForm):
    STATES = [
        ("", "Đang và sắp có hiệu lực"),
        ("in_force", "Đang có hiệu lực"),
        ("upcoming", "Sắp có hiệu lực"),
        ("abolished", "Đã bãi bỏ"),
        ("all", "Mọi trạng thái"),
    ]
    CONTENTS = [("", "Mọi nội dung"), ("missing", "Còn thiếu bộ phận"), ("code", "Mã cần kiểm tra")]
    q = forms.CharField(label="Tìm mã, tên thủ tục, không cần dấu", required=False, max_length=100)
    linh_vuc = forms.ModelChoiceField(Field.objects.all(), label="Lĩnh vực", required=False, empty_label="Mọi lĩnh vực")
    cap = forms.ChoiceField(
        label="Cấp thực hiện", required=False, choices=[("", "Mọi cấp thực hiện"), *Version.AdminLevel.choices]
    )
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False, choices=STATES)
    kenh = forms.ModelChoiceField(
        Channel.objects.all(), label="Chưa công khai trên kênh", required=False, empty_label="Công khai: mọi kênh"
    )
    noi_dung = forms.ChoiceField(label="Nội dung", required=False, choices=CONTENTS)

    def __init__(self, data):
        super().__init__(data)
        self.fields["kenh"].label_from_instance = lambda channel: f"Chưa công khai: {channel.short_name}"

    def rows(self, today):
        """The versions that match the filters, one of each procedure."""
        found = self._in_state(Version.objects.shown(today), today)
        if self.chosen("linh_vuc"):
            found = found.filter(procedure__field=self.chosen("linh_vuc"))
        if self.chosen("cap"):
            found = found.filter(admin_level=self.chosen("cap"))
        if self.chosen("kenh"):
            owed = Publication.objects.owed().filter(channel=self.chosen("kenh")).values("decision")
            lines = DecisionItem.objects.current().filter(decision__in=owed)
            touched = [lines.filter(**{name: OuterRef("procedure")}) for name in ("procedure", "replaced")]
            found = found.filter(Exists(touched[0]) | Exists(touched[1]))
        if self.chosen("noi_dung") == "missing":
            found = found.incomplete()
        elif self.chosen("noi_dung") == "code":
            found = found.exclude(procedure__code__regex=f"^{codes.SHAPE.pattern}$")
        related = found.select_related("procedure__field", "service_level", "item__decision")
        return related.matching(self.text).order_by("procedure__code", "procedure")

    def _in_state(self, found, today):
        state = self.chosen("trang_thai")
        if state == "in_force":
            return found.valid_on(today)
        if state == "upcoming":
            coming = Version.objects.current().upcoming(today).filter(procedure=OuterRef("procedure"))
            return found.filter(Exists(coming))
        if state == "abolished":
            return found.abolished(today)
        if state == "all":
            return found
        return found.filter(Q(procedure__abolished_date=None) | Q(procedure__abolished_date__gt=today))


class PartField(forms.CharField):
    """A multi-line text. Line ends are converted to "\\n" for storage and comparison."""

    def __init__(self, **options):
        ours = {"required": False, "max_length": MOST_LETTERS, "widget": forms.Textarea(attrs={"rows": 4})}
        super().__init__(**options | ours)
        self.error_messages["max_length"] = "Phần này dài quá 20.000 ký tự, hãy rút gọn."

    def to_python(self, value):
        value = super().to_python(value)
        return value.replace("\r\n", "\n").replace("\r", "\n")

    def widget_attrs(self, widget):
        """Without `maxlength`: browsers count line ends differently and would cut pasted text silently."""
        return {}


class VersionForm(forms.ModelForm):
    """The content of a version, in the order of the law. Only the name is required; the rest may be added later."""

    name = words(
        "Tên thủ tục", 2, max_length=600, error_messages={"required": "Nhập tên thủ tục như trong quyết định công bố."}
    )
    accepts_post = forms.ChoiceField(
        label="Tiếp nhận qua bưu chính công ích",
        required=False,
        choices=[("", "Chưa rõ"), ("yes", "Có tiếp nhận"), ("no", "Không tiếp nhận")],
    )
    note = forms.CharField(
        label="Lý do sửa", max_length=500, required=False, help_text="Ghi ngắn gọn; hiện trong diễn biến của thủ tục."
    )
    revision = revision_field()

    class Meta:
        model = Version
        fields = list(Version.FIELDS)
        field_classes = dict.fromkeys(set(Version.TEXTS) - {"name"}, PartField)
        labels = {"accepts_post": "Tiếp nhận qua bưu chính công ích"}

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        version = self.instance
        day = version.valid_from or version.valid_to or today
        current = Q(pk=version.service_level_id)
        levels = ServiceLevel.objects.valid_on(day) | ServiceLevel.objects.filter(current)
        self.fields["service_level"].queryset = levels.order_by("position", "pk")
        self.fields["service_level"].empty_label = "Chưa xác định"
        self.initial["accepts_post"] = {value: key for key, value in POST.items()}[version.accepts_post]
        self.initial["revision"] = version.revision
        for place, name in enumerate((*Version.MANDATORY, *Version.CONDITIONAL), start=1):
            self.fields[name].label = f"{place}. {self.fields[name].label[0].upper()}{self.fields[name].label[1:]}"
        for name in Version.CONDITIONAL:
            self.fields[name].help_text = NOTHING_TO_SAY
        for name in Version.TEXTS:
            self.fields[name].widget.attrs["rows"] = _rows_for(getattr(version, name))

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_accepts_post(self):
        return POST[self.cleaned_data["accepts_post"]]

    def arguments(self):
        """The arguments of the action."""
        data = self.cleaned_data
        fields = {name: data[name] for name in Version.FIELDS}
        return {"fields": fields, "revision": data["revision"], "note": data["note"]}


def _rows_for(text):
    """The height of a textarea for this text, within limits."""
    lines = sum(1 + len(line) // 75 for line in text.split("\n"))
    return max(2, min(lines + 1, 14))


class FactsForm(forms.Form):
    code = forms.CharField(
        label="Mã thủ tục",
        max_length=60,
        required=False,
        help_text="Ví dụ: 1.000494 hoặc 1.000494.000.00.00.H29. Mã khác dạng vẫn lưu được.",
    )
    field = forms.ModelChoiceField(
        Field.objects.all(),
        label="Lĩnh vực",
        empty_label=None,
        error_messages={"required": "Chọn lĩnh vực.", "invalid_choice": "Chọn một lĩnh vực trong danh sách."},
    )
    revision = revision_field()

    def __init__(self, *args, procedure, **kwargs):
        shown = {"code": procedure.code, "field": procedure.field_id, "revision": procedure.revision}
        super().__init__(*args, initial=shown, **kwargs)

    def clean_code(self):
        return "".join(self.cleaned_data["code"].split())


class FormFileForm(forms.Form):
    title = forms.CharField(
        label="Tên mẫu",
        max_length=300,
        help_text="Ví dụ: Phiếu khai báo thiết bị X-quang (Mẫu số 06).",
        error_messages={"required": "Nhập tên mẫu đơn, tờ khai."},
    )
    upload = DocumentField(label="Tệp", allowed=FORMS)


class CompareForm(FiltersForm):
    """The choice of two versions; by default the last two."""

    tu = forms.TypedChoiceField(label="So sánh phiên bản", required=False, coerce=int)
    den = forms.TypedChoiceField(label="với phiên bản", required=False, coerce=int)

    def __init__(self, data, *, versions):
        self.by_number = {one.number: one for one in versions}
        numbers = sorted(self.by_number)
        last = {"tu": str(numbers[max(len(numbers) - 2, 0)]), "den": str(numbers[-1])}
        super().__init__(last | {name: data[name] for name in last if data.get(name)})
        for name in last:
            self.fields[name].choices = [(number, self._words(number)) for number in numbers]

    def _words(self, number):
        begins = self.by_number[number].valid_from
        return f"Phiên bản {number} (từ {begins:%d/%m/%Y})" if begins else f"Phiên bản {number} (ban đầu)"

    @property
    def versions(self):
        """(older, newer) as chosen; None for a number that does not exist."""
        pair = self.by_number.get(self.chosen("tu")), self.by_number.get(self.chosen("den"))
        return pair if all(pair) else None


def may_edit(user, procedure):
    return Procedure.objects.editable_by(user).filter(pk=procedure.pk).exists()
