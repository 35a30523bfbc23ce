"""The calculator's page: rows that keep what was typed, and results in Vietnamese numbers."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from reviews.actions import costs
from reviews.forms.costs import MOST
from reviews.models import HourlyRate
from reviews.numbers import HOW
from tests.factories import UserFactory
from tests.reviews.factories import ReviewFactory

D = Decimal
PLAIN = {"kind": "prepare", "title": "", "hours": "0", "hourly_rate": "0", "service_cost": "0", "fee": "0"}


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
    return costs.save_costs(
        review=review, yearly=YEARLY, steps={"before": before, "after": after}, by=by, now=now, **given
    )


# --- The page


@pytest.fixture
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def calculator(client, review, on_the_day):
    """Ask the calculator of a review as the control unit."""
    client.force_login(UserFactory(role="controller"))
    url = f"{review.get_absolute_url()}chi-phi/"

    def ask(data=None, follow=False):
        if data is None:
            return client.get(url)
        usual = {name: str(value) for name, value in YEARLY.items()} | {"costs_revision": str(review.costs_revision)}
        return client.post(url, usual | data, follow=follow)

    return ask


def step(key, **given):
    return {f"{key}-{name}": value for name, value in (PLAIN | {"other_cost": "0"} | given).items()}


def amounts(response):
    found = response.context["comparison"]
    return None if found is None else [change.saving_words for _, change in found.sums]


def test_who_may_calculate(client, review, on_the_day):
    url = f"{review.get_absolute_url()}chi-phi/"
    users = [UserFactory(role="controller"), UserFactory(unit=review.unit), UserFactory(), UserFactory(role="leader")]

    def status(user):
        client.force_login(user)
        return client.get(url).status_code

    assert [status(user) for user in users] == [200, 200, 404, 404]


def test_whoever_has_not_signed_in_is_sent_to_sign_in(client, review):
    assert client.get(f"{review.get_absolute_url()}chi-phi/").url.startswith("/tai-khoan/dang-nhap/")


def test_numbers_typed_in_the_vietnamese_way_are_kept_as_typed_and_saved(calculator, review):
    data = {"buoc": ["before-a1", "after-b2"]}
    data |= step("before-a1", hours="8,5", hourly_rate="50.000", fee="599.000")
    data |= step("after-b2", hours="0,5", hourly_rate="50.000", fee="206.000")

    tried = calculator(data | {"tinh": "1"})
    saved = calculator(data | {"luu": "1"}, follow=True)

    rows = list(review.cost_steps.order_by("-phase").values_list("phase", "hours", "hourly_rate", "fee"))
    assert amounts(tried) == ["793.000", "997.800.000"]
    assert 'value="599.000"' in tried.content.decode()
    assert rows == [("before", D("8.5"), D(50000), D(599000)), ("after", D("0.5"), D(50000), D(206000))]
    assert "77,44 %" in saved.content.decode()


def test_trying_out_changes_no_row(calculator, review):
    calculator({"buoc": ["before-a1"], "tinh": "1"} | step("before-a1", fee="5"))

    assert review.cost_steps.count() == 0


def test_a_row_is_added_with_everything_typed_kept_and_the_rate_filled_in(calculator, review):
    HourlyRate.objects.create(amount=D("41500.5"), source="Cục Thống kê", is_sample=True, valid_from=date(2026, 1, 1))
    data = {"buoc": ["before-a1"], "them": "before"} | step("before-a1", title="Đơn", hours="abc", fee="1.000")

    response = calculator(data)

    first, second = response.context["form"].steps["before"]
    assert (first.typed["title"], first.typed["hours"], first.typed["fee"]) == ("Đơn", "abc", "1.000")
    assert (second.typed["kind"], second.typed["hourly_rate"]) == ("submit", "41.500,5")
    assert "41.500,5 đồng (mẫu)" in response.content.decode()


def test_the_rate_is_the_one_of_the_day_on_which_the_review_begins(calculator):
    HourlyRate.objects.create(amount=D(1), source="Cũ", valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    HourlyRate.objects.create(amount=D(2), source="Không rõ từ bao giờ")
    HourlyRate.objects.create(amount=D(3), source="Năm nay", valid_from=date(2026, 1, 1))
    HourlyRate.objects.create(amount=D(4), source="Về sau", valid_from=date(2026, 9, 2))

    assert calculator().context["form"].rate.source == "Năm nay"


def test_without_a_rate_the_page_says_where_to_enter_it_and_the_step_costs_nothing_an_hour(calculator):
    response = calculator({"them": "before"})

    assert response.context["form"].steps["before"][0].typed["hourly_rate"] == "0"
    assert (
        "Chưa có thu nhập bình quân một giờ có hiệu lực vào ngày bắt đầu rà soát (01/09/2026)"
        in response.content.decode()
    )
    assert "/quan-tri/reviews/hourlyrate/" in response.content.decode()


def test_steps_of_today_are_copied_to_after_the_review_with_the_numbers_of_the_year(calculator):
    data = {"buoc": ["before-a1"], "chep": "1", "subjects_before": "1.200"} | step(
        "before-a1", title="Đơn", fee="1.000"
    )

    form = calculator(data).context["form"]

    assert [line.typed["fee"] for line in form.steps["after"]] == ["1.000"]
    assert form.year["subjects_after"].value() == "1.200"


def test_copying_never_writes_over_what_stands_there(calculator):
    data = {"buoc": ["before-a1", "after-b2"], "chep": "1"} | step("before-a1", fee="1") | step("after-b2", fee="2")

    form = calculator(data).context["form"]

    assert [line.typed["fee"] for line in form.steps["after"]] == ["2"]
    assert form.said == "Bảng sau rà soát đã có bước. Hãy bỏ các bước đó trước khi sao chép."


def test_a_row_is_taken_away(calculator):
    data = (
        {"buoc": ["before-a1", "before-b2"], "bo": "before-a1"}
        | step("before-a1", fee="1")
        | step("before-b2", fee="2")
    )

    assert [line.typed["fee"] for line in calculator(data).context["form"].steps["before"]] == ["2"]


def test_what_cannot_be_read_is_named_with_its_step_and_nothing_is_saved(calculator, review):
    data = {"buoc": ["before-a1"], "subjects_before": "nhiều"} | step("before-a1", fee="-5", hours="1.5")

    response = calculator(data)

    assert [words for _, words in response.context["form"].problems] == [
        f"Số đối tượng tuân thủ một năm (hiện tại): {HOW}",
        f"Bước 1 (hiện tại), Số giờ: {HOW}",
        "Bước 1 (hiện tại), Phí, lệ phí: Số không được âm. Nhập 0 nếu không có.",
    ]
    assert (amounts(response), review.cost_steps.count()) == (None, 0)
    assert "<title>Lỗi: " in response.content.decode()


def test_no_more_than_forty_steps_are_taken(calculator):
    keys = [f"before-{place:x}" for place in range(45)]
    data = {"buoc": keys, "them": "before"}
    for key in keys:
        data |= step(key)

    form = calculator(data).context["form"]

    assert len(form.steps["before"]) == MOST
    assert form.said.startswith("Mỗi bảng ghi được nhiều nhất 40 bước")


@pytest.mark.parametrize("key", ["x", "before", "middle-a1", "before-zz", "before-a1\x00", ""])
def test_nonsense_for_a_row_is_no_row(calculator, key):
    assert calculator({"buoc": [key], "tinh": "1"}).context["form"].all == []


def test_somebody_elses_costs_are_not_written_over(calculator, review, controller, now):
    keep(review, controller, now)

    response = calculator({"buoc": ["before-a1"]} | step("before-a1", fee="7"))

    assert "Người khác vừa sửa nội dung này" in response.content.decode()
    assert review.cost_steps.get().fee == 0


def test_a_finished_review_leads_back_to_its_page(client, calculator, review, controller, now):
    review.done_date, review.completed_at, review.completed_by = now.date(), now, controller
    review.save()

    assert calculator().url == review.get_absolute_url()


def test_the_way_of_counting_is_called_internal_and_never_law(calculator, review, controller, now):
    keep(review, controller, now)

    html = calculator().content.decode()

    assert "Cách tính nội bộ, giá trị tham khảo" in html
    assert "Pháp luật" not in html
