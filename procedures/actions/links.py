"""Visits to the links of publications, at a limited rate per host, and their results. See docs/decisions."""

import logging
from datetime import timedelta
from itertools import takewhile
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from core.refusals import NotAllowed
from organization import audit
from organization.models import Agency
from procedures.actions import repairs
from procedures.links import reading
from procedures.links.visiting import visit as visit_link
from procedures.models import Found, LinkCheck, Publication, VisitedHost

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # longer than the time limit of a visit (see tasks.py)
AT_ONCE = timedelta(minutes=1)  # minimum between two visits: a task delivered twice, a button pressed twice
# Minimum time between two visits of one host, and how long a host is not visited after a failure.
POLITE, REST = timedelta(seconds=5), timedelta(minutes=5)
SWEEP_EVERY = timedelta(minutes=10)
SWEEP_ROWS, SWEEP_ROWS_OF_A_HOST = 100, 60
KEPT = 20  # stored visits per publication
Outcome = LinkCheck.Outcome
STUMBLED = "Phần mềm gặp lỗi khi đọc trang này; hãy mở bằng trình duyệt."


def check_soon(publication):
    """Visit the link right after the commit. When the broker is down, `sweep` does it."""
    transaction.on_commit(lambda: hurry(publication.pk), robust=True)


def hurry(publication_id, **options):
    from procedures.tasks import check_link

    check_link.apply_async(kwargs={"publication_id": publication_id}, **options)


def check(*, publication_id, now, visit=visit_link):
    """Visit the link of one publication if it is free and due and its host may be visited. Return the Found, or None.

    A worker that died while visiting holds it only for the lease.
    """
    lease, rested = now + LEASE, Q(checked_at=None) | Q(checked_at__lt=now - AT_ONCE)
    free = Publication.objects.free_to_check(now).filter(rested, pk=publication_id)
    if not free.update(check_leased_until=lease):
        return None
    row = Publication.objects.select_related("channel", "decision").get(pk=publication_id)
    if not row.channel.is_electronic or row.decision.is_withdrawn:
        return _give_back(row)
    host = host_of(row.link)
    if row.channel.admits(row.link) and not take_turn(host, now):
        _give_back(row)
        return _come_back(row, host, now)
    found = _visited(row, visit, now)
    if found.outcome == Outcome.UNREACHABLE:
        VisitedHost.objects.filter(host=host).update(free_at=now + REST)
    return found if _note(row, found, now) else None


def host_of(link):
    return (urlsplit(link).hostname or "").removeprefix("www.")


def take_turn(host, now):
    """Reserve the host for a visit by a conditional UPDATE; False when it is reserved or resting."""
    VisitedHost.objects.get_or_create(host=host, defaults={"free_at": now})
    return VisitedHost.objects.filter(host=host, free_at__lte=now).update(free_at=now + POLITE)


def _held(row):
    """The row if this worker still holds its lease; after the lease another worker may hold it."""
    return Publication.objects.filter(pk=row.pk, check_leased_until=row.check_leased_until)


def _give_back(row):
    _held(row).update(check_leased_until=None)


def _come_back(row, host, now):
    """Host is busy: schedule this visit again when the host is free; after a failure of the host `sweep` does it."""
    waits = VisitedHost.objects.get(host=host).free_at - now
    if waits <= POLITE:
        hurry(row.pk, countdown=max(1, waits.total_seconds()), expires=SWEEP_EVERY.total_seconds())


def _visited(row, visit, now):
    try:
        seen = visit(row.link, admits=row.channel.admits, agent=agent())
        return reading.judge(seen, reading.sought(row.decision, timezone.localdate(now)), link=row.link)
    except Exception:
        # Any exception, the time limit included, is recorded as a failed visit: no page can block the others.
        log.exception("The link of publication %s could not be read", row.pk)
        return Found(Outcome.UNREACHABLE, words=STUMBLED)


def agent():
    """The User-Agent header, with a contact address for the operators of the visited server."""
    return f"KSTTHC-LinkCheck/1.0 (+{iri_to_uri(Agency.current().website or settings.SITE_URL)})"


