"""Messages (e-mail) to send. The table is the queue: a Celery task only makes it faster."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from files.models import StoredFile

# Waiting time after the first, second, … failure; together longer than a night, so that a short outage loses nothing.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
MAX_ATTEMPTS = len(WAITS) + 1


def lease():
    """The lease: how long a worker holds a message. Longer than the time limit of any task."""
    return timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)


class MessageQuerySet(models.QuerySet):
    """`Message.state` as filters; each row is in exactly one state at any moment."""

    def waiting(self):
        return self.filter(sent_at=None, failed_at=None)

    def free(self, now):
        """Messages without a lease, or with one that has expired because its worker died."""
        return self.waiting().filter(Q(leased_until=None) | Q(leased_until__lt=now))

    def due(self, now):
        return self.free(now).filter(next_attempt_at__lte=now, attempts__lt=MAX_ATTEMPTS)

    def in_state(self, state, now):
        return {
            Message.State.QUEUED: self.free(now),
            Message.State.SENDING: self.waiting().filter(leased_until__gte=now),
            Message.State.SENT: self.filter(sent_at__isnull=False),
            Message.State.FAILED: self.filter(failed_at__isnull=False),
        }[state]

    def partly_refused(self):
        return self.filter(sent_at__isnull=False).exclude(refused=[])


class Message(models.Model):
    """One e-mail. The unique `key` names the reason, so that the same reason never sends it twice."""

    class State(models.TextChoices):
        QUEUED = "queued", "Chờ gửi"
        SENDING = "sending", "Đang gửi"
        SENT = "sent", "Đã gửi"
        FAILED = "failed", "Không gửi được"

    key = models.CharField("mã thư", max_length=200, unique=True)
    to = models.JSONField("người nhận")
    subject = models.CharField("tiêu đề", max_length=300)
    text = models.TextField("nội dung", blank=True)
    html = models.TextField("nội dung HTML", blank=True)
    attachments = models.ManyToManyField(StoredFile, blank=True, related_name="+", verbose_name="tệp kèm")
    forget_body = models.BooleanField("xóa nội dung sau khi gửi", default=False)
    created_at = models.DateTimeField("lúc tạo", db_index=True)
    next_attempt_at = models.DateTimeField("lần gửi tới")
    leased_until = models.DateTimeField("đang gửi đến", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("số lần thử", default=0)
    last_error = models.TextField("lỗi gần nhất", blank=True)
    refused = models.JSONField("người nhận bị từ chối", default=list, blank=True)
    sent_at = models.DateTimeField("lúc gửi", null=True, blank=True)
    failed_at = models.DateTimeField("lúc thôi gửi", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "thư"
        verbose_name_plural = "thư gửi đi"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(sent_at=None, failed_at=None), name="outbox_message_waiting"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(failed_at=None), name="outbox_message_not_both_sent_and_failed"
            ),
            models.CheckConstraint(
                condition=Q(leased_until=None) | Q(sent_at=None, failed_at=None),
                name="outbox_message_leased_only_while_waiting",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(attempts__gte=1), name="outbox_message_sent_was_attempted"
            ),
            models.CheckConstraint(
                condition=Q(failed_at=None) | ~Q(last_error=""), name="outbox_message_failed_says_why"
            ),
        ]

    def __str__(self):
        return self.subject

    def state(self, now):
        """The state, computed from the dates and never stored: a dead worker cannot leave a wrong state."""
        if self.sent_at:
            return self.State.SENT
        if self.failed_at:
            return self.State.FAILED
        if self.leased_until and self.leased_until >= now:
            return self.State.SENDING
        return self.State.QUEUED

    @property
    def owed_to(self):
        """The receivers still to send to: after a partial refusal only those that were refused."""
        return self.refused or self.to

    @property
    def can_be_resent(self):
        return bool(self.owed_to and (self.failed_at or (self.sent_at and self.refused)))
