"""Forms of decisions: filters, entry, correction, drafting steps."""

import uuid

from django import forms
from django.db.models import Max, Min

from core import acting
from core.days import DayField, year_asked
from core.forms import FiltersForm, revision_field, words
from files.fields import DocumentField
from organization.models import Agency
from procedures.forms.lines import number
from procedures.item_changes import WrongItems
from procedures.models import Decision

Level = Decision.Level
SIGNED = ("pdf", "jpg", "jpeg", "png")
KEEPS_NO_FILE = "Khi trang báo lỗi, trình duyệt không giữ tệp đã chọn: hãy chọn lại tệp trước khi lưu."
ANSWERED_SHOWN = 50  # decisions that still wait for the province are always all shown


class DecisionFiltersForm(FiltersForm):
    STATES = [
        ("", "Mọi tình trạng"),
        ("waiting", "Của Bộ: chờ công bố"),
        ("announced", "Của Bộ: đã công bố"),
        ("not_needed", "Của Bộ: không phải công bố"),
        ("withdrawn", "Đã rút"),
    ]
    q = forms.CharField(label="Tìm số, trích yếu, không cần dấu", required=False, max_length=100)
    cap = forms.ChoiceField(label="Cấp ban hành", required=False, choices=[("", "Mọi cấp"), *Level.choices])
    nam = forms.TypedChoiceField(label="Năm ký", required=False, coerce=int)
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False, choices=STATES)

    def __init__(self, data):
        super().__init__(data)
        span = Decision.objects.aggregate(first=Min("sign_date__year"), last=Max("sign_date__year"))
        years = set(range(span["first"], span["last"] + 1)) if span["first"] else set()
        years |= {year_asked(data.get("nam") or "")} - {None}
        self.fields["nam"].choices = [("", "Mọi năm"), *((year, f"Năm {year}") for year in sorted(years, reverse=True))]

    def rows(self):
        """The decisions that match the filters. Withdrawn ones are shown only by the filter for them."""
        state, found = self.chosen("tinh_trang"), Decision.objects.current()
        if state == "waiting":
            found = Decision.objects.unanswered()
        elif state == "announced":
            found = Decision.objects.answered()
        elif state == "not_needed":
            found = Decision.objects.of_ministry().filter(not_needed_at__isnull=False)
        elif state == "withdrawn":
            found = Decision.objects.filter(withdrawn_at__isnull=False)
        if self.chosen("cap"):
            found = found.filter(level=self.chosen("cap"))
        if self.chosen("nam"):
            found = found.filter(sign_date__year=self.chosen("nam"))
        return found.matching(self.text)


