"""Recording that a decision was made public on a channel, with proof; mending the proof; taking the record back."""

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed
from files import uploads
from organization import audit
from procedures.actions import links, repairs
from procedures.models import Publication

PROOF = ["done_date", "link", "photo", "note"]
PHOTOS = ("jpg", "jpeg", "png", "pdf")
WITHOUT_PROOF = "Nhập đường dẫn, chọn ảnh, hoặc ghi chú nơi đã công khai."


@transaction.atomic
def tick(*, publication, done_date, link="", photo=None, note="", by, now):
    """The decision is public on this channel since `done_date`. Of two people at once the second one is told."""
    row = _held(publication, by)
    if row.is_done:
        raise NotAllowed(f"{row.recorded_by} đã ghi nhận công khai trên kênh này ngày {row.done_date:%d/%m/%Y}.")
    if not (link or photo or note.strip()):
        raise NotAllowed(WITHOUT_PROOF)
    _write(row, done_date=done_date, link=link, photo=photo, note=note, by=by, now=now)
    words = {row.channel.short_name: ["", f"{done_date:%d/%m/%Y}"]}
    audit.record("procedures.published", target=row.decision, by=by, now=now, changes=words, note=note)
    _told(row, before={}, action="procedures.published", by=by, now=now)
    return row


@transaction.atomic
def tick_row(*, decision, done_date, lines, by, now):
    """Several channels of one decision at once, all or none. `lines`: [(publication, link, photo, note)]."""
    if not lines:
        raise NotAllowed("Chọn ít nhất một kênh.")
    return [
        tick(publication=row, done_date=done_date, link=link, photo=photo, note=note, by=by, now=now)
        for row, link, photo, note in lines
    ]


@transaction.atomic
def change_proof(*, publication, done_date, link="", photo=None, note="", seen=None, by, now):
    """A better proof, or the right day. A photo stays until another takes its place. `seen`: the stamp of
    the record that the person has read; what somebody else wrote since then is not written over."""
    row = _held(publication, by)
    if not row.is_done:
        raise NotAllowed("Kênh này chưa được ghi nhận công khai.")
    if seen is not None and seen != row.stamp:
        raise NotAllowed(f"{row.recorded_by} vừa sửa ghi nhận này. Hãy mở lại trang để xem rồi sửa tiếp.")
    if not (link or photo or row.photo_id or note.strip()):
        raise NotAllowed(WITHOUT_PROOF)
    before = audit.snapshot(row, PROOF)
    if link != row.link:
        row.checked_at = None
        repairs.close_repairs([row], day=timezone.localdate(now))
    _write(row, done_date=done_date, link=link, photo=photo, note=note, by=by, now=now)
    _told(row, before=before, action="procedures.proof_changed", by=by, now=now)
    return row


@transaction.atomic
def untick(*, publication, reason, by, now):
    """It was not public after all, or on another channel: the publication is owed again."""
    row = _held(publication, by)
    if not row.is_done:
        raise NotAllowed("Kênh này chưa được ghi nhận công khai.")
    if not reason.strip():
        raise NotAllowed("Ghi lý do.")
    before = audit.snapshot(row, PROOF)
    row.done_date, row.recorded_at, row.recorded_by = None, None, None
    row.link, row.photo, row.note = "", None, ""
    row.checked_at = None
    row.save()
    repairs.close_repairs([row], day=timezone.localdate(now))
    words = audit.changes(before, audit.snapshot(row, PROOF))
    audit.record("procedures.unpublished", target=row, by=by, now=now, changes=words, note=reason)
    said = {row.channel.short_name: [before["ngày công khai"], ""]}
    audit.record("procedures.unpublished", target=row.decision, by=by, now=now, changes=said, note=reason)
    return row


def _held(publication, by):
    rows = Publication.objects.select_for_update(of=("self",)).select_related("decision", "channel")
    row = rows.get(pk=publication.pk)
    if not Publication.objects.editable_by(by).filter(pk=row.pk).exists():
        raise NotAllowed("Kênh này do đơn vị khác ghi nhận.")
    if row.decision.is_withdrawn:
        raise NotAllowed("Quyết định này đã được rút.")
    return row


def _write(row, *, done_date, link, photo, note, by, now):
    if done_date > timezone.localdate(now):
        raise NotAllowed("Ngày công khai không thể sau hôm nay.")
    if done_date < row.decision.sign_date:
        raise NotAllowed(f"Ngày công khai không thể trước ngày ký ({row.decision.sign_date:%d/%m/%Y}).")
    row.done_date, row.link, row.note = done_date, link, note.strip()
    if photo:
        row.photo = uploads.store(name=photo.name, data=photo.read(), allowed=PHOTOS, by=by, now=now)
    row.recorded_at, row.recorded_by = now, by
    row.save()
    if row.link and row.channel.is_electronic:
        links.check_soon(row)


def _told(row, *, before, action, by, now):
    after = audit.snapshot(row, PROOF)
    words = audit.changes(before or dict.fromkeys(after, ""), after)
    if words:
        audit.record(action, target=row, by=by, now=now, changes=words)
