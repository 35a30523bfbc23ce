"""The preview of a change of special days. Writes nothing."""

from dataclasses import dataclass, replace
from datetime import date

from core.seals import seal
from deadlines import moves
from deadlines.models import SpecialDay


@dataclass(frozen=True)
class Edit:
    """The new kind of one day. Without a kind the special day is removed."""

    date: date
    kind: str = ""
    note: str = ""
    needs_check: bool = False

    @property
    def day(self):
        return SpecialDay(date=self.date, kind=self.kind, note=self.note, needs_check=self.needs_check)

    @property
    def in_words(self):
        return self.day.in_words if self.kind else ""


@dataclass(frozen=True)
class CalendarChange:
    """The edits, the present words of the days ({date: words}), and the terms that would move."""

    edits: tuple[Edit, ...]
    before: dict
    moves: tuple[moves.Move, ...]

    @property
    def lines(self):
        """[(date, words before, words after)] for the page."""
        return [(edit.date, self.before.get(edit.date, ""), edit.in_words) for edit in self.edits]

    @property
    def seal(self):
        """The seal of this change. The confirmation posts it back, so that only what was shown is written."""
        return seal(self.lines, [(move.key, move.old, move.new) for move in self.moves])


def preview(edits, *, today):
    """The CalendarChange of these edits; edits without an effect are left out."""
    rows = {row.date: row.in_words for row in SpecialDay.objects.filter(date__in=[edit.date for edit in edits])}
    edits = tuple(edit for edit in edits if edit.in_words != rows.get(edit.date, ""))
    calendar_after = edited(SpecialDay.objects.calendar(), edits)
    return CalendarChange(edits, rows, tuple(moves.found(calendar_after, today)) if edits else ())


def edited(calendar, edits):
    off, worked = dict(calendar.off), dict(calendar.worked)
    for edit in edits:
        off.pop(edit.date, None)
        worked.pop(edit.date, None)
        if edit.kind:
            (off if edit.kind == SpecialDay.Kind.OFF else worked)[edit.date] = edit.day.reason
    return replace(calendar, off=off, worked=worked)
