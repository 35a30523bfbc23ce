"""The trail (audit log): one AuditEvent for each recorded action."""

from datetime import date, datetime

from django.db import models

from organization.models import AuditEvent

# Shown for an action without words. Each app declares the words of its actions in AppConfig.audit_words.
UNKNOWN = "Cập nhật"


def record(action, *, target, by, now, changes=None, note=""):
    """Store that `by` (None: the system) did `action` to `target`. `changes` is {field label: [old, new]}."""
    recorded = event(action, target=target, by=by, now=now, changes=changes, note=note)
    recorded.save(force_insert=True)
    return recorded


def record_all(events):
    """Store many events in one statement."""
    AuditEvent.objects.bulk_create(events)


def event(action, *, target, by, now, changes=None, note=""):
    """An unsaved AuditEvent with the arguments of `record`, for `record_all`."""
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
    """{field label: value in words} of these fields; compare two snapshots with `changes`."""
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

    config = apps.app_configs.get(action.split(".", 1)[0])  # None for an app that was removed: its events stay
    return getattr(config, "audit_words", {}).get(action, UNKNOWN)
