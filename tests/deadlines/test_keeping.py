"""The pages with which the control unit keeps the calendar and the periods."""

from datetime import date

import pytest
import time_machine

from deadlines import actions, changes
from deadlines.changes import Edit
from deadlines.models import CalendarYear, DeadlineRule, Period, SpecialDay
from organization.models import AuditEvent
from tests.deadlines.factories import DeadlineRuleFactory, SpecialDayFactory
from tests.deadlines.words import texts
from tests.markup import markup
from tests.plans.factories import MilestoneFactory

ROOT = "/noi-bo/lich/"
CHANGE = f"{ROOT}ngay/xem-truoc/?date=16/03/2026&kind=off&note=Ngh%E1%BB%89+ho%C3%A1n+%C4%91%E1%BB%95i"
REST = Edit(date(2026, 3, 16), "off", "Nghỉ hoán đổi")


@pytest.fixture(autouse=True)
def the_day(now):
    with time_machine.travel(now, tick=False):
        yield


# The year


def test_the_menu_entry_leads_to_this_year(as_officer):
    assert as_officer.get(ROOT + "nam/")["Location"] == ROOT + "nam/2026/"


@pytest.mark.parametrize("year", [1999, 2101, 99999])
def test_a_year_that_we_do_not_keep_is_not_found(as_controller, year):
    paths = [(as_controller.get, ""), (as_controller.get, "tao/"), (as_controller.post, "xac-nhan/")]

    assert [ask(f"{ROOT}nam/{year}/{path}").status_code for ask, path in paths] == [404, 404, 404]


def test_seeding_shows_what_it_will_add_and_adds_it_on_confirmation(as_controller):
    page = as_controller.get(ROOT + "nam/2026/tao/")

    response = as_controller.post(ROOT + "nam/2026/tao/", {"seal": page.context["change"].seal})

    assert response["Location"] == ROOT + "nam/2026/"
    assert SpecialDay.objects.count() == len(page.context["change"].edits) == 15


def test_a_year_is_confirmed_with_a_button_and_says_by_whom(as_controller, controller, now):
    actions.seed_year(year=2021, by=None, now=now)

    response = as_controller.post(ROOT + "nam/2021/xac-nhan/", follow=True)

    assert CalendarYear.objects.get(year=2021).confirmed_by == controller
    assert f"<dt>Người xác nhận</dt><dd>{controller}</dd>" in markup(response)
    assert as_controller.get(ROOT + "nam/2021/tao/").status_code == 404


def test_a_year_that_cannot_be_confirmed_says_why(as_controller):
    response = as_controller.post(ROOT + "nam/2026/xac-nhan/", follow=True)

    (message,) = response.context["messages"]
    assert str(message) == "Năm 2026 chưa có ngày nghỉ nào. Hãy tạo ngày nghỉ dự kiến rồi đối chiếu trước khi xác nhận."


# A special day


def test_a_day_is_previewed_with_what_would_move_and_applied_on_confirmation(as_controller, due):
    page = as_controller.get(CHANGE)
    assert [(move.old.day, move.new.day) for move in page.context["change"].moves] == [(16, 17)]

    response = as_controller.post(CHANGE, {"seal": page.context["change"].seal})

    due.refresh_from_db()
    assert response["Location"] == ROOT + "nam/2026/"
    assert due.due_date == date(2026, 3, 17)
    assert SpecialDay.objects.get().note == "Nghỉ hoán đổi"


def test_a_day_is_taken_off_the_list_through_the_same_preview(as_controller, due, controller, now):
    actions.set_special_day(day=REST.date, kind="off", note=REST.note, by=controller, now=now)
    path = f"{ROOT}ngay/xem-truoc/?date=2026-03-16&kind=remove"

    as_controller.post(path, {"seal": as_controller.get(path).context["change"].seal})

    due.refresh_from_db()
    assert (SpecialDay.objects.count(), due.due_date) == (0, date(2026, 3, 16))


def test_a_confirmation_of_an_old_preview_shows_the_new_one_instead(as_controller, due):
    seal = as_controller.get(CHANGE).context["change"].seal
    MilestoneFactory(title="Việc mới", rule=due.rule, start_date=due.start_date, due_date=due.due_date)

    response = as_controller.post(CHANGE, {"seal": seal})

    assert response.status_code == 200
    assert sorted(move.title.split(" – ")[1] for move in response.context["change"].moves) == ["Việc gần", "Việc mới"]
    assert SpecialDay.objects.count() == 0

    as_controller.post(CHANGE, {"seal": response.context["change"].seal})
    assert SpecialDay.objects.count() == 1


def test_a_confirmation_without_a_preview_applies_nothing(as_controller, due):
    assert as_controller.post(CHANGE).status_code == 200
    assert SpecialDay.objects.count() == 0


