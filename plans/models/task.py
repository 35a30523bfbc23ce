"""A task of the plan, its milestones and deliverables."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.folding import fold
from core.rows import Revised, SearchableQuerySet, both_or_neither, person
from deadlines.models import Period
from deadlines.terms import Term, TermQuerySet
from files.models import StoredFile
from organization.models import Unit
from plans.models.plan import Plan, Section


def _acting_as(unit):
    """Primary keys of this unit and of the groups that contain it, as a subquery."""
    return Unit.objects.filter(Q(pk=unit.pk) | Q(grouped_units=unit)).values("pk") if unit else Unit.objects.none()


class TaskQuerySet(SearchableQuerySet):
    def editable_by(self, user):
        """Tasks that the user may work on: a controller all, an officer those that the own unit leads or supports."""
        if user.is_controller:
            return self
        if user.role not in (user.Role.OFFICER, user.Role.FOCAL_POINT) or user.unit_id is None:
            return self.none()
        return self.of_unit(user.unit)

    def led_by(self, unit):
        return self.filter(lead_unit__in=_acting_as(unit))

    def of_unit(self, unit):
        """Tasks led or supported by the unit, directly or as a member of a group."""
        units = _acting_as(unit)
        supported = Task.supporting_units.through.objects.filter(unit__in=units).values("task")
        return self.filter(Q(lead_unit__in=units) | Q(pk__in=supported))

    def with_work(self):
        """Fetch everything that `states.task_state` reads, in a constant number of queries."""
        return self.select_related("plan", "section", "lead_unit").prefetch_related(
            "sources",
            models.Prefetch("milestones", Milestone.objects.select_related("period", "rule", "done_by")),
            models.Prefetch(
                "deliverables",
                Deliverable.objects.current().select_related("milestone__period", "file", "recorded_by"),
            ),
        )


class Task(Revised):
    """One row of the plan: who does what by when. `timing` is the text of the paper, `schedule_kind` its meaning."""

    class Schedule(models.TextChoices):
        QUARTER = "quarter", "Trong một quý"
        YEAR = "year", "Trong năm"
        DATE = "date", "Ngày cụ thể"
        ONGOING = "ongoing", "Thường xuyên"
        PERIODIC = "periodic", "Theo kỳ báo cáo"
        EVENT = "event", "Khi phát sinh"
        EXTERNAL = "external", "Do cơ quan khác tổ chức"
        UNREAD = "unread", "Chưa đọc được"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    section = models.ForeignKey(Section, models.PROTECT, related_name="tasks", verbose_name="nhóm việc")
    number = models.PositiveSmallIntegerField("số thứ tự")
    title = models.TextField("nội dung công việc")
    lead_unit = models.ForeignKey(Unit, models.PROTECT, related_name="led_tasks", verbose_name="bộ phận chủ trì")
    lead_text = models.CharField("chủ trì, như trong văn bản", max_length=300)
    supporting_units = models.ManyToManyField(
        Unit, blank=True, related_name="supported_tasks", verbose_name="bộ phận phối hợp"
    )
    support_text = models.CharField("phối hợp, như trong văn bản", max_length=500, blank=True)
    deliverable_text = models.CharField("kết quả", max_length=500, blank=True)
    timing = models.CharField("thời gian thực hiện", max_length=300, blank=True)
    schedule_kind = models.CharField("loại thời gian", max_length=20, choices=Schedule, default=Schedule.UNREAD)
    search_text = models.TextField(editable=False, default="")

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["section__position", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plans_task_number_once")]
        indexes = [models.Index(fields=["plan", "lead_unit"], name="plans_task_by_lead")]

    def __str__(self):
        return f"{self.plan.year}/{self.number}. {self.title}"

    def words_to_find(self):
        return fold(" ".join([self.title, self.lead_text, self.support_text, self.deliverable_text]))

    def save(self, **kwargs):
        self.search_text = self.words_to_find()
        if "update_fields" in kwargs:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("plans:task", args=[self.plan.year, self.number])

    @property
    def may_take_date(self):
        """Whether the task ends on one day, which a user can enter."""
        return self.schedule_kind not in (self.Schedule.ONGOING, self.Schedule.PERIODIC, self.Schedule.EVENT)

    @property
    def is_dated_by_its_timing(self):
        return self.schedule_kind in (self.Schedule.QUARTER, self.Schedule.YEAR)


class TaskSource(models.Model):
    """A source of evidence of a task, by its key in `evidence.sources()`. Position 1 decides the state of the task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="sources")
    key = models.CharField("nguồn số liệu", max_length=60)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "nguồn số liệu"
        verbose_name_plural = "nguồn số liệu"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["task", "key"], name="plans_tasksource_once_a_task"),
            models.UniqueConstraint(fields=["task", "position"], name="plans_tasksource_position_once"),
        ]

    def __str__(self):
        return self.key


