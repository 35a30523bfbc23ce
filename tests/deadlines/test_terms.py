"""Dates that are owed: the badge of a term as tables, and how a row gets its rule and its date."""

from datetime import date, timedelta

import pytest

from deadlines import terms
from deadlines.models import DeadlineRule, SpecialDay
from deadlines.terms import Badge
from plans.models import Milestone
from tests.deadlines.factories import DeadlineRuleFactory, SpecialDayFactory
from tests.plans.factories import MilestoneFactory

# 2026 has a day off on Tuesday 24/11 here. Monday 16/11 is what most terms of the tables are due on.
MONDAY = date(2026, 11, 16)
DAY_OFF = date(2026, 11, 24)


@pytest.fixture
def days(db):
    SpecialDayFactory(date=DAY_OFF)
    return SpecialDay.objects.calendar()


def term(due_date, done_date=None, soon_days=3):
    return Milestone(
        rule=DeadlineRule(pk=1, soon_days=soon_days),
        start_date=date(2026, 11, 2),
        due_date=due_date,
        done_date=done_date,
    )


@pytest.mark.parametrize(
    ("due_date", "today", "badge"),
    [
        ("2026-11-16", "2026-11-09", Badge("Còn 5 ngày làm việc", "going")),
        ("2026-11-16", "2026-11-10", Badge("Còn 4 ngày làm việc", "going")),
        ("2026-11-16", "2026-11-11", Badge("Còn 3 ngày làm việc", "soon")),
        ("2026-11-16", "2026-11-15", Badge("Còn 1 ngày làm việc", "soon")),
        ("2026-11-16", "2026-11-16", Badge("Hạn hôm nay", "soon")),
        ("2026-11-16", "2026-11-17", Badge("Quá hạn 1 ngày làm việc", "late", is_late=True)),
        ("2026-11-20", "2026-11-21", Badge("Hết hạn hôm qua", "late", is_late=True)),
        ("2026-11-20", "2026-11-22", Badge("Quá hạn 2 ngày, đều là ngày nghỉ", "late", is_late=True)),
        # The day off on the 24th is not counted: from Thursday the 19th the third working day is Wednesday the 25th.
        ("2026-11-25", "2026-11-19", Badge("Còn 3 ngày làm việc", "soon")),
        ("2026-11-25", "2026-11-18", Badge("Còn 4 ngày làm việc", "going")),
        # Due on the Sunday after the third working day: no working day lies between, so it is as near.
        ("2026-11-22", "2026-11-17", Badge("Còn 3 ngày làm việc", "soon")),
    ],
)
def test_an_open_term_says_how_far_it_is_and_is_near_by_its_rule(days, due_date, today, badge):
    assert terms.badge(term(date.fromisoformat(due_date)), date.fromisoformat(today), days) == badge


@pytest.mark.parametrize(
    ("soon_days", "looks"),
    [(0, ["going", "going", "soon"]), (1, ["going", "soon", "soon"]), (2, ["soon", "soon", "soon"])],
)
def test_the_rule_says_from_which_day_a_term_is_near(days, soon_days, looks):
    row = term(MONDAY, soon_days=soon_days)

    assert [terms.look_of(row, day, days) for day in (date(2026, 11, 12), date(2026, 11, 13), MONDAY)] == looks


def test_a_typed_date_without_a_rule_is_near_ten_working_days_before(days):
    row = Milestone(due_date=date(2026, 12, 8))

    assert [terms.look_of(row, day, days) for day in (date(2026, 11, 20), date(2026, 11, 23))] == ["going", "soon"]


@pytest.mark.parametrize(
    ("done_date", "badge"),
    [
        ("2026-11-13", Badge("Xong 13/11/2026", "done")),
        ("2026-11-16", Badge("Xong 16/11/2026", "done")),
        ("2026-11-17", Badge("Xong 17/11/2026, chậm 1 ngày làm việc", "late", is_late=True)),
        ("2026-11-25", Badge("Xong 25/11/2026, chậm 6 ngày làm việc", "late", is_late=True)),
    ],
)
def test_a_term_that_is_done_is_late_for_ever_when_it_was_done_late(days, done_date, badge):
    row = term(MONDAY, date.fromisoformat(done_date))

    assert terms.badge(row, date(2026, 12, 31), days) == badge


def test_a_term_done_on_the_rest_days_after_its_date_is_late_by_those_days(days):
    row = term(date(2026, 11, 20), date(2026, 11, 22))

    assert terms.badge(row, date(2026, 12, 31), days).words == "Xong 22/11/2026, chậm 2 ngày, đều là ngày nghỉ"


@pytest.mark.parametrize(
    ("row", "badge"),
    [
        (Milestone(rule=DeadlineRule(pk=1), start_date=MONDAY), Badge("Đang dừng", "soon")),
        (Milestone(), None),
        (Milestone(done_date=MONDAY), Badge("Xong 16/11/2026", "done")),
    ],
)
def test_a_term_without_a_date_stands_still_by_its_rule_or_has_no_badge(days, row, badge):
    assert terms.badge(row, MONDAY, days) == badge