@pytest.mark.parametrize(
    ("asked", "errors"),
    [
        ("date=16/03/2026&kind=work&note=x", ["kind"]),
        ("date=14/03/2026&kind=work", ["note"]),
        ("date=16/03/2026&kind=remove", ["date"]),
        ("date=&kind=", ["date", "kind"]),
        ("date=16/03/2026&kind=holiday&note=x", ["kind"]),
        (f"date=16/03/2026&kind=off&note={'x' * 201}", ["note"]),
    ],
)
def test_a_day_that_makes_no_sense_comes_back_with_its_problems(as_controller, asked, errors):
    for ask in (as_controller.get, as_controller.post):
        response = ask(f"{ROOT}ngay/xem-truoc/?{asked}")

        assert sorted(response.context["form"].errors) == errors
    assert SpecialDay.objects.count() == 0


def test_the_form_of_a_known_day_is_filled_in(as_controller):
    SpecialDayFactory(date=date(2026, 1, 1), note="Tết Dương lịch")

    form = as_controller.get(ROOT + "ngay/?ngay=2026-01-01").context["form"]

    assert form.initial == {"date": date(2026, 1, 1), "kind": "off", "note": "Tết Dương lịch"}


@pytest.mark.parametrize("asked", ["2026-13-45", "x", "2026-03-16"])
def test_the_form_opens_for_any_day_in_the_address(as_controller, asked):
    assert as_controller.get(ROOT + f"ngay/?ngay={asked}").status_code == 200


@pytest.mark.parametrize("path", ["nam/2026/tao/", "nam/2026/xac-nhan/", "ky-bao-cao/tao/", "ky-bao-cao/dot-xuat/"])
def test_a_form_without_its_token_is_refused(client, controller, path, due):
    client.handler.enforce_csrf_checks = True
    client.force_login(controller)

    assert client.post(ROOT + path).status_code == 403
    assert client.post(CHANGE, {"seal": changes.preview([REST], today=REST.date).seal}).status_code == 403
    assert AuditEvent.objects.count() == 0


# Periods and rules


def test_the_periods_of_a_year_are_made_with_a_button_when_there_are_none(as_controller):
    assert as_controller.get(ROOT + "ky-bao-cao/?nam=2027").content.decode().count("Tạo kỳ báo cáo năm 2027") == 1

    response = as_controller.post(ROOT + "ky-bao-cao/tao/", {"nam": "2027"})

    assert response["Location"] == ROOT + "ky-bao-cao/?nam=2027"
    assert Period.objects.of_year(2027).count() == 19


@pytest.mark.parametrize("asked", ["", "x", "1999", "2101", "9" * 5000, "²"])
def test_no_periods_are_made_of_a_year_that_we_do_not_keep(as_controller, asked):
    response = as_controller.post(ROOT + "ky-bao-cao/tao/", {"nam": asked}, follow=True)

    assert [str(said) for said in response.context["messages"]] == ["Chưa tạo kỳ báo cáo: chọn năm từ 2000 đến 2100."]
    assert Period.objects.count() == 0


@pytest.mark.parametrize("asked", ["", "x", "99999", "-1", "²", "9" * 5000])
def test_the_periods_of_this_year_are_shown_when_the_address_names_no_year(as_officer, asked):
    assert as_officer.get(ROOT + "ky-bao-cao/", {"nam": asked}).context["year"] == 2026


def test_an_ad_hoc_period_is_added_once_and_a_second_one_is_told_so(as_controller):
    sent = {"title": "Chuyên đề", "first_day": "01/07/2026", "last_day": "31/07/2026"}

    first = as_controller.post(ROOT + "ky-bao-cao/dot-xuat/", sent)
    second = as_controller.post(ROOT + "ky-bao-cao/dot-xuat/", sent)

    assert first["Location"] == ROOT + "ky-bao-cao/?nam=2026"
    assert second.context["form"].non_field_errors() == ["Kỳ đột xuất cùng tên, cùng ngày này đã có."]
    assert Period.objects.count() == 1


def test_an_ad_hoc_period_does_not_end_before_it_begins(as_controller):
    sent = {"title": "Chuyên đề", "first_day": "31/07/2026", "last_day": "01/07/2026"}

    response = as_controller.post(ROOT + "ky-bao-cao/dot-xuat/", sent)

    assert response.context["form"].errors == {"last_day": ["Ngày cuối kỳ phải từ ngày 31/07/2026 trở đi."]}


def test_the_rules_show_their_citation_and_a_sample_says_that_it_is_one(as_officer):
    actions.load_rules()

    response = as_officer.get(ROOT + "quy-dinh/")

    rows = {rule.code: rule.basis_words for rule in response.context["page"]}
    assert rows["feedback.forward"] == "Pháp luật"
    assert rows["feedback.answer"] == "Quy định nội bộ"
    samples = DeadlineRule.objects.filter(is_sample=True).count()
    assert response.content.decode().count("Quy định nội bộ (mẫu)") == samples


def test_each_rule_leads_to_the_calculator(as_officer):
    rule = DeadlineRuleFactory()
    (link,) = texts(as_officer.get(ROOT + "quy-dinh/"), '<a href="/noi-bo/lich/?', '"')

    response = as_officer.get(f"{ROOT}?{link.replace('&amp;', '&')}")

    assert response.context["computed"].rule == rule