class DecisionForm(forms.Form):
    """The head of a decision; its `lines` are validated with it."""

    number = forms.CharField(
        label="Số, ký hiệu", max_length=60, error_messages={"required": "Nhập số, ký hiệu ghi trên quyết định."}
    )
    sign_date = DayField(label="Ngày ký")
    effective_date = DayField(label="Ngày có hiệu lực")
    received_date = DayField(label="Ngày nhận được", help_text="Hạn của các bước tham mưu tính từ ngày này.")
    title = words(
        "Trích yếu", 2, max_length=600, error_messages={"required": "Nhập trích yếu như ghi trên quyết định."}
    )
    issuer = forms.CharField(
        label="Cơ quan ban hành", max_length=200, error_messages={"required": "Nhập cơ quan ban hành."}
    )
    follows = forms.ModelChoiceField(
        Decision.objects.of_ministry(),
        label="Công bố theo quyết định của Bộ",
        required=False,
        empty_label="Không theo quyết định nào của Bộ",
        help_text="Khi lưu, bước ký của quyết định được chọn coi như hoàn thành.",
        error_messages={"invalid_choice": "Quyết định của Bộ này không còn trong sổ. Hãy chọn lại."},
    )
    is_short = forms.BooleanField(
        label="Theo trình tự, thủ tục rút gọn", required=False, help_text="Hạn đăng tải ngắn hơn."
    )
    upload = DocumentField(label="Bản đã ký", required=False, allowed=SIGNED)
    reason = words("Lý do đính chính", 2, max_length=1000, error_messages={"required": "Ghi lý do đính chính."})
    revision = revision_field()
    submission_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, data=None, files=None, *, level, lines, today, decision=None, initial=None):
        super().__init__(data, files, initial=initial)
        self.level, self.lines, self.today, self.decision = level, lines, today, decision
        unused = ["follows", "is_short"] if level == Level.MINISTRY else ["received_date"]
        unused += ["submission_key"] if decision else ["reason", "revision"]
        for name in unused:
            del self.fields[name]
        self.fields["number"].help_text = f"Ví dụ: {'3950/QĐ-BKHCN' if level == Level.MINISTRY else '2420/QĐ-UBND'}."
        upload = self.fields["upload"]
        upload.help_text = f"{upload.help_text} {KEEPS_NO_FILE}"
        if "follows" in self.fields:
            self.fields["follows"].choices = [("", self.fields["follows"].empty_label), *self.ministry_choices()]

    def ministry_choices(self):
        """Ministry decisions to choose from: first those that wait for the province, then the latest answered ones."""
        waiting = Decision.objects.unanswered()
        asked = number(str(self.data.get("follows") or self.initial.get("follows") or ""))
        rest = Decision.objects.of_ministry().exclude(pk__in=waiting.values("pk"))
        others = list(rest[:ANSWERED_SHOWN])
        shown = list(waiting)
        if asked and asked not in {one.pk for one in [*shown, *others]}:
            others += rest.filter(pk=asked)
        groups = [("Chờ công bố", shown), ("Đã công bố hoặc không phải công bố", others)]
        return [(name, [(one.pk, in_a_list(one)) for one in ones]) for name, ones in groups if ones]

    def clean_sign_date(self):
        return self._not_later(self.cleaned_data["sign_date"], "Ngày ký")

    def clean_received_date(self):
        return self._not_later(self.cleaned_data["received_date"], "Ngày nhận được")

    def _not_later(self, day, label):
        if day > self.today:
            raise forms.ValidationError(f"{label} không thể sau hôm nay ({self.today:%d/%m/%Y}).")
        return day

    def clean(self):
        data = super().clean()
        # The action checks the same; also here, so that errors of lines and head are shown together.
        self.lines.check(level=self.level, effective_date=data.get("effective_date"), decision=self.decision)
        return data

    def is_valid(self):
        return super().is_valid() and not self.lines.has_problems

    @property
    def has_problems(self):
        return self.is_bound and not self.is_valid()

    def refuse(self, refusal):
        """Show the refusal of the action at its line or field (called by core.acting)."""
        if isinstance(refusal, WrongItems):
            self.lines.show(refusal.problems)
        else:
            acting.refuse(self, refusal)

    def arguments(self):
        """The arguments of the action."""
        data = self.cleaned_data
        names = ["number", "sign_date", "effective_date", "received_date", "title", "issuer", "follows", "is_short"]
        usual = {"is_short": False}
        fields = {name: data.get(name, usual.get(name)) for name in names}
        fields["title"] = " ".join(fields["title"].split())
        extra = {name: data[name] for name in ("reason", "revision") if name in data}
        if not self.decision:
            extra["submission_key"] = data["submission_key"] or None
        return {"fields": fields, "changes": self.lines.changes, "upload": data["upload"], **extra}


def in_a_list(decision):
    title = decision.title if len(decision.title) < 80 else f"{decision.title[:79]}…"
    return f"{decision.short_name} ngày {decision.sign_date:%d/%m/%Y}: {title}"


def begun(level, follows=None):
    """The initial values of a new form."""
    last = Decision.objects.filter(level=level).values_list("issuer", flat=True).first()
    usual = "Bộ Khoa học và Công nghệ" if level == Level.MINISTRY else f"Chủ tịch {Agency.current().superior_name}"
    first = {"follows": follows.pk, "title": follows.title} if follows else {}
    return {"issuer": last or usual, "submission_key": uuid.uuid4().hex, **first}


def written(decision):
    """The initial values of the form of a correction."""
    names = ["number", "sign_date", "effective_date", "received_date", "title", "issuer", "is_short", "revision"]
    return {name: getattr(decision, name) for name in names} | {"follows": decision.follows_id}


class StepForm(forms.Form):
    done_date = DayField(label="Ngày thực hiện")
    note = forms.CharField(label="Ghi chú", max_length=500, required=False, help_text="Ví dụ: số, ngày công văn gửi.")

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("done_date", today)
