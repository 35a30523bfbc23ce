"""Tasks for the pages of a plan, each with its state and evidence, in a constant number of queries."""

from collections import Counter
from dataclasses import dataclass

from deadlines.models import SpecialDay
from plans import evidence
from plans.models import Milestone, Task
from plans.states import State, TaskState, judged_on, task_state


@dataclass(frozen=True)
class TaskLine:
    """A task on a page: the row, its state, and what its sources counted, in their order."""

    task: Task
    task_state: TaskState
    counted: tuple

    @property
    def found(self):
        """The Evidence of the first source, which decides the state; or None."""
        return evidence.deciding(self.counted)


@dataclass(frozen=True)
class Mark:
    """A milestone in a quarter of the timeline: words and style."""

    words: str
    look: str


def lines(tasks, *, today, calendar=None):
    """One TaskLine for each task of this queryset."""
    tasks = list(tasks.with_work())
    counted, calendar = evidence.gather(tasks), calendar or SpecialDay.objects.calendar()
    return [_line(task, counted[task.pk], today, calendar) for task in tasks]


def _line(task, counted, today, calendar):
    found = evidence.deciding(counted)
    return TaskLine(task, task_state(task, today=today, calendar=calendar, found=found), tuple(counted))


def filtered(all_lines, state):
    return [line for line in all_lines if line.task_state.state == state] if state else all_lines


def counts(all_lines):
    """[(state, number of tasks)] in the order of State, without zeros."""
    found = Counter(line.task_state.state for line in all_lines)
    return [(state, found[state]) for state in State if found[state]]


def quarters(line, *, today):
    """The four quarters of the plan's year, each a list of Mark."""
    by_quarter, year = [[], [], [], []], line.task.plan.year
    today = judged_on(line.task.plan, today)
    for milestone in line.task.milestones.all():
        if milestone.due_date:
            # A milestone before or after the year is shown in its first or last quarter, with the year.
            month = {-1: 1, 0: milestone.due_date.month, 1: 12}[_sign(milestone.due_date.year - year)]
            by_quarter[(month - 1) // 3].append(_mark(line, milestone, today))
    return by_quarter


def _sign(number):
    return (number > 0) - (number < 0)


def _mark(line, milestone, today):
    name = {Milestone.Kind.DUE: "", Milestone.Kind.EVENT: milestone.title}.get(milestone.kind)
    name = milestone.period.title if name is None else name
    prefix = f"{name}: " if name else ""
    late = milestone.due_date < today and line.task.plan.has_started
    if milestone.is_done or evidence.settles(line.task, line.found):
        return Mark(f"{prefix}xong", "done")
    if line.task.schedule_kind == Task.Schedule.ONGOING and milestone.period_id:
        days = [one.date for one in line.task.deliverables.all()]
        days += [line.found.last_date] if line.found and line.found.last_date else []
        recorded = any(milestone.period.contains(day) for day in days)
        return Mark("có kết quả", "done") if recorded else Mark("im lặng" if late else "chờ ghi nhận", "quiet")
    day = (
        f"{milestone.due_date:%d/%m}"
        if milestone.due_date.year == line.task.plan.year
        else f"{milestone.due_date:%d/%m/%Y}"
    )
    return Mark(f"{prefix}{'quá hạn' if late else 'hạn'} {day}", "late" if late else "going")
