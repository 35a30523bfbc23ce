from datetime import date
from io import StringIO
from itertools import pairwise

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction

from core.refusals import NotAllowed
from deadlines import actions, tasks
from deadlines.models import DeadlineRule, Period
from organization.models import AuditEvent
from tests.deadlines.factories import PeriodFactory
from tests.factories import UserFactory
from tests.together import together


@pytest.mark.parametrize(
    ("kind", "number", "title", "span"),
    [
        ("month", 1, "Tháng 01/2026", (date(2025, 12, 15), date(2026, 1, 14))),
        ("month", 3, "Tháng 03/2026", (date(2026, 2, 15), date(2026, 3, 14))),
        ("month", 12, "Tháng 12/2026", (date(2026, 11, 15), date(2026, 12, 14))),
        ("quarter", 1, "Quý I/2026", (date(2025, 12, 15), date(2026, 3, 14))),
        ("quarter", 2, "Quý II/2026", (date(2026, 3, 15), date(2026, 6, 14))),
        ("quarter", 3, "Quý III/2026", (date(2026, 6, 15), date(2026, 9, 14))),
        ("quarter", 4, "Quý IV/2026", (date(2026, 9, 15), date(2026, 12, 14))),
        ("half", 1, "6 tháng đầu năm 2026", (date(2025, 12, 15), date(2026, 6, 14))),
        ("nine_months", 1, "9 tháng năm 2026", (date(2025, 12, 15), date(2026, 9, 14))),
        ("year", 1, "Năm 2026", (date(2025, 12, 15), date(2026, 12, 14))),
    ],
)
def test_a_period_runs_from_cut_off_to_cut_off(db, kind, number, title, span):
    actions.make_periods(year=2026)

    period = Period.objects.get(kind=kind, number=number)
    assert (period.title, (period.first_day, period.last_day)) == (title, span)


@pytest.mark.parametrize("kind", ["month", "quarter"])
def test_the_periods_of_a_kind_follow_each_other_without_a_gap(db, kind):
    actions.make_periods(year=2025)
    actions.make_periods(year=2026)

    periods = list(Period.objects.filter(kind=kind).order_by("first_day"))
    gaps = [(later.first_day - earlier.last_day).days for earlier, later in pairwise(periods)]
    assert set(gaps) == {1}


def test_the_last_days_of_december_belong_to_the_first_quarter_of_the_next_year(db):
    actions.make_periods(year=2025)
    actions.make_periods(year=2026)

    new_years_eve = date(2025, 12, 31)
    found = Period.objects.filter(kind="quarter", first_day__lte=new_years_eve, last_day__gte=new_years_eve)
    assert found.get().title == "Quý I/2026"


def test_making_the_periods_again_leaves_what_people_edited(db):
    first = actions.make_periods(year=2026)
    Period.objects.filter(kind="year").update(last_day=date(2026, 12, 20))

    again = actions.make_periods(year=2026)

    assert {period.pk for period in again} == {period.pk for period in first}
    assert Period.objects.count() == len(first) == 19
    assert Period.objects.get(kind="year").last_day == date(2026, 12, 20)


def test_another_cut_off_makes_other_periods(db):
    actions.make_periods(year=2026, cut_off=20)

    quarter = Period.objects.of_year(2026, kind="quarter").first()
    assert (quarter.first_day, quarter.last_day) == (date(2025, 12, 21), date(2026, 3, 20))


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_each_period_once():
    results = together(8, lambda: actions.make_periods(year=2026))

    assert results == ["won"] * 8
    assert Period.objects.count() == 19


def test_the_daily_task_keeps_this_year_and_the_next(db):
    with time_machine.travel("2026-11-23 09:00 +0700", tick=False):
        tasks.make_next_periods()
        tasks.make_next_periods()

    assert list(Period.objects.years()) == [2026, 2027]
    assert Period.objects.count() == 38


