"""Everything that changes a job: order a file, make it once, sweep what is due, retry, remove what is old."""

import hashlib
import json
import logging
import time
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from core.refusals import NotAllowed
from documents.models import LEASE, MAX_ATTEMPTS, Job
from files import keeping, taking

log = logging.getLogger(__name__)

SWEEP_ROWS = 200
GIVEN_UP = (
    f"Không tạo được tệp sau {MAX_ATTEMPTS} lần thử. Hãy thử lại sau ít phút; "
    "nếu vẫn không được, hãy báo cho quản trị hệ thống."
)


@transaction.atomic
def order(*, maker, arguments, title, file_name, back_url, by, now):
    """Order a file, made after the commit. While an equal job of this user is open, that job is returned."""
    if maker not in settings.DOCUMENT_MAKERS:
        raise ValueError(f"Nobody makes “{maker}”.")
    job, is_new = Job.objects.get_or_create(
        requested_by=by,
        key=key_of(maker, arguments),
        finished_at=None,
        defaults={
            "maker": maker,
            "arguments": arguments,
            "title": title,
            "file_name": file_name,
            "back_url": back_url,
            "requested_at": now,
        },
    )
    if is_new:
        transaction.on_commit(lambda: hurry(job.pk), robust=True)
    return job


def key_of(maker, arguments):
    return hashlib.sha256(json.dumps([maker, arguments], sort_keys=True).encode()).hexdigest()


def hurry(job_id, **options):
    """Ask a worker to make the file. When the broker is down, `sweep` does it."""
    from documents.tasks import make

    make.apply_async(kwargs={"job_id": job_id}, **options)


def retry(*, job, by, now):
    """Order a failed job again as a new job. The failed row stays, so that pressing the button twice orders once."""
    if not job.has_failed:
        raise NotAllowed(f"Tệp này đang ở trạng thái “{job.state(now).label}”, không cần thử lại.")
    same = {name: getattr(job, name) for name in ("maker", "arguments", "title", "file_name", "back_url")}
    return order(**same, by=by, now=now)


def make(*, job_id, now):
    """Make the file of one job if it is free and due; return whether it was made.

    A worker that died while making holds it only for the lease.
    """
    mine = {"leased_until": now + LEASE, "started_at": now, "attempts": F("attempts") + 1}
    if not Job.objects.due(now).filter(pk=job_id).update(**mine):
        return False

    job, started = Job.objects.get(pk=job_id), time.monotonic()
    try:
        maker = import_string(settings.DOCUMENT_MAKERS[job.maker])
        data, content_type = maker(job.arguments, timezone.localdate(now))
        file = taking.made(name=job.file_name, data=data, content_type=content_type)
        return keep(job, file, now + timedelta(seconds=time.monotonic() - started))
    except NotAllowed as refusal:
        held(job).update(finished_at=now, leased_until=None, error=str(refusal))
    except Exception:
        # Any exception of a maker, the time limit included, counts as a failed attempt; the sweep tries again.
        log.exception("Job %s (%s) failed, attempt %s", job.pk, job.maker, job.attempts)
        ended = {"finished_at": now, "error": GIVEN_UP} if job.attempts >= MAX_ATTEMPTS else {}
        held(job).update(leased_until=None, **ended)
    return False


def held(job):
    """The row if this worker still holds its lease; after the lease another worker may hold it."""
    return Job.objects.open().filter(pk=job.pk, leased_until=job.leased_until)


@transaction.atomic
def keep(job, file, now):
    stored = keeping.keep(file, by=job.requested_by, now=now)
    kept = held(job).update(file=stored, finished_at=now, leased_until=None)
    transaction.set_rollback(not kept)
    return bool(kept)


def sweep(*, now):
    """Give every due job to a worker (broker down, worker died, attempt failed); return how many."""
    Job.objects.free(now).filter(attempts__gte=MAX_ATTEMPTS).update(finished_at=now, leased_until=None, error=GIVEN_UP)
    due = list(Job.objects.due(now).order_by("requested_at", "pk").values_list("pk", flat=True)[:SWEEP_ROWS])
    for job_id in due:
        # Expires at the next sweep, which asks again: otherwise a job would be in the queue twice.
        hurry(job_id, expires=50)
    return len(due)


def forget_old(*, now):
    """Delete jobs that ended long ago, with their files; return how many."""
    old = Job.objects.old(now).select_related("file")
    for job in old:
        with transaction.atomic():
            job.delete()
            if job.file:
                keeping.forget(job.file)
    return len(old)
