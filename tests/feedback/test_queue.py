"""The staff's lists: who sees what, in which tab, under which filters, and what is done to many at once."""

from datetime import date, datetime, timedelta
from urllib.parse import urlencode

import pytest
import time_machine

from feedback.actions import senders
from feedback.models import Case
from organization.models import Unit
from tests.conftest import VIETNAM
from tests.factories import UserFactory
from tests.feedback.factories import CaseFactory, ClockFactory
from tests.procedures.factories import ProcedureFactory
from tests.queries import queries_of

LIST = "/noi-bo/phan-anh/"

pytestmark = pytest.mark.usefixtures("rules")


@pytest.fixture(autouse=True)
def at_noon(now):
    with time_machine.travel(now + timedelta(hours=3), tick=False) as clock:
        yield clock


def shown(client, user, **asked):
    client.force_login(user)
    response = client.get(LIST, asked)
    return [line["case"].number for line in response.context["lines"]]


def counts(client, user):
    client.force_login(user)
    return {tab.slug: count for tab, count in client.get(LIST).context["tabs"]}


def test_a_unit_sees_what_it_handles_and_what_it_helps_with(client, unit, unit_officer):
    mine, helped, other = CaseFactory(unit=unit), CaseFactory(), CaseFactory(unit=UserFactory().unit)
    helped.supporting_units.add(unit)

    assert shown(client, unit_officer, tab="tat-ca") == [helped.number, mine.number]
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(helped.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("role", ["controller", "leader", "administrator"])
def test_reception_leaders_and_the_administrator_see_every_case(client, role):
    case = CaseFactory()

    assert shown(client, UserFactory(role=role), tab="tat-ca") == [case.number]


def test_each_tab_holds_its_own(client, controller, unit, unit_officer, rules):
    today = date(2026, 11, 23)
    rows = {
        "moi": CaseFactory(status="new", due_date=date(2026, 12, 30)),
        "cho-kiem-tra": CaseFactory(status="quarantined"),
        "cua-toi": CaseFactory(status="handling", officer=controller),
        "don-vi": CaseFactory(status="handling", unit=controller.unit),
        "sap-han": CaseFactory(status="handling", due_date=today),
        "qua-han": CaseFactory(status="handling", due_date=today - timedelta(days=1)),
        "cho-duyet": CaseFactory(status="approval"),
        "da-dong": CaseFactory(status="refused"),
    }

    ClockFactory(case=rows["sap-han"], due_date=today)

    found = {tab: shown(client, controller, tab=tab) for tab in rows}

    assert found == {tab: [case.number] for tab, case in rows.items()}
    assert counts(client, controller) == {tab: 1 for tab in rows if tab != "da-dong"} | {
        "da-dong": None,
        "tat-ca": None,
    }


@pytest.mark.parametrize(("role", "tab"), [("controller", "Mới"), ("leader", "Chờ duyệt"), ("officer", "Của đơn vị")])
def test_everybody_begins_where_their_work_is(client, role, tab):
    client.force_login(UserFactory(role=role))

    assert client.get(LIST).context["tab"].label == tab


def test_what_is_due_first_stands_first_and_what_waits_stands_last(client, controller):
    later = CaseFactory(status="new", due_date=date(2026, 12, 9))
    none = CaseFactory(status="new")
    first = CaseFactory(status="new", due_date=date(2026, 11, 26))

    assert shown(client, controller) == [first.number, later.number, none.number]


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({"q": "GIẤY HẸN"}, {"search_text": "pakn giay hen qua ngay"}),
        ({"q": "giay hen qua"}, {"search_text": "pakn giay hen qua ngay"}),
        ({"trang_thai": "handling"}, {"status": "handling"}),
        ({"noi_dung": "unfit"}, {"subject": "unfit"}),
        ({"phan_loai": "own_rule"}, {"subject_class": "own_rule"}),
        ({"hinh_thuc": "phone"}, {"channel": "phone"}),
        ({"nam": "2025"}, {"received_date": date(2025, 3, 4)}),
    ],
)
def test_a_filter_leaves_what_it_names(client, controller, asked, fields):
    CaseFactory(search_text="khac")
    wanted = CaseFactory(**fields)

    assert shown(client, controller, tab="tat-ca", **asked) == [wanted.number]


