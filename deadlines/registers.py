"""What apps declare for the agenda: kinds of terms (settings.OWED) and kinds of decisions (settings.DECISIONS)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import BigIntegerField, Exists, F, Q, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.module_loading import import_string

from core.folding import Folded, fold
from organization.models import Unit

ARGUMENTS = 2  # the largest number of URL arguments: all parts of a UNION need the same number of columns
NO_UNIT = 0  # an owner that is no unit: only roles that see every unit see the term


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Rows of one model in the agenda.

    `rows(today)`: the queryset. `title`: SQL expression of the task in words. `url`, `args`: name of the page and the
    field paths of its arguments. Title and address are read only for the rows of a page, in one statement.
    """

    kind: str
    rows: Callable
    title: object
    url: str
    args: tuple = ("pk",)

    def matching(self, today, text):
        """The rows whose title contains every word of the text, with or without accents."""
        rows = self.rows(today).order_by()
        for word in fold(text).split():
            rows = rows.alias(owed_words=Folded(self.title)).filter(owed_words__contains=word)
        return rows

    def titled(self, rows, *more):
        """(kind, pk, title, arguments of the address …, more …) of these rows."""
        arguments = [Cast(F(path), TextField()) for path in self.args]
        arguments += [constant("")] * (ARGUMENTS - len(self.args))
        return rows.order_by().values_list(constant(self.kind), "pk", Cast(self.title, TextField()), *arguments, *more)

    def titled_by_key(self, keys):
        return self.titled(self.rows(date.min).model._base_manager.filter(pk__in=keys))

    def address(self, arguments):
        return reverse(self.url, args=arguments[: len(self.args)])

    def describe(self, rows):
        """{pk: (title, address)} of these rows, in one query."""
        return {pk: (title, self.address(arguments)) for _, pk, title, *arguments in self.titled(rows)}


@dataclass(frozen=True, kw_only=True)
class Register(Kind):
    """A kind of owed term: each row has a `due_date`.

    `owner`: field path to the owing unit, or an expression. Without a unit the control unit owes. `person`: field path
    to the officer in charge. `supporting`: field path to the helping units.
    For calendar changes: `pauses(rows)` returns {pk: (rules.Pause, …)}; `hold(keys)` locks the rows that the app's
    actions lock before a term; `moved(moves, by, now)` stores the audit events of many moves in bulk.
    """

    owner: object = None
    person: str | None = None
    supporting: str | None = None
    pauses: Callable | None = None
    moved: Callable | None = None
    hold: Callable | None = None

    @property
    def owner_column(self):
        owner = F(self.owner) if isinstance(self.owner, str) else self.owner or Value(None)
        return Cast(owner, BigIntegerField())

    @property
    def person_column(self):
        return Cast(F(self.person) if self.person else Value(None), BigIntegerField())

    def owed_by(self, rows, unit):
        """The rows that a unit owes: directly, as a member of a group, or as the control unit."""
        owned = Q(owed_owner__in=acting_as(unit)) | Q(owed_owner=None) & is_control(unit)
        return rows.alias(owed_owner=self.owner_column).filter(owned)

    def helped_by(self, rows, unit):
        """The rows that a unit supports but does not owe."""
        supported = rows.model._base_manager.filter(**{f"{self.supporting}__in": acting_as(unit)}).order_by()
        of_others = Q(owed_owner__isnull=False) & ~Q(owed_owner__in=acting_as(unit))
        of_others |= Q(owed_owner=None) & ~is_control(unit)
        return rows.alias(owed_owner=self.owner_column).filter(of_others, pk__in=supported.values("pk"))


@dataclass(frozen=True, kw_only=True)
class Waiting(Kind):
    """A kind of row that waits for a decision of users with this role. `since`: field path or expression of a day."""

    role: str
    since: object


def registers():
    """Every Register, in the order of the settings."""
    return [register for path in settings.OWED for register in import_string(path)]


def waiting():
    """Every Waiting, in the order of the settings."""
    return [one for path in settings.DECISIONS for one in import_string(path)]


def acting_as(unit):
    """Primary keys of a unit (given by id) and of the groups that contain it, as a subquery."""
    return Unit.objects.filter(Q(pk=unit) | Q(kind=Unit.Kind.GROUP, grouped_units=unit)).order_by().values("pk")


def is_control(unit):
    return Exists(Unit.objects.filter(pk=unit, is_control_unit=True))


def constant(words):
    """A constant text with a cast: PostgreSQL needs its type in a UNION."""
    return Cast(Value(words), TextField())
