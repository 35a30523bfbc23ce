"""The events of a case, questions and answers included. Rows are added and never changed."""

from django.db import models

from core.rows import person
from feedback.models.cases import Case, Status
from files.models import StoredFile


class CaseEventQuerySet(models.QuerySet):
    def public(self):
        """Events that the sender sees."""
        return self.filter(is_public=True)

    def update(self, **fields):
        raise TypeError("An event of a case is never changed.")

    def delete(self):
        raise TypeError("An event of a case is never deleted.")

    def forget_words(self, instead):
        """The only change of events, for anonymisation: texts are erased or masked; who did what and when stays."""
        for event in self.exclude(text=""):
            models.QuerySet.update(self.filter(pk=event.pk), text=instead(event.text))

    def forget_details(self, name, instead):
        for event in self.filter(details__has_key=name):
            details = event.details | {name: [instead(words) for words in event.details[name]]}
            models.QuerySet.update(self.filter(pk=event.pk), details=details)


class CaseEvent(models.Model):
    """Who did what to a case, when and why, and whether its sender sees it. `action` is a key of life.ACTIONS."""

    class Party(models.TextChoices):
        SENDER = "sender", "Người gửi"
        STAFF = "staff", "Cán bộ"
        SYSTEM = "system", "Hệ thống"

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    at = models.DateTimeField("lúc")
    action = models.CharField("việc", max_length=30)
    party = models.CharField("bên thực hiện", max_length=10, choices=Party)
    by = person("người thực hiện")
    from_status = models.CharField(max_length=20, choices=Status, blank=True)
    to_status = models.CharField(max_length=20, choices=Status)
    text = models.TextField("nội dung", blank=True)
    details = models.JSONField("chi tiết", default=dict, blank=True)  # {field: [old, new]} in words
    is_public = models.BooleanField("người gửi thấy", default=False)

    objects = CaseEventQuerySet.as_manager()

    class Meta:
        verbose_name = "diễn biến"
        verbose_name_plural = "diễn biến"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["case", "at"], name="feedback_event_story")]

    def __str__(self):
        return f"{self.what}: {self.case_id}"

    def save(self, **kwargs):
        if self.pk:
            raise TypeError("An event of a case is never changed.")
        super().save(**kwargs)

    def delete(self, **kwargs):
        raise TypeError("An event of a case is never deleted.")

    @property
    def what(self):
        """The action in words for staff."""
        from feedback import life

        return life.words(self.action)

    @property
    def public_words(self):
        """The action in words for the sender, without names of officers."""
        from feedback import life

        return life.public_words(self.action)


class CaseFile(models.Model):
    """A file of a case, from the sender or from staff."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="files")
    event = models.ForeignKey(CaseEvent, models.PROTECT, null=True, blank=True, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tệp")
    is_public = models.BooleanField("người gửi thấy", default=True)  # of the sender, or for the sender

    class Meta:
        verbose_name = "tệp của phản ánh"
        verbose_name_plural = "tệp của phản ánh"
        ordering = ["pk"]

    def __str__(self):
        return f"Tệp {self.pk} của {self.case}"
