"""What compliance costs: the arithmetic, reading numbers, and keeping them."""

from decimal import Decimal, Inexact, localcontext

import pytest
from django import forms

from core.refusals import NotAllowed
from organization.models import AuditEvent
from reviews import costs
from reviews.actions import costs as costs_actions
from reviews.actions import reviews
from reviews.costs import Burden, Comparison, CostChange, CostedStep
from reviews.forms.costs import HOURS, MONEY, MOST, RATE, SUBJECTS, TIMES
from reviews.models import CostStep
from reviews.numbers import HOW, NumberField, read
from tests.reviews.factories import ReviewFactory
from tests.together import together

D = Decimal


def burden(one_time, **given):
    return Burden((CostedStep(fee=D(one_time)),), **given)


# --- The arithmetic


def test_a_step_costs_its_hours_at_the_rate_and_what_is_paid():
    step = CostedStep(hours=D("1.5"), hourly_rate=D(40000), service=D(100), fee=D(20), other=D(3))

    assert (step.time, step.total) == (D(60000), D(60123))


def test_a_dossier_costs_the_sum_of_its_steps_and_a_year_all_dossiers_of_all_subjects():
    steps = (CostedStep(hours=D(2), hourly_rate=D(50000)), CostedStep(service=D(7), fee=D(5), other=D(3)))

    found = Burden(steps, times=2, subjects=300)

    assert (found.time, found.service, found.fee, found.other) == (D(100000), D(7), D(5), D(3))
    assert (found.one_time, found.yearly) == (D(100015), D(60009000))


def test_the_published_example_is_reproduced():
    change = Comparison(burden("1024000"), burden("231000")).one_time

    assert (change.saving, change.percent_words) == (D(793000), "77,44 %")
    assert round(change.percent, 2) == D("77.44")


def test_the_year_is_compared_with_its_own_numbers_of_subjects():
    found = Comparison(burden("1000", times=1, subjects=10), burden("500", times=2, subjects=10))

    assert (found.one_time.percent_words, found.yearly.percent_words) == ("50,00 %", "0,00 %")


@pytest.mark.parametrize("after", ["0", "5"])
def test_without_a_cost_before_there_is_nothing_to_divide_by(after):
    change = CostChange(D(0), D(after))

    assert (change.percent, change.percent_words) == (None, "—")


def test_a_cost_that_rises_says_so():
    change = CostChange(D(1000), D(1100))

    assert (change.saving_words, change.percent_words) == ("tăng 100", "tăng 10,00 %")


@pytest.mark.parametrize(
    ("amount", "words"),
    [("1024000", "1.024.000"), ("0.5", "1"), ("1.5", "2"), ("0.4999", "0"), ("-0.4", "0"), ("0", "0")],
)
def test_money_is_rounded_to_whole_dong_halves_upwards(amount, words):
    assert costs.money(D(amount)) == words


def test_nothing_is_rounded_on_the_way_even_at_the_limits():
    most = CostedStep(D(HOURS) - D("0.01"), D(RATE) - D("0.01"), D(MONEY), D(MONEY), D(MONEY) - D("0.01"))

    with localcontext() as context:
        context.traps[Inexact] = True
        found = Burden((most,) * MOST, times=TIMES, subjects=SUBJECTS)
        yearly = found.yearly

    assert yearly == (most.hours * most.hourly_rate + 3 * D(MONEY) - D("0.01")) * MOST * TIMES * SUBJECTS


@pytest.mark.parametrize(
    ("value", "words"), [("8.50", "8,5"), ("50000.00", "50.000"), ("0.25", "0,25"), ("0", "0"), ("1000", "1.000")]
)
def test_a_stored_number_is_shown_as_people_type_it_and_read_again(value, words):
    assert costs.typed(D(value)) == words
    assert read(words) == D(value)


# --- Reading numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1.024.000", "1024000"),
        ("0,5", "0.5"),
        ("1024000", "1024000"),
        ("1 024 000", "1024000"),
        ("24.000 đồng", "24000"),
        ("24.000đ", "24000"),
        ("8,5 giờ", "8.5"),
        ("007", "7"),
    ],
)
def test_numbers_are_read_as_vietnamese_people_write_them(text, number):
    assert read(text) == D(number)


