"""Requests that no page can serve are answered in words, never with a fault of ours or an empty page."""

import re

import pytest
from django.test import Client

from tests.factories import UserFactory

FAR = "9" * 20
# Every one of these was a fault (500) on PostgreSQL or on both databases.
BAD = [
    *(f"organization/auditevent/?{query}" for query in ("viec=%00", "q=%00")),
    "organization/user/?role__exact=%00",
    "organization/user/%00/change/",
    "deadlines/deadlinerule/?basis__exact=a%00",
    *(f"deadlines/specialday/?{query}" for query in (f"date__year={FAR}", "date__year=9999", "kind=%00")),
    f"deadlines/specialday/?date__year=2026&date__month={FAR}",
    "deadlines/specialday/?date__year=9999&date__month=12",
]
# Out of range on SQLite only.
EDGES = ["created_at__gte=0001-01-01 00:00:00%2B07:00", "created_at__lt=9999-12-31 23:59:59-07:00"]


def heading(response):
    return re.search("<h1.*?>(.*?)</h1>", response.content.decode())[1]


@pytest.mark.parametrize("address", BAD)
@pytest.mark.django_db
def test_filters_that_fit_into_no_column_get_a_page(client, agency, administrator, address):
    client.force_login(administrator)

    response = client.get(f"/quan-tri/{address}")

    assert (response.status_code, heading(response)) == (400, "Yêu cầu không hợp lệ")


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.django_db
def test_the_edge_of_time_is_no_fault(client, agency, administrator, edge):
    client.force_login(administrator)

    assert client.get(f"/quan-tri/outbox/message/?{edge}").status_code in (200, 400)


@pytest.mark.parametrize("address", ["/noi-bo/ke-hoach/?q=%00", "/tai-khoan/dang-nhap/?next=%00", "/noi-bo/thu/%00/"])
@pytest.mark.django_db
def test_no_address_holds_a_null_character(client, agency, administrator, address):
    client.force_login(administrator)

    response = client.get(address)

    assert (response.status_code, heading(response)) == (400, "Yêu cầu không hợp lệ")
    assert "Content-Security-Policy" in response.headers


@pytest.mark.django_db
def test_a_percent_sign_that_people_type_is_no_null_character(client, agency, administrator):
    client.force_login(administrator)

    assert client.get("/noi-bo/ke-hoach/?q=%2500").status_code == 200


@pytest.mark.django_db
def test_a_fault_of_the_panel_itself_is_still_a_fault(agency, administrator, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(administrator)
    monkeypatch.setattr("organization.admin.UserAdmin.get_queryset", lambda *_: 1 / 0)

    assert client.get("/quan-tri/organization/user/?q=a").status_code == 500


@pytest.mark.django_db
def test_a_value_error_of_ours_is_a_fault_and_no_bad_request(agency, administrator, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(administrator)
    monkeypatch.setattr("organization.admin.UserAdmin.get_queryset", lambda *_: int("năm"))

    assert client.get("/quan-tri/organization/user/?q=a").status_code == 500


@pytest.mark.parametrize("year", ["1999", "2101", "9999", "hai nghìn"])
@pytest.mark.django_db
def test_a_year_that_the_calendar_does_not_keep_is_no_fault(client, agency, administrator, year):
    client.force_login(administrator)

    assert client.get("/quan-tri/deadlines/specialday/", {"date__year": year}).status_code == 400


@pytest.mark.django_db
def test_a_year_that_the_calendar_keeps_is_shown(client, agency, administrator):
    client.force_login(administrator)

    assert client.get("/quan-tri/deadlines/specialday/?date__year=2026&date__month=11").status_code == 200


@pytest.mark.parametrize(
    ("address", "back"),
    [
        ("/noi-bo/lich/ky-bao-cao/tao/", "/noi-bo/lich/ky-bao-cao/"),
        ("/noi-bo/ke-hoach/2026/trinh/", "/noi-bo/ke-hoach/2026/"),
        ("/noi-bo/ke-hoach/nhiem-vu/7/ghi-chu/", "/noi-bo/ke-hoach/"),
    ],
)
@pytest.mark.django_db
def test_a_form_sent_after_the_session_had_ended_is_said_to_be_lost(client, agency, address, back):
    user = UserFactory(role="controller")
    user.set_password("ba con trâu qua cầu")
    user.save()

    asked = client.post(address, {"note": "Đã gửi công văn"}, follow=True)
    sent = {"login": user.username, "password": "ba con trâu qua cầu", "next": address}
    response = client.post(asked.redirect_chain[-1][0], sent, follow=True)

    assert response.redirect_chain[-1][0] == address
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert heading(response) == "Thao tác chưa được thực hiện"
    text = response.content.decode()
    assert "Phiên làm việc đã hết trước khi gửi. Hãy mở lại trang và làm lại." in text
    assert re.findall(r'<a class="btn.*?href="(.*?)"', text) == [back, "/"]


@pytest.mark.django_db
def test_a_machine_gets_the_bare_answer(client, agency, administrator):
    client.force_login(administrator)

    by_machine = client.get("/noi-bo/lich/ky-bao-cao/tao/", headers={"accept": "application/json"})
    by_other_method = client.put("/noi-bo/lich/ky-bao-cao/tao/")

    assert [(one.status_code, one.content) for one in (by_machine, by_other_method)] == [(405, b"")] * 2
