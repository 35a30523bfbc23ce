"""The calculator of compliance costs: two tables of steps that buttons in the form add to, remove from and check."""

import re
import secrets

from django import forms

from core import acting
from core.forms import revision_field
from reviews import costs
from reviews.models import CostStep, HourlyRate
from reviews.numbers import NumberField

Phase = CostStep.Phase
MOST = 40  # steps of one phase: with nine inputs each below Django's limit of fields in one form
KEY = re.compile(r"(before|after)-[0-9a-f]{1,12}")
HOURS, RATE, MONEY, TIMES, SUBJECTS = 10_000, 10_000_000, 10_000_000_000, 10_000, 10_000_000
YEARLY = {"before": ("times_before", "subjects_before"), "after": ("times_after", "subjects_after")}


class StepForm(forms.Form):
    kind = forms.ChoiceField(
        label="Loại công việc",
        choices=CostStep.Kind.choices,
        error_messages={"required": "Chọn loại công việc.", "invalid_choice": "Chọn loại công việc trong danh sách."},
    )
    title = forms.CharField(
        label="Công việc",
        required=False,
        max_length=300,
        error_messages={"max_length": "Tên công việc dài quá 300 ký tự, hãy rút gọn."},
    )
    hours = NumberField(label="Số giờ", most=HOURS)
    hourly_rate = NumberField(label="Thu nhập một giờ", most=RATE)
    service_cost = NumberField(label="Tư vấn, dịch vụ", most=MONEY)
    fee = NumberField(label="Phí, lệ phí", most=MONEY)
    other_cost = NumberField(label="Chi phí khác", most=MONEY)

    def __init__(self, data=None, *, key, number, initial=None):
        super().__init__(data, prefix=key, initial=initial)
        self.key, self.phase, self.number = key, key.split("-")[0], number
        self.label = f"Bước {number} ({Phase(self.phase).label.lower()})"
        for field in self.fields.values():
            look = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            field.widget.attrs |= {"class": look}

    @property
    def typed(self):
        """The values of the form as typed."""
        return {name: self[name].value() for name in self.fields}

    @property
    def cost(self):
        """The cost of this step; None while an input is invalid."""
        if not self.is_bound or not self.is_valid():
            return None
        data = self.cleaned_data
        money = (data[name] for name in ("hourly_rate", "service_cost", "fee", "other_cost"))
        return costs.CostedStep(data["hours"], *money)

    @property
    def problems(self):
        """[(id of the input, "Số giờ: …")] for the summary."""
        return problems_of(self)


class YearForm(forms.Form):
    """How many times a year, and for how many applicants."""

    times_before = NumberField(label="Số lần thực hiện một năm (hiện tại)", most=TIMES, places=0, empty=1)
    subjects_before = NumberField(label="Số đối tượng tuân thủ một năm (hiện tại)", most=SUBJECTS, places=0)
    times_after = NumberField(label="Số lần thực hiện một năm (sau rà soát)", most=TIMES, places=0, empty=1)
    subjects_after = NumberField(label="Số đối tượng tuân thủ một năm (sau rà soát)", most=SUBJECTS, places=0)
    costs_revision = revision_field()

    def of(self, phase):
        return [self[name] for name in YEARLY[phase]]