@pytest.mark.parametrize(
    "text", ["1.5", "1,024.5", "1,024,000", "1.02.400", "12.3456", ".5", "5,", "một", "1e9", "٣", "²", "1.000.00", "+5"]
)
def test_what_could_mean_two_things_is_asked_again(text):
    assert read(text) is None


def cleaned(text, **given):
    try:
        return NumberField(most=10_000, **given).clean(text)
    except forms.ValidationError as error:
        return error.messages


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1.5", [HOW]),
        ("-1", ["Số không được âm. Nhập 0 nếu không có."]),
        ("−1", ["Số không được âm. Nhập 0 nếu không có."]),
        ("10.000,01", ["Nhập số từ 0 đến 10.000."]),
        ("9" * 60, ["Nhập số từ 0 đến 10.000."]),
        ("0,125", ["Nhập nhiều nhất 2 chữ số sau dấu phẩy."]),
        ("10.000", D(10000)),
        (" ", D(0)),
        ("0,50", D("0.5")),
    ],
)
def test_a_number_that_is_refused_says_what_to_do(text, answer):
    assert cleaned(text) == answer


def test_a_count_has_no_decimals():
    assert cleaned("1,5", places=0) == ["Nhập số nguyên, không có phần lẻ."]


# --- The action


@pytest.fixture
def review(register):
    return ReviewFactory()


YEARLY = {"times_before": 1, "subjects_before": 1200, "times_after": 1, "subjects_after": 1000}
FIELDS = {
    "kind": "prepare",
    "title": "Đơn",
    "hours": D(2),
    "hourly_rate": D(50000),
    "service_cost": D(0),
    "fee": D(0),
    "other_cost": D(0),
}


def keep(review, by, now, before=(FIELDS,), after=(), **given):
    return costs_actions.save_costs(
        review=review, yearly=YEARLY, steps={"before": before, "after": after}, by=by, now=now, **given
    )


def test_the_steps_are_kept_in_their_order_and_the_story_says_what_they_come_to(review, controller, now):
    second = {**FIELDS, "kind": "submit", "title": "Đi nộp", "hours": D("0.5")}

    keep(review, controller, now, before=[FIELDS, second])

    event = AuditEvent.objects.of(review).get(action="reviews.costs_saved")
    assert list(review.cost_steps.values_list("phase", "position", "title")) == [
        ("before", 1, "Đơn"),
        ("before", 2, "Đi nộp"),
    ]
    assert event.changes["chi phí một lần, hiện tại"] == ["0", "125.000"]
    assert event.changes["các bước, hiện tại"][1].startswith("Đơn: 2 giờ × 50.000")


def test_saving_the_same_costs_again_tells_no_story(review, controller, now):
    keep(review, controller, now)
    review.refresh_from_db()
    keep(review, controller, now)

    assert AuditEvent.objects.of(review).filter(action="reviews.costs_saved").count() == 1


def test_costs_of_a_strange_unit_or_of_a_finished_review_are_refused(review, officer, controller, now):
    with pytest.raises(NotAllowed, match="Chỉ đơn vị thực hiện"):
        keep(review, officer, now)
    review.done_date, review.completed_at, review.completed_by = now.date(), now, controller
    review.save()
    with pytest.raises(NotAllowed, match="hãy mở lại"):
        keep(review, controller, now)

    assert CostStep.objects.count() == 0


def test_the_sheet_does_not_stand_in_the_way_of_the_costs(review, controller, now):
    reviews.save_sheet(review=review, answers={}, conclusion="Cần thiết", by=controller, now=now, revision=1)

    keep(review, controller, now, revision=1)

    with pytest.raises(NotAllowed, match="Người khác vừa sửa nội dung này"):
        keep(review, controller, now, revision=1)


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_save_costs_at_once_one_wins(register, controller, now):
    review = ReviewFactory()

    results = together(8, lambda: keep(review, controller, now, revision=1))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert CostStep.objects.count() == 1
