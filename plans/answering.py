"""Helpers of `<app>/evidence.py` for tasks of several years."""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from plans.states import judged_on


def days(tasks):
    """{year: day on which the plan of that year is judged}: today, or the day on which the plan was closed."""
    today = timezone.localdate()
    return {task.plan.year: judged_on(task.plan, today) for task in tasks}


def each(days, year, condition):
    """A Q: rows of each year that meet `condition(day)` for the day of that year. `year`: field path to the year."""
    return reduce(or_, (Q(**{year: of_year}) & condition(day) for of_year, day in days.items()))


def open_on(day):
    return Q(done_date=None) | Q(done_date__gt=day)


def to_each(tasks, by_year):
    return {task.pk: by_year[task.plan.year] for task in tasks}


def some(rows, year, condition=None):
    """Q over Task: `rows` contains a row of the plan's year. `year`: field path from a row to its year."""
    of_year = rows.filter(**{year: OuterRef("plan__year")})
    return Q(Exists(of_year.filter(condition) if condition is not None else of_year))


def all_done(rows, year, waits):
    """Q over Task: `rows` contains rows of the plan's year, and none of them matches `waits`."""
    return some(rows, year) & ~some(rows, year, waits)
