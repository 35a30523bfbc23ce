from django import forms
from django.db.models import Q

from core.forms import FiltersForm, revision_field, words
from deadlines import agenda
from organization.models import Unit
from plans import evidence, schedule
from plans.models import Task
from plans.states import State


def choosable_sources(named):
    """Choices of sources: those that apps declare, and those that the task already names (their app may be removed)."""
    known = evidence.sources()
    gone = [(key, f"{evidence.words_of([key])} ({evidence.NOT_INSTALLED})") for key in named if key not in known]
    return [("", "Không có"), *((key, source.words) for key, source in known.items()), *gone]


def choosable_units(today, task=None):
    """Units valid today, and those that the task already has, also when they have ended."""
    kept = Q(pk__in=[])
    if task and task.pk:
        kept = Q(pk=task.lead_unit_id) | Q(pk__in=task.supporting_units.values("pk"))
    return Unit.objects.filter(Q(pk__in=Unit.objects.valid_on(today).values("pk")) | kept)


class HomeForm(FiltersForm):
    """The unit filter of the home page, for roles that see every unit; others see their own unit."""

    DECISIONS = (agenda.DECISIONS, "Chờ tôi quyết định")
    GROUPS = [("qua-han", "Quá hạn"), ("tuan-nay", "Tuần này"), ("thang-nay", "Tháng này"), ("sau-do", "Sau đó")]
    q = forms.CharField(label="Tìm, không cần dấu", required=False, max_length=100)
    unit = forms.ModelChoiceField(label="Đơn vị", queryset=None, required=False, empty_label="Mọi đơn vị")
    nhom = forms.ChoiceField(label="Thời hạn", required=False, choices=[("", "Mọi thời hạn"), *GROUPS])

    def __init__(self, *args, sees_all, **kwargs):
        super().__init__(*args, **kwargs)
        self.sees_all = sees_all
        self.fields["unit"].queryset = Unit.objects.all()
        if sees_all:
            self.fields["nhom"].choices.append(self.DECISIONS)
        else:
            del self.fields["unit"]

    @property
    def chosen_unit(self):
        return self.chosen("unit")

    @property
    def group(self):
        return self.chosen("nhom") or ""


class FilterForm(FiltersForm):
    q = forms.CharField(label="Tìm, không cần dấu", required=False, max_length=100)
    unit = forms.ModelChoiceField(label="Đơn vị", queryset=None, required=False, empty_label="Mọi đơn vị")
    section = forms.ModelChoiceField(label="Nhóm việc", queryset=None, required=False, empty_label="Mọi nhóm việc")
    state = forms.ChoiceField(label="Trạng thái", required=False, choices=[("", "Mọi trạng thái"), *State.choices])

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.all()
        self.fields["section"].queryset = plan.sections.all()


class SectionForm(forms.Form):
    title = forms.CharField(label="Tên nhóm việc", max_length=300, error_messages={"required": "Nhập tên nhóm việc."})


class TaskForm(forms.ModelForm):
    SOURCES = ["source_1", "source_2", "source_3"]

    reason = words("Lý do điều chỉnh", 2, required=False, help_text="Bắt buộc vì kế hoạch đã ban hành.")
    revision = revision_field()
    source_1 = forms.ChoiceField(
        label="Nguồn số liệu 1",
        required=False,
        help_text="Nguồn đầu tiên quyết định trạng thái của nhiệm vụ. Không có nguồn nào thì chỉ ghi kết quả.",
    )
    source_2 = forms.ChoiceField(label="Nguồn số liệu 2", required=False)
    source_3 = forms.ChoiceField(label="Nguồn số liệu 3", required=False)
    schedule_kind = forms.ChoiceField(
        label="Loại thời gian",
        required=False,
        choices=[("", "Tự đọc từ thời gian thực hiện"), *Task.Schedule.choices],
        help_text="Chỉ chọn khi phần mềm đọc chưa đúng.",
    )

    class Meta:
        model = Task
        fields = ["section", "title", "lead_unit", "supporting_units", "deliverable_text", "timing"]
        widgets = {"title": forms.Textarea(attrs={"rows": 3}), "supporting_units": forms.CheckboxSelectMultiple}
        error_messages = {
            "title": {"required": "Nhập nội dung công việc."},
            "lead_unit": {"required": "Chọn bộ phận chủ trì."},
            "section": {"required": "Chọn nhóm việc."},
        }

    field_order = [
        "section",
        "title",
        "lead_unit",
        "supporting_units",
        "deliverable_text",
        "timing",
        "schedule_kind",
        *SOURCES,
    ]

    def __init__(self, *args, plan, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        units = choosable_units(today, self.instance)
        self.fields["lead_unit"].queryset = self.fields["supporting_units"].queryset = units
        self.fields["section"].queryset = plan.sections.all()
        self.fields["section"].empty_label = self.fields["lead_unit"].empty_label = "Chọn…"
        task = self.instance
        self._offer_sources([source.key for source in task.sources.all()] if task.pk else [])
        self.initial["revision"] = task.revision
        if task.pk and schedule.read(task.timing, plan.year).kind != task.schedule_kind:
            self.initial["schedule_kind"] = task.schedule_kind
        if plan.is_draft:
            del self.fields["reason"]
        if not task.pk:
            del self.fields["revision"]

    def _offer_sources(self, named):
        self.initial |= dict(zip(self.SOURCES, named, strict=False))
        for name in self.SOURCES:
            self.fields[name].choices = choosable_sources(named)

    def arguments(self):
        """The arguments of the action. A new task has no revision; a draft needs no reason."""
        names = [name for name in ("reason", "revision") if name in self.fields]
        return {"fields": self.task_fields()} | {name: self.cleaned_data[name] for name in names}

    def task_fields(self):
        """The fields for the action. The unit texts of the imported paper stay while the chosen units are unchanged."""
        data, old = self.cleaned_data, Task.objects.filter(pk=self.instance.pk).first()
        supporting = list(data["supporting_units"])
        same_lead = old and old.lead_unit_id == data["lead_unit"].pk
        same_support = old and {unit.pk for unit in old.supporting_units.all()} == {unit.pk for unit in supporting}
        return {
            "section": data["section"],
            "title": " ".join(data["title"].split()),
            "lead_unit": data["lead_unit"],
            "lead_text": old.lead_text if same_lead else data["lead_unit"].name,
            "supporting_units": supporting,
            "support_text": old.support_text if same_support else "; ".join(unit.name for unit in supporting),
            "deliverable_text": data["deliverable_text"],
            "timing": data["timing"],
            "schedule_kind": data["schedule_kind"] or schedule.read(data["timing"], self.plan.year).kind,
            "sources": [data[name] for name in self.SOURCES if data[name]],
        }


class BulkLeadForm(forms.Form):
    tasks = forms.ModelMultipleChoiceField(
        label="Nhiệm vụ",
        queryset=Task.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một nhiệm vụ."},
    )
    lead_unit = forms.ModelChoiceField(
        label="Bộ phận chủ trì mới",
        queryset=None,
        empty_label="Chọn…",
        error_messages={"required": "Chọn bộ phận chủ trì mới."},
    )
    reason = words("Lý do điều chỉnh", 2, required=False, help_text="Bắt buộc vì kế hoạch đã ban hành.")

    def __init__(self, *args, plan, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead_unit"].queryset = Unit.objects.valid_on(today)
        self.fields["tasks"].queryset = plan.tasks.select_related("plan")
        self.fields["tasks"].label_from_instance = lambda task: f"{task.number}. {task.title} ({task.lead_text})"
        if plan.is_draft:
            del self.fields["reason"]
