"""Milestones are created from the timing of a task. A milestone with work on it is never changed."""

from dataclasses import dataclass
from datetime import date

from deadlines import actions as deadlines
from deadlines import terms
from deadlines.models import DeadlineRule, Period, SpecialDay
from organization import audit
from plans import schedule
from plans.models import Milestone, Task

Kind = Task.Schedule
SENDING_RULE = "plans.periodic_report"  # the rule from the cut-off of a period to the due date of its report


@dataclass(frozen=True)
class Expected:
    kind: str
    title: str
    due_date: date | None
    period: Period | None = None
    rule: DeadlineRule | None = None
    start_date: date | None = None

    @property
    def identity(self):
        return (self.kind, self.period.pk if self.period else None)


def regenerate(*, task):
    """Create and remove untouched milestones until they match the task's timing. May run again, also concurrently."""
    wanted = {one.identity: one for one in expected(task)}
    untouched = {(m.kind, m.period_id): m for m in task.milestones.untouched()}
    for identity, milestone in untouched.items():
        if identity not in wanted:
            milestone.delete()
    present = set(task.milestones.exclude(kind=Milestone.Kind.EVENT).values_list("kind", "period_id"))
    for identity, one in wanted.items():
        values = {"title": one.title, "due_date": one.due_date, "rule": one.rule, "start_date": one.start_date}
        if identity in untouched:
            task.milestones.filter(pk=untouched[identity].pk).update(**values)
        elif identity not in present:
            Milestone.objects.bulk_create(
                [Milestone(task=task, kind=one.kind, period=one.period, **values)], ignore_conflicts=True
            )


def fill_missing_dates(*, now):
    """Set the due date of reports that had none because SENDING_RULE was missing. Returns how many."""
    undated = Milestone.objects.open().filter(
        kind=Milestone.Kind.PERIOD, due_date=None, task__schedule_kind=Kind.PERIODIC, task__plan__status="issued"
    )
    calendar, filled = SpecialDay.objects.calendar(), 0
    for milestone in undated.select_related("task__plan", "period"):
        found = _report(milestone.period, calendar)
        values = {"due_date": found.due_date, "rule": found.rule, "start_date": found.start_date}
        if found.due_date and undated.filter(pk=milestone.pk).update(**values):
            words = {f"hạn của “{milestone.title}”": ["", f"{found.due_date:%d/%m/%Y}"]}
            audit.record("plans.date_set", target=milestone.task, by=None, now=now, changes=words)
            filled += 1
    return filled


def expected(task):
    """The milestones (unsaved) that the timing of the task requires."""
    reading = schedule.read(task.timing, task.plan.year)
    if task.schedule_kind in (Kind.ONGOING, Kind.PERIODIC):
        return _of_periods(task)
    if not task.may_take_date or task.schedule_kind in (Kind.UNREAD, Kind.EXTERNAL):
        return []
    due_date = reading.due_date
    if due_date is None and task.schedule_kind == Kind.YEAR:
        due_date = date(task.plan.year, 12, 31)
    return [Expected(Milestone.Kind.DUE, "Hoàn thành nhiệm vụ", due_date)] if due_date else []


def _of_periods(task):
    kinds = (Period.Kind.QUARTER,) if task.schedule_kind == Kind.ONGOING else schedule.period_kinds(task.timing)
    periods = [period for period in deadlines.make_periods(year=task.plan.year) if period.kind in kinds]
    if task.schedule_kind == Kind.ONGOING:
        return [Expected(Milestone.Kind.PERIOD, f"Ghi nhận {_lower_first(p.title)}", p.last_day, p) for p in periods]
    calendar = SpecialDay.objects.calendar()
    return [_report(period, calendar) for period in periods]


def _report(period, calendar):
    """The milestone of a period's report: due by SENDING_RULE after the cut-off; without that rule a user enters it."""
    term, title = terms.dated(SENDING_RULE, period.last_day, calendar=calendar), f"Báo cáo {_lower_first(period.title)}"
    if term["rule"] is None:
        return Expected(Milestone.Kind.PERIOD, title, None, period)
    return Expected(Milestone.Kind.PERIOD, title, term["due_date"], period, term["rule"], period.last_day)


def _lower_first(words):
    return words[:1].lower() + words[1:]
