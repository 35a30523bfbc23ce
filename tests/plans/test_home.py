"""The home page: which terms it shows to which user, in which order."""

from datetime import date

import pytest
import time_machine

from organization.models import Unit
from plans.models import Milestone, Task
from tests.factories import UnitFactory, UserFactory
from tests.markup import markup
from tests.plans.factories import PlanFactory, TaskFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
TODAY = "2026-11-18 09:00+07:00"  # a Wednesday


def owe(due_date, unit, title="Việc", **fields):
    task = TaskFactory(plan=PlanFactory(year=2026, issued=True), lead_unit=unit, title=title, **fields)
    Milestone.objects.create(task=task, kind="due", title="Hạn", due_date=due_date)
    return task


def groups(client, query=None):
    page = client.get("/noi-bo/", query or {}).context
    return {heading: [deadline.due_date for deadline, _ in rows] for heading, _, rows in page["groups"]}


@time_machine.travel(TODAY)
def test_what_is_due_stands_under_overdue_this_week_this_month_later(client):
    unit = UnitFactory()
    for day in [date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 22), date(2026, 11, 23), date(2026, 12, 1)]:
        owe(day, unit)
    client.force_login(UserFactory(unit=unit))

    assert groups(client) == {
        "Quá hạn": [date(2026, 11, 17)],
        "Tuần này": [date(2026, 11, 18), date(2026, 11, 22)],
        "Tháng này": [date(2026, 11, 23)],
        "Sau đó": [date(2026, 12, 1)],
    }


@time_machine.travel(TODAY)
def test_an_officer_sees_the_own_unit_and_its_groups_a_controller_all(client, controller):
    mine, other = UnitFactory(), UnitFactory()
    group = Unit.objects.create(name="Các phòng", kind="group")
    group.grouped_units.add(mine)
    owe(date(2026, 12, 1), mine)
    owe(date(2026, 12, 2), group)
    owe(date(2026, 12, 3), other)

    client.force_login(UserFactory(unit=mine))
    assert groups(client) == {"Sau đó": [date(2026, 12, 1), date(2026, 12, 2)]}

    client.force_login(controller)
    assert groups(client) == {"Sau đó": [date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)]}
    assert groups(client, {"unit": mine.pk}) == {"Sau đó": [date(2026, 12, 1), date(2026, 12, 2)]}


@time_machine.travel(TODAY)
def test_text_without_accents_finds_work(client, controller):
    owe(date(2026, 12, 1), UnitFactory(), title="Kiểm soát thủ tục")
    owe(date(2026, 12, 2), UnitFactory(), title="Khảo sát hài lòng")
    client.force_login(controller)

    assert groups(client, {"q": "kiem soat"}) == {"Sau đó": [date(2026, 12, 1)]}


@time_machine.travel(TODAY)
def test_work_that_a_unit_helps_with_stands_apart(client):
    helper = UnitFactory()
    task = owe(date(2026, 12, 1), UnitFactory())
    task.supporting_units.add(helper)
    client.force_login(UserFactory(unit=helper))

    page = client.get("/noi-bo/").context

    assert (page["groups"], [deadline.due_date for deadline, _ in page["helped"]]) == ([], [date(2026, 12, 1)])


@time_machine.travel(TODAY)
def test_a_draft_owes_nothing(client, controller):
    task = TaskFactory(plan=PlanFactory(year=2027))
    Milestone.objects.create(task=task, kind="due", title="Hạn", due_date=date(2026, 1, 1))
    client.force_login(controller)

    assert groups(client) == {}


@time_machine.travel(TODAY)
def test_silence_and_missing_dates_are_shown(client, plan_2026, controller):
    client.force_login(controller)

    page = client.get("/noi-bo/").context

    assert [line.task.number for line in page["silent"]] == [6, 9, 10, 12, 13, 14, 15, 16]
    assert [line.task.number for line in page["undated"]] == [2]
    assert Task.objects.get(plan=plan_2026, number=1).title not in [d.title for _, _, r in page["groups"] for d, _ in r]


