"""Clocks: the terms of a case."""

from django.db import models
from django.db.models import Q

from core.rows import person
from deadlines.terms import Term
from feedback.models.cases import Case


class Clock(Term):
    """One term of a case. Without a due date it stands still, because the sender was asked."""

    class Kind(models.TextChoices):
        CLASSIFY = "classify", "Phân loại"
        FORWARD = "forward", "Chuyển cơ quan có thẩm quyền"
        SUPPLEMENT = "supplement", "Người gửi bổ sung"
        ANSWER = "answer", "Trả lời"
        PUBLISH = "publish", "Công khai kết quả"

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks")
    kind = models.CharField("việc phải làm", max_length=20, choices=Kind)

    class Meta:
        verbose_name = "đồng hồ"
        verbose_name_plural = "đồng hồ"
        ordering = ["start_date", "pk"]
        constraints = [
            *Term.Meta.constraints,
            models.CheckConstraint(condition=Q(rule__isnull=False), name="feedback_clock_follows_a_rule"),
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(done_date=None), name="feedback_clock_runs_once"
            ),
            models.CheckConstraint(
                condition=Q(done_date=None) | Q(due_date__isnull=False), name="feedback_clock_stopped_had_a_due_date"
            ),
        ]
        indexes = [
            models.Index(fields=["due_date"], condition=Q(done_date=None), name="feedback_clock_running"),
            models.Index(fields=["kind", "start_date"], name="feedback_clock_counted"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.case_id}"


class Extension(models.Model):
    """An extension of the answer's term: requested with a reason, granted or refused by a leader."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="extensions")
    days = models.PositiveSmallIntegerField("số ngày làm việc thêm")
    reason = models.CharField("lý do", max_length=500)
    asked_at = models.DateTimeField("đề nghị lúc")
    asked_by = models.ForeignKey("organization.User", models.PROTECT, related_name="+")
    is_granted = models.BooleanField("đồng ý", null=True, blank=True)
    remarks = models.CharField("ý kiến", max_length=500, blank=True)
    decided_at, decided_by = models.DateTimeField("quyết định lúc", null=True, blank=True), person("người quyết định")

    class Meta:
        verbose_name = "đề nghị gia hạn"
        verbose_name_plural = "đề nghị gia hạn"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(decided_at=None),
                name="feedback_extension_one_open_at_a_time",
                violation_error_message="Đang có đề nghị gia hạn chờ lãnh đạo quyết định.",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, is_granted=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, is_granted__isnull=False),
                name="feedback_extension_decided_who_and_when",
            ),
            models.CheckConstraint(condition=Q(days__range=(1, 60)), name="feedback_extension_days_in_reason"),
        ]

    def __str__(self):
        return f"Gia hạn {self.days} ngày làm việc"
