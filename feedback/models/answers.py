"""Letters and published texts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.rows import SearchableQuerySet, both_or_neither, person
from feedback.models.cases import Case
from files.models import StoredFile
from procedures.models import Field


class Letter(models.Model):
    """A công văn to the sender or to the competent body, numbered by văn thư; never changed after issue."""

    class Kind(models.TextChoices):
        ANSWER = "answer", "Công văn trả lời"
        FORWARD = "forward", "Công văn chuyển"

    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    kind = models.CharField("loại", max_length=10, choices=Kind)
    number = models.CharField("số", max_length=20, blank=True)
    symbol = models.CharField("ký hiệu", max_length=60, blank=True)
    issued_date = models.DateField("ngày ban hành")
    recipient = models.CharField("kính gửi", max_length=300)
    body = models.TextField("nội dung")
    authority = models.CharField("quyền hạn ký", max_length=60, blank=True, help_text="Ví dụ: KT. GIÁM ĐỐC.")
    signer_title = models.CharField("chức vụ người ký", max_length=100)
    signer_name = models.CharField("họ và tên người ký", max_length=100)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="tệp")
    issued_at = models.DateTimeField("phát hành lúc")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "công văn"
        verbose_name_plural = "công văn"
        ordering = ["issued_at", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}/{self.symbol}"


class PublicTextQuerySet(SearchableQuerySet):
    def current(self):
        return self.filter(withdrawn_at=None)


class PublicText(models.Model):
    """The published question and answer of a case, edited by a user."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="public_texts")
    title = models.CharField("tiêu đề", max_length=200)
    question = models.TextField("nội dung phản ánh, kiến nghị")
    answer = models.TextField("nội dung trả lời")
    field = models.ForeignKey(Field, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lĩnh vực")
    received_date = models.DateField("ngày tiếp nhận")
    answered_date = models.DateField("ngày trả lời")
    # [{"key": ..., "kind": ..., "words": ...}]: marks that a user has checked and kept.
    confirmed_marks = models.JSONField("nội dung đã xác nhận", default=list, blank=True)
    published_at = models.DateTimeField("công khai lúc")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at, withdrawn_by = models.DateTimeField("rút lúc", null=True, blank=True), person("người rút")
    withdrawn_reason = models.CharField("lý do rút", max_length=500, blank=True)
    search_text = models.TextField(editable=False, default="")

    objects = PublicTextQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung công khai"
        verbose_name_plural = "nội dung công khai"
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["field", "-answered_date"], name="feedback_public_field"),
            models.Index(fields=["-answered_date", "id"], name="feedback_public_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(withdrawn_at=None), name="feedback_public_text_stands_once"
            ),
            models.CheckConstraint(
                condition=both_or_neither("withdrawn_at", "withdrawn_by"), name="feedback_public_withdrawn_who_and_when"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("feedback:result", args=[self.case.number])