def test_an_ad_hoc_period_has_the_dates_that_were_asked_for(db, controller, now):
    first_day, last_day = date(2026, 7, 1), date(2026, 7, 31)

    period = actions.add_period(title="Chuyên đề", first_day=first_day, last_day=last_day, by=controller, now=now)

    assert (period.kind, period.year, period.day_count) == ("adhoc", 2026, 31)
    assert AuditEvent.objects.of(period).get().action == "deadlines.period_added"


@pytest.mark.django_db(transaction=True)
def test_of_eight_equal_ad_hoc_periods_one_is_kept(now):
    by, dates = UserFactory(role="controller"), {"first_day": date(2026, 7, 1), "last_day": date(2026, 7, 31)}

    results = together(8, lambda: actions.add_period(title="Chuyên đề", **dates, by=by, now=now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert AuditEvent.objects.count() == 1


def test_several_ad_hoc_periods_of_a_year_live_side_by_side(db, controller, now):
    for title in ("Chuyên đề 1", "Chuyên đề 2"):
        actions.add_period(title=title, first_day=date(2026, 7, 1), last_day=date(2026, 7, 31), by=controller, now=now)
    with pytest.raises(NotAllowed):
        actions.add_period(
            title="Chuyên đề 1", first_day=date(2026, 7, 1), last_day=date(2026, 7, 31), by=controller, now=now
        )

    assert Period.objects.of_year(2026, kind="adhoc").count() == 2
    assert Period.objects.of_year(2026).regular().count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_day": date(2026, 4, 1)},
        {"kind": "quarter", "number": 1},
        {"title": "Chuyên đề chung"},
    ],
)
def test_the_database_refuses_a_period_that_makes_no_sense(db, wrong):
    PeriodFactory(kind="quarter", number=1)
    PeriodFactory(title="Chuyên đề chung")

    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodFactory(**wrong)


def test_the_first_rules_are_loaded_once_and_edited_ones_stay(db):
    made = actions.load_rules()
    DeadlineRule.objects.filter(code="feedback.answer").update(amount=10, valid_from=date(2026, 1, 1))

    assert actions.load_rules() == []

    assert DeadlineRule.objects.count() == len(made) == 24
    assert DeadlineRule.objects.get(code="feedback.answer").amount == 10


def test_only_terms_read_in_the_law_itself_are_shown_as_law(db):
    actions.load_rules()

    law = DeadlineRule.objects.filter(basis="law").values_list("code", "amount", "unit", "direction")
    assert sorted(law) == [
        ("announcement.province", 5, "days", "before"),
        ("announcement.short", 3, "days", "after"),
        ("feedback.forward", 5, "working_days", "after"),
        ("publication.national_database", 5, "working_days", "after"),
        ("publication.national_database_short", 2, "working_days", "after"),
        ("review.plan_sent", 1, "days", "before"),
    ]


def test_the_term_for_sending_a_report_is_a_sample_until_the_office_decides(db):
    actions.load_rules()

    rule = DeadlineRule.objects.current("plans.periodic_report", date(2026, 6, 14))
    assert rule.basis_words == "Quy định nội bộ (mẫu)"
    assert rule.term_from == "2 ngày làm việc kể từ ngày chốt số liệu của kỳ báo cáo"


def test_a_backward_rule_says_at_the_latest(db):
    actions.load_rules()

    rule = DeadlineRule.objects.get(code="announcement.province")
    assert rule.term_from == "chậm nhất 5 ngày trước ngày văn bản quy phạm pháp luật có hiệu lực"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["seed_calendar", "2026"], "Năm 2026: thêm 15 ngày nghỉ, ngày làm bù.\n"),
        (["load_rules"], "Thêm 24 quy định thời hạn.\n"),
        (["make_periods", "2026"], "Năm 2026: có 19 kỳ báo cáo.\n"),
    ],
)
def test_the_commands_say_what_they_did(db, command, said):
    out = StringIO()

    call_command(*command, stdout=out)

    assert out.getvalue() == said
