"""Everything that changes a message: queue it, send it once, sweep what is due, send it again on request."""

import logging
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import F

from core.refusals import NotAllowed
from core.rows import save
from organization import audit
from outbox import transport
from outbox.models import MAX_ATTEMPTS, WAITS, Message, lease

log = logging.getLogger(__name__)

SWEEP_ROWS = 200
SWEEP_LASTS = timedelta(minutes=1)
FORGOTTEN = "Người nhận đã được xóa theo thời hạn lưu."
WORKER_LOST = "Tiến trình gửi thư bị dừng giữa chừng quá nhiều lần."


@transaction.atomic(savepoint=False)
def queue(*, key, to, subject, text, html="", attachments=(), now, forget_body=False):
    """Store a message in the caller's transaction; it is sent after the commit. An existing key stores nothing new."""
    recipients = list(dict.fromkeys(to))
    if not recipients:
        raise ValueError(f"The message {key} has no recipient.")
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "to": recipients,
            "subject": " ".join(subject.split())[:300],
            "text": text,
            "html": html,
            "forget_body": forget_body,
            "created_at": now,
            "next_attempt_at": now,
        },
    )
    if is_new:
        if attachments:
            message.attachments.set(attachments)
        hurry(message)
    return message


def hurry(message):
    """Ask a worker to send the message right after the commit. When the broker is down, `sweep` sends it."""
    from outbox.tasks import deliver_message

    transaction.on_commit(lambda: deliver_message.delay(message_id=message.pk), robust=True)


def deliver(*, message_id, now):
    """Send one message if it is free and due; return whether it was sent.

    A worker that died while sending holds it only for the lease.
    """
    mine = now + lease()
    claimed = Message.objects.due(now).filter(pk=message_id).update(leased_until=mine, attempts=F("attempts") + 1)
    if not claimed:
        return False

    message = Message.objects.get(pk=message_id)
    try:
        refused = transport.send(message)
    except Exception as error:
        note_failure(message, error, now)
        return False
    note_sent(message, refused, now)
    return True


def note_sent(message, refused, now):
    """Mark the message as sent. `refused` (address: reason) is shown to the administrator; the others received it."""
    done = {"sent_at": now, "leased_until": None, "refused": list(refused)}
    done["last_error"] = "; ".join(f"{address}: {reason}" for address, reason in refused.items())
    if message.forget_body and not refused:
        done |= {"text": "", "html": ""}
    Message.objects.waiting().filter(pk=message.pk).update(**done)


def note_failure(message, error, now):
    """Release the message with the time of its next attempt, or give it up. Only the holder of the lease may do it."""
    gone = transport.is_permanent(error) or message.attempts >= MAX_ATTEMPTS
    noted = {"leased_until": None, "last_error": transport.describe(error)}
    if gone:
        noted["failed_at"] = now
    else:
        noted["next_attempt_at"] = now + WAITS[message.attempts - 1]
    held = Message.objects.waiting().filter(pk=message.pk, leased_until=message.leased_until)
    held.update(**noted)
    # Log the key and the kind of error only: addresses and the server's message are personal data.
    log.warning("Message %s not sent (%s)%s", message.key, type(error).__name__, ", given up" if gone else "")


def sweep(*, now):
    """Send every message that is due (broker down, worker died, attempt failed); return how many were sent."""
    Message.objects.free(now).filter(attempts__gte=MAX_ATTEMPTS).update(
        failed_at=now, leased_until=None, last_error=WORKER_LOST
    )
    due = Message.objects.due(now).order_by("next_attempt_at", "pk")
    started, sent = time.monotonic(), 0
    for message_id in list(due.values_list("pk", flat=True)[:SWEEP_ROWS]):
        passed = timedelta(seconds=time.monotonic() - started)
        if passed > SWEEP_LASTS:
            break
        sent += deliver(message_id=message_id, now=now + passed)
    return sent


@transaction.atomic
def forget(*, key_prefix, now):
    """Erase receivers, subject and text of the messages with this key prefix; messages still waiting are never sent."""
    ours = Message.objects.filter(key__startswith=key_prefix)
    ours.waiting().update(failed_at=now, leased_until=None, last_error=FORGOTTEN)
    ours.exclude(last_error="").update(last_error=FORGOTTEN)
    Message.attachments.through.objects.filter(message__in=ours).delete()
    ours.update(to=[], refused=[], text="", html="")


@transaction.atomic
def resend(*, message, by, now):
    """Queue a message again that was given up, or only for the receivers that the server refused."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if not message.can_be_resent:
        raise NotAllowed(f"Thư này đang ở trạng thái “{message.state(now).label}”, không cần gửi lại.")

    before = message.state(now).label
    message.sent_at = message.failed_at = None
    message.attempts, message.next_attempt_at = 0, now
    save(message, "sent_at", "failed_at", "attempts", "next_attempt_at")

    changes = {"trạng thái": [before, message.state(now).label]}
    # The trail is permanent: a message whose body is to be forgotten is recorded without its receiver.
    note = "" if message.forget_body else ", ".join(message.owed_to)
    audit.record("outbox.resent", target=message, by=by, now=now, changes=changes, note=note)
    hurry(message)
    return message
