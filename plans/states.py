"""Where a task stands today, read from its milestones, its deliverables and the evidence; never stored."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils import timezone

from deadlines import rules
from plans.evidence import settles
from plans.models import Milestone, Task

SOON_WORKING_DAYS = 10  # two weeks of work: time enough to act, short enough to matter

Kind = Task.Schedule


class State(models.TextChoices):
    LATE = "late", "Quá hạn"
    SOON = "soon", "Sắp đến hạn"
    SILENT = "silent", "Im lặng"
    GOING = "going", "Đang thực hiện"
    NOT_DUE = "not_due", "Chưa đến hạn"
    DONE = "done", "Hoàn thành"


LOOK = {State.LATE: "late", State.SOON: "soon", State.SILENT: "quiet", State.GOING: "going", State.NOT_DUE: "quiet"}


@dataclass(frozen=True)
class Standing:
    """The state of a task, the milestone that comes next, and what to say about its date."""

    state: str
    milestone: Milestone | None
    due_date: date | None
    remaining: str
    asks_for_date: bool
    silent_period: str = ""

    @property
    def label(self):
        return State(self.state).label

    @property
    def look(self):
        return LOOK.get(self.state, "done")


def standing(task, *, today, calendar, evidence=None):
    """The Standing of a task fetched `with_work()`. A closed plan is judged by the day it was closed."""
    if task.plan.is_closed:
        today = min(today, timezone.localdate(task.plan.closed_at))
    milestones, deliverables = list(task.milestones.all()), list(task.deliverables.all())
    is_open = [milestone for milestone in milestones if not milestone.is_done]
    upcoming = _next(task, is_open, today)
    silent = _silent_period(task, milestones, deliverables, evidence, today)
    state = _state(task, is_open, milestones, deliverables, evidence, silent, today, calendar)
    due_date = upcoming.due_date if upcoming and state != State.DONE else None
    return Standing(
        state=state,
        milestone=upcoming if state != State.DONE else None,
        due_date=due_date,
        remaining=rules.remaining(due_date, today, calendar) if due_date and task.plan.has_started else "",
        asks_for_date=state != State.DONE and not milestones and task.schedule_kind in (Kind.UNREAD, Kind.EXTERNAL),
        silent_period=silent if state == State.SILENT else "",
    )


def _next(task, is_open, today):
    """The first open milestone; of a standing task the first whose period is still running."""
    dated = [milestone for milestone in is_open if milestone.due_date]
    if task.schedule_kind == Kind.STANDING:
        dated = [milestone for milestone in dated if milestone.due_date >= today or milestone.period_id is None]
    return min(dated, key=lambda milestone: milestone.due_date, default=None)


def _state(task, is_open, milestones, deliverables, evidence, silent, today, calendar):
    if _is_done(task, is_open, deliverables, evidence):
        return State.DONE
    if task.plan.has_started:
        # A check-in of a standing task is never overdue by itself; its missing shows as silence.
        due_dates = [m.due_date for m in is_open if m.due_date and not _is_check_in(task, m)]
        if due_dates and min(due_dates) < today:
            return State.LATE
        if due_dates and calendar.working_days_between(today, min(due_dates)) <= SOON_WORKING_DAYS:
            return State.SOON
        if silent:
            return State.SILENT
    started = deliverables or any(m.is_done for m in milestones) or (evidence and evidence.done)
    return State.GOING if started else State.NOT_DUE


def _is_done(task, is_open, deliverables, evidence):
    """Done needs something to show: a deliverable, or evidence from a register."""
    if settles(task, evidence):
        return True
    shown = bool(deliverables) or bool(evidence and evidence.is_complete)
    return shown and not is_open


def _is_check_in(task, milestone):
    return task.schedule_kind == Kind.STANDING and milestone.period_id is not None


def _silent_period(task, milestones, deliverables, evidence, today):
    """The last period of a standing task that ended with nothing recorded, by its name; "" when there is none."""
    ended = [m for m in milestones if _is_check_in(task, m) and m.period.last_day < today]
    if not ended:
        return ""
    last = max(ended, key=lambda milestone: milestone.period.last_day)
    first_day = last.period.first_day
    recorded = last.is_done or any(one.date >= first_day for one in deliverables)
    if recorded or (evidence and evidence.last_date and evidence.last_date >= first_day):
        return ""
    if any(m.is_done and m.period.first_day > first_day for m in milestones if m.period_id):
        return ""
    return last.period.title
