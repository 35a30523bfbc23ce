from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core.refusals import NotAllowed
from deadlines import rules
from deadlines.calendar import Calendar
from deadlines.models import DeadlineRule
from tests.deadlines.factories import DeadlineRuleFactory

OFF = {
    date(2026, 4, 26): "Giỗ Tổ",
    date(2026, 4, 27): "Giỗ Tổ (nghỉ bù)",
    date(2026, 4, 30): "",
    date(2026, 5, 1): "1/5",
}
CALENDAR = Calendar(off=OFF, worked={date(2026, 8, 22): "Làm bù"}, confirmed_years=frozenset({2026}))


def term(amount, unit="working_days", direction="after"):
    return DeadlineRule(amount=amount, unit=unit, direction=direction, start_event="ngày tiếp nhận")


def told(computed):
    return [(day.date.day, day.number, day.reason) for day in computed.days]


def test_a_due_date_tells_the_days_counted_and_the_days_skipped_with_their_reason():
    computed = rules.compute(rule=term(5), start=date(2026, 4, 24), calendar=CALENDAR)

    assert computed.due_date == date(2026, 5, 6)
    assert told(computed) == [
        (25, None, "Nghỉ cuối tuần"),
        (26, None, "Giỗ Tổ"),
        (27, None, "Giỗ Tổ (nghỉ bù)"),
        (28, 1, ""),
        (29, 2, ""),
        (30, None, "Ngày nghỉ"),
        (1, None, "1/5"),
        (2, None, "Nghỉ cuối tuần"),
        (3, None, "Nghỉ cuối tuần"),
        (4, 3, ""),
        (5, 4, ""),
        (6, 5, ""),
    ]


def test_a_make_up_day_is_counted_and_named():
    computed = rules.compute(rule=term(1), start=date(2026, 8, 21), calendar=CALENDAR)

    assert told(computed) == [(22, 1, "Làm bù")]


def test_a_calendar_day_term_counts_rest_days_and_shows_how_its_end_moved():
    computed = rules.compute(rule=term(2, "days"), start=date(2026, 4, 24), calendar=CALENDAR)

    assert computed.due_date == date(2026, 4, 28)
    assert computed.rolled_from == date(2026, 4, 26)
    assert told(computed) == [
        (25, 1, "Nghỉ cuối tuần"),
        (26, 2, "Giỗ Tổ"),
        (27, None, "Giỗ Tổ (nghỉ bù)"),
        (28, None, ""),
    ]


def test_a_backward_term_tells_its_days_in_the_order_of_the_calendar_and_stays_on_a_rest_day():
    computed = rules.compute(rule=term(2, "days", "before"), start=date(2026, 4, 28), calendar=CALENDAR)

    assert computed.due_date == date(2026, 4, 26)
    assert computed.rests_on_due_date == "Giỗ Tổ"
    assert computed.rolled_from is None
    assert told(computed) == [(26, 2, "Giỗ Tổ"), (27, 1, "Giỗ Tổ (nghỉ bù)")]


def test_a_backward_term_in_working_days_skips_rest_days():
    computed = rules.compute(rule=term(5, direction="before"), start=date(2026, 5, 6), calendar=CALENDAR)

    assert computed.due_date == date(2026, 4, 24)
    assert [day.date.day for day in computed.days if day.counted] == [24, 28, 29, 4, 5]


@pytest.mark.parametrize("unit", ["days", "working_days"])
@pytest.mark.parametrize("direction", ["after", "before"])
@pytest.mark.parametrize("amount", [1, 7, 60])
def test_an_explanation_counts_exactly_the_term_and_holds_every_day_once(unit, direction, amount):
    start = date(2026, 4, 24)
    computed = rules.compute(rule=term(amount, unit, direction), start=start, calendar=CALENDAR)

    numbers = sorted(day.number for day in computed.days if day.counted)
    assert numbers == list(range(1, amount + 1))
    assert len({day.date for day in computed.days}) == len(computed.days) == abs((computed.due_date - start).days)
    assert all(day.reason for day in computed.skipped if day.date != computed.due_date)
    assert [day for _, days in computed.months for day in days] == list(computed.days)


