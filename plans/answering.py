"""What the registers share when they answer for tasks of several years at once."""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from plans.states import judged_on


def days(tasks):
    """{year: the day on which the plan of that year is judged}: today, or the day on which the plan was closed."""
    today = timezone.localdate()
    return {task.plan.year: judged_on(task.plan, today) for task in tasks}


def each(days, year, condition):
    """The condition as the day of each year makes it. `year`: the path from a row to its year."""
    return reduce(or_, (Q(**{year: of_year}) & condition(day) for of_year, day in days.items()))


def open_on(day):
    return Q(done_date=None) | Q(done_date__gt=day)


def to_each(tasks, by_year):
    return {task.pk: by_year[task.plan.year] for task in tasks}


def some(rows, year, condition=None):
    """Q over Task: the year of its plan has such a row. `year`: the path from a row to its year."""
    of_year = rows.filter(**{year: OuterRef("plan__year")})
    return Q(Exists(of_year.filter(condition) if condition is not None else of_year))


def all_done(rows, year, waits):
    """Q over Task: the year of its plan has rows, and none of them waits."""
    return some(rows, year) & ~some(rows, year, waits)