class MilestoneQuerySet(TermQuerySet):
    def untouched(self):
        """Milestones created from the timing, without work on them: they may be replaced."""
        return self.open().filter(edited_at=None, deliverables=None).exclude(kind=Milestone.Kind.EVENT)


class Milestone(Term):
    """A term of a task: its own date, a reporting period, or an event."""

    class Kind(models.TextChoices):
        DUE = "due", "Hạn của nhiệm vụ"
        PERIOD = "period", "Theo kỳ"
        EVENT = "event", "Phát sinh"

    task = models.ForeignKey(Task, models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=10, choices=Kind)
    period = models.ForeignKey(Period, models.PROTECT, null=True, blank=True, related_name="milestones")
    title = models.CharField("nội dung mốc", max_length=300)
    note = models.TextField("ghi chú", blank=True)
    done_at, done_by = models.DateTimeField(null=True, blank=True), person()
    edited_at, edited_by = models.DateTimeField(null=True, blank=True), person()

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = "mốc thực hiện"
        verbose_name_plural = "mốc thực hiện"
        ordering = [F("due_date").asc(nulls_last=True), "pk"]
        constraints = [
            *Term.Meta.constraints,
            models.UniqueConstraint(fields=["task", "period"], name="plans_milestone_once_a_period"),
            models.UniqueConstraint(fields=["task"], condition=Q(kind="due"), name="plans_milestone_one_due_date"),
            models.CheckConstraint(
                condition=both_or_neither("done_at", "done_by"), name="plans_milestone_done_who_and_when"
            ),
            models.CheckConstraint(
                condition=both_or_neither("done_at", "done_date"), name="plans_milestone_done_has_its_day"
            ),
            models.CheckConstraint(
                condition=both_or_neither("edited_at", "edited_by"), name="plans_milestone_edited_who_and_when"
            ),
            models.CheckConstraint(
                condition=Q(kind="period", period__isnull=False) | (~Q(kind="period") & Q(period=None)),
                name="plans_milestone_of_a_period_names_it",
            ),
        ]
        indexes = [models.Index(fields=["due_date"], condition=Q(done_date=None), name="plans_milestone_open_by_due")]

    def __str__(self):
        return f"{self.title} (nhiệm vụ {self.task.number}, {self.task.plan.year})"


class DeliverableQuerySet(models.QuerySet):
    def current(self):
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)


class Deliverable(models.Model):
    """A result of a task (decision, report, news …), with a file, a link or a number."""

    class Kind(models.TextChoices):
        DECISION = "decision", "Quyết định"
        PLAN = "plan", "Kế hoạch"
        REPORT = "report", "Báo cáo"
        LETTER = "letter", "Công văn"
        CONCLUSION = "conclusion", "Kết luận"
        SUBMISSION = "submission", "Tờ trình, văn bản đề xuất"
        NEWS = "news", "Tin, bài viết"
        SURVEY = "survey", "Phiếu khảo sát"
        MEETING = "meeting", "Hội nghị, tập huấn"
        OTHER = "other", "Khác"

    task = models.ForeignKey(Task, models.PROTECT, related_name="deliverables")
    milestone = models.ForeignKey(Milestone, models.SET_NULL, null=True, blank=True, related_name="deliverables")
    kind = models.CharField("loại", max_length=20, choices=Kind)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    date = models.DateField("ngày")
    title = models.CharField("tên, trích yếu", max_length=500)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    link = models.URLField("đường dẫn", max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("organization.User", models.PROTECT, related_name="+")
    withdrawn_at, withdrawn_by = models.DateTimeField(null=True, blank=True), person()
    submission_key = models.CharField(max_length=40, null=True, editable=False)

    objects = DeliverableQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả"
        verbose_name_plural = "kết quả"
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("withdrawn_at", "withdrawn_by"),
                name="plans_deliverable_withdrawn_who_and_when",
            ),
            models.UniqueConstraint(fields=["task", "submission_key"], name="plans_deliverable_sent_once"),
        ]

    def __str__(self):
        number = f" số {self.number}" if self.number else ""
        kind = "Kết quả" if self.kind == self.Kind.OTHER else self.get_kind_display()
        return f"{kind}{number} ngày {self.date:%d/%m/%Y}: {self.title}"
