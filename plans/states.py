"""The state of a task on a day, computed from milestones, deliverables and evidence; never stored."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils import timezone

from deadlines import rules, terms
from plans import evidence
from plans.models import Milestone, Task

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
class TaskState:
    """The state of a task, its next milestone, and words about its date. `date_state`: the state by the task's own
    dates only. It differs from `state` when evidence makes the task late before its own date."""

    state: str
    milestone: Milestone | None
    due_date: date | None
    remaining: str
    asks_for_date: bool
    silent_period: str = ""
    date_state: str = ""

    @property
    def label(self):
        return State(self.state).label

    @property
    def look(self):
        return LOOK.get(self.state, "done")

    @property
    def date_look(self):
        return LOOK.get(self.date_state, "done")


def task_state(task, *, today, calendar, found=None):
    """The TaskState of a task that was fetched `with_work()`. `found`: its deciding Evidence."""
    return TaskReading(task, judged_on(task.plan, today), calendar, found).task_state()


def judged_on(plan, today):
    """The day for which states are computed: for a closed plan the day of closing, otherwise today."""
    return min(today, timezone.localdate(plan.closed_at)) if plan.is_closed else today


class TaskReading:
    """The data of one task on one day, from which `task_state` is computed."""

    def __init__(self, task, today, calendar, found):
        self.task, self.today, self.calendar, self.found = task, today, calendar, found
        self.milestones, self.deliverables = list(task.milestones.all()), list(task.deliverables.all())
        self.open = [milestone for milestone in self.milestones if not milestone.is_done]

    def task_state(self):
        date_state, upcoming = self.date_state(), self.upcoming()
        state = State.LATE if self.is_late_by_the_register() else date_state
        if state == State.DONE:
            upcoming = None
        due_date = upcoming.due_date if upcoming else None
        remaining = rules.remaining(due_date, self.today, self.calendar) if due_date and self.has_started else ""
        asks = state != State.DONE and not self.milestones and self.task.may_take_date
        silent_period = self.silent_period() if state == State.SILENT else ""
        return TaskState(state, upcoming, due_date, remaining, asks, silent_period, date_state)

    def is_late_by_the_register(self):
        """Whether the source has overdue rows; done milestones and deliverables do not change that."""
        return self.has_started and evidence.overdue(self.task, self.found) > 0

    def date_state(self):
        if self.is_done():
            return State.DONE
        if self.has_started:
            # A check-in of an ongoing task is never overdue; a missing one shows as State.SILENT.
            dated = [m for m in self.open if m.due_date and not self.is_check_in(m)]
            looks = {terms.look_of(milestone, self.today, self.calendar) for milestone in dated}
            if State.LATE in looks:
                return State.LATE
            if State.SOON in looks:
                return State.SOON
            if self.silent_period():
                return State.SILENT
        begun = self.deliverables or any(m.is_done for m in self.milestones) or (self.found and self.found.done)
        return State.GOING if begun else State.NOT_DUE

    @property
    def has_started(self):
        return self.task.plan.has_started

    def is_done(self):
        """Whether the task is done: it needs a deliverable or complete evidence, and no open milestone."""
        if evidence.settles(self.task, self.found):
            return True
        shown = bool(self.deliverables) or bool(self.found and self.found.is_complete)
        return shown and not self.open and not evidence.owes(self.task, self.found)

    def is_check_in(self, milestone):
        return self.task.schedule_kind == Kind.ONGOING and milestone.period_id is not None

    def upcoming(self):
        """The next open milestone by date; of an ongoing task the next one whose period has not ended."""
        dated = [m for m in self.open if m.due_date and not (self.is_check_in(m) and m.due_date < self.today)]
        return min(dated, key=lambda milestone: milestone.due_date, default=None)

    def silent_period(self):
        """The title of the last ended period of an ongoing task when nothing was recorded in it or since, else ""."""
        ended = [m for m in self.milestones if self.is_check_in(m) and m.period.last_day < self.today]
        if not ended:
            return ""
        last = max(ended, key=lambda milestone: milestone.period.last_day)
        since = last.period.first_day
        recorded = [one.date for one in self.deliverables]
        recorded += [m.period.last_day for m in self.milestones if m.is_done and self.is_check_in(m)]
        recorded += [self.found.last_date] if self.found and self.found.last_date else []
        return "" if any(day >= since for day in recorded) else last.period.title
