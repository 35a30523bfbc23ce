"""Anonymising old cases: one user proposes, another confirms; the Disposal is the record of it."""

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed, required
from core.rows import save
from feedback import life, retention, seeds
from feedback.actions.forgetting import forget
from feedback.actions.moving import held, move
from feedback.models import Disposal, DisposalItem, RetentionRule
from organization import audit

MOST_AT_ONCE = 50  # one page; anonymised within the two seconds of a request
NOT_DONE = "Đợt ẩn danh này đã kết thúc."


@transaction.atomic
def load_retention(*, now):
    """Add the initial retention rules; existing ones are maintained by the office."""
    known = set(RetentionRule.objects.values_list("status", flat=True))
    new = [rule for rule in seeds.retention_rules() if rule.status not in known]
    for rule in new:
        rule.save()
        audit.record("feedback.retention_loaded", target=rule, by=None, now=now)
    return new


@transaction.atomic
def propose(*, cases, reason, forgets_words, today, by, now):
    """Create a Disposal for a second user to confirm; refused for cases that are not due."""
    require_controller(by)
    reason, numbers = required(reason), [case.pk for case in cases]
    if not numbers:
        raise NotAllowed("Chọn ít nhất một phản ánh.")
    if len(numbers) > MOST_AT_ONCE:
        raise NotAllowed(f"Mỗi đợt nhiều nhất {MOST_AT_ONCE} phản ánh.")
    found = list(retention.due(today).filter(pk__in=numbers))
    if len(found) != len(numbers):
        raise NotAllowed("Có phản ánh chưa hết thời hạn lưu, đang tạm giữ hoặc đã ở trong đợt khác. Hãy tải lại trang.")
    disposal = Disposal.objects.create(reason=reason, forgets_words=forgets_words, proposed_at=now, proposed_by=by)
    DisposalItem.objects.bulk_create([DisposalItem(disposal=disposal, case=case) for case in found])
    words = {"số phản ánh": ["", str(len(found))], "xóa cả nội dung": ["", "Có" if forgets_words else "Không"]}
    audit.record("feedback.disposal_proposed", target=disposal, by=by, now=now, changes=words, note=reason)
    return disposal


@transaction.atomic
def confirm(*, disposal, by, now):
    """Confirm by a second user. A case held or reopened since is left out, with the reason in its DisposalItem."""
    disposal = open_disposal(disposal)
    if not (by.is_controller or by.is_leader):
        raise NotAllowed("Chỉ Bộ phận kiểm soát TTHC hoặc lãnh đạo được xác nhận.")
    if disposal.proposed_by_id == by.pk:
        raise NotAllowed("Người đề nghị không tự xác nhận được. Cần một người khác.")
    disposal.confirmed_at, disposal.confirmed_by = now, by
    save(disposal, "confirmed_at", "confirmed_by")
    limits = retention.limits(timezone.localdate(now))
    for item in disposal.items.select_related("case"):
        dispose(item, disposal, limits, by=by, now=now)
    done = disposal.items.filter(done_at__isnull=False).count()
    words = {"đã ẩn danh": ["", str(done)], "để lại": ["", str(disposal.items.count() - done)]}
    audit.record("feedback.disposal_confirmed", target=disposal, by=by, now=now, changes=words)
    return disposal


@transaction.atomic
def cancel(*, disposal, by, now, reason=""):
    disposal = open_disposal(disposal)
    require_controller(by)
    disposal.cancelled_at, disposal.cancelled_by = now, by
    save(disposal, "cancelled_at", "cancelled_by")
    audit.record("feedback.disposal_cancelled", target=disposal, by=by, now=now, note=reason)
    return disposal


def open_disposal(disposal):
    disposal = Disposal.objects.select_for_update().get(pk=disposal.pk)
    if not disposal.is_waiting:
        raise NotAllowed(NOT_DONE)
    return disposal


def dispose(item, disposal, limits, *, by, now):
    case = held(item.case)
    item.outcome = why_left(case, limits)
    if not item.outcome:
        item.files_removed = forget(case, wholly=disposal.forgets_words, now=now)
        details = {"đợt ẩn danh": ["", str(disposal.pk)]}
        about = {"text": disposal.reason, "details": details, "anonymised_at": now}
        move(case, "anonymise", by=by, now=now, role=life.Role.SYSTEM, **about)
        item.done_at = now
    save(item, "outcome", "files_removed", "done_at")


def why_left(case, limits):
    """Why the case must be left out now; "" when it can be anonymised."""
    if case.is_held:
        return "Đang tạm giữ"
    if case.anonymised_at:
        return "Đã ẩn danh"
    if case.is_open:
        return "Đã mở lại"
    if life.reopening_waits(case):
        return "Người gửi đề nghị xem xét lại"
    return "" if retention.is_past(case, limits) else "Chưa hết thời hạn lưu"


def require_controller(by):
    if not by.is_controller:
        raise NotAllowed("Chỉ Bộ phận kiểm soát TTHC được đề nghị ẩn danh.")
