"""Terms on the real calendars of four years, as the seeds know them."""

import sys
from datetime import date, timedelta

import pytest

from deadlines import seeds
from deadlines.calendar import Calendar
from deadlines.models import SpecialDay

YEARS = (2021, 2024, 2025, 2026)


def day(text):
    return date(*reversed([int(part) for part in text.split("/")]))


@pytest.fixture(scope="module")
def calendar():
    days = [edit for year in YEARS for edit in seeds.special_days(year)]
    return Calendar(
        off={edit.date: edit.note for edit in days if edit.kind == SpecialDay.Kind.OFF},
        worked={edit.date: edit.note for edit in days if edit.kind == SpecialDay.Kind.WORK},
        confirmed_years=frozenset({2024, 2026}),
    )


@pytest.mark.parametrize(
    ("when", "works"),
    [
        ("04/01/2021", True),
        ("01/01/2021", False),
        ("10/02/2021", False),
        ("17/02/2021", True),
        ("21/04/2021", False),
        ("03/05/2021", False),
        ("29/04/2024", False),
        ("04/05/2024", True),
        ("05/05/2024", False),
        ("11/05/2024", False),
        ("26/04/2025", True),
        ("02/05/2025", False),
        ("03/05/2025", False),
        ("27/04/2026", False),
        ("22/08/2026", True),
        ("29/08/2026", False),
        ("31/08/2026", False),
        ("03/09/2026", True),
        ("24/11/2026", False),
    ],
)
def test_a_day_is_worked_as_the_state_offices_worked_it(calendar, when, works):
    assert calendar.is_working(day(when)) == works


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        ("24/04/2026", 5, "06/05/2026"),
        ("30/12/2020", 1, "31/12/2020"),
        ("31/12/2020", 1, "04/01/2021"),
        ("09/02/2021", 1, "17/02/2021"),
        ("29/04/2021", 2, "05/05/2021"),
        ("26/04/2024", 1, "02/05/2024"),
        ("03/05/2024", 1, "04/05/2024"),
        ("03/05/2024", 2, "06/05/2024"),
        ("25/04/2025", 1, "26/04/2025"),
        ("29/04/2025", 1, "05/05/2025"),
        ("21/08/2026", 1, "22/08/2026"),
        ("28/08/2026", 2, "04/09/2026"),
        ("23/11/2026", 1, "25/11/2026"),
        # A start on a rest day counts from the next working day all the same.
        ("26/04/2026", 5, "06/05/2026"),
        ("02/05/2026", 1, "04/05/2026"),
    ],
)
def test_working_days_are_counted_from_the_day_after(calendar, start, amount, due):
    assert calendar.add_working_days(day(start), amount) == day(due)


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        ("06/05/2026", 5, "24/04/2026"),
        ("06/05/2024", 1, "04/05/2024"),
        ("02/05/2024", 1, "26/04/2024"),
        ("17/02/2021", 1, "09/02/2021"),
    ],
)
def test_working_days_are_counted_backwards_the_same_way(calendar, start, amount, due):
    assert calendar.subtract_working_days(day(start), amount) == day(due)


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        ("20/04/2026", 3, "23/04/2026"),
        # Saturday, Sunday (Giỗ Tổ) and Monday (its make-up) lie before the next working day.
        ("20/04/2026", 5, "28/04/2026"),
        ("25/04/2026", 5, "04/05/2026"),
        # A worked Saturday is a working day, so the term ends on it.
        ("29/04/2024", 5, "04/05/2024"),
        ("17/08/2026", 5, "22/08/2026"),
        ("05/02/2021", 5, "17/02/2021"),
    ],
)
def test_a_term_in_calendar_days_that_ends_on_a_rest_day_ends_on_the_next_working_day(calendar, start, amount, due):
    assert calendar.add_days(day(start), amount) == day(due)


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [("10/06/2026", 5, "05/06/2026"), ("03/05/2026", 2, "01/05/2026"), ("15/02/2021", 3, "12/02/2021")],
)
def test_a_backward_term_never_rolls_forward(calendar, start, amount, due):
    assert calendar.subtract_days(day(start), amount) == day(due)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("24/04/2026", "06/05/2026", 5),
        ("06/05/2026", "24/04/2026", -5),
        ("24/04/2026", "24/04/2026", 0),
        ("24/04/2026", "27/04/2026", 0),
        ("27/04/2026", "24/04/2026", 0),
        ("03/05/2024", "04/05/2024", 1),
        ("23/11/2026", "24/11/2026", 0),
    ],
)
def test_working_days_between_two_dates_leave_out_the_first_and_take_in_the_last(calendar, start, end, count):
    assert calendar.working_days_between(day(start), day(end)) == count


