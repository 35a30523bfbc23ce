"""What is owed, by whom, by when: one answer joined from every app that owes something (settings.DEADLINES)."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Deadline:
    """Something open. `key` names the record ("plans.milestone:12"); with `rule` and `start_date` it follows the
    calendar, without them the due date stands as somebody set it. `unit_ids` owe it, `supporting_ids` help."""

    key: str
    title: str
    unit_ids: frozenset
    due_date: date
    rule: object
    url: str
    start_date: date | None = None
    supporting_ids: frozenset = frozenset()
    extra: int = 0  # days granted on top of the rule
    pauses: tuple = ()  # of rules.Pause: days on which the term stood still

    def concerns(self, user):
        return bool(concerning(user, [self]))

    def is_helped_by(self, user):
        return user.unit_id in self.supporting_ids and not user.is_superuser and not self.concerns(user)

    @property
    def follows_the_calendar(self):
        return self.rule is not None and self.start_date is not None


def open_deadlines():
    """Every open deadline of the house, the earliest first."""
    found = [deadline for path in settings.DEADLINES for deadline in import_string(path)()]
    return sorted(found, key=lambda deadline: (deadline.due_date, deadline.key))


def concerning(user, deadlines):
    """Controllers and leaders see everything, an administrator keeps accounts and owes nothing. The person is asked
    once, not for each of thousands."""
    if user.is_superuser:
        return []
    if user.is_controller or user.is_leader:
        return list(deadlines)
    unit = user.unit_id
    return [deadline for deadline in deadlines if unit in deadline.unit_ids]


def of_request(request):
    """Every open deadline, asked once for a page and its menu."""
    if not hasattr(request, "open_deadlines"):
        request.open_deadlines = open_deadlines()
    return request.open_deadlines


def move(*, key, due_date, by, now):
    """Ask the app that owns the record to move its due date; it writes its own audit event."""
    kind, pk = key.rsplit(":", 1)
    if kind not in settings.DEADLINE_MOVERS:
        raise ImproperlyConfigured(f"DEADLINE_MOVERS names nobody who moves “{kind}”.")
    import_string(settings.DEADLINE_MOVERS[kind])(pk=int(pk), due_date=due_date, by=by, now=now)
