"""The trail: one row for each thing that somebody did."""

from datetime import date, datetime

from django.db import models

from organization.models import AuditEvent

# What an action is called on screen. Each app adds its own words in its AppConfig.audit_words.
UNKNOWN = "Cập nhật"


def record(action, *, target, by, now, changes=None, note=""):
    """Write that `by` (None: the system itself) did `action` to `target`. `changes` is {field: [old, new]}."""
    recorded = event(action, target=target, by=by, now=now, changes=changes, note=note)
    recorded.save(force_insert=True)
    return recorded


def record_all(events):
    """Write many events in one statement."""
    AuditEvent.objects.bulk_create(events)


def event(action, *, target, by, now, changes=None, note=""):
    """The row that `record` writes, for `record_all`."""
    return AuditEvent(
        at=now,
        actor_id=by.pk if by else None,
        actor_name=str(by) if by else "Hệ thống",
        action=action,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_label=str(target)[:300],
        changes=changes or {},
        note=note,
    )


def snapshot(row, fields):
    """The values of these fields in words under the names that people read, to compare before and after."""
    return {str(row._meta.get_field(field).verbose_name): in_words(row, field) for field in fields}


def changes(before, after):
    return {field: [before[field], after[field]] for field in after if before[field] != after[field]}


def in_words(row, field):
    value = getattr(row, field)
    if getattr(row._meta.get_field(field), "choices", None):
        return getattr(row, f"get_{field}_display")()
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, models.Manager):
        return ", ".join(str(one) for one in value.all())
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else str(value)


def words_for(action):
    from django.apps import apps

    config = apps.app_configs.get(action.split(".", 1)[0])  # none for an app that is gone: the trail outlives it
    return getattr(config, "audit_words", {}).get(action, UNKNOWN)
