"""A due date that explains itself: the days counted, the days passed over, and why."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from core.refusals import NotAllowed
from deadlines.calendar import ONE_DAY


@dataclass(frozen=True)
class Pause:
    """Days on which a term stands still: those after `since`, up to and including `until`.

    As with the start of a term, the day of the event itself is not the first of them.
    """

    since: date
    until: date
    reason: str = "Đồng hồ dừng"

    def holds(self, day):
        return self.since < day <= self.until


@dataclass(frozen=True)
class Day:
    """One day of a term. `number` says which of the counted days it is."""

    date: date
    counted: bool
    reason: str = ""
    number: int | None = None
    paused: bool = False


@dataclass(frozen=True)
class Computed:
    rule: object
    start_date: date
    due_date: date
    days: tuple[Day, ...]
    provisional: bool
    unconfirmed_years: tuple[int, ...] = ()
    extra: int = 0

    # A strip of days that a phone can show beside other facts: about two months.
    LONG = 62

    @property
    def is_long(self):
        return len(self.days) > self.LONG

    @property
    def months(self):
        """The days by month, as [(first day of the month, [days])]."""
        by_month = groupby(self.days, key=lambda day: day.date.replace(day=1))
        return [(month, list(days)) for month, days in by_month]

    @property
    def rolled_from(self):
        """The rest day on which the term itself ended, when the due date moved on from it."""
        last = [day.date for day in self.days if day.counted][-1]
        return last if last < self.due_date and not self.rule.is_backward else None

    @property
    def rests_on_due_date(self):
        """Why the due date is itself a rest day (only a backward term may end so); empty when it is a working day."""
        return next(day.reason for day in self.days if day.date == self.due_date) if self.rule.is_backward else ""

    @property
    def skipped(self):
        return [day for day in self.days if not day.counted]


def compute(*, rule, start, calendar, extra=0, pauses=()):
    """The due date of a term of `rule.amount` and `extra` days that starts on `start` and stands still in `pauses`."""
    due = due_date(rule=rule, start=start, calendar=calendar, extra=extra, pauses=pauses)
    days = _explain(rule, start, due, calendar, extra=extra, pauses=pauses)
    unconfirmed = sorted({day.date.year for day in days if calendar.is_provisional(day.date)})
    return Computed(rule, start, due, days, bool(unconfirmed), tuple(unconfirmed), extra)


def due_date(*, rule, start, calendar, extra=0, pauses=()):
    if extra or pauses:
        return _due_with_pauses(rule, start, calendar, extra, pauses)
    if rule.in_working_days:
        count = calendar.subtract_working_days if rule.is_backward else calendar.add_working_days
    else:
        count = calendar.subtract_days if rule.is_backward else calendar.add_days
    try:
        return count(start, rule.amount)
    except OverflowError as error:
        raise NotAllowed(f"Không tính được thời hạn từ ngày {start:%d/%m/%Y}. Hãy kiểm tra ngày bắt đầu.") from error


def _due_with_pauses(rule, start, calendar, extra, pauses):
    """Day by day: such terms are short, and what stands still for years is not a term any more."""
    if rule.is_backward:
        raise ValueError("A backward term has neither pauses nor extensions.")
    day, left = start, rule.amount + extra
    while left:
        day += ONE_DAY
        left -= _counts(day, rule, calendar, pauses)
    while not rule.in_working_days and not calendar.is_working(day):
        day += ONE_DAY
    return day


def _counts(day, rule, calendar, pauses):
    return (calendar.is_working(day) or not rule.in_working_days) and not any(pause.holds(day) for pause in pauses)


def _explain(rule, start, due, calendar, *, extra, pauses):
    step = -ONE_DAY if rule.is_backward else ONE_DAY
    days, number, day = [], 0, start
    while day != due:
        day += step
        counted = number < rule.amount + extra and _counts(day, rule, calendar, pauses)
        number += counted
        pause = next((pause for pause in pauses if pause.holds(day)), None)
        reason = pause.reason if pause else _reason(day, calendar)
        days.append(Day(day, counted, reason, number if counted else None, bool(pause)))
    return tuple(sorted(days, key=lambda day: day.date))


def _reason(day, calendar):
    """Why a day is not an ordinary working day; a make-up day is named too, since a reader would not expect it."""
    if day in calendar.worked:
        return calendar.worked[day] or "Ngày làm bù"
    return calendar.reason(day)


def remaining(due_date, today, calendar):
    """How far a due date is, in words that stay true when only rest days lie between."""
    if due_date == today:
        return "hạn hôm nay"
    late = due_date < today
    gap = abs((due_date - today).days)
    working = abs(calendar.working_days_between(today, due_date))
    if working:
        return f"quá hạn {working} ngày làm việc" if late else f"còn {working} ngày làm việc"
    if gap == 1:
        return "hết hạn hôm qua" if late else "hạn ngày mai"
    return f"quá hạn {gap} ngày, đều là ngày nghỉ" if late else f"còn {gap} ngày, đều là ngày nghỉ"
