"""Jobs: files that take too long for one request. The table is the queue: a Celery task only makes it faster."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from files.models import StoredFile

MAX_ATTEMPTS = 3
# How long a worker holds a job: longer than its task may run (see tasks.py).
LEASE = timedelta(minutes=5)
KEPT = timedelta(days=7)


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(requested_by=user)

    def of_everybody(self):
        return self.filter(requested_by=None)

    def open(self):
        return self.filter(finished_at=None)

    def free(self, now):
        """Jobs without a lease, or with one that has expired because its worker died."""
        return self.open().filter(Q(leased_until=None) | Q(leased_until__lt=now))

    def due(self, now):
        return self.free(now).filter(attempts__lt=MAX_ATTEMPTS)

    def old(self, now):
        return self.filter(finished_at__lt=now - KEPT)


class Job(models.Model):
    """One ordered file. `maker` is a key of settings.DOCUMENT_MAKERS; jobs with equal `key` give the same file."""

    class State(models.TextChoices):
        QUEUED = "queued", "Đang chờ đến lượt"
        MAKING = "making", "Đang tạo tệp"
        DONE = "done", "Đã xong"
        FAILED = "failed", "Không tạo được"

    maker = models.CharField(max_length=60)
    arguments = models.JSONField()
    key = models.CharField(max_length=64, editable=False)
    title = models.CharField("tài liệu", max_length=300)
    file_name = models.CharField("tên tệp", max_length=150)
    back_url = models.CharField("quay lại", max_length=200)
    # Empty for a public paper, which is made once for all visitors.
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    requested_at = models.DateTimeField("lúc yêu cầu")
    leased_until = models.DateTimeField("đang tạo đến", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("số lần thử", default=0)
    started_at = models.DateTimeField("lúc bắt đầu", null=True, blank=True)
    finished_at = models.DateTimeField("lúc kết thúc", null=True, blank=True, db_index=True)
    error = models.TextField("vì sao không tạo được", blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp")

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "tài liệu được yêu cầu"
        verbose_name_plural = "tài liệu được yêu cầu"
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["requested_by", "key"], condition=Q(finished_at=None), name="documents_job_open_once"
            ),
            models.UniqueConstraint(
                fields=["key"], condition=Q(finished_at=None, requested_by=None), name="documents_job_of_all_open_once"
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None, file=None, error="")
                | Q(finished_at__isnull=False, leased_until=None, file__isnull=False, error="")
                | (Q(finished_at__isnull=False, leased_until=None, file=None) & ~Q(error="")),
                name="documents_job_ends_with_a_file_or_says_why",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("documents:job", args=[self.pk])

    def state(self, now):
        """The state, computed from the row and never stored: a dead worker cannot leave a wrong state."""
        if self.finished_at:
            return self.State.DONE if self.file_id else self.State.FAILED
        if self.leased_until and self.leased_until >= now:
            return self.State.MAKING
        return self.State.QUEUED

    @property
    def has_failed(self):
        return bool(self.finished_at and not self.file_id)
