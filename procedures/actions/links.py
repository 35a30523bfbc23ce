"""Visiting the links of publications, politely, and noting what became of them. See docs/decisions."""

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

LEASE = timedelta(minutes=5)  # longer than a visit may last (see tasks.py)
AT_ONCE = timedelta(minutes=1)  # a task that came twice, a button pressed twice
# Two visits of one host are so far apart; a host that failed is left alone, so that nobody waits for it all day.
POLITE, REST = timedelta(seconds=5), timedelta(minutes=5)
SWEEP_EVERY = timedelta(minutes=10)
SWEEP_ROWS, SWEEP_ROWS_OF_A_HOST = 100, 60
KEPT = 20  # visits of one publication
Outcome = LinkCheck.Outcome
STUMBLED = "Phần mềm gặp lỗi khi đọc trang này; hãy mở bằng trình duyệt."


def check_soon(publication):
    """Visit its link right after the commit. With the broker down it waits for the sweep."""
    transaction.on_commit(lambda: hurry(publication.pk), robust=True)


def hurry(publication_id, **options):
    from procedures.tasks import check_link

    check_link.apply_async(kwargs={"publication_id": publication_id}, **options)


def check(*, publication_id, now, visit=visit_link):
    """Visit the link of one publication, if it is free, due and its host's turn. Return what was found, or None.

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
    """Whether this host may be visited now; nobody else may, for a while."""
    VisitedHost.objects.get_or_create(host=host, defaults={"free_at": now})
    return VisitedHost.objects.filter(host=host, free_at__lte=now).update(free_at=now + POLITE)


def _held(row):
    """The row, if it is still ours: after the lease another worker may have it."""
    return Publication.objects.filter(pk=row.pk, check_leased_until=row.check_leased_until)


def _give_back(row):
    _held(row).update(check_leased_until=None)


def _come_back(row, host, now):
    """Another worker is at this host. A moment later it is our turn; a host that rests is left to the sweep."""
    waits = VisitedHost.objects.get(host=host).free_at - now
    if waits <= POLITE:
        hurry(row.pk, countdown=max(1, waits.total_seconds()), expires=SWEEP_EVERY.total_seconds())


def _visited(row, visit, now):
    try:
        seen = visit(row.link, admits=row.channel.admits, agent=agent())
        return reading.judge(seen, reading.sought(row.decision, timezone.localdate(now)), link=row.link)
    except Exception:
        # Whatever a page makes us stumble over, time limit included, is noted: no page can block the others.
        log.exception("The link of publication %s could not be read", row.pk)
        return Found(Outcome.UNREACHABLE, words=STUMBLED)


def agent():
    """Who visits, so that the people of the server know whom to ask."""
    return f"KSTTHC-LinkCheck/1.0 (+{iri_to_uri(Agency.current().website or settings.SITE_URL)})"


@transaction.atomic
def _note(row, found, now):
    """Write down the visit, unless somebody gave the publication another link meanwhile."""
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
    """Open or close the repair; a visit that finds what the one before it found says nothing new."""
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
    """True, False, or None when this visit alone says neither.

    Gone and drifted are broken at once. Unreachable is broken at the second visit in a row, and only if some server
    answered us meanwhile: when our own network is down, nobody's link is broken.
    """
    if found.outcome == Outcome.REFUSED or _was_sent_elsewhere(found):
        return None  # nothing was read, so nothing has broken and nothing was mended
    if found.outcome != Outcome.UNREACHABLE:
        return LinkCheck(**vars(found)).is_broken
    before = row.checks.filter(link=row.link)[:KEPT]
    failures = list(takewhile(lambda check: check.outcome == Outcome.UNREACHABLE, before))
    if not failures:
        return None
    answered = LinkCheck.objects.filter(checked_at__gte=failures[-1].checked_at, status_code__isnull=False)
    return True if found.status_code or answered.exists() else None


def _was_sent_elsewhere(found):
    """To a place that may not be opened."""
    return found.outcome == Outcome.MOVED and found.status_code is None


def _is_told_already(row, found):
    """A link that may not be opened is said once, not every week."""
    last = row.checks.first()
    same = last and (last.outcome, last.link, last.words) == (found.outcome, row.link, found.words)
    return found.outcome == Outcome.REFUSED and bool(same)


def reason(found):
    """One sentence for the story of the publication."""
    said = [found.words]
    if found.names_decision is False:
        said.append("Trang không ghi số quyết định.")
    if found.missing_codes:
        said.append(f"Trang không ghi mã: {', '.join(found.missing_codes)}.")
    return " ".join(filter(None, said))


def sweep(*, now):
    """Hurry the visits that are due, each host's at its pace. Return how many."""
    due = Publication.objects.to_check(now).order_by(F("checked_at").asc(nulls_first=True), "pk")
    resting = set(VisitedHost.objects.filter(free_at__gt=now + POLITE).values_list("host", flat=True))
    turns, count = {}, 0
    for publication_id, link in due.values_list("pk", "link").iterator():
        host = host_of(link)
        turn = turns.get(host, 0)
        if host in resting or turn == SWEEP_ROWS_OF_A_HOST:
            continue
        # The next sweep asks again: what was not taken until then need not lie in the queue twice.
        hurry(publication_id, countdown=turn * POLITE.total_seconds(), expires=SWEEP_EVERY.total_seconds() - 10)
        turns[host], count = turn + 1, count + 1
        if count == SWEEP_ROWS:
            break
    return count


@transaction.atomic
def check_again(*, publication, by, now):
    """Somebody mended the page, or does not believe the checker: the link is due at once."""
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
