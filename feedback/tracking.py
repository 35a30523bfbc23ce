"""The sender's view of a case: no officers, no notes, no drafts."""

from dataclasses import dataclass, field
from datetime import datetime

from deadlines.models import SpecialDay
from feedback import clocks, life
from feedback.models import Clock, Status

# Internal statuses are shown to the sender as one.
WORDS = {Status.QUARANTINED: Status.NEW.label, Status.APPROVAL: Status.HANDLING.label}
WORDS |= {Status.APPROVED: Status.HANDLING.label, Status.NEW: "Đã nhận, chờ phân loại"}
SENDER = frozenset({life.Role.SENDER})


@dataclass(frozen=True)
class Told:
    """One line of the sender's timeline."""

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
    """The last answer clock with words and explanation for the sender; None when no answer is owed."""
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
    """{action: True} for the actions that the sender may do now."""
    names = ("reply", "add", "withdraw", "rate", "ask_reopening")
    return {name: not life.why_not(name, case, SENDER) for name in names}
