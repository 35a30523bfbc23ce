"""Every page as a stranger, as an officer who may only read, and as the people who keep the calendar."""

from datetime import date

import pytest
import time_machine

from deadlines.models import CalendarYear, DeadlineRule, Period, SpecialDay
from organization.models import AuditEvent
from tests.deadlines.factories import DeadlineRuleFactory, PeriodFactory, SpecialDayFactory
from tests.deadlines.words import texts
from tests.plans.factories import MilestoneFactory
from tests.queries import queries_of

ROOT = "/noi-bo/lich/"
READ = ["", "nam/2026/", "ky-bao-cao/", "quy-dinh/"]
KEEP = ["nam/2026/tao/", "ngay/", "ngay/xem-truoc/?date=16/03/2026&kind=off&note=N", "ky-bao-cao/dot-xuat/"]
POST_ONLY = ["nam/2026/xac-nhan/", "ky-bao-cao/tao/"]


@pytest.fixture(autouse=True)
def the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.mark.parametrize("path", [*READ, *KEEP, *POST_ONLY, "nam/"])
def test_somebody_who_has_not_signed_in_is_sent_to_the_sign_in(db, client, path):
    response = client.get(ROOT + path)

    assert response.status_code == 302
    assert response["Location"].startswith("/tai-khoan/")


@pytest.mark.parametrize("path", READ)
def test_an_officer_reads_every_page(as_officer, path):
    response = as_officer.get(ROOT + path)

    assert response.status_code == 200
    assert texts(response, "<h1>", "</h1>") != [""]


@pytest.mark.parametrize("path", READ)
def test_an_officer_sees_no_door_to_what_they_may_not_do(as_officer, path):
    SpecialDayFactory(date=date(2026, 1, 1))

    body = as_officer.get(ROOT + path).content.decode()

    assert [door for door in KEEP + POST_ONLY if ROOT + door.split("?")[0] in body] == []


@pytest.mark.parametrize("path", KEEP)
def test_an_officer_does_not_find_the_pages_that_change_the_calendar(as_officer, path):
    assert (as_officer.get(ROOT + path).status_code, as_officer.post(ROOT + path).status_code) == (404, 404)


@pytest.mark.parametrize("path", POST_ONLY)
def test_an_officer_does_not_find_the_actions(as_officer, path):
    assert as_officer.post(ROOT + path, {"nam": "2026"}).status_code == 404
    assert (CalendarYear.objects.count(), Period.objects.count()) == (0, 0)


def test_an_administrator_keeps_the_days_but_does_not_vouch_for_a_year(as_administrator):
    SpecialDayFactory(date=date(2021, 1, 1))

    assert as_administrator.get(ROOT + "ngay/").status_code == 200
    assert as_administrator.post(ROOT + "nam/2021/xac-nhan/").status_code == 404
    assert "xac-nhan" not in as_administrator.get(ROOT + "nam/2021/").content.decode()


@pytest.mark.parametrize("path", [*READ, *KEEP, "nam/2021/", "nam/2027/tao/", "?start=24/04/2026&amount=5"])
def test_reading_changes_nothing(as_controller, path, due):
    as_controller.get(ROOT + path)

    assert AuditEvent.objects.count() == SpecialDay.objects.count() == CalendarYear.objects.count() == 0
    assert Period.objects.count() == 0


# The same number of queries for one row and for five


def follows(start, due):
    """A term of one working day, which moves when its last day is a day off."""
    return MilestoneFactory(rule=DeadlineRuleFactory(amount=1), start_date=start, due_date=due)


@pytest.mark.parametrize(
    ("path", "add"),
    [
        ("nam/2026/", lambda n: SpecialDayFactory(date=date(2026, 1, n))),
        ("ky-bao-cao/?nam=2026", lambda n: PeriodFactory()),
        ("quy-dinh/", lambda n: DeadlineRuleFactory()),
        ("?start=24/04/2026&amount=5", lambda n: DeadlineRuleFactory()),
        (
            "ngay/xem-truoc/?date=16/03/2026&kind=off&note=N",
            lambda n: follows(date(2026, 3, 13), date(2026, 3, 16)),
        ),
        ("nam/2026/tao/", lambda n: follows(date(2026, 4, 24), date(2026, 4, 27))),
    ],
)
def test_a_page_asks_the_same_number_of_queries_for_one_row_and_for_five(as_controller, path, add):
    add(1)
    one = queries_of(as_controller, ROOT + path)

    for n in range(2, 6):
        add(n)

    assert queries_of(as_controller, ROOT + path) == one


# The admin panel


@pytest.mark.parametrize(
    ("name", "add"),
    [
        ("deadlinerule", lambda n: DeadlineRuleFactory()),
        ("period", lambda n: PeriodFactory()),
        ("specialday", lambda n: SpecialDayFactory(date=date(2026, 1, n))),
    ],
)
def test_a_list_of_the_panel_asks_the_same_number_of_queries_for_one_row_and_for_five(as_administrator, name, add):
    path = f"/quan-tri/deadlines/{name}/"
    add(1)
    one = queries_of(as_administrator, path)

    for n in range(2, 6):
        add(n)

    assert as_administrator.get(path).context["cl"].result_count == 5
    assert queries_of(as_administrator, path) == one


def test_in_the_admin_panel_a_special_day_is_read_only_and_points_to_the_page(as_administrator):
    day = SpecialDayFactory(date=date(2026, 1, 1))
    base = "/quan-tri/deadlines/specialday/"

    assert as_administrator.get(base).content.decode().count(f'<a href="{ROOT}nam/">trang lịch năm</a>') == 1
    sent = {"date": "02/01/2026", "kind": "off"}
    paths = ["add/", f"{day.pk}/change/", f"{day.pk}/delete/"]
    refused = [as_administrator.post(base + path, sent).status_code for path in paths]
    assert refused == [403, 403, 403]
    assert SpecialDay.objects.get().date == date(2026, 1, 1)


def test_a_rule_edited_in_the_admin_panel_leaves_its_trace(as_controller):
    rule = DeadlineRuleFactory(amount=5)
    path = f"/quan-tri/deadlines/deadlinerule/{rule.pk}/change/"
    form = as_controller.get(path).context["adminform"].form

    sent = {name: value for name, value in form.initial.items() if value not in (None, False)}
    as_controller.post(path, {**sent, "amount": "7"})

    assert DeadlineRule.objects.get().amount == 7
    assert AuditEvent.objects.of(rule).get().changes == {"số ngày": ["5", "7"]}
