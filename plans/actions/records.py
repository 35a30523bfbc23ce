"""Recording trainings and news, and withdrawing wrong records."""

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed, require_controller, require_not_later, required
from core.rows import save
from organization import audit
from plans.models import NewsItem, Training
from plans.models.records import may_record_news

NOT_YOUR_UNIT = "Chỉ ghi được tin, bài của đơn vị mình; Bộ phận kiểm soát TTHC ghi được của mọi đơn vị."


@transaction.atomic
def record_training(*, fields, by, now):
    """Record a training. Refused when one with the same title and day exists."""
    require_controller(by)
    fields = dict(fields)
    units = fields.pop("units")
    training = Training(recorded_at=now, recorded_by=by, **fields)
    require_not_later(training.held_date, timezone.localdate(now), "Ngày tổ chức", at="held_date")
    save(training, taken="Lớp, hội nghị này (cùng tên, cùng ngày) đã được ghi.")
    training.units.set(units)
    named = ["title", "organizer", "held_date", "participants", "units", "link"]
    _record("plans.training_recorded", training, named, by, now)
    return training


@transaction.atomic
def record_news(*, fields, by, now):
    """Record a piece of news of a unit. Refused when the unit has one with the same title and day."""
    item = NewsItem(recorded_at=now, recorded_by=by, **fields)
    if not may_record_news(by) or not (by.is_controller or by.unit_id == item.unit_id):
        raise NotAllowed(NOT_YOUR_UNIT, at="unit")
    require_not_later(item.published_date, timezone.localdate(now), "Ngày đăng", at="published_date")
    required(item.link or item.place, "Ghi đường dẫn, hoặc nơi đăng, niêm yết.", at="place")
    save(item, taken="Tin, bài này (cùng tên, cùng ngày, cùng đơn vị) đã được ghi.")
    _record("plans.news_recorded", item, ["title", "published_date", "unit", "link", "place"], by, now)
    return item


@transaction.atomic
def withdraw_training(*, training, reason, by, now):
    require_controller(by)
    _withdraw(training, "plans.training_withdrawn", reason, by, now)


@transaction.atomic
def withdraw_news(*, item, reason, by, now):
    if not NewsItem.objects.editable_by(by).filter(pk=item.pk).exists():
        raise NotAllowed(NOT_YOUR_UNIT)
    _withdraw(item, "plans.news_withdrawn", reason, by, now)


def _withdraw(row, action, reason, by, now):
    """Withdraw by a conditional UPDATE: of concurrent calls one succeeds, the others are refused."""
    reason = required(reason)
    mine = type(row).objects.current().filter(pk=row.pk)
    if not mine.update(withdrawn_at=now, withdrawn_by=by, withdrawn_reason=reason):
        raise NotAllowed("Dòng này đã được rút trước đó.")
    audit.record(action, target=row, by=by, now=now, note=reason)


def _record(action, row, fields, by, now):
    written = {name: ["", words] for name, words in audit.snapshot(row, fields).items() if words}
    audit.record(action, target=row, by=by, now=now, changes=written)
