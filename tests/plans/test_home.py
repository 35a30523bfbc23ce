"""The first page: what is due from whom, in what order."""

from datetime import date

import pytest
import time_machine

from organization.models import Unit
from plans.models import Milestone, Task
from tests.factories import UnitFactory, UserFactory
from tests.plans.factories import PlanFactory, TaskFactory

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