@pytest.mark.parametrize(
    ("start", "provisional", "years"),
    [
        (date(2026, 12, 20), False, ()),
        (date(2026, 12, 28), True, (2027,)),
        (date(2025, 12, 26), True, (2025,)),
        # The start day is not counted, so its own year does not matter.
        (date(2025, 12, 31), False, ()),
    ],
)
def test_a_due_date_that_counts_days_of_an_unconfirmed_year_is_provisional(start, provisional, years):
    computed = rules.compute(rule=term(5), start=start, calendar=CALENDAR)

    assert (computed.provisional, computed.unconfirmed_years) == (provisional, years)


@pytest.mark.parametrize(
    ("extra", "pauses", "due_date"),
    [
        (0, (), "2026-03-09"),
        (2, (), "2026-03-11"),
        (0, [("2026-03-03", "2026-03-05")], "2026-03-11"),
        (2, [("2026-03-03", "2026-03-05")], "2026-03-13"),
    ],
)
def test_granted_days_and_pauses_move_the_due_date_each_by_itself_and_together(extra, pauses, due_date):
    """Five working days from Monday 02/03/2026."""
    stops = [rules.Pause(date.fromisoformat(since), date.fromisoformat(until)) for since, until in pauses]
    given = {"rule": term(5), "start": date(2026, 3, 2), "calendar": CALENDAR, "extra": extra, "pauses": stops}

    assert rules.due_date(**given) == date.fromisoformat(due_date)
    assert rules.compute(**given).due_date == date.fromisoformat(due_date)


@pytest.mark.parametrize("unit", ["days", "working_days"])
@pytest.mark.parametrize(("direction", "start"), [("after", date.max), ("before", date.min)])
def test_a_term_that_leaves_the_calendar_is_refused_with_a_sentence(unit, direction, start):
    with pytest.raises(NotAllowed, match="Hãy kiểm tra ngày bắt đầu"):
        rules.compute(rule=term(5, unit, direction), start=start, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("today", "due", "words"),
    [
        ("2026-05-06", "2026-05-06", "hạn hôm nay"),
        ("2026-05-05", "2026-05-06", "còn 1 ngày làm việc"),
        ("2026-04-24", "2026-05-06", "còn 5 ngày làm việc"),
        ("2026-04-24", "2026-04-25", "hạn ngày mai"),
        ("2026-04-24", "2026-04-26", "còn 2 ngày, đều là ngày nghỉ"),
        ("2026-05-08", "2026-05-06", "quá hạn 2 ngày làm việc"),
        ("2026-05-09", "2026-05-08", "hết hạn hôm qua"),
        ("2026-05-10", "2026-05-08", "quá hạn 2 ngày, đều là ngày nghỉ"),
        ("2026-05-11", "2026-05-10", "quá hạn 1 ngày làm việc"),
    ],
)
def test_what_remains_is_said_in_words_that_are_true(today, due, words):
    assert rules.remaining(date.fromisoformat(due), date.fromisoformat(today), CALENDAR) == words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "expected"), [("2019-12-31", 3), ("2020-01-01", 5), ("2025-12-31", 5), ("2026-01-01", 2), ("2027-06-01", 2)]
)
def test_the_rule_of_a_day_is_the_one_that_began_last(day, expected):
    DeadlineRuleFactory(code="x", amount=3)
    DeadlineRuleFactory(code="x", amount=5, valid_from="2020-01-01", valid_to="2025-12-31")
    DeadlineRuleFactory(code="x", amount=2, valid_from="2026-01-01")

    assert DeadlineRule.objects.current("x", date.fromisoformat(day)).amount == expected


@pytest.mark.django_db
def test_there_may_be_no_rule_on_a_day():
    ended = DeadlineRuleFactory(code="x", valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31))

    assert DeadlineRule.objects.current("x", date(2021, 1, 1)) is None
    assert DeadlineRule.objects.current("y", date(2020, 6, 1)) is None
    assert [ended.is_valid_on(date(year, 6, 1)) for year in (2019, 2020, 2021)] == [False, True, False]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0},
        {"valid_from": "2026-01-02", "valid_to": "2026-01-01"},
        {"basis": "law", "is_sample": True},
        {"code": "taken", "valid_from": "2026-01-01"},
        {"code": "open"},
    ],
)
def test_the_database_refuses_a_rule_that_makes_no_sense(wrong):
    DeadlineRuleFactory(code="taken", valid_from="2026-01-01")
    DeadlineRuleFactory(code="open")

    with pytest.raises(IntegrityError), transaction.atomic():
        DeadlineRuleFactory(**wrong)
