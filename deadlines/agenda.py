"""The agenda: owed terms and waiting decisions with unit and date, in SQL over all registers at once.

Controllers and leaders see everything; officers what their unit owes, directly or as a member of a group.
Administrators owe nothing.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import BigIntegerField, Count, DateField, F, Q, Value
from django.db.models.functions import Cast

from core.paging import A_PAGE
from deadlines.registers import NO_UNIT, Register, Waiting, constant, registers, waiting

__all__ = ["NO_UNIT", "Register", "Waiting"]

EVERYTHING = object()  # for roles that see every unit
CHUNK, LAST_PAGE = 1000, 1_000_000
UNIONS, UNIONS_KEPT = {}, 500
HELPED, DECISIONS = "phoi-hop", "quyet-dinh"


@dataclass(frozen=True)
class Item:
    """One row on a page: a term with its title, or a row that has waited for a decision since `due_date`."""

    kind: str
    pk: int
    due_date: date
    owner: int | None = None
    title: str = ""
    url: str = ""
    person: int | None = None

    @property
    def key(self):
        return f"{self.kind}:{self.pk}"


@dataclass(frozen=True)
class Counts:
    """Numbers for the menu: {kind: late terms}, {kind: owed terms}, {kind: waiting decisions}, and {name: rows} of
    further querysets."""

    late: dict = field(default_factory=dict)
    owed: dict = field(default_factory=dict)
    waiting: dict = field(default_factory=dict)
    others: dict = field(default_factory=dict)

    def late_in(self, apps):
        return sum(number for kind, number in self.late.items() if kind.split(".")[0] in apps)


class Group(Paginator):
    """The page of one group. The rows are already cut by the database; `count` is their number before."""

    def __init__(self, key, count):
        super().__init__((), A_PAGE)
        self.key, self.count = key, count

    def page_of(self, items, number):
        page = self.get_page(number)
        page.object_list = items
        return page


def concerning(user, unit=None):
    """Whose terms the user sees: the id of a unit, EVERYTHING, or None. `unit`: the unit chosen in a filter."""
    if user.is_superuser:
        return None
    if user.is_controller or user.is_leader:
        return unit.pk if unit else EVERYTHING
    return user.unit_id


def decided_by(user):
    """The kinds of decisions that the user may take."""
    return [one for one in waiting() if one.role == user.role]


def counts(user, today, others=None):
    """The Counts of a user, in one statement. `others`: {name: function (user, today) -> queryset to count}."""
    others = others or {}
    late = Count("pk", filter=Q(due_date__lt=today))

    def parts():
        yield from (_counted("owed", one.kind, rows, late) for one, rows in _owed(user, today))
        yield from (_counted("waiting", one.kind, one.rows(today)) for one in decided_by(user))
        yield from (_counted("others", name, rows(user, today)) for name, rows in others.items())

    found = Counts()
    for what, kind, number, number_late in _fetched(*_union(parts, ("counts", *_key(user), today, *others.items()))):
        getattr(found, what)[kind] = number
        if what == "owed":
            found.late[kind] = number_late
    return found


def page(user, today, *, ends, wanted="", number=1, text="", unit=None):
    """{key of a group: its page} of the user's agenda, sorted and cut by the database, in two statements.

    `ends`: {key: first day after the group}, in order; the last one has no end (None). `wanted`: the only group to
    read, at page `number`. `text`, `unit`: filters. Two more groups: HELPED (terms that the unit supports) and
    DECISIONS (rows that wait for a decision of the user).
    """

    def parts():
        if not unit:
            yield from (_keys(one, one.matching(today, text), one.since, DECISIONS) for one in decided_by(user))
        for one, rows in _owed(user, today, text=text, unit=unit):
            yield _keys(one, rows, F("due_date"))
        for one, rows in _helped(user, today, text=text) if not unit else ():
            yield _keys(one, rows, F("due_date"), HELPED)

    key = None if text or unit else ("page", *_key(user), today)
    return _pages(_cut(*_union(parts, key), ends, wanted, number), number if wanted else 1)


def decisions(user, today, *, number=1):
    """The page of rows that wait for a decision of the user, the oldest first."""
    return page(user, today, ends={}, wanted=DECISIONS, number=number).get(DECISIONS)


def each(today):
    """Every owed Item with its title, ordered by due date within each register, read in chunks."""
    for one in registers():
        columns = [F("due_date"), one.owner_column, one.person_column]
        rows = one.titled(one.rows(today), *columns).order_by("due_date", "pk")
        for kind, pk, title, *arguments, due, owner, person in rows.iterator(chunk_size=CHUNK):
            yield Item(kind, pk, due, owner, title, one.address(arguments), person)


def _owed(user, today, *, text="", unit=None):
    """[(register, rows that concern the user)]."""
    whose = concerning(user, unit)
    for one in registers() if whose is not None else ():
        rows = one.matching(today, text)
        yield one, rows if whose is EVERYTHING else one.owed_by(rows, whose)


def _helped(user, today, *, text=""):
    whose = concerning(user)
    if whose is not None and whose is not EVERYTHING:
        yield from ((one, one.helped_by(one.matching(today, text), whose)) for one in registers() if one.supporting)


def _counted(what, kind, rows, late=None):
    """A queryset with one row (what, kind, number of rows, number of late rows); empty without rows."""
    late = late or Value(0, BigIntegerField())
    names = ("counted_what", "counted_kind", "counted", "counted_late")  # names that no model field has
    named = rows.order_by().annotate(counted_what=constant(what), counted_kind=constant(kind)).values(*names[:2])
    return named.annotate(counted=Count("pk"), counted_late=late).values_list(*names)


def _keys(kind, rows, day, group=""):
    """(kind, pk, day, owner, group) of these rows."""
    owner = getattr(kind, "owner_column", Cast(Value(None), BigIntegerField()))
    day = Cast(day, DateField())
    return rows.order_by().values_list(constant(kind.kind), "pk", day, owner, constant(group))


def _key(user):
    """The attributes of the user on which the rows depend."""
    return user.pk, user.role, user.is_active, user.unit_id, *settings.OWED, *settings.DECISIONS


def _union(parts, key=None):
    """SQL and parameters of the UNION ALL of the querysets that `parts()` makes; without parts the SQL is empty.

    Building it takes longer than running it, and every page of a user needs it: it is cached by `key`.
    """
    if key in UNIONS:
        return UNIONS[key]
    first, *others = [*parts(), None]
    try:
        found = first.union(*others[:-1], all=True).query.sql_with_params() if first is not None else ("", ())
    except EmptyResultSet:
        found = ("", ())
    if key:
        if len(UNIONS) >= UNIONS_KEPT:
            UNIONS.clear()
        UNIONS[key] = found
    return found


def _fetched(statement, parameters):
    if not statement:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


# Every row gets its group, its place in the group, and the size of the group.
CUT = """
WITH owed (kind, pk, day, owner, named) AS ({union}),
grouped AS (SELECT kind, pk, day, owner, CASE WHEN named <> '' THEN named {ends} ELSE %s END AS in_group FROM owed),
placed AS (
    SELECT kind, pk, day, owner, in_group, COUNT(*) OVER (PARTITION BY in_group) AS total,
    ROW_NUMBER() OVER (PARTITION BY in_group ORDER BY day, kind, pk) AS place
    FROM grouped WHERE in_group = %s OR %s = ''
),
asked AS (SELECT *, CASE WHEN %s < total THEN %s ELSE (total - 1) / %s * %s END AS before FROM placed)
SELECT kind, pk, day, owner, in_group, total FROM asked WHERE place > before AND place <= before + %s
ORDER BY day, kind, pk
"""


def _pages(found, number):
    """{key of a group: its page} of the cut rows; the first page when no group was wanted."""
    items, totals = defaultdict(list), {}
    titles = _titles([item for item, *_ in found])
    for item, group, total in found:
        title, url = titles.get((item.kind, item.pk), ("", ""))
        items[group].append(replace(item, title=title, url=url))
        totals[group] = total
    return {key: Group(key, total).page_of(items[key], number) for key, total in totals.items()}


def _cut(union, parameters, ends, wanted, number):
    """[(Item, key of its group, size of the group)]: a page of each group, or of the wanted one."""
    if not union:
        return []
    closed = [(key, end) for key, end in ends.items() if end]
    whens = [value for key, end in closed for value in (end, key)]
    open_end = next((key for key, end in ends.items() if not end), "")
    first = A_PAGE * (_number(number) - 1) if wanted else 0
    statement = CUT.format(union=union, ends="WHEN day < %s THEN %s " * len(closed))
    values = [*parameters, *whens, open_end, wanted, wanted, first, first, A_PAGE, A_PAGE, A_PAGE]
    rows = _fetched(statement, values)
    return [(Item(kind, pk, _date(day), owner), group, total) for kind, pk, day, owner, group, total in rows]


def _number(text):
    """The page number of a query string, as in Paginator.get_page: invalid is 1, too large is the last page."""
    try:
        number = int(text)
    except (TypeError, ValueError):
        return 1
    return number if 1 <= number <= LAST_PAGE else LAST_PAGE


def _date(day):
    """A date from a UNION: SQLite returns text."""
    return date.fromisoformat(day) if isinstance(day, str) else day


def _titles(items):
    """{(kind, pk): (title, address)} of the items of a page, in one statement."""
    kinds = {one.kind: one for one in (*registers(), *waiting())}
    asked = defaultdict(list)
    for item in items:
        asked[item.kind].append(item.pk)
    found = _fetched(*_union(lambda: (kinds[kind].titled_by_key(keys) for kind, keys in asked.items())))
    return {(kind, pk): (title, kinds[kind].address(arguments)) for kind, pk, title, *arguments in found}
