"""How far is a task? Each app announces its sources in `<app>/evidence.py`; settings.EVIDENCE lists them."""

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
    """What a register counted for a task: `done` of `total`; where the rows are; the day of the last one.

    `late` were or are late, which is history. `owed` still wait (unsaid: those that are not done), `overdue` of them
    are past their date today, which is work. A count without an end has no total, and is never complete by itself.
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
        """Nothing is owed: what was done late is done."""
        return self.total > 0 and (self.done >= self.total if self.owed is None else not self.owed)

    @property
    def done_late(self):
        return self.late - self.overdue

    @property
    def percent(self):
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True)
class Source:
    """What a task may name as its source of evidence.

    `count` answers {task.pk: Evidence} for tasks of several years at once. `hints` are words of a task's title,
    without accents, from which the importer proposes the source. `settled(today)` is a Q over Task, exact for tasks
    of plans in force: the register has rows for the task's year and nothing is owed (`Evidence.is_complete`, asked of
    the database). A source whose evidence is never complete has none.
    """

    key: str
    words: str
    count: Callable
    hints: tuple[str, ...] = ()
    settled: Callable | None = None


@dataclass(frozen=True)
class Counted:
    """One source of a task and what it counted. None: no app announces this source, which is not zero."""

    words: str
    found: Evidence | None


MOST = 3  # sources of one task: more would say nothing on a line of the plan
NOT_INSTALLED = "chưa có nguồn số liệu"


def sources():
    """{key: Source} of every app, in the order of the settings."""
    return {source.key: source for path in settings.EVIDENCE for source in import_string(path)}


def gather(tasks):
    """{task.pk: [Counted]} in the order in which each task names its sources; the first decides the state."""
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
    """The names of these sources on screen; a source that no app announces is called by its key."""
    known = sources() if known is None else known
    return "; ".join(known[key].words if key in known else f"“{key}”" for key in keys)


# Tasks with one date of their own, by which they are judged.
DATED = (Task.Schedule.QUARTER, Task.Schedule.YEAR, Task.Schedule.DATE)


def settles(task, found):
    """Whether the register alone says that a task with one date is done."""
    return bool(found) and found.is_complete and task.schedule_kind in DATED


def settled(today):
    """The same as a Q over Task, by the first source of each; exact for tasks of plans in force."""
    said = Q(pk__in=[])
    for source in sources().values():
        if source.settled:
            decides = Exists(TaskSource.objects.filter(task=OuterRef("pk"), position=1, key=source.key))
            said |= Q(decides) & Q(source.settled(today))
    return Q(schedule_kind__in=DATED) & said


def owes(task, found):
    """How many things a task without a date of its own still owes by what the register says."""
    return 0 if found is None or task.schedule_kind in DATED else found.owed or 0


def overdue(task, found):
    """How many of them are past their date."""
    return found.overdue if owes(task, found) else 0


def propose(title):
    """Keys of the sources to which the words of a task's title point, in the order in which the title names them."""
    words = fold(title)
    places = {
        source.key: min((words.index(hint) for hint in source.hints if hint in words), default=None)
        for source in sources().values()
    }
    return sorted((key for key, place in places.items() if place is not None), key=places.get)[:MOST]
