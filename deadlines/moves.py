"""Terms whose due date changes with the calendar: found, and updated in bulk."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, DateField, Value, When

from core.refusals import NotAllowed
from deadlines import rules
from deadlines.models import DeadlineRule
from deadlines.registers import registers
from organization import audit

CHUNK = 2_000  # rows of one UPDATE: every key occurs in it three times, and SQLite accepts 32,766 parameters


class PreviewIsStale(NotAllowed):
    """The calendar or a term has changed between preview and confirmation. Nothing was applied."""

    def __init__(self):
        super().__init__("Lịch hoặc thời hạn đã thay đổi từ lúc bạn xem. Hãy xem lại danh sách mới rồi xác nhận.")


@dataclass(frozen=True)
class Move:
    """An open term with its old and new due date. `kind`: the kind of its register."""

    kind: str
    pk: int
    old: date
    new: date
    rule: DeadlineRule
    title: str
    url: str

    @property
    def key(self):
        return f"{self.kind}:{self.pk}"

    @property
    def days(self):
        """[old date, new date] in words for audit events."""
        return [f"{self.old:%d/%m/%Y}", f"{self.new:%d/%m/%Y}"]


def found(calendar_after, today):
    """The moves of open terms with this calendar, the earliest first."""
    all_rules = DeadlineRule.objects.in_bulk()
    moves = [move for register in registers() for move in _of(register, all_rules, calendar_after, today)]
    # Databases return rows in any order, but equal moves must have equal seals.
    return sorted(moves, key=lambda move: (move.old, move.key))


def _of(register, all_rules, calendar, today):
    rows = register.rows(today).filter(rule__isnull=False).order_by()
    pauses, dates = register.pauses(rows) if register.pauses else {}, {}
    for pk, rule_pk, start, extra, old in rows.values_list("pk", "rule", "start_date", "extra_days", "due_date"):
        rule, stops = all_rules[rule_pk], pauses.get(pk, ())
        new = rules.due_date(rule=rule, start=start, calendar=calendar, extra=extra, pauses=stops)
        if new != old:
            dates[pk] = (old, new, rule)
    words = register.describe(rows.model._base_manager.filter(pk__in=dates)) if dates else {}
    return [Move(register.kind, pk, *dates[pk], *words[pk]) for pk in dates]


def write(moves, *, by, now):
    """Update the due dates of these terms in bulk, with the audit events of their apps; all or none.

    Raises PreviewIsStale when one of them was done or moved since it was found.
    """
    by_kind = defaultdict(list)
    for move in moves:
        by_kind[move.kind].append(move)
    for register in registers():
        of_kind = by_kind.get(register.kind, [])
        if of_kind and register.hold:
            register.hold([move.pk for move in of_kind])
        for start in range(0, len(of_kind), CHUNK):
            _update(register.rows(now.date()).model._base_manager, of_kind[start : start + CHUNK])
        if of_kind and register.moved:
            register.moved(of_kind, by, now)


def record(action, told, *, by, now):
    """Store one audit event for each target, with all its dates. `told`: [(target, name of the term, Move)]."""
    changes = defaultdict(dict)
    for target, words, move in told:
        changes[target][words] = move.days
    events = [audit.event(action, target=one, changes=changed, by=by, now=now) for one, changed in changes.items()]
    audit.record_all(events)


def _update(rows, moves):
    """One UPDATE for many rows and dates. Its condition uses own columns only, so that PostgreSQL checks it again after
    waiting for another transaction."""
    as_found = rows.filter(pk__in=[move.pk for move in moves], done_date=None, due_date=_by_key(moves, "old"))
    if as_found.update(due_date=_by_key(moves, "new")) != len(moves):
        raise PreviewIsStale


def _by_key(moves, name):
    """A CASE expression for the old or the new date of each row, grouped by date."""
    keys = defaultdict(list)
    for move in moves:
        keys[getattr(move, name)].append(move.pk)
    return Case(*(When(pk__in=pks, then=Value(day)) for day, pks in keys.items()), output_field=DateField())
