"""The page that counts a term and shows how."""

from datetime import date

import pytest

from deadlines import actions
from tests.deadlines.factories import DeadlineRuleFactory, SpecialDayFactory
from tests.deadlines.words import counting, texts

ROOT = "/noi-bo/lich/"


def test_the_calculator_shows_the_due_date_with_the_days_counted_and_skipped(as_officer, now):
    actions.seed_year(year=2026, by=None, now=now)

    response = as_officer.get(
        ROOT, {"start": "24/04/2026", "amount": "5", "unit": "working_days", "direction": "after"}
    )

    assert texts(response, '<div class="big">', "</div>") == ["06/05/2026"]
    assert response.context["computed"].days[2].reason == "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"
    assert counting(response)[2:5] == [
        "27/04/2026 Thứ 2: không tính: Ngày Giỗ Tổ Hùng Vương (nghỉ bù)",
        "28/04/2026 Thứ 3: ngày thứ 1",
        "29/04/2026 Thứ 4: ngày thứ 2",
    ]


@pytest.mark.parametrize(("confirmed", "badges"), [(False, 1), (True, 0)])
def test_a_date_of_an_unconfirmed_year_is_marked_as_provisional(as_officer, controller, now, confirmed, badges):
    actions.seed_year(year=2021, by=None, now=now)
    if confirmed:
        actions.confirm_year(year=2021, by=controller, now=now)

    response = as_officer.get(ROOT, {"start": "04/01/2021", "amount": "5"})

    assert response.content.decode().count(">dự kiến</span>") == badges


def test_the_calculator_takes_a_rule_of_the_list_over_what_is_typed(as_officer):
    rule = DeadlineRuleFactory(amount=2, citation="Nghị định 20/2008/NĐ-CP", basis="law")

    response = as_officer.get(ROOT, {"start": "04/05/2026", "rule": rule.pk, "amount": "30"})

    assert texts(response, '<div class="big">', "</div>") == ["06/05/2026"]
    assert "Pháp luật: Nghị định 20/2008/NĐ-CP." in response.content.decode()


def test_a_link_with_a_day_and_a_rule_leads_to_the_explanation(as_officer):
    rule = DeadlineRuleFactory(amount=2)

    response = as_officer.get(f"{ROOT}?start=08/05/2026&rule={rule.pk}")

    assert counting(response) == [
        "09/05/2026 Thứ 7: không tính: Nghỉ cuối tuần",
        "10/05/2026 Chủ nhật: không tính: Nghỉ cuối tuần",
        "11/05/2026 Thứ 2: ngày thứ 1",
        "12/05/2026 Thứ 3: ngày thứ 2, là hạn",
    ]


@pytest.mark.parametrize(
    ("asked", "field", "message"),
    [
        ({"start": "", "amount": "5"}, "start", "Nhập ngày, ví dụ 24/04/2026."),
        ({"start": "30/02/2026", "amount": "5"}, "start", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 24/04/2026."),
        ({"start": "01/01/9999", "amount": "5"}, "start", "Nhập ngày từ năm 2000 đến năm 2100."),
        ({"start": "24/04/2026"}, "amount", "Nhập số ngày, hoặc chọn một quy định ở trên."),
        ({"start": "24/04/2026", "amount": "0"}, "amount", "Nhập số ngày từ 1 đến 400."),
        ({"start": "24/04/2026", "amount": "401"}, "amount", "Nhập số ngày từ 1 đến 400."),
        ({"start": "24/04/2026", "amount": "-3"}, "amount", "Nhập số ngày từ 1 đến 400."),
        ({"start": "24/04/2026", "amount": "năm"}, "amount", "Nhập số ngày từ 1 đến 400."),
        ({"start": "24/04/2026", "rule": "99999"}, "rule", "Chọn một quy định trong danh sách."),
    ],
)
def test_the_calculator_says_what_to_do_about_what_it_cannot_read(as_officer, asked, field, message):
    response = as_officer.get(ROOT, asked)

    assert response.context["form"].errors == {field: [message]}
    assert response.context["computed"] is None


def test_a_rule_that_is_not_in_force_on_the_start_day_is_not_applied(as_officer):
    rule = DeadlineRuleFactory(valid_from=date(2026, 7, 1))

    response = as_officer.get(ROOT, {"start": "24/04/2026", "rule": rule.pk})

    message = "Quy định này không có hiệu lực vào ngày 24/04/2026. Hãy chọn quy định khác."
    assert response.context["form"].errors == {"rule": [message]}


@pytest.mark.parametrize("unit", ["days", "working_days"])
@pytest.mark.parametrize("start", ["01/01/2000", "31/12/2100"])
def test_the_longest_term_at_the_edges_of_the_calendar_is_computed_both_ways(as_officer, unit, start):
    for direction in ("after", "before"):
        asked = {"start": start, "amount": "400", "unit": unit, "direction": direction}
        assert as_officer.get(ROOT, asked).context["computed"].due_date


def test_what_people_wrote_beside_a_day_is_shown_as_text(as_officer):
    SpecialDayFactory(date=date(2026, 4, 27), note="<script>x</script>")

    body = as_officer.get(ROOT, {"start": "24/04/2026", "amount": "1"}).content.decode()

    assert body.count("&lt;script&gt;x&lt;/script&gt;") == 1
    assert body.count("<script>x") == 0
