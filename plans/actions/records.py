"""Recording trainings and news, and withdrawing what was recorded by mistake."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.refusals import NotAllowed, require_controller
from organization import audit
from plans.models import NewsItem, Training
from plans.models.records import may_record_news

NOT_YOUR_UNIT = "Chỉ ghi được tin, bài của đơn vị mình; Bộ phận kiểm soát TTHC ghi được của mọi đơn vị."
NOT_YET = "Ngày này chưa đến: chỉ ghi việc đã diễn ra."


@transaction.atomic
def record_training(*, fields, by, now):
    """A training that was attended. The same title on the same day is recorded once."""
    require_controller(by)
    fields = dict(fields)
    units = fields.pop("units")
    training = Training(recorded_at=now, recorded_by=by, **fields)
    _save_new(training, training.held_date, now, "Lớp, hội nghị này (cùng tên, cùng ngày) đã được ghi.")
    training.units.set(units)
    named = ["title", "organizer", "held_date", "participants", "units", "link"]
    _record("plans.training_recorded", training, named, by, now)
    return training


@transaction.atomic
def record_news(*, fields, by, now):
    """A piece of news of a unit. The same title of a unit on the same day is recorded once."""
    item = NewsItem(recorded_at=now, recorded_by=by, **fields)
    if not may_record_news(by) or not (by.is_controller or by.unit_id == item.unit_id):
        raise NotAllowed(NOT_YOUR_UNIT)
    if not item.link and not item.place:
        raise NotAllowed("Ghi đường dẫn, hoặc nơi đăng, niêm yết.")
    _save_new(item, item.published_date, now, "Tin, bài này (cùng tên, cùng ngày, cùng đơn vị) đã được ghi.")
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


def _save_new(row, day, now, known):
    if day > timezone.localdate(now):
        raise NotAllowed(NOT_YET)
    row.clean_fields(exclude=["unit", "recorded_by", "withdrawn_by"])
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise NotAllowed(known) from taken


def _withdraw(row, action, reason, by, now):
    """By a conditional UPDATE: of several at once one wins."""
    mine = type(row).objects.current().filter(pk=row.pk)
    if not mine.update(withdrawn_at=now, withdrawn_by=by, withdrawn_reason=reason):
        raise NotAllowed("Dòng này đã được rút trước đó.")
    audit.record(action, target=row, by=by, now=now, note=reason)


def _record(action, row, fields, by, now):
    written = {name: ["", words] for name, words in audit.snapshot(row, fields).items() if words}
    audit.record(action, target=row, by=by, now=now, changes=written)
