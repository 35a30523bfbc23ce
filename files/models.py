"""Uploaded files and files that the system made."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class StoredFileQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(scan=StoredFile.Scan.WAITING)


class StoredFile(models.Model):
    """An uploaded file, or one that the system made. Its bytes have a random name and are served as downloads only."""

    class Scan(models.TextChoices):
        CLEAN = "clean", "Dùng được"
        WAITING = "waiting", "Chờ quét mã độc"
        INFECTED = "infected", "Có mã độc, đã gỡ bỏ"

    file = models.FileField("tệp", upload_to="%Y/%m", max_length=200, unique=True)
    name = models.CharField("tên tệp", max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField("lưu lúc")
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    scan = models.CharField("quét mã độc", max_length=10, choices=Scan, default=Scan.CLEAN)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"
        indexes = [models.Index(fields=["scan"], condition=Q(scan="waiting"), name="files_storedfile_waiting")]

    def __str__(self):
        return self.name

    @property
    def may_leave(self):
        """Whether the file may be downloaded; False while it waits for the scanner."""
        return self.scan == self.Scan.CLEAN