def test_an_empty_house_says_what_to_do_next(client, agency, controller):
    client.force_login(controller)

    page = client.get("/noi-bo/").content.decode()

    assert page.count('<a href="/noi-bo/ke-hoach/nhap/">Nhập kế hoạch từ tệp</a>') == 1


@time_machine.travel(TODAY)
def test_an_administrator_owes_nothing(client, plan_2026):
    unit = Unit.objects.get(name="Văn phòng Sở")
    client.force_login(UserFactory(role="administrator", unit=unit))

    page = client.get("/noi-bo/").context

    assert (page["groups"], page["helped"], page["silent"], page["undated"]) == ([], [], [], [])


@time_machine.travel(TODAY)
def test_a_leader_sees_the_work_of_every_unit(client, leader):
    owe(date(2026, 12, 1), UnitFactory())
    owe(date(2026, 12, 2), UnitFactory())
    client.force_login(leader)

    assert groups(client) == {"Sau đó": [date(2026, 12, 1), date(2026, 12, 2)]}


@time_machine.travel(TODAY)
def test_words_are_found_in_any_order(client, controller):
    owe(date(2026, 12, 1), UnitFactory(), title="Kiểm soát thủ tục")
    client.force_login(controller)

    assert groups(client, {"q": "thủ soát"}) == {"Sau đó": [date(2026, 12, 1)]}


def owe_many(count, unit, today=date(2026, 11, 17)):
    task = TaskFactory(plan=PlanFactory(year=2026, issued=True), lead_unit=unit, schedule_kind="event")
    Milestone.objects.bulk_create(
        Milestone(task=task, kind="event", title=f"Việc {number:03}", due_date=today) for number in range(count)
    )


@time_machine.travel(TODAY)
def test_a_long_group_shows_fifty_and_leads_to_the_rest(client, controller):
    unit = UnitFactory()
    owe_many(120, unit)
    owe(date(2026, 12, 1), unit)
    client.force_login(controller)

    page = markup(client.get("/noi-bo/", {"q": "viec"}))

    assert page.count('<h2>Quá hạn <span class="count">120</span></h2>') == 1
    assert page.count("Việc 0") + page.count("Việc 1") == 50
    assert page.count('<a href="?q=viec&amp;nhom=qua-han">Xem cả 120 việc') == 1
    assert page.count("Xem cả") == 1


@time_machine.travel(TODAY)
def test_one_group_is_read_page_by_page_and_nothing_else_is_shown(client, controller):
    unit = UnitFactory()
    owe_many(120, unit)
    owe(date(2026, 12, 1), unit)
    client.force_login(controller)

    pages = [client.get("/noi-bo/", {"nhom": "qua-han", "trang": number}) for number in (1, 2, 3)]

    titles = [[d.title[-8:] for d, _ in rows] for page in pages for _, _, rows in page.context["groups"]]
    assert [len(page) for page in titles] == [50, 50, 20]
    assert sorted(title for page in titles for title in page) == [f"Việc {number:03}" for number in range(120)]
    assert pages[1].content.decode().count("Trang 2 / 3, 120 dòng") == 1
    assert pages[0].content.decode().count("Cần nhập ngày") == 0


@time_machine.travel(TODAY)
@pytest.mark.parametrize("group", ["sau-do", "khong-co", "0"])
def test_a_group_that_is_empty_or_unknown_is_no_error(client, controller, group):
    owe(date(2026, 11, 17), UnitFactory())
    client.force_login(controller)

    expected = {} if group == "sau-do" else {"Quá hạn": [date(2026, 11, 17)]}
    assert groups(client, {"nhom": group}) == expected


@time_machine.travel(TODAY)
def test_the_first_page_asks_the_same_number_of_queries_for_any_number_of_deadlines(client, controller):
    client.force_login(controller)
    owe_many(1, UnitFactory())
    one = queries_of(client, "/noi-bo/")
    owe_many(120, UnitFactory())

    assert queries_of(client, "/noi-bo/") == one
