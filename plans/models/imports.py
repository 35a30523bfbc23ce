"""The preview of a plan's import."""

from django.conf import settings
from django.db import models

from core.rows import person
from plans.models.plan import Plan


class PlanImport(models.Model):
    """The rows of a file. Confirmation stores these rows: the file is not read a second time."""

    year = models.PositiveSmallIntegerField("năm")
    file_name = models.CharField("tên tệp", max_length=200)
    rows = models.JSONField()
    problems = models.JSONField(default=list)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="imports")
    applied_at, applied_by = models.DateTimeField(null=True, blank=True), person()  # by is empty for the command line

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self):
        return f"{self.file_name} ({self.year})"
