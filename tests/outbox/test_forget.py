"""Receiver and text of messages can be erased; that they were sent stays."""

import pytest

from organization.models import AuditEvent
from outbox import actions
from outbox.models import Message
from tests.outbox.factories import MessageFactory


def forget(now):
    actions.forget(key_prefix="feedback:1:", now=now)


@pytest.mark.parametrize(
    ("ended", "fields", "state"),
    [
        (None, {}, "failed"),
        ("sent_at", {}, "sent"),
        ("sent_at", {"refused": ["xa@example.org"], "last_error": "xa@example.org: 550"}, "sent"),
        ("failed_at", {"last_error": "550 <xa@example.org> no such user"}, "failed"),
    ],
)
def test_nothing_is_left_of_the_addressee_in_any_state(db, now, ended, fields, state):
    when = {ended: now} if ended else {}
    message = MessageFactory(key="feedback:1:received", attempts=1, **when, **fields)

    forget(now)

    message.refresh_from_db()
    assert (message.to, message.refused, message.text, message.state(now)) == ([], [], "", state)
    assert "xa@example.org" not in message.last_error
    assert message.can_be_resent is False


def test_what_was_forgotten_is_never_sent(db, now):
    MessageFactory(key="feedback:1:received")

    forget(now)

    assert actions.sweep(now=now) == 0


def test_the_letters_of_others_stay(db, now):
    MessageFactory(key="feedback:12:received")

    forget(now)

    assert Message.objects.waiting().get().to == ["nguoi-nhan@example.org"]


@pytest.mark.parametrize(("forget_body", "note"), [(True, ""), (False, "nguoi-nhan@example.org")])
def test_the_trail_of_a_private_letter_keeps_no_address(db, now, administrator, forget_body, note):
    message = MessageFactory(failed_at=now, last_error="550", forget_body=forget_body)

    actions.resend(message=message, by=administrator, now=now)

    assert AuditEvent.objects.of(message).get().note == note
