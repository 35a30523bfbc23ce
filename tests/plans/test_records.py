"""Trainings, news and focal points: recording, roles, and the evidence of tasks 2, 3 and 15."""

from datetime import date, datetime

import pytest
import time_machine

from core.refusals import NotAllowed
from deadlines import actions as calendar
from organization.models import AuditEvent, Unit, User
from plans import board, evidence
from plans.actions import records
from plans.actions.milestones import regenerate
from plans.models import NewsItem, Plan, Task, Training
from plans.states import State
from tests.conftest import VIETNAM
from tests.factories import UnitFactory, UserFactory
from tests.plans.factories import NewsItemFactory, PlanFactory, TaskFactory, TrainingFactory
from tests.together import together

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 5)


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


def counted(source, year=2026, **fields):
    plan = Plan.objects.filter(year=year).first() or PlanFactory(year=year, issued=True)
    task = TaskFactory(plan=plan, sources=[source], **fields)
    task = Task.objects.select_related("plan").get(pk=task.pk)
    return evidence.deciding(evidence.gather([task])[task.pk])


def training_fields(**changes):
    empty = {"participants": None, "units": [], "link": ""}
    return {"title": "Tập huấn", "organizer": "Sở Tư pháp", "held_date": DAY, **empty, **changes}


def news_fields(unit, **changes):
    return {"title": "Tin mới", "published_date": DAY, "link": "", "place": "Bảng tin", "unit": unit, **changes}


# Trainings.


def test_trainings_of_the_year_are_counted_with_the_people_who_are_known():
    TrainingFactory(participants=12)
    TrainingFactory(held_date=date(2026, 11, 24))  # tomorrow
    TrainingFactory(held_date=date(2025, 11, 5))
    last = TrainingFactory(held_date=date(2026, 6, 1))

    found = counted("plans.trainings")

    assert (found.words, found.last_date) == ("2 lớp, hội nghị tập huấn; 12 lượt người tham gia", last.held_date)
    assert found.url == "/noi-bo/ke-hoach/tap-huan/?nam=2026"
    assert counted("plans.trainings", 2024).words == "Chưa ghi lớp, hội nghị tập huấn nào"


def test_a_withdrawn_training_is_not_counted(controller, now):
    records.withdraw_training(training=TrainingFactory(), reason="Ghi nhầm", by=controller, now=now)

    assert counted("plans.trainings").done == 0


def test_a_training_begins_the_task_and_does_not_finish_it():
    TrainingFactory()
    task = TaskFactory(sources=["plans.trainings"], schedule_kind="external", timing="Sở Tư pháp tổ chức")

    line = board.lines(Task.objects.filter(pk=task.pk), today=DAY)[0]

    assert (line.task_state.state, line.found.is_complete) == (State.GOING, False)


def test_a_training_is_recorded_with_its_units_and_leaves_a_trail(controller, now):
    unit = UnitFactory(name="Văn phòng Sở")

    training = records.record_training(fields=training_fields(units=[unit], participants=3), by=controller, now=now)

    assert list(training.units.all()) == [unit]
    assert AuditEvent.objects.of(training).get().changes == {
        "tên lớp, hội nghị": ["", "Tập huấn"],
        "cơ quan tổ chức": ["", "Sở Tư pháp"],
        "ngày tổ chức": ["", "05/11/2026"],
        "số người tham gia": ["", "3"],
        "đơn vị tham gia": ["", "Văn phòng Sở"],
    }


def test_a_training_of_tomorrow_was_not_attended(controller, now):
    with pytest.raises(NotAllowed, match="không thể sau hôm nay"):
        records.record_training(fields=training_fields(held_date=date(2026, 11, 24)), by=controller, now=now)


def test_only_the_control_unit_records_trainings(officer, now):
    with pytest.raises(NotAllowed):
        records.record_training(fields=training_fields(), by=officer, now=now)
    with pytest.raises(NotAllowed):
        records.withdraw_training(training=TrainingFactory(), reason="Nhầm", by=officer, now=now)


def test_the_same_training_is_recorded_again_after_it_was_withdrawn(controller, now):
    first = records.record_training(fields=training_fields(), by=controller, now=now)
    with pytest.raises(NotAllowed, match="đã được ghi"):
        records.record_training(fields=training_fields(), by=controller, now=now)
    records.withdraw_training(training=first, reason="Nhầm cơ quan", by=controller, now=now)

    records.record_training(fields=training_fields(), by=controller, now=now)

    assert [one.withdrawn_reason for one in Training.objects.order_by("pk")] == ["Nhầm cơ quan", ""]


# News.


@pytest.fixture
def quarters():
    calendar.make_periods(year=2026)


def test_news_is_counted_by_quarter_and_year(quarters):
    for day in (date(2026, 9, 14), date(2026, 9, 15), date(2026, 11, 23), date(2026, 11, 24), date(2025, 10, 1)):
        NewsItemFactory(published_date=day)

    found = counted("plans.news")

    assert (found.words, found.last_date) == ("Quý IV: 2 tin, bài; cả năm 3", date(2026, 11, 23))
    assert found.url == "/noi-bo/ke-hoach/tin-bai/?nam=2026"
    assert counted("plans.news", 2025).words == "Cả năm 1 tin, bài"
    assert counted("plans.news", 2024).words == "Chưa ghi tin, bài nào"


