from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from files.models import StoredFile
from outbox import actions
from outbox.models import Message
from outbox.tasks import deliver_message
from tests.outbox.factories import MessageFactory
from tests.together import together


def queue(now, **fields):
    letter = {"key": "plans:1:issued", "to": ["a@example.org"], "subject": "Kế hoạch", "text": "Đã ban hành."}
    return actions.queue(**{**letter, "now": now, **fields})


@pytest.fixture
def hurried(monkeypatch):
    """The messages that a worker was asked to send."""
    asked = []
    monkeypatch.setattr(deliver_message, "delay", lambda *, message_id: asked.append(message_id))
    return asked


def test_a_queued_letter_hurries_after_the_commit(db, now, hurried, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        message = queue(now)
        assert hurried == []

    assert hurried == [message.pk]
    assert message.state(now) == "queued"


def test_the_same_key_is_the_same_letter(db, now, hurried, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = queue(now)
        second = queue(now + timedelta(days=1), subject="Khác")

    assert second == first
    assert Message.objects.get().subject == "Kế hoạch"
    assert hurried == [first.pk]


@pytest.mark.django_db(transaction=True)
def test_the_same_key_queued_by_eight_at_once_is_one_letter(now):
    results = together(8, lambda: queue(now))

    assert results == ["won"] * 8
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_when_the_transaction_rolls_back(now, hurried):
    with transaction.atomic():
        queue(now)
        transaction.set_rollback(True)

    assert Message.objects.count() == 0
    assert hurried == []
    assert actions.sweep(now=now) == 0
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_with_the_broker_down_the_letter_waits_and_the_sweep_sends_it(now, monkeypatch):
    def refused(**_options):
        raise ConnectionRefusedError

    monkeypatch.setattr(deliver_message, "delay", refused)
    message = queue(now)
    assert message.state(now) == "queued"

    assert actions.sweep(now=now) == 1
    assert [letter.subject for letter in mail.outbox] == ["Kế hoạch"]


def test_a_letter_without_recipient_is_a_mistake_of_ours(db, now):
    with pytest.raises(ValueError, match="no recipient"):
        queue(now, to=[])


def test_a_subject_is_one_line_and_a_recipient_is_named_once(db, now):
    message = queue(now, subject="Kế hoạch\nBcc: x@example.org", to=["a@example.org", "a@example.org"])

    assert message.subject == "Kế hoạch Bcc: x@example.org"
    assert message.to == ["a@example.org"]


def test_stored_files_travel_with_the_letter(db, now, stored_file):
    message = queue(now, attachments=[stored_file])

    actions.deliver(message_id=message.pk, now=now)

    attachment = mail.outbox[0].attachments[0]
    assert (attachment.filename, attachment.content, attachment.mimetype) == (
        "kế hoạch.pdf",
        b"%PDF",
        "application/pdf",
    )


@pytest.fixture
def stored_file(db, now):
    from django.core.files.base import ContentFile

    return StoredFile.objects.create(
        file=ContentFile(b"%PDF", name="random"),
        name="kế hoạch.pdf",
        content_type="application/pdf",
        size=4,
        sha256="0" * 64,
        stored_at=now,
    )


@pytest.mark.parametrize("count", [1, 5])
def test_finding_what_is_due_asks_the_same_for_any_number_of_letters(db, now, count, django_assert_num_queries):
    MessageFactory.create_batch(count, next_attempt_at=now + timedelta(hours=1))

    with django_assert_num_queries(2):
        assert actions.sweep(now=now) == 0
