"""The model of the trail."""

from django.db import models
from django.db.models import Q


class AuditEventQuerySet(models.QuerySet):
    def of(self, *targets):
        """The events of these records, newest first."""
        wanted = Q(pk__in=[])
        for target in targets:
            wanted |= Q(target_type=target._meta.label_lower, target_id=str(target.pk))
        return self.filter(wanted)

    def update(self, **fields):
        raise TypeError("An audit event is never changed.")

    def delete(self):
        raise TypeError("An audit event is never deleted.")


class AuditEvent(models.Model):
    """Who did what to which record, when, with old and new values. No foreign keys: it stays when the record goes."""

    at = models.DateTimeField("lúc", db_index=True)
    actor_id = models.BigIntegerField("mã tài khoản", null=True)
    actor_name = models.CharField("người thực hiện", max_length=150)
    action = models.CharField("việc", max_length=80, db_index=True)
    target_type = models.CharField("loại hồ sơ", max_length=80)
    target_id = models.CharField("mã hồ sơ", max_length=40)
    target_label = models.CharField("hồ sơ", max_length=300)
    changes = models.JSONField("thay đổi", default=dict)
    note = models.TextField("ghi chú", blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target_type", "target_id", "-at"], name="organization_audit_story")]

    def __str__(self):
        return f"{self.what}: {self.target_label}"

    def save(self, **kwargs):
        if self.pk:
            raise TypeError("An audit event is never changed.")
        super().save(**kwargs)

    def delete(self, **kwargs):
        raise TypeError("An audit event is never deleted.")

    @property
    def what(self):
        """The action in words for the screen."""
        from organization import audit

        return audit.words_for(self.action)
