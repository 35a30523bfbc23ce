"""Evidence: how far a task is. Each app declares its sources in `<app>/evidence.py`; settings.EVIDENCE lists them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.utils.module_loading import import_string

from core.folding import fold
from plans.models import Task, TaskSource


@dataclass(frozen=True)
class Evidence:
    """What a source counted for a task: `done` of `total`, the url of the rows, the day of the last one.

    `late`: rows that were or are late. `owed`: rows still open (None: total - done). `overdue`: open rows past their
    due date today. A count without a target has total 0 and is never complete.
    """

    done: int
    total: int
    late: int
    url: str
    words: str = ""
    last_date: date | None = None
    owed: int | None = None
    overdue: int = 0

    @property
    def is_complete(self):
        """Whether nothing is owed; rows done late count as done."""
        return self.total > 0 and (self.done >= self.total if self.owed is None else not self.owed)

    @property
    def done_late(self):
        return self.late - self.overdue

    @property
    def percent(self):
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True)
class Source:
    """A source of evidence that a task may name.

    `count`: a function from tasks (of any years) to {task.pk: Evidence}. `hints`: words of a task's title, without
    accents, for which the importer proposes the source. `settled(today)`: a Q over Task that selects the tasks whose
    evidence is complete (`Evidence.is_complete` in SQL); exact for plans in force. None when it never is.
    """

    key: str
    words: str
    count: Callable
    hints: tuple[str, ...] = ()
    settled: Callable | None = None


@dataclass(frozen=True)
class Counted:
    """One source of a task and its Evidence. `found` None: no installed app declares the source; this is not zero."""

    words: str
    found: Evidence | None


MOST = 3  # sources of one task: more do not fit on a line of the plan
NOT_INSTALLED = "chưa có nguồn số liệu"


def sources():
    """{key: Source} of every app, in the order of the settings."""
    return {source.key: source for path in settings.EVIDENCE for source in import_string(path)}


def gather(tasks):
    """{task.pk: [Counted]} in the order of the task's sources; the first decides the state."""
    tasks, known, asked = list(tasks), sources(), defaultdict(list)
    prefetch_related_objects(tasks, "sources")
    for task in tasks:
        for named in task.sources.all():
            asked[named.key].append(task)
    found = {key: known[key].count(of_source) for key, of_source in asked.items() if key in known}
    return {
        task.pk: [
            Counted(words_of([named.key], known), found[named.key].get(task.pk) if named.key in known else None)
            for named in task.sources.all()
        ]
        for task in tasks
    }


def deciding(counted):
    """The Evidence of the first source, or None."""
    return counted[0].found if counted else None


def words_of(keys, known=None):
    """The names of these sources on screen; a source that no app declares is shown by its key."""
    known = sources() if known is None else known
    return "; ".join(known[key].words if key in known else f"“{key}”" for key in keys)


# Schedules with one date, which decides whether the task is late.
DATED = (Task.Schedule.QUARTER, Task.Schedule.YEAR, Task.Schedule.DATE)


def settles(task, found):
    """Whether complete evidence finishes the task; only for a task with one date."""
    return bool(found) and found.is_complete and task.schedule_kind in DATED


def settled(today):
    """`settles` as a Q over Task, by the first source of each; exact for tasks of plans in force."""
    said = Q(pk__in=[])
    for source in sources().values():
        if source.settled:
            decides = Exists(TaskSource.objects.filter(task=OuterRef("pk"), position=1, key=source.key))
            said |= Q(decides) & Q(source.settled(today))
    return Q(schedule_kind__in=DATED) & said


def owes(task, found):
    """The number of open rows of the source; 0 for a task with a date of its own."""
    return 0 if found is None or task.schedule_kind in DATED else found.owed or 0


def overdue(task, found):
    """The number of these rows that are past their due date."""
    return found.overdue if owes(task, found) else 0


def propose(title):
    """Keys of the sources whose hints occur in a task's title, in the order of their occurrence."""
    words = fold(title)
    places = {
        source.key: min((words.index(hint) for hint in source.hints if hint in words), default=None)
        for source in sources().values()
    }
    return sorted((key for key, place in places.items() if place is not None), key=places.get)[:MOST]