@transaction.atomic
def _note(row, found, now):
    """Store the result of the visit, unless the publication has another link now."""
    held = _held(row).filter(link=row.link).order_by("pk").select_for_update().first()
    if held is None:
        _give_back(row)
        return False
    verdict = is_broken(held, found, now)
    if not _is_told_already(held, found):
        LinkCheck.objects.create(publication=held, link=held.link, checked_at=now, **vars(found))
    if verdict is not None:
        _note_repair(held, verdict, found, now)
    Publication.objects.filter(pk=held.pk).update(checked_at=now, check_leased_until=None)
    old = held.checks.values_list("pk", flat=True)[KEPT:]
    LinkCheck.objects.filter(pk__in=list(old)).delete()
    return True


def _note_repair(held, broken, found, now):
    """Open or close the LinkRepair; a visit with the same result as the previous one changes nothing."""
    day = timezone.localdate(now)
    if broken == held.repairs.open().exists():
        return
    if broken:
        repairs.open_repair(held, day=day)
    else:
        repairs.close_repairs([held], day=day)
    action = "procedures.link_broken" if broken else "procedures.link_mended"
    audit.record(action, target=held, by=None, now=now, note=reason(found))


def is_broken(row, found, now):
    """Whether the link is broken: True, False, or None when this visit does not decide it.

    Gone and drifted links are broken at once. An unreachable one is broken at the second visit in a row, and only if
    another server answered meanwhile: otherwise the network of this installation is down.
    """
    if found.outcome == Outcome.REFUSED or _was_sent_elsewhere(found):
        return None  # nothing was read, so the state does not change
    if found.outcome != Outcome.UNREACHABLE:
        return LinkCheck(**vars(found)).is_broken
    before = row.checks.filter(link=row.link)[:KEPT]
    failures = list(takewhile(lambda check: check.outcome == Outcome.UNREACHABLE, before))
    if not failures:
        return None
    answered = LinkCheck.objects.filter(checked_at__gte=failures[-1].checked_at, status_code__isnull=False)
    return True if found.status_code or answered.exists() else None


def _was_sent_elsewhere(found):
    """Whether a redirect led to an address that must not be opened."""
    return found.outcome == Outcome.MOVED and found.status_code is None


def _is_told_already(row, found):
    """Whether the same refusal was recorded before: a link that must not be opened is recorded once, not every week."""
    last = row.checks.first()
    same = last and (last.outcome, last.link, last.words) == (found.outcome, row.link, found.words)
    return found.outcome == Outcome.REFUSED and bool(same)


def reason(found):
    """The result of a visit as one sentence for the trail."""
    said = [found.words]
    if found.names_decision is False:
        said.append("Trang không ghi số quyết định.")
    if found.missing_codes:
        said.append(f"Trang không ghi mã: {', '.join(found.missing_codes)}.")
    return " ".join(filter(None, said))


def sweep(*, now):
    """Give the due visits to workers, spaced per host; return how many."""
    due = Publication.objects.to_check(now).order_by(F("checked_at").asc(nulls_first=True), "pk")
    resting = set(VisitedHost.objects.filter(free_at__gt=now + POLITE).values_list("host", flat=True))
    turns, count = {}, 0
    for publication_id, link in due.values_list("pk", "link").iterator():
        host = host_of(link)
        turn = turns.get(host, 0)
        if host in resting or turn == SWEEP_ROWS_OF_A_HOST:
            continue
        # Expires at the next sweep, which asks again: otherwise a visit would be in the queue twice.
        hurry(publication_id, countdown=turn * POLITE.total_seconds(), expires=SWEEP_EVERY.total_seconds() - 10)
        turns[host], count = turn + 1, count + 1
        if count == SWEEP_ROWS:
            break
    return count


@transaction.atomic
def check_again(*, publication, by, now):
    """Make the visit of a link due at once, when a user has repaired the page or doubts the result."""
    rows = Publication.objects.select_for_update(of=("self",)).select_related("channel", "decision")
    row = rows.get(pk=publication.pk)
    if not Publication.objects.editable_by(by).filter(pk=row.pk).exists():
        raise NotAllowed("Kênh này do đơn vị khác ghi nhận.")
    if not (row.is_done and row.link and row.channel.is_electronic) or row.decision.is_withdrawn:
        raise NotAllowed("Chỉ kiểm tra đường dẫn đã ghi nhận trên kênh điện tử, của quyết định chưa rút.")
    if row.checked_at and row.checked_at > now - AT_ONCE:
        raise NotAllowed("Đường dẫn vừa được kiểm tra. Hãy đợi một phút rồi thử lại.")
    Publication.objects.filter(pk=row.pk).update(checked_at=None)
    check_soon(row)