class CostsForm:
    """Both tables: at the beginning, as sent, or after a button inside the form was pressed."""

    def __init__(self, review, rate):
        self.review, self.rate, self.said = review, rate, ""
        self.steps, self.fresh = {phase: [] for phase in Phase.values}, None

    @classmethod
    def of(cls, review, rate):
        form = cls(review, rate)
        names = [*YEARLY["before"], *YEARLY["after"], "costs_revision"]
        begun = {name: getattr(review, name) for name in names}
        form.year = YearForm({name: shown(value) for name, value in begun.items()})
        for step in review.cost_steps.all():
            form._add(step.phase, {name: shown(getattr(step, name)) for name in StepForm.base_fields})
        return form

    @classmethod
    def posted(cls, data, review, rate):
        form = cls(review, rate)
        form.year = YearForm(data)
        for key in dict.fromkeys(data.getlist("buoc")):
            phase = key.split("-")[0]
            if KEY.fullmatch(key) and len(form.steps[phase]) < MOST:
                form.steps[phase].append(StepForm(data, key=key, number=len(form.steps[phase]) + 1))
        return form

    def obey(self, data):
        """Carry out the pressed button inside the form; False when the form is to be saved."""
        if data.get("them") in self.steps:
            self._add_empty(data["them"])
        elif "bo" in data:
            self._remove(data["bo"])
        elif "chep" in data:
            self._copy()
        else:
            return "tinh" in data
        return True

    def is_valid(self):
        wrong = [step for step in self.all if not step.is_valid()]  # all are asked: each shows its errors
        return self.year.is_valid() and not wrong

    @property
    def all(self):
        return [*self.steps["before"], *self.steps["after"]]

    @property
    def rate_words(self):
        return costs.typed(self.rate.amount) if self.rate else "0"

    @property
    def tables(self):
        return [(phase, self.steps[phase.value], self.year.of(phase.value)) for phase in Phase]

    @property
    def comparison(self):
        """The Comparison; None while an input is invalid."""
        if not self.is_valid():
            return None
        return costs.Comparison(*(self._burden(phase) for phase in Phase.values))

    def _burden(self, phase):
        times, subjects = (int(self.year.cleaned_data[name]) for name in YEARLY[phase])
        return costs.Burden(tuple(step.cost for step in self.steps[phase]), times, subjects)

    @property
    def problems(self):
        """[(id, words)] for the error summary, in the order of the page."""
        lines = [(place, f"{step.label}, {words}") for step in self.all for place, words in step.problems]
        return problems_of(self.year) + lines

    def arguments(self):
        """The arguments of the action."""
        year = dict(self.year.cleaned_data)
        revision = year.pop("costs_revision")
        steps = {phase: [step.cleaned_data for step in self.steps[phase]] for phase in Phase.values}
        return {"yearly": {name: int(value) for name, value in year.items()}, "steps": steps, "revision": revision}

    def refuse(self, refusal):
        """Show the refusal of the action (called by core.acting)."""
        acting.refuse(self.year, refusal, "costs_revision")

    def _add_empty(self, phase):
        if len(self.steps[phase]) >= MOST:
            self.said = f"Mỗi bảng ghi được nhiều nhất {MOST} bước. Hãy gộp các bước nhỏ."
            return
        used = {step["kind"].value() for step in self.steps[phase]}
        kind = next((kind for kind in CostStep.Kind.values if kind not in used), CostStep.Kind.OTHER)
        money = dict.fromkeys(("hours", "service_cost", "fee", "other_cost"), "0")
        self.fresh = self._add(phase, {"kind": kind, "title": "", "hourly_rate": self.rate_words} | money).key
        self.said = f"Đã thêm bước {len(self.steps[phase])} vào bảng {Phase(phase).label.lower()}."

    def _remove(self, key):
        phase = key.split("-")[0]
        if phase in self.steps:
            kept = [step.typed for step in self.steps[phase] if step.key != key]
            self.steps[phase] = []
            for typed in kept:
                self._add(phase, typed)
            self.said = f"Đã bỏ một bước; bảng {Phase(phase).label.lower()} còn {len(kept)} bước."

    def _copy(self):
        if self.steps["after"]:
            self.said = "Bảng sau rà soát đã có bước. Hãy bỏ các bước đó trước khi sao chép."
            return
        for step in self.steps["before"]:
            self._add("after", step.typed)
        typed = {name: self.year[name].value() for name in self.year.fields}
        for before, after in zip(YEARLY["before"], YEARLY["after"], strict=True):
            typed[after] = typed[before]
        self.year = YearForm(typed)
        self.said = f"Đã sao chép {len(self.steps['after'])} bước. Hãy sửa những gì thay đổi sau rà soát."

    def _add(self, phase, typed):
        key = f"{phase}-{secrets.token_hex(4)}"
        data = {f"{key}-{name}": value for name, value in typed.items()}
        step = StepForm(data, key=key, number=len(self.steps[phase]) + 1)
        self.steps[phase].append(step)
        return step


def shown(value):
    """A stored value as input text."""
    return value if isinstance(value, str) else costs.typed(value)


def rate_of(review):
    """The hourly rate on the start date of the review."""
    return HourlyRate.objects.current(review.start_date)


def problems_of(form):
    """[(id of the input, "label: message")]; an error of the whole form has no id."""
    found = []
    for name, errors in form.errors.items():
        field = form[name] if name in form.fields else None
        found += [(field and field.id_for_label, f"{field.label}: {words}" if field else words) for words in errors]
    return found
