"""Working days, and counting terms on them. Pure: no Django, no clock, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """Weekdays and special days. A make-up working day overrides a day off, and both override the weekday."""

    off: Mapping[date, str] = field(default_factory=dict)
    worked: Mapping[date, str] = field(default_factory=dict)
    confirmed_years: frozenset[int] = frozenset()

    def is_provisional(self, day):
        """Whether the special days of its year are not confirmed: dates computed with it may still change.

        Checked for each year, so that an unconfirmed year between two confirmed ones counts as provisional.
        """
        return day.year not in self.confirmed_years

    def is_working(self, day):
        if day in self.worked:
            return True
        return day not in self.off and _is_weekday(day)

    def reason(self, day):
        """Why the day is a rest day, in words; "" for a working day."""
        if self.is_working(day):
            return ""
        if day in self.off:
            return self.off[day] or "Ngày nghỉ"
        return "Nghỉ cuối tuần"

    def add_working_days(self, start, n):
        """The n-th working day after `start`; the start day itself is not counted. Zero is the start day itself."""
        return self._walk(start, n, ONE_DAY)

    def subtract_working_days(self, start, n):
        """The n-th working day before `start`; the start day itself is not counted."""
        return self._walk(start, n, -ONE_DAY)

    def add_days(self, start, n):
        """n calendar days after `start`. A term that ends on a rest day ends on the next working day.

        By BLDS 2015, Điều 148.5. Zero is the start day itself, also when it is a rest day.
        """
        day = start + _days(n)
        while n and not self.is_working(day):
            day += ONE_DAY
        return day

    def subtract_days(self, start, n):
        """n calendar days before `start` ("at the latest n days before"). Never moved to a later working day."""
        return start - _days(n)

    def working_days_between(self, start, end):
        """Working days after `start` up to and including `end`; negative when `end` lies before `start`.

        Computed from weeks and special days, not day by day: a user may type the year 9999.
        """
        if end < start:
            return -self.working_days_between(end, start)
        rested = sum(start < day <= end and _is_weekday(day) for day in self.off if day not in self.worked)
        worked = sum(start < day <= end and not _is_weekday(day) for day in self.worked)
        return _weekdays_until(end) - _weekdays_until(start) - rested + worked

    def working_days_by_month(self, year):
        """[(first day of the month, number of working days)]."""
        starts = [date(year, month, 1) for month in range(1, 13)]
        ends = [*starts[1:], date(year + 1, 1, 1)]
        return [
            (first, self.working_days_between(first - ONE_DAY, end - ONE_DAY))
            for first, end in zip(starts, ends, strict=True)
        ]

    def _walk(self, start, n, step):
        day, left = start, _days(n).days
        while left:
            day += step
            left -= self.is_working(day)
        return day


def _is_weekday(day):
    return day.weekday() < SATURDAY


def _weekdays_until(day):
    """The number of Mondays to Fridays from 01/01/0001 (a Monday) to this day."""
    weeks, left = divmod(day.toordinal(), 7)
    return 5 * weeks + min(left, 5)


def _days(n):
    if n < 0:
        raise ValueError("A term is not negative: subtract counts backwards.")
    return timedelta(days=n)
