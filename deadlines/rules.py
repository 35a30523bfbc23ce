"""Computing a due date with its explanation: counted days, skipped days, and why."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from core.refusals import NotAllowed
from deadlines.calendar import ONE_DAY


@dataclass(frozen=True)
class Pause:
    """Days on which a term stands still: the days after `since`, up to and including `until`.

    As with the start of a term, the day of the event itself is not included.
    """

    since: date
    until: date
    reason: str = "Đồng hồ dừng"

    def holds(self, day):
        return self.since < day <= self.until


@dataclass(frozen=True)
class Day:
    """One day of a term. `number`: its number among the counted days."""

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

    # The longest strip of days on a phone: about two months.
    LONG = 62

    @property
    def is_long(self):
        return len(self.days) > self.LONG

    @property
    def months(self):
        """[(first day of the month, [days])]."""
        by_month = groupby(self.days, key=lambda day: day.date.replace(day=1))
        return [(month, list(days)) for month, days in by_month]

    @property
    def rolled_from(self):
        """The rest day on which the term ended, when the due date was moved to the next working day; else None."""
        last = [day.date for day in self.days if day.counted][-1]
        return last if last < self.due_date and not self.rule.is_backward else None

    @property
    def rests_on_due_date(self):
        """Why the due date is a rest day, in words (possible only for a term counted backwards); else ""."""
        return next(day.reason for day in self.days if day.date == self.due_date) if self.rule.is_backward else ""

    @property
    def skipped(self):
        return [day for day in self.days if not day.counted]


def compute(*, rule, start, calendar, extra=0, pauses=()):
    """The Computed of a term of `rule.amount` + `extra` days from `start` that stands still during `pauses`."""
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
    """The due date of a term with pauses, counted day by day: such terms are short."""
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
    """Why a day is not an ordinary working day, in words; make-up working days included."""
    if day in calendar.worked:
        return calendar.worked[day] or "Ngày làm bù"
    return calendar.reason(day)


def remaining(due_date, today, calendar):
    """The time to a due date in words; calendar days when only rest days are between."""
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