def test_a_register_words_its_own_badges(days):
    words = {"done": "Đã gửi {day}", "in_time": "{done}, đúng hạn", "late": "{done} (chậm {late})"}
    done = [term(MONDAY, day) for day in (MONDAY, date(2026, 11, 17))]

    assert [terms.badge(row, MONDAY, days, **words).words for row in done] == [
        "Đã gửi 16/11/2026, đúng hạn",
        "Đã gửi 17/11/2026 (chậm 1 ngày làm việc)",
    ]


@pytest.mark.parametrize(
    ("done_date", "today", "is_late"),
    [(None, "2026-11-16", False), (None, "2026-11-17", True), ("2026-11-17", "2026-11-16", True)],
)
def test_a_term_is_late_from_the_day_after_its_date(done_date, today, is_late):
    row = term(MONDAY, done_date and date.fromisoformat(done_date))

    assert row.is_late(date.fromisoformat(today)) is is_late


def test_a_row_is_dated_by_the_rule_of_its_first_day(days):
    old = DeadlineRuleFactory(code="x", amount=5, valid_to=date(2026, 11, 15))
    new = DeadlineRuleFactory(code="x", amount=2, valid_from=date(2026, 11, 16))

    assert terms.dated("x", date(2026, 11, 13)) == {
        "rule": old,
        "start_date": date(2026, 11, 13),
        "due_date": date(2026, 11, 20),
    }
    assert terms.dated("x", MONDAY, calendar=days)["due_date"] == date(2026, 11, 18)
    assert terms.dated("x", MONDAY)["rule"] == new


def test_where_no_rule_is_valid_nothing_is_dated(days):
    assert terms.dated("x", MONDAY) == {"rule": None, "start_date": MONDAY, "due_date": None}


def test_a_term_explains_itself_with_what_was_granted_on_top(days):
    rule = DeadlineRuleFactory(amount=5)
    row = Milestone(rule=rule, start_date=MONDAY, extra_days=2, due_date=date(2026, 11, 26))

    computed = row.computed(days)

    assert (computed.due_date, computed.extra, len(computed.days)) == (row.due_date, 2, 10)
    assert Milestone(due_date=MONDAY).computed(days) is None


# Questions about many rows


@pytest.fixture
def rows(days):
    rule, none = DeadlineRuleFactory(amount=5, soon_days=1), {"rule": None}
    given = {
        "late": {"due_date": MONDAY - timedelta(days=3), "rule": rule},
        "today": {"due_date": MONDAY, "rule": rule},
        "near": {"due_date": MONDAY + timedelta(days=1), "rule": rule},
        "far": {"due_date": MONDAY + timedelta(days=2), "rule": rule},
        "still": {"due_date": None, "rule": rule},
        "typed near": {"due_date": date(2026, 12, 1), **none},
        "typed far": {"due_date": date(2026, 12, 2), **none},
    }
    for title, fields in given.items():
        MilestoneFactory(title=title, start_date=date(2026, 11, 2), **fields)
    return Milestone.objects


def titles(found):
    return sorted(found.values_list("title", flat=True))


def test_rows_answer_what_is_owed_overdue_and_near(rows, days):
    assert rows.open().count() == 7
    assert titles(rows.owed()) == ["far", "late", "near", "today", "typed far", "typed near"]
    assert titles(rows.overdue(MONDAY)) == ["late"]
    assert titles(rows.soon(MONDAY, days)) == ["near", "today", "typed near"]


def test_the_database_and_the_badge_agree_on_what_is_near(rows, days):
    for today in (MONDAY + timedelta(days=n) for n in range(-8, 12)):
        owed = rows.owed().select_related("rule")
        near = sorted(row.title for row in owed if terms.look_of(row, today, days) == "soon")

        assert titles(rows.soon(today, days)) == near


def test_how_near_is_soon_may_be_edited_when_the_rule_is_used(client, administrator, rows):
    rule = DeadlineRule.objects.get()
    client.force_login(administrator)
    form = client.get(f"/quan-tri/deadlines/deadlinerule/{rule.pk}/change/").context["adminform"].form

    assert (form.fields["soon_days"].disabled, form.fields["amount"].disabled) == (False, True)
    assert form.fields["soon_days"].label == "Sắp đến hạn, từ số ngày làm việc trước hạn"


@pytest.mark.parametrize(
    ("code", "soon_days"),
    [
        ("feedback.answer", 3),
        ("publication.national_database", 2),
        ("announcement.draft", 2),
        ("review.plan_sent", 2),
        ("plans.periodic_report", 10),
    ],
)
def test_the_first_rules_say_how_near_is_soon(db, now, code, soon_days):
    from deadlines import actions

    actions.load_rules(by=None, now=now)

    assert DeadlineRule.objects.get(code=code).soon_days == soon_days
