"""The actions of the calendar, deadline rules and periods."""

from django.db import transaction
from django.utils import timezone

from core.refusals import NotAllowed
from core.rows import save
from deadlines import changes, moves, seeds
from deadlines.changes import Edit
from deadlines.models import CalendarYear, DeadlineRule, Period, SpecialDay
from deadlines.moves import PreviewIsStale
from deadlines.periods import CUT_OFF, spans
from organization import audit


def require_keeper(by):
    """Refuse all but the control unit, the administrator and the system (`by` None)."""
    if by is not None and not by.is_staff:
        raise NotAllowed("Chỉ Bộ phận kiểm soát TTHC và quản trị hệ thống được làm việc này.")


@transaction.atomic
def set_special_day(*, day, kind, note, by, now, seal=None):
    """Set a day off or a make-up working day; open terms are moved."""
    require_keeper(by)
    calendar_year = _hold(day.year)
    change = _agreed(changes.preview([Edit(day, kind, note)], today=timezone.localdate(now)), seal)
    if not change.edits:
        raise NotAllowed(f"Ngày {day:%d/%m/%Y} đã được ghi như vậy, không có gì thay đổi.")
    row = _write(change.edits[0])
    _record("deadlines.day_set", of=calendar_year, change=change, by=by, now=now)
    moves.write(change.moves, by=by, now=now)
    return row


@transaction.atomic
def remove_special_day(*, day, by, now, seal=None):
    """Remove a special day: its weekday counts again. Open terms are moved."""
    require_keeper(by)
    calendar_year = _hold(day.year)
    change = _agreed(changes.preview([Edit(day)], today=timezone.localdate(now)), seal)
    if not change.edits:
        raise NotAllowed(f"Ngày {day:%d/%m/%Y} không có trong danh sách ngày nghỉ, ngày làm bù.")
    SpecialDay.objects.filter(date=day).delete()
    _record("deadlines.day_removed", of=calendar_year, change=change, by=by, now=now)
    moves.write(change.moves, by=by, now=now)


@transaction.atomic
def seed_year(*, year, by, now, seal=None):
    """Add the expected special days of a year. Existing days are not changed. A confirmed year is not changed at all,
    so that a removed day does not come back."""
    require_keeper(by)
    calendar_year = _hold(year)
    if calendar_year.is_confirmed:
        return []
    change = _agreed(preview_seed(year, today=timezone.localdate(now)), seal)
    if not change.edits:
        return []
    created = [_write(edit) for edit in change.edits]
    _record("deadlines.year_seeded", of=calendar_year, change=change, by=by, now=now, note=f"{len(created)} ngày")
    moves.write(change.moves, by=by, now=now)
    return created


def preview_seed(year, *, today):
    present = set(SpecialDay.objects.of_year(year).values_list("date", flat=True))
    return changes.preview([edit for edit in seeds.special_days(year) if edit.date not in present], today=today)


@transaction.atomic
def confirm_year(*, year, by, now):
    """Confirm the special days of a year: due dates in it are no longer provisional. Only a user can do this."""
    if by is None or not by.is_controller:
        raise NotAllowed("Chỉ Bộ phận kiểm soát TTHC được xác nhận lịch năm.")
    calendar_year = _hold(year)
    if calendar_year.is_confirmed:
        raise NotAllowed(f"Lịch năm {year} đã được xác nhận.")
    days = SpecialDay.objects.of_year(year)
    if not days.exists():
        raise NotAllowed(
            f"Năm {year} chưa có ngày nghỉ nào. Hãy tạo ngày nghỉ dự kiến rồi đối chiếu trước khi xác nhận."
        )
    unchecked = days.filter(needs_check=True).first()
    if unchecked:
        raise NotAllowed(
            f"Ngày {unchecked.date:%d/%m/%Y} còn cần đối chiếu. Hãy sửa hoặc bỏ ngày này trước khi xác nhận lịch."
        )
    calendar_year.confirmed_at, calendar_year.confirmed_by = now, by
    calendar_year.save(update_fields=["confirmed_at", "confirmed_by"])
    audit.record("deadlines.year_confirmed", target=calendar_year, by=by, now=now)
    return calendar_year


@transaction.atomic
def load_rules(*, by=None, now=None):
    """Add the initial rules. A code that exists is maintained by the office and not changed.

    Without `now` nothing is recorded in the trail: the caller (a command or a task) is not a user.
    """
    require_keeper(by)
    known = set(DeadlineRule.objects.values_list("code", flat=True))
    new = [rule for rule in seeds.deadline_rules() if rule.code not in known]
    DeadlineRule.objects.bulk_create(new, ignore_conflicts=True)
    if now:
        for rule in DeadlineRule.objects.filter(code__in=[rule.code for rule in new]):
            audit.record("deadlines.rule_loaded", target=rule, by=by, now=now)
    return new


@transaction.atomic
def make_periods(*, year, cut_off=CUT_OFF, by=None, now=None):
    """Add the missing regular periods of a year; existing ones are not changed.

    Without `now` nothing is recorded in the trail: the caller (a command or a task) is not a user.
    """
    require_keeper(by)
    calendar_year = _hold(year) if now else None
    present = list(Period.objects.of_year(year).regular())
    known = {(period.kind, period.number) for period in present}
    missing = [span for span in spans(year, cut_off=cut_off) if (span.kind, span.number) not in known]
    if not missing:
        return present
    Period.objects.bulk_create([Period(year=year, **vars(span)) for span in missing], ignore_conflicts=True)
    if now:
        audit.record("deadlines.periods_made", target=calendar_year, by=by, now=now, note=f"{len(missing)} kỳ")
    return list(Period.objects.of_year(year).regular())


@transaction.atomic
def add_period(*, title, first_day, last_day, by, now):
    """Add an ad hoc period, with the dates given by the body that requests the report."""
    require_keeper(by)
    period = Period(
        kind=Period.Kind.ADHOC, year=last_day.year, number=0, title=title, first_day=first_day, last_day=last_day
    )
    if last_day < first_day:
        raise NotAllowed(f"Ngày cuối kỳ phải từ ngày {first_day:%d/%m/%Y} trở đi.", at="last_day")
    save(period)
    dates = {"từ ngày": ["", f"{first_day:%d/%m/%Y}"], "đến hết ngày": ["", f"{last_day:%d/%m/%Y}"]}
    audit.record("deadlines.period_added", target=period, by=by, now=now, changes=dates)
    return period


def _hold(year):
    """Lock the whole calendar, since a day of one year moves terms that end in the next."""
    CalendarYear.objects.get_or_create(year=year)
    held = CalendarYear.objects.select_for_update().order_by("year")
    return next(row for row in held if row.year == year)


def _agreed(change, seal):
    """The change, if its seal is that of the preview; otherwise refused. `seal` None: the command line, no preview."""
    if seal is not None and seal != change.seal:
        raise PreviewIsStale
    return change


def _write(edit):
    values = {"kind": edit.kind, "note": edit.note, "needs_check": edit.needs_check}
    return SpecialDay.objects.update_or_create(date=edit.date, defaults=values)[0]


def _record(action, *, of, change, by, now, note=""):
    """Record the change at the CalendarYear, since the row of a day may be deleted."""
    words = {f"{day:%d/%m/%Y}": [old, new] for day, old, new in change.lines}
    audit.record(action, target=of, by=by, now=now, changes=words, note=note)
