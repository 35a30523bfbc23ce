"""Public forms before they are sent; deleted after a day."""

from django.db import models

from feedback.models.cases import Case
from files.models import StoredFile


class Submission(models.Model):
    """A public form before it is sent, found by the hash of a key that is stored in the sender's session only."""

    key_hash = models.CharField(max_length=64, unique=True)
    typed = models.JSONField(default=dict)
    started_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    case = models.OneToOneField(Case, models.CASCADE, null=True, blank=True, related_name="submission")

    class Meta:
        verbose_name = "phiếu đang soạn"
        verbose_name_plural = "phiếu đang soạn"

    def __str__(self):
        return f"Phiếu {self.pk}"


class SubmissionFile(models.Model):
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "tệp của phiếu đang soạn"
        verbose_name_plural = "tệp của phiếu đang soạn"
        ordering = ["pk"]

    def __str__(self):
        return f"Tệp {self.pk}"
