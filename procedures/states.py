"""Where a publication or a step of the drafting stands on a day, in words; read from dates, never stored."""

from dataclasses import dataclass

from deadlines import rules

SOON_WORKING_DAYS = 2  # terms here are of three to ten working days


@dataclass(frozen=True)
class Standing:
    words: str
    look: str  # "late", "soon", "going", "done", "quiet"
    is_late: bool = False


def of_publication(row, today, calendar):
    if row.done_date is None:
        return owed(row.due_date, today, calendar)
    return done(f"Đã công khai {row.done_date:%d/%m/%Y}", row, calendar)


def of_step(step, today, calendar, *, is_owed):
    """A step that nobody waits for any more is neither late nor due."""
    if step.done_date:
        return done(f"Xong {step.done_date:%d/%m/%Y}", step, calendar)
    return owed(step.due_date, today, calendar) if is_owed else Standing("Không ghi ngày thực hiện", "quiet")


def owed(due_date, today, calendar):
    words = rules.remaining(due_date, today, calendar)
    words = words[0].upper() + words[1:]
    if due_date < today:
        return Standing(words, "late", is_late=True)
    is_soon = calendar.working_days_between(today, due_date) <= SOON_WORKING_DAYS
    return Standing(words, "soon" if is_soon else "going")


def done(words, row, calendar):
    """Late stays late, also when it is done."""
    if row.done_date <= row.due_date:
        return Standing(words, "done")
    return Standing(f"{words}, {late_by(row.due_date, row.done_date, calendar)}", "late", is_late=True)


def late_by(due_date, done_date, calendar):
    working = calendar.working_days_between(due_date, done_date)
    return f"chậm {working} ngày làm việc" if working else f"chậm {(done_date - due_date).days} ngày, đều là ngày nghỉ"
