"""What is owed, by whom, by when: one answer joined from every app that owes something (settings.DEADLINES)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

NO_UNIT = 0  # an owner that is no unit: only those who see everything are concerned


@dataclass(frozen=True)
class Register:
    """A kind of term that is owed, as its app announces it in `owed.REGISTERS` (settings.OWED).

    `rows(today)`: queryset of the open terms that are owed; each row has a `due_date`.
    `owner`: path to the unit that owes (or an expression); None, and a row without a unit: the control unit.
    `title`: SQL expression of what is to be done. `url`, `args`: name of the page and the paths of its arguments.
    The title and the address are asked only for the rows of one page, for all registers in one statement.
    `person`: path to the officer in charge; `supporting`: path to the units that help.
    `pauses(rows)` gives {pk: (rules.Pause, …)}; `moved(moves, by, now)` writes the events of a calendar change in bulk.
    """

    kind: str
    rows: Callable
    owner: object
    title: object
    url: str
    args: tuple = ("pk",)
    person: str | None = None
    supporting: str | None = None
    pauses: Callable | None = None
    moved: Callable | None = None


def registers():
    """Every register of the house, in the order of the settings."""
    return [register for path in settings.OWED for register in import_string(path)]


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
