"""The pages of trainings, news and focal points; the words of a plan that lead to these sources; what they cost."""

import pytest
import time_machine

from plans import evidence
from plans.models import NewsItem, Task, Training
from tests.factories import UnitFactory, UserFactory
from tests.plans.factories import NewsItemFactory, PlanFactory, TaskFactory, TrainingFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


def test_the_words_of_the_plan_of_2021_lead_to_the_sources(plan_2021):
    named = {task.number: [source.key for source in task.sources.all()] for task in plan_2021.tasks.all()}

    assert {number: named[number] for number in (2, 3, 9, 15)} == {
        2: ["plans.trainings"],
        3: ["plans.focal_points"],
        9: [],
        15: ["plans.news"],
    }


def test_a_title_that_names_two_registers_proposes_both_in_its_order():
    title = "Tổ chức tập huấn cho cán bộ đầu mối kiểm soát thủ tục hành chính"

    assert evidence.propose(title) == ["plans.trainings", "plans.focal_points"]


def test_a_controller_records_and_withdraws_through_the_pages(client, controller):
    client.force_login(controller)
    sent = {"title": "Tập huấn", "organizer": "Sở Tư pháp", "held_date": "05/11/2026", "participants": "4"}

    assert client.post("/noi-bo/ke-hoach/tap-huan/ghi/", sent).status_code == 302
    training = Training.objects.get()
    path = f"/noi-bo/ke-hoach/tap-huan/{training.pk}/rut/"
    assert client.post(path, {"reason": "Ghi nhầm"}).status_code == 302

    training.refresh_from_db()
    assert (training.participants, training.withdrawn_by, training.withdrawn_reason) == (4, controller, "Ghi nhầm")
    assert client.get(path).status_code == 404


def test_an_officer_chooses_no_other_unit(client, officer):
    other = UnitFactory()
    client.force_login(officer)
    sent = {"title": "Tin", "published_date": "05/11/2026", "place": "Bảng tin", "unit": other.pk}

    refused = client.post("/noi-bo/ke-hoach/tin-bai/ghi/", sent)
    client.post("/noi-bo/ke-hoach/tin-bai/ghi/", sent | {"unit": officer.unit.pk})

    assert list(refused.context["form"].errors) == ["unit"]
    assert [item.unit for item in NewsItem.objects.all()] == [officer.unit]


@pytest.mark.parametrize("path", ["tap-huan/ghi/", "tap-huan/1/rut/"])
def test_a_training_is_not_recorded_by_an_officer(client, officer, path):
    client.force_login(officer)

    assert client.get(f"/noi-bo/ke-hoach/{path}").status_code == 404


@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("tap-huan/", lambda: TrainingFactory().units.add(UnitFactory())),
        ("tin-bai/", NewsItemFactory),
        ("dau-moi/", lambda: UserFactory(role="focal_point")),
    ],
)
def test_a_register_asks_the_same_number_of_queries_for_one_row_and_for_five(client, officer, path, make):
    client.force_login(officer)
    make()
    asked = queries_of(client, f"/noi-bo/ke-hoach/{path}")

    for _ in range(4):
        make()

    assert queries_of(client, f"/noi-bo/ke-hoach/{path}") == asked


@pytest.mark.parametrize("source", ["plans.trainings", "plans.news", "plans.focal_points"])
@pytest.mark.parametrize("years", [1, 3])
def test_a_source_asks_the_same_number_of_queries_for_any_number_of_years(source, years, django_assert_num_queries):
    tasks = [TaskFactory(plan=PlanFactory(year=2026 - n, issued=True), sources=[source]) for n in range(years)]
    tasks = list(
        Task.objects.filter(pk__in=[one.pk for one in tasks]).select_related("plan").prefetch_related("sources")
    )

    with django_assert_num_queries(2 if source == "plans.news" else 1):
        evidence.gather(tasks)
