"""The plan of a year, its legal bases and its sections."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.rows import Revised, both_or_neither, person


class PlanQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(status=Plan.Status.ISSUED)


class Plan(Revised):
    """The year's plan for the control of administrative procedures (NĐ 63/2010/NĐ-CP Điều 35a.2a)."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        SUBMITTED = "submitted", "Đã trình"
        ISSUED = "issued", "Đã ban hành"
        CLOSED = "closed", "Đã kết thúc"

    NEXT = {
        Status.DRAFT: {Status.SUBMITTED},
        Status.SUBMITTED: {Status.DRAFT, Status.ISSUED},
        Status.ISSUED: {Status.CLOSED},
        Status.CLOSED: {Status.ISSUED},
    }

    # The text fields of the plan, edited in one form.
    TEXTS = [
        "title",
        "symbol",
        "signer_title",
        "signer_name",
        "purpose",
        "requirements",
        "solutions",
        "budget",
        "recipients",
    ]

    year = models.PositiveSmallIntegerField(
        "năm",
        unique=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
        error_messages={"unique": "Đã có kế hoạch của năm này."},
    )
    title = models.CharField("tên kế hoạch", max_length=300)
    number = models.CharField("số", max_length=10, blank=True, help_text="Văn thư cấp số; dự thảo để trống.")
    symbol = models.CharField("ký hiệu", max_length=40, help_text="Ví dụ: KH-SKHCN.")
    issue_date = models.DateField("ngày ban hành", null=True, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=150, blank=True)
    signer_name = models.CharField("người ký", max_length=150, blank=True)
    purpose = models.TextField("mục đích", blank=True)
    requirements = models.TextField("yêu cầu", blank=True)
    solutions = models.TextField("giải pháp, tổ chức thực hiện", blank=True)
    budget = models.TextField("kinh phí", blank=True)
    recipients = models.TextField("nơi nhận", blank=True, help_text="Mỗi dòng một nơi nhận.")
    status = models.CharField("trạng thái", max_length=20, choices=Status, default=Status.DRAFT)
    cloned_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="clones")
    created_at = models.DateTimeField()
    created_by = person()
    submitted_at, submitted_by = models.DateTimeField(null=True, blank=True), person()
    issued_at, issued_by = models.DateTimeField(null=True, blank=True), person()
    closed_at, closed_by = models.DateTimeField(null=True, blank=True), person()

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("submitted_at", "submitted_by"), name="plans_plan_submitted_who_and_when"
            ),
            models.CheckConstraint(
                condition=both_or_neither("issued_at", "issued_by"), name="plans_plan_issued_who_and_when"
            ),
            models.CheckConstraint(
                condition=both_or_neither("closed_at", "closed_by"), name="plans_plan_closed_who_and_when"
            ),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(status="submitted", submitted_at__isnull=False)
                | Q(status="issued", issued_at__isnull=False)
                | Q(status="closed", issued_at__isnull=False, closed_at__isnull=False),
                name="plans_plan_status_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted"]) | (Q(issue_date__isnull=False) & ~Q(number="")),
                name="plans_plan_issued_has_number_and_date",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plans:plan", args=[self.year])

    def can_become(self, status):
        return status in self.NEXT[self.status]

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_in_force(self):
        return self.status == self.Status.ISSUED

    @property
    def is_closed(self):
        return self.status == self.Status.CLOSED

    @property
    def has_started(self):
        """Whether the plan was ever issued: only then can a task be late."""
        return self.status in (self.Status.ISSUED, self.Status.CLOSED)

    @property
    def number_and_symbol(self):
        """Number and symbol by NĐ 30/2020/NĐ-CP: numbers below 10 with a leading zero, a draft without a number."""
        return f"{self.number.zfill(2) if self.number else ''}/{self.symbol}"


class LegalBasis(models.Model):
    """One "Căn cứ …" of the plan, as written."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="legal_bases")
    position = models.PositiveSmallIntegerField()
    text = models.CharField("căn cứ", max_length=500)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plans_basis_position_once")]

    def __str__(self):
        return self.text


class Section(models.Model):
    """A section of tasks ("nhóm việc"), with a Roman number as in the paper."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    number = models.CharField("số thứ tự", max_length=10, blank=True)
    title = models.CharField("tên nhóm việc", max_length=300)

    class Meta:
        verbose_name = "nhóm việc"
        verbose_name_plural = "nhóm việc"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plans_section_position_once")]

    def __str__(self):
        return f"{self.number}. {self.title}" if self.number else self.title
