"""Letters for tests."""

from datetime import UTC, datetime

import factory

from outbox.models import Message

CREATED = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


class MessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Message

    key = factory.Sequence(lambda n: f"test:{n}")
    to = ["nguoi-nhan@example.org"]
    subject = "Nhắc việc đến hạn"
    text = "Nhiệm vụ 7 đến hạn ngày 30/11/2026."
    created_at = CREATED
    next_attempt_at = CREATED
