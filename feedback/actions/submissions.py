"""The form before it is sent: every step keeps what was typed, and it becomes one case however often it is sent."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed
from feedback import numbers, spam
from feedback.actions.entering import Receipt, receive
from feedback.files import MOST_FILES, TOO_MANY, kept
from feedback.models import Case, Submission, SubmissionFile
from files import uploads
from files.uploads import Rejected
from organization.models import Unit
from procedures.models import Procedure

KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Sent:
    """`receipt` is known to whoever sent it first; whoever sends the same again learns only of the case."""

    case: Case
    receipt: Receipt | None


def begin(*, now):
    """(key, submission): the key goes into the sender's session, the database knows its hash."""
    key = secrets.token_urlsafe(24)
    return key, Submission.objects.create(key_hash=numbers.hash_of(key), started_at=now)


def of_key(key):
    return Submission.objects.filter(key_hash=numbers.hash_of(key)).first() if key else None


@transaction.atomic
def keep(*, submission, typed):
    """What a step of the form says, beside what the others said."""
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    if row.sent_at:
        raise NotAllowed("Phiếu này đã được gửi.")
    row.typed = row.typed | typed
    row.save()
    return row


@transaction.atomic
def add_file(*, submission, upload, now):
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    if row.sent_at:
        raise NotAllowed("Phiếu này đã được gửi.")
    if row.files.count() >= MOST_FILES:
        raise NotAllowed(TOO_MANY)
    if upload.size > settings.UPLOAD_MAX_BYTES:
        raise NotAllowed(uploads.too_large())
    try:
        stored = uploads.store(name=upload.name, data=upload.read(), by=None, now=now)
    except Rejected as refusal:
        raise NotAllowed(str(refusal)) from refusal
    return SubmissionFile.objects.create(submission=row, file=stored)


@transaction.atomic
def remove_file(*, submission, pk):
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    for one in row.files.filter(pk=pk).select_related("file") if not row.sent_at else ():
        one.delete()
        uploads.forget(one.file)


@transaction.atomic
def send(*, submission, now):
    """One case of what was typed. Sent again (double click, reload, back) it answers with the case that exists."""
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    if row.sent_at:
        return Sent(row.case, None)
    typed, files = row.typed, [one.file for one in row.files.select_related("file")]
    found = spam.suspicions(
        text="\n".join(typed.get(name, "") for name in ("title", "content", "proposal")),
        trap=typed.get("website", ""),
        started_at=row.started_at,
        now=now,
    )
    fields = {
        **typed,
        "procedure": Procedure.objects.filter(pk=typed.get("procedure")).first(),
        "concerned_unit": Unit.objects.filter(pk=typed.get("concerned_unit")).first(),
    }
    receipt = receive(
        fields=fields,
        sender=typed,
        channel=Case.Channel.WEB,
        received_date=timezone.localdate(now),
        by=None,
        now=now,
        files=files,
        suspicions=found,
    )
    row.files.all().delete()  # the files are the case's now
    row.typed, row.sent_at, row.case = {}, now, receipt.case
    row.save()
    return Sent(receipt.case, receipt)


@transaction.atomic
def enter(*, fields, sender, channel, received_date, by, now, key, files=()):
    """What reception typed. The same form (`key`) with the same words is one case, with other words another one."""
    same = numbers.hash_of(repr((key, fields, sender, channel, received_date)))
    row, _ = Submission.objects.get_or_create(key_hash=same, defaults={"started_at": now})
    row = Submission.objects.select_for_update().get(pk=row.pk)
    if row.sent_at:
        return Sent(row.case, None)
    facts = {"fields": fields, "sender": sender, "channel": channel, "received_date": received_date}
    receipt = receive(**facts, by=by, now=now, files=kept(files, by=by, now=now))
    row.sent_at, row.case = now, receipt.case
    row.save()
    return Sent(receipt.case, receipt)


def tidy(*, now):
    """Forms that nobody sent, and the keys of those that were sent, live a day."""
    old = Submission.objects.filter(started_at__lt=now - KEPT)
    for one in SubmissionFile.objects.filter(submission__in=old).select_related("file"):
        with transaction.atomic():
            one.delete()
            uploads.forget(one.file)
    return old.delete()[0]
