from datetime import timedelta

import pytest
from django.core import mail

from core.refusals import NotAllowed
from organization.models import AuditEvent
from outbox import actions, transport
from outbox.models import MAX_ATTEMPTS, WAITS, Message
from tests.outbox.factories import MessageFactory
from tests.together import together


def deliver(message, now):
    sent = actions.deliver(message_id=message.pk, now=now)
    message.refresh_from_db()
    return sent


@pytest.mark.django_db(transaction=True)
def test_of_eight_deliverers_at_once_one_sends(now):
    message = MessageFactory()

    results = together(8, lambda: actions.deliver(message_id=message.pk, now=now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_deliverers_at_once_one_speaks_to_the_server(now, postman):
    message = MessageFactory()

    results = together(8, lambda: actions.deliver(message_id=message.pk, now=now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert [recipients for recipients, _mail in postman.accepted] == [["nguoi-nhan@example.org"]]


def test_a_letter_arrives_as_it_was_written(db, now, postman):
    message = MessageFactory(html="<p>Nhiệm vụ <b>7</b></p>")

    assert deliver(message, now) is True

    (_recipients, letter), *_ = postman.accepted
    assert letter["Subject"] == "Nhắc việc đến hạn"
    assert letter["Message-ID"] == transport.message_id(message)
    assert letter.get_body(("plain",)).get_content().strip() == "Nhiệm vụ 7 đến hạn ngày 30/11/2026."
    assert letter.get_body(("html",)).get_content().strip() == "<p>Nhiệm vụ <b>7</b></p>"
    assert (message.state(now), message.sent_at, message.attempts) == ("sent", now, 1)


def test_the_message_id_comes_from_the_key_alone():
    first, again, other = Message(key="a", subject="x"), Message(key="a", subject="y"), Message(key="b")

    assert transport.message_id(first) == transport.message_id(again)
    assert transport.message_id(first) != transport.message_id(other)


def test_a_worker_that_died_while_sending_loses_nothing(db, now, settings):
    settings.OUTBOX_LEASE_SECONDS = 600
    message = MessageFactory(leased_until=now + timedelta(minutes=10), attempts=1)
    assert message.state(now) == "sending"

    assert actions.sweep(now=now + timedelta(minutes=9)) == 0
    assert actions.sweep(now=now + timedelta(minutes=11)) == 1
    assert len(mail.outbox) == 1


def test_a_letter_that_kills_its_worker_every_time_is_given_up(db, now):
    message = MessageFactory(leased_until=now - timedelta(minutes=1), attempts=MAX_ATTEMPTS)

    assert actions.sweep(now=now) == 0

    message.refresh_from_db()
    assert (message.state(now), message.last_error) == ("failed", actions.WORKER_LOST)


def test_a_refused_recipient_ends_at_once(db, now, postman):
    postman.refuse = {"nguoi-nhan@example.org": "550 no such user"}
    message = MessageFactory()

    assert deliver(message, now) is False

    assert message.state(now) == "failed"
    assert message.last_error == "nguoi-nhan@example.org: 550 no such user"
    assert message.attempts == 1


def test_a_recipient_put_off_is_tried_again(db, now, postman):
    postman.refuse = {"nguoi-nhan@example.org": "451 greylisted, try later"}
    message = MessageFactory()
    deliver(message, now)
    assert (message.state(now), message.next_attempt_at) == ("queued", now + WAITS[0])

    postman.refuse = {}
    assert deliver(message, now) is False, "not before its time"
    assert deliver(message, now + WAITS[0]) is True
    assert len(postman.accepted) == 1


@pytest.mark.parametrize(
    ("answer", "state"), [("554 spam", "failed"), ("452 disk full", "queued")], ids=["for good", "for now"]
)
def test_a_letter_refused_is_failed_for_good_or_waits(db, now, postman, answer, state):
    postman.on_data = answer
    message = MessageFactory()

    deliver(message, now)

    assert (message.state(now), message.last_error) == (state, answer)


def test_a_partly_refused_letter_is_sent_and_shows_who_did_not_get_it(db, now, postman):
    postman.refuse = {"xa@example.org": "550 gone"}
    message = MessageFactory(to=["gan@example.org", "xa@example.org"])

    assert deliver(message, now) is True

    assert [recipients for recipients, _mail in postman.accepted] == [["gan@example.org"]]
    assert (message.state(now), message.refused) == ("sent", ["xa@example.org"])
    assert message.last_error == "xa@example.org: 550 gone"
    assert list(Message.objects.partly_refused()) == [message]


def test_a_resent_letter_goes_only_to_those_who_did_not_get_it(db, now, postman, administrator):
    postman.refuse = {"xa@example.org": "550 gone"}
    message = MessageFactory(to=["gan@example.org", "xa@example.org"])
    deliver(message, now)
    postman.refuse = {}

    actions.resend(message=message, by=administrator, now=now)
    deliver(message, now)

    assert [recipients for recipients, _mail in postman.accepted] == [["gan@example.org"], ["xa@example.org"]]
    assert (message.refused, message.last_error) == ([], "")


def test_with_the_server_down_a_letter_waits_longer_each_time_and_is_given_up(db, now, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    message = MessageFactory()

    for wait in WAITS:
        assert deliver(message, now) is False
        assert (message.state(now), message.next_attempt_at) == ("queued", now + wait)
        now += wait
    deliver(message, now)

    assert (message.state(now), message.attempts) == ("failed", MAX_ATTEMPTS)
    assert message.last_error == "ConnectionRefusedError: [Errno 111] Connection refused"


def test_a_letter_that_cannot_be_written_down_fails_at_once(db, now):
    message = MessageFactory(subject="Một\nhai")

    assert deliver(message, now) is False

    assert message.state(now) == "failed"


def test_a_sent_letter_is_not_sent_again(db, now):
    message = MessageFactory()
    deliver(message, now)

    assert deliver(message, now + timedelta(days=1)) is False
    assert actions.sweep(now=now + timedelta(days=1)) == 0
    assert len(mail.outbox) == 1


def test_a_body_to_be_forgotten_is_gone_after_sending(db, now):
    message = MessageFactory(forget_body=True, text="https://example.org/secret", html="<p>secret</p>")

    deliver(message, now)

    assert mail.outbox[0].body == "https://example.org/secret"
    assert (message.text, message.html) == ("", "")


def test_a_body_to_be_forgotten_stays_while_somebody_is_owed_it(db, now, postman):
    postman.on_data = "452 later"
    message = MessageFactory(forget_body=True)

    deliver(message, now)

    assert message.text == "Nhiệm vụ 7 đến hạn ngày 30/11/2026."


def test_a_failed_letter_is_resent_and_the_trail_says_by_whom(db, now, administrator):
    message = MessageFactory(failed_at=now, attempts=MAX_ATTEMPTS, last_error="550 no such user")

    actions.resend(message=message, by=administrator, now=now)

    assert deliver(message, now) is True
    event = AuditEvent.objects.of(message).get()
    assert (event.action, event.actor_name) == ("outbox.resent", "Quản trị")
    assert event.changes == {"trạng thái": ["Không gửi được", "Chờ gửi"]}


def test_a_letter_that_arrived_or_still_waits_is_not_resent(db, now, administrator):
    waiting, sent = MessageFactory(), MessageFactory(sent_at=now, attempts=1)

    for message in (waiting, sent):
        with pytest.raises(NotAllowed):
            actions.resend(message=message, by=administrator, now=now)


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_resend_at_once_one_wins(now):
    from tests.factories import UserFactory

    message, person = MessageFactory(failed_at=now, last_error="550"), UserFactory(role="administrator")

    results = together(8, lambda: actions.resend(message=message, by=person, now=now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "queued"),
        ({"leased_until": timedelta(minutes=1)}, "sending"),
        ({"leased_until": timedelta(minutes=-1)}, "queued"),
        ({"sent_at": timedelta(0), "attempts": 1}, "sent"),
        ({"failed_at": timedelta(0), "last_error": "550"}, "failed"),
    ],
)
def test_a_row_says_the_same_state_as_the_filter(db, now, fields, state):
    message = MessageFactory(**{k: now + v if isinstance(v, timedelta) else v for k, v in fields.items()})

    assert message.state(now) == state
    found = [one for one in Message.State.values if Message.objects.in_state(one, now).exists()]
    assert found == [state]