def test_a_filter_by_unit_and_by_procedure(client, controller, unit):
    CaseFactory()
    of_unit, of_procedure = CaseFactory(unit=unit), CaseFactory(procedure=ProcedureFactory())

    assert shown(client, controller, tab="tat-ca", don_vi=unit.pk) == [of_unit.number]
    assert shown(client, controller, tab="tat-ca", thu_tuc=of_procedure.procedure_id) == [of_procedure.number]


@pytest.mark.parametrize("asked", [{"nam": "năm ngoái"}, {"don_vi": "9" * 30}, {"tab": "khong-co"}, {"trang": "x"}])
def test_nonsense_in_the_address_is_no_error(client, controller, asked):
    client.force_login(controller)

    assert client.get(LIST, asked).status_code == 200


def test_filters_stay_when_the_tab_changes(client, controller):
    client.force_login(controller)

    page = client.get(LIST, {"tab": "moi", "q": "giấy hẹn"}).content.decode()

    assert f"?{urlencode({'tab': 'qua-han', 'q': 'giấy hẹn'})}".replace("&", "&amp;") in page


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_asks_the_same_number_of_queries_for_any_number_of_cases(client, controller, unit_officer, count):
    CaseFactory.create_batch(count, unit=unit_officer.unit, officer=unit_officer, procedure=ProcedureFactory())
    client.force_login(controller)

    assert queries_of(client, f"{LIST}?tab=moi") == 12


def many(client, **typed):
    return client.post(f"{LIST}nhieu/", {"next": f"{LIST}?tab=moi", **typed}, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_ticked_cases_are_classified_and_assigned_together(client, received, controller, unit, unit_officer):
    numbers = [received().case.number for _ in range(3)]
    client.force_login(controller)

    response = many(client, cases=numbers[:2], subject_class="conduct", unit=unit.pk, officer=unit_officer.pk)

    assert said(response) == ["Đã cập nhật 2 phản ánh."]
    assert list(Case.objects.order_by("number").values_list("status", "unit", "officer")) == [
        ("handling", unit.pk, unit_officer.pk),
        ("handling", unit.pk, unit_officer.pk),
        ("new", None, None),
    ]


def test_what_one_case_refuses_stops_no_other_and_is_said(client, received, controller, unit):
    good, gone = received().case, received().case
    senders.withdraw(case=gone, now=gone.created_at)
    client.force_login(controller)

    response = many(client, cases=[good.number, gone.number], subject_class="conduct", unit=unit.pk)

    assert Case.objects.get(pk=good.pk).status == "handling"
    assert said(response) == [
        f"{gone.number}: Phản ánh {gone.number} đang ở trạng thái “Người gửi đã rút”, không thể “Phân loại”.",
        "Đã cập nhật 1 phản ánh.",
    ]


def test_half_of_it_is_not_done(client, received, controller, unit):
    """A case classified as a matter of another body cannot be assigned: then it is not classified either."""
    case = received().case
    client.force_login(controller)

    many(client, cases=[case.number], subject_class="other_rule", unit=unit.pk)

    assert Case.objects.get(pk=case.pk).status == "new"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"subject_class": "conduct"}, "Đánh dấu ít nhất một phản ánh."),
        ({"cases": ["PAKN-2026-0001"]}, "Chọn loại, đơn vị, hoặc cả hai."),
    ],
)
def test_what_is_missing_is_said(client, received, controller, typed, words):
    received()
    client.force_login(controller)

    assert said(many(client, **typed)) == [words]


def test_the_way_back_leads_to_us_only(client, controller):
    client.force_login(controller)

    response = client.post(f"{LIST}nhieu/", {"next": "https://elsewhere.example/"})

    assert response["Location"] == LIST


def test_only_reception_works_on_many(client, unit_officer, unit):
    case = CaseFactory(unit=unit)
    client.force_login(unit_officer)

    assert client.post(f"{LIST}nhieu/", {"cases": [case.number], "subject_class": "conduct"}).status_code == 404


def test_the_menu_counts_what_is_late(client, received, controller, at_noon):
    case = received().case
    at_noon.move_to(datetime(2026, 12, 1, 9, tzinfo=VIETNAM))
    client.force_login(controller)

    door = next(door for door in client.get(LIST).context["doors"] if door.label == "Phản ánh")

    assert (door.count, door.late) == (1, True)
    assert Unit.objects.filter(is_control_unit=True).exists()
    assert case.number in client.get("/noi-bo/").content.decode()
