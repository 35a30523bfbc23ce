"""Retention of personal data, and the records of anonymisation."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.rows import both_or_neither, person
from feedback.models.cases import Case, Status


class RetentionRule(models.Model):
    """How many months after its end a case keeps personal data. A value without a source is shown as "(mẫu)"."""

    status = models.CharField("trạng thái", max_length=20, choices=Status, unique=True)
    months = models.PositiveSmallIntegerField("số tháng lưu")
    citation = models.CharField("căn cứ", max_length=300)
    is_sample = models.BooleanField("giá trị mẫu", default=False)

    class Meta:
        verbose_name = "thời hạn lưu thông tin cá nhân"
        verbose_name_plural = "thời hạn lưu thông tin cá nhân"
        ordering = ["status"]
        constraints = [models.CheckConstraint(condition=Q(months__gt=0), name="feedback_retention_months_above_zero")]

    def __str__(self):
        return f"{self.get_status_display()}: {self.months} tháng"


class DisposalQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(confirmed_at=None, cancelled_at=None)

    def ended(self):
        return self.exclude(confirmed_at=None, cancelled_at=None)


class Disposal(models.Model):
    """A list of cases to anonymise: proposed by one user, confirmed by another."""

    reason = models.CharField("lý do", max_length=500)
    forgets_words = models.BooleanField("xóa cả nội dung người gửi viết", default=False)
    proposed_at = models.DateTimeField("đề nghị lúc")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at, confirmed_by = models.DateTimeField("xác nhận lúc", null=True, blank=True), person("người xác nhận")
    cancelled_at, cancelled_by = models.DateTimeField("hủy lúc", null=True, blank=True), person("người hủy")

    objects = DisposalQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt ẩn danh"
        verbose_name_plural = "đợt ẩn danh"
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("confirmed_at", "confirmed_by"), name="feedback_disposal_confirmed_by_whom"
            ),
            models.CheckConstraint(
                condition=both_or_neither("cancelled_at", "cancelled_by"), name="feedback_disposal_cancelled_by_whom"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(cancelled_at=None), name="feedback_disposal_ends_one_way"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("proposed_by")),
                name="feedback_disposal_needs_two_people",
            ),
        ]

    def __str__(self):
        return f"Đợt ẩn danh {self.pk}"

    @property
    def is_waiting(self):
        return self.confirmed_at is None and self.cancelled_at is None


class DisposalItem(models.Model):
    """One case of a disposal with the number of deleted files. `outcome`: why it was left out, if it was."""

    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="disposal_items")
    files_removed = models.PositiveIntegerField("số tệp đã xóa", default=0)
    done_at = models.DateTimeField("ẩn danh lúc", null=True, blank=True)
    outcome = models.CharField("ghi chú", max_length=200, blank=True)

    class Meta:
        verbose_name = "phản ánh trong đợt ẩn danh"
        verbose_name_plural = "phản ánh trong đợt ẩn danh"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["disposal", "case"], name="feedback_disposal_item_once"),
        ]

    def __str__(self):
        return f"{self.case}"