def test_working_days_between_agree_with_counting_them_one_by_one(calendar):
    starts = [date(2025, 12, 20) + timedelta(days=11 * n) for n in range(34)]
    for start in starts:
        for length in (0, 1, 2, 6, 7, 8, 30, 200):
            days = [start + timedelta(days=n) for n in range(1, length + 1)]
            assert calendar.working_days_between(start, start + timedelta(days=length)) == sum(
                map(calendar.is_working, days)
            )


def test_a_day_off_at_the_weekend_and_a_make_up_day_in_the_week_change_no_count():
    saturday, monday = day("25/04/2026"), day("27/04/2026")

    calendar = Calendar(off={saturday: "Nghỉ", monday: "Nghỉ"}, worked={monday: "Làm bù"})

    assert calendar.working_days_between(day("24/04/2026"), day("28/04/2026")) == 2


def test_the_last_day_that_can_be_written_is_not_counted_to_day_by_day(calendar):
    calls = []
    sys.setprofile(lambda frame, event, what: calls.append(event))
    try:
        count = calendar.working_days_between(date(1999, 12, 31), date.max)
    finally:
        sys.setprofile(None)

    # 8,000 years are 20 times the 400 years after which the weekdays fall on the same dates again.
    rested = [one for one in calendar.off if one.weekday() < 5]
    assert count == 20 * 104_355 - len(rested) + len(calendar.worked)
    assert len(calls) < 1_000


def test_every_term_of_a_whole_year_keeps_the_promises_of_the_arithmetic(calendar):
    for start in (date(2026, 1, 1) + timedelta(days=n) for n in range(0, 330, 7)):
        for amount in (1, 2, 5, 15):
            due = calendar.add_working_days(start, amount)
            assert calendar.is_working(due)
            assert calendar.working_days_between(start, due) == amount
            assert calendar.working_days_between(due, start) == -amount
            assert due < calendar.add_working_days(start, amount + 1)

            back = calendar.subtract_working_days(start, amount)
            assert calendar.is_working(back)
            assert back < start

            rolled = calendar.add_days(start, amount)
            assert calendar.is_working(rolled)
            assert rolled >= start + timedelta(days=amount)
            assert calendar.subtract_days(start, amount) == start - timedelta(days=amount)


def test_a_term_of_zero_days_is_the_start_day_itself_even_on_a_rest_day(calendar):
    sunday = day("26/04/2026")

    walks = (calendar.add_working_days, calendar.subtract_working_days, calendar.add_days, calendar.subtract_days)

    assert [walk(sunday, 0) for walk in walks] == [sunday] * 4


@pytest.mark.parametrize("walk", ["add_working_days", "subtract_working_days", "add_days", "subtract_days"])
def test_a_negative_term_is_refused(calendar, walk):
    with pytest.raises(ValueError, match="not negative"):
        getattr(calendar, walk)(day("24/04/2026"), -1)


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        ("27/04/2026", "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),
        ("25/04/2026", "Nghỉ cuối tuần"),
        ("03/05/2026", "Nghỉ cuối tuần"),
        ("28/04/2026", ""),
        ("22/08/2026", ""),
    ],
)
def test_a_rest_day_says_why_it_is_one(calendar, when, reason):
    assert calendar.reason(day(when)) == reason


def test_a_make_up_day_wins_over_a_day_off():
    saturday = day("22/08/2026")

    assert Calendar(off={saturday: "Nghỉ"}, worked={saturday: "Làm bù"}).is_working(saturday)


@pytest.mark.parametrize(
    ("when", "provisional"),
    [("31/12/2023", True), ("01/01/2024", False), ("01/06/2025", True), ("31/12/2026", False), ("01/01/2027", True)],
)
def test_a_day_of_a_year_that_nobody_confirmed_is_provisional(calendar, when, provisional):
    assert calendar.is_provisional(day(when)) == provisional


def test_working_days_by_month_add_up_to_the_year(calendar):
    by_month = calendar.working_days_by_month(2026)

    assert by_month[3] == (date(2026, 4, 1), 20)
    assert sum(count for _, count in by_month) == calendar.working_days_between(date(2025, 12, 31), date(2026, 12, 31))
