"""What the sender of a case may see of it: no officer, no note, no draft."""

from dataclasses import dataclass, field
from datetime import datetime

from deadlines.models import SpecialDay
from feedback import clocks, life
from feedback.models import Clock, Status

# What goes on inside the house is one thing to the sender.
WORDS = {Status.QUARANTINED: Status.NEW.label, Status.APPROVAL: Status.HANDLING.label}
WORDS |= {Status.APPROVED: Status.HANDLING.label, Status.NEW: "Đã nhận, chờ phân loại"}
SENDER = frozenset({life.Role.SENDER})


@dataclass(frozen=True)
class Told:
    """One line of the public timeline."""

    at: datetime
    words: str
    text: str
    is_theirs: bool
    files: tuple = field(default=())


def status_words(case):
    return WORDS.get(case.status, case.get_status_display())


def timeline(case):
    """Newest first."""
    events = case.events.public().prefetch_related("files__file").order_by("-at", "-pk")
    return [
        Told(
            at=event.at,
            words=event.public_words,
            text=event.text if life.ACTIONS[event.action].says_text else "",
            is_theirs=event.party == event.Party.SENDER,
            files=tuple(one for one in event.files.all() if one.is_public),
        )
        for event in events
    ]


def answer_clock(case, today):
    """How the answer stands, honestly: the last answer clock with its words, or nothing where none is owed."""
    clock = case.clocks.filter(kind=Clock.Kind.ANSWER).select_related("rule", "case").last()
    if clock is None:
        return None
    calendar = SpecialDay.objects.calendar()
    badge = clocks.badge(clock, today, calendar)
    computed = None if clock.is_done else clocks.explained(clock, calendar)
    return {"badge": badge, "was_late": clock.is_done and badge.is_late, "computed": computed}


def open_question(case):
    return case.events.filter(action="ask").last() if case.status == Status.WAITING else None


def may(case):
    """What the sender may do now: {action: True}."""
    names = ("reply", "add", "withdraw", "rate", "ask_reopening")
    return {name: not life.why_not(name, case, SENDER) for name in names}
