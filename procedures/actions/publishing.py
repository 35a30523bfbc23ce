"""Recording the publication of a decision on a channel with proof; changing the proof; undoing the record."""

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed, refuse_if_any, required
from core.rows import require_revision, save, validate
from files import keeping
from organization import audit
from procedures.actions import links, repairs
from procedures.models import Publication

PROOF = ["done_date", "link", "photo", "note"]
RECORD = [*PROOF, "checked_at", "recorded_at", "recorded_by", "revision"]
PHOTOS = ("jpg", "jpeg", "png", "pdf")
WITHOUT_PROOF = "Nhập đường dẫn, chọn ảnh, hoặc ghi chú nơi đã công khai."


@transaction.atomic
def tick(*, publication, done_date, link="", photo=None, note="", by, now):
    """Record that the decision is public on this channel since `done_date`. Of concurrent calls one succeeds."""
    return _tick_all([(publication, link, photo, note)], done_date, by, now)[0]


@transaction.atomic
def tick_row(*, decision, done_date, lines, by, now):
    """Record several channels of one decision, all or none. `lines`: [(publication, link, photo, note)]. A missing
    proof is refused with `at` = (key of the publication, name of the field)."""
    if not lines:
        raise NotAllowed("Chọn ít nhất một kênh đã công khai.")
    missing = [row for row, *proof in lines if not has_proof(*proof)]
    refuse_if_any([((row.pk, _proof_field(row)), WITHOUT_PROOF) for row in missing])
    return _tick_all(lines, done_date, by, now)


def _tick_all(lines, done_date, by, now):
    rows, events = _held_all([line[0] for line in lines], by), []
    for row, (_, link, photo, note) in zip(rows, lines, strict=True):
        if row.is_done:
            raise NotAllowed(f"{row.recorded_by} đã ghi nhận công khai trên kênh này ngày {row.done_date:%d/%m/%Y}.")
        _change(row, done_date=done_date, link=link, photo=photo, note=note, by=by, now=now)
        said = {row.channel.short_name: ["", f"{done_date:%d/%m/%Y}"]}
        after = audit.snapshot(row, PROOF)
        words = audit.changes(dict.fromkeys(after, ""), after)
        for target, changes, told in ((row.decision, said, note), (row, words, "")):
            about = {"target": target, "by": by, "now": now, "changes": changes, "note": told}
            events.append(audit.event("procedures.published", **about))
    Publication.objects.bulk_update(rows, RECORD)
    audit.record_all(events)
    for row in rows:
        _visit(row)
    return rows


@transaction.atomic
def change_proof(*, publication, done_date, link="", photo=None, note="", revision=None, by, now):
    """Change the proof or the date. An empty `photo` keeps the stored one."""
    row = _held(publication, by)
    if not row.is_done:
        raise NotAllowed("Kênh này chưa được ghi nhận công khai.")
    require_revision(row, revision)
    before = audit.snapshot(row, PROOF)
    if link != row.link:
        row.checked_at = None
        repairs.close_repairs([row], day=timezone.localdate(now))
    _change(row, done_date=done_date, link=link, photo=photo, note=note, by=by, now=now)
    save(row, *RECORD)
    _visit(row)
    if words := audit.changes(before, audit.snapshot(row, PROOF)):
        audit.record("procedures.proof_changed", target=row, by=by, now=now, changes=words)
    return row


@transaction.atomic
def untick(*, publication, reason, by, now):
    """Undo a wrong record: the publication is owed again."""
    row = _held(publication, by)
    if not row.is_done:
        raise NotAllowed("Kênh này chưa được ghi nhận công khai.")
    required(reason)
    before = audit.snapshot(row, PROOF)
    row.done_date, row.recorded_at, row.recorded_by = None, None, None
    row.link, row.photo, row.note = "", None, ""
    row.checked_at = None
    row.revision += 1
    save(row, *RECORD)
    repairs.close_repairs([row], day=timezone.localdate(now))
    words = audit.changes(before, audit.snapshot(row, PROOF))
    audit.record("procedures.unpublished", target=row, by=by, now=now, changes=words, note=reason)
    said = {row.channel.short_name: [before["ngày công khai"], ""]}
    audit.record("procedures.unpublished", target=row.decision, by=by, now=now, changes=said, note=reason)
    return row


def has_proof(link, photo, note):
    return bool(link or photo or note.strip())


def _proof_field(row):
    """The name of the field for the proof that this channel needs."""
    return "link" if row.channel.is_electronic else "photo"


def _held(publication, by):
    return _held_all([publication], by)[0]


def _held_all(publications, by):
    """The publications, read again with row locks, in the given order; refused when the user may not record them."""
    found = Publication.objects.select_for_update(of=("self",)).order_by("pk")
    found = found.select_related("decision", "channel", "recorded_by").in_bulk([row.pk for row in publications])
    mine = set(Publication.objects.editable_by(by).filter(pk__in=found).values_list("pk", flat=True))
    if found.keys() - mine:
        raise NotAllowed("Kênh này do đơn vị khác ghi nhận.")
    if any(row.decision.is_withdrawn for row in found.values()):
        raise NotAllowed("Quyết định này đã được rút.")
    return [found[row.pk] for row in publications]


def _change(row, *, done_date, link, photo, note, by, now):
    if not has_proof(link, photo or row.photo_id, note):
        raise NotAllowed(WITHOUT_PROOF, at=_proof_field(row))
    if done_date > timezone.localdate(now):
        raise NotAllowed("Ngày công khai không thể sau hôm nay.", at="done_date")
    if done_date < row.decision.sign_date:
        words = f"Ngày công khai không thể trước ngày ký ({row.decision.sign_date:%d/%m/%Y})."
        raise NotAllowed(words, at="done_date")
    row.done_date, row.link, row.note = done_date, link, note.strip()
    if photo:
        row.photo = keeping.keep(photo, by=by, now=now)
    row.recorded_at, row.recorded_by = now, by
    row.revision += 1
    validate(row, *RECORD)


def _visit(row):
    """Visit the link soon after the commit."""
    if row.link and row.channel.is_electronic:
        links.check_soon(row)
