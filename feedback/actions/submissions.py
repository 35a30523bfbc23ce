"""The public form before sending: every step is stored; sending creates one case, also when repeated."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed
from feedback import numbers, spam
from feedback.actions import entering
from feedback.actions.entering import Receipt
from feedback.files import MOST_FILES, TOO_MANY
from feedback.models import Case, Submission, SubmissionFile
from files import keeping, taking
from organization.models import Unit
from procedures.models import Procedure

KEPT = timedelta(days=1)
SENT = "Phiếu này đã được gửi."
CHANGED = "Nội dung phiếu vừa được sửa ở một trang khác. Hãy xem lại nội dung dưới đây rồi gửi."


@dataclass(frozen=True)
class Sent:
    """The result of sending. `receipt` is set only for the first request; repeated ones get the case only."""

    case: Case
    receipt: Receipt | None


def begin(*, now):
    """(key, submission): the key is stored in the sender's session, the database has only its hash."""
    key = secrets.token_urlsafe(24)
    return key, Submission.objects.create(key_hash=numbers.hash_of(key), started_at=now)


def of_key(key):
    return Submission.objects.filter(key_hash=numbers.hash_of(key)).first() if key else None


def held(submission):
    """The submission, read again with a row lock; refused when it was sent."""
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    if row.sent_at:
        raise NotAllowed(SENT)
    return row


@transaction.atomic
def keep(*, submission, typed):
    """Store the input of one step, added to that of the others."""
    row = held(submission)
    row.typed = row.typed | typed
    row.save(update_fields=["typed"])
    return row


def add_file(*, submission, upload, now):
    """Check one file of the form, then store it. Refused when the form was sent or has five files."""
    require_room(submission)
    return _add_file(submission=submission, checked=taking.take(upload), now=now)


@transaction.atomic
def _add_file(*, submission, checked, now):
    row = held(submission)
    require_room(row)
    return SubmissionFile.objects.create(submission=row, file=keeping.keep(checked, by=None, now=now))


def require_room(submission):
    if submission.files.count() >= MOST_FILES:
        raise NotAllowed(TOO_MANY)


@transaction.atomic
def remove_file(*, submission, pk):
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    for one in row.files.filter(pk=pk).select_related("file") if not row.sent_at else ():
        one.delete()
        keeping.forget(one.file)


def send(*, submission, now, remember=None):
    """Create the case. Sent again (double click, reload, back) it returns the existing case.

    `remember(receipt)` is called in the same transaction, so that the second click finds the receipt.
    Refused (NotAllowed) when another page has changed the form since `submission` was read.
    """
    if submission.sent_at:
        return Sent(submission.case, None)
    typed = submission.typed
    prepared = entering.prepare(
        fields=fields_of(typed),
        sender=typed,
        channel=Case.Channel.WEB,
        received_date=timezone.localdate(now),
        by=None,
        now=now,
        suspicions=suspicions_of(submission, now),
    )
    return _send(submission=submission, prepared=prepared, now=now, remember=remember)


@transaction.atomic
def _send(*, submission, prepared, now, remember):
    """Work without the number is done before `entering.write`, which locks the shared counter of numbers."""
    # Not joined with its case: PostgreSQL reads a joined row as it was before the wait for the lock.
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    if row.sent_at:
        return Sent(row.case, None)
    if row.typed != submission.typed:
        raise NotAllowed(CHANGED)
    files = [one.file for one in row.files.select_related("file")]
    row.files.all().delete()  # the files belong to the case now
    receipt = entering.write(prepared, files=files, by=None, now=now)
    finish(row, receipt, now)
    if remember:
        remember(receipt)
    return Sent(receipt.case, receipt)


def fields_of(typed):
    """The typed values, with primary keys replaced by rows."""
    found = {
        "procedure": Procedure.objects.filter(pk=typed.get("procedure")).first(),
        "concerned_unit": Unit.objects.filter(pk=typed.get("concerned_unit")).first(),
    }
    return typed | found


def suspicions_of(submission, now):
    return spam.suspicions(
        text="\n".join(submission.typed.get(name, "") for name in ("title", "content", "proposal")),
        trap=submission.typed.get("website", ""),
        started_at=submission.started_at,
        now=now,
    )


def finish(row, receipt, now):
    row.typed, row.sent_at, row.case = {}, now, receipt.case
    row.save(update_fields=["typed", "sent_at", "case"])


def enter(*, fields, sender, channel, received_date, by, now, key, files=()):
    """Create a case from reception's form. The same form (`key`) with equal values creates one case only.

    `files`: files.taking.Checked.
    """
    facts = {"fields": fields, "sender": sender, "channel": channel, "received_date": received_date}
    prepared = entering.prepare(**facts, by=by, now=now)
    key_hash = numbers.hash_of(repr((key, fields, sender, channel, received_date)))
    return _enter(key_hash=key_hash, prepared=prepared, files=files, by=by, now=now)


@transaction.atomic
def _enter(*, key_hash, prepared, files, by, now):
    Submission.objects.get_or_create(key_hash=key_hash, defaults={"started_at": now})
    row = Submission.objects.select_for_update().get(key_hash=key_hash)
    if row.sent_at:
        return Sent(row.case, None)
    stored = [keeping.keep(one, by=by, now=now) for one in files]
    receipt = entering.write(prepared, files=stored, by=by, now=now)
    finish(row, receipt, now)
    return Sent(receipt.case, receipt)


def tidy(*, now):
    """Delete unsent forms, and the keys of sent ones, after a day."""
    old = Submission.objects.filter(started_at__lt=now - KEPT)
    for one in SubmissionFile.objects.filter(submission__in=old).select_related("file"):
        with transaction.atomic():
            one.delete()
            keeping.forget(one.file)
    return old.delete()[0]