def test_news_breaks_the_silence_and_never_finishes_the_task(quarters):
    calendar.load_rules()
    task = TaskFactory(sources=["plans.news"], schedule_kind="ongoing", timing="Thường xuyên")
    regenerate(task=task)
    silent = board.lines(Task.objects.filter(pk=task.pk), today=DAY)[0]

    NewsItemFactory(published_date=date(2026, 10, 5))
    heard = board.lines(Task.objects.filter(pk=task.pk), today=DAY)[0]

    assert (silent.task_state.state, heard.task_state.state) == (State.SILENT, State.GOING)
    assert not heard.found.is_complete


def test_a_closed_plan_counts_the_news_until_the_day_it_was_closed(quarters, controller, now):
    NewsItemFactory(published_date=date(2026, 10, 5))
    NewsItemFactory(published_date=date(2026, 11, 20))
    PlanFactory(year=2026, issued=True)
    Plan.objects.update(status=Plan.Status.CLOSED, closed_at=now.replace(day=6), closed_by=controller)

    assert counted("plans.news").words == "Quý IV: 1 tin, bài; cả năm 1"


def test_news_without_a_place_is_refused(controller, now):
    fields = news_fields(UnitFactory(), place="")

    with pytest.raises(NotAllowed, match="Ghi đường dẫn, hoặc nơi đăng"):
        records.record_news(fields=fields, by=controller, now=now)


@pytest.mark.parametrize("role", ["officer", "focal_point"])
def test_people_of_a_unit_record_and_withdraw_its_own_news_alone(role, now):
    user, other = UserFactory(role=role), NewsItemFactory()

    mine = records.record_news(fields=news_fields(user.unit), by=user, now=now)
    records.withdraw_news(item=mine, reason="Nhầm", by=user, now=now)
    with pytest.raises(NotAllowed, match="của đơn vị mình"):
        records.record_news(fields=news_fields(other.unit), by=user, now=now)
    with pytest.raises(NotAllowed, match="của đơn vị mình"):
        records.withdraw_news(item=other, reason="Nhầm", by=user, now=now)

    assert list(NewsItem.objects.current()) == [other]


@pytest.mark.parametrize("role", ["leader", "administrator"])
def test_others_read_the_news(client, role, now):
    user = UserFactory(role=role)
    client.force_login(user)
    item = NewsItemFactory(unit=user.unit)

    with pytest.raises(NotAllowed):
        records.record_news(fields=news_fields(user.unit), by=user, now=now)
    codes = [client.get(f"/noi-bo/ke-hoach/tin-bai/{path}").status_code for path in ("", "ghi/", f"{item.pk}/rut/")]
    assert codes == [200, 404, 404]


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_record_the_same_news_one_wins(controller, now):
    unit = UnitFactory()

    results = together(8, lambda: records.record_news(fields=news_fields(unit), by=controller, now=now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert AuditEvent.objects.filter(action="plans.news_recorded").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_withdraw_the_same_training_one_wins(controller, now):
    training = TrainingFactory()

    def withdraw():
        records.withdraw_training(training=training, reason="Nhầm", by=controller, now=now)

    assert sorted(together(8, withdraw)) == ["refused"] * 7 + ["won"]


# Focal points.


@pytest.fixture
def owing(controller):
    """Three units that owe a focal point, one of which has one; and three that owe none."""
    PlanFactory(year=2026, issued=True)
    Unit.objects.update(kind="external")
    named, _, _ = (UnitFactory(kind=kind) for kind in ("division", "affiliated", "section"))
    UserFactory(unit=named, role="focal_point", date_joined=datetime(2026, 1, 5, 8, tzinfo=VIETNAM))
    UnitFactory(kind="group")
    UnitFactory(kind="external")
    UnitFactory(is_control_unit=True)
    UnitFactory(valid_to=date(2026, 10, 31))
    return named


def test_units_with_a_focal_point_are_counted_of_those_that_owe_one(owing):
    found = counted("plans.focal_points", lead_unit=owing)

    assert (found.words, found.is_complete) == ("1/3 đơn vị có đầu mối", False)
    assert found.url == "/noi-bo/ke-hoach/dau-moi/"


def test_a_closed_account_is_no_focal_point_today_but_was_one_for_a_closed_plan(owing, controller, now):
    User.objects.filter(unit=owing).update(is_active=False)
    assert counted("plans.focal_points", lead_unit=owing).words == "0/3 đơn vị có đầu mối"

    Plan.objects.update(status=Plan.Status.CLOSED, closed_at=now.replace(month=10, day=6), closed_by=controller)

    assert counted("plans.focal_points", lead_unit=owing).words == "1/4 đơn vị có đầu mối"  # one unit ended later


def test_the_page_shows_units_without_a_focal_point_first(client, officer, owing):
    client.force_login(officer)

    response = client.get("/noi-bo/ke-hoach/dau-moi/")

    shown = [bool(unit.focal_points) for unit in response.context["page"]]
    assert shown == [False, False, True]
    assert response.content.decode().count("Chưa có đầu mối") == 2


def test_without_units_nobody_says_that_all_have_one():
    task = TaskFactory(sources=["plans.focal_points"])
    Unit.objects.update(kind="external")

    found = evidence.deciding(evidence.gather([task])[task.pk])

    assert (found.total, found.is_complete) == (0, False)
