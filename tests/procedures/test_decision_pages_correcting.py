"""Correcting a decision, the parts of its form that htmx asks for, and how many queries the form asks."""

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organization.models import AuditEvent
from procedures.actions import decisions
from tests.factories import UserFactory
from tests.procedures.desk import ENTER, LIST, Desk, catalogue
from tests.queries import queries_of

LINE = f"{LIST}nhap/dong/"


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def desk(client, kinds):
    client.force_login(UserFactory(role="controller"))
    return Desk(client, kinds)


# Correcting.


def test_a_correction_begins_with_what_was_entered_and_changes_a_line(desk, enter, new):
    decision = enter([new("1.000001", "Cấp giấy phép"), new("1.000002", "Gia hạn")])
    desk.open(f"{LIST}{decision.pk}/dinh-chinh/")
    begun = desk.words
    desk.type(0, name="Cấp giấy phép tiến hành").save(reason="Nhầm tên")

    assert begun == [("create", "1.000001", "Cấp giấy phép"), ("create", "1.000002", "Gia hạn")]
    assert [item.name for item in decision.items.all()] == ["Cấp giấy phép tiến hành", "Gia hạn"]
    assert AuditEvent.objects.get(action="procedures.decision_corrected").note == "Nhầm tên"


def test_a_correction_without_a_reason_is_refused(desk, enter, new):
    decision = enter([new("1.000001", "Cấp")])
    desk.open(f"{LIST}{decision.pk}/dinh-chinh/").save()

    assert desk.response.context["form"].errors == {"reason": ["Ghi lý do đính chính."]}


def test_of_two_corrections_at_once_the_second_sees_the_first(desk, enter, new, controller, now):
    decision = enter([new("1.000001", "Cấp")])
    desk.open(f"{LIST}{decision.pk}/dinh-chinh/")
    fields = {name: getattr(decision, name) for name in decisions.FIELDS} | {"title": "Người thứ nhất"}
    lines = [line.change for line in desk.lines]
    decisions.correct(decision=decision, fields=fields, changes=lines, reason="Nhầm", by=controller, now=now)

    desk.save(reason="Người thứ hai")

    decision.refresh_from_db()
    assert ("Người khác vừa sửa nội dung này" in desk.html, decision.title) == (True, "Người thứ nhất")


def test_a_withdrawn_decision_is_not_corrected(desk, enter, new, controller, now):
    decision = enter([new("1.000001", "Cấp")])
    decisions.withdraw(decision=decision, reason="Nhập nhầm", by=controller, now=now)

    assert desk.client.get(f"{LIST}{decision.pk}/dinh-chinh/").status_code == 404


# What htmx asks for.


def test_the_search_box_gets_the_procedures_alone(desk, x_ray):
    html = desk.client.get(f"{LIST}nhap/tim/", {"q": "X QUANG"}).content.decode()

    assert ("<html" in html, html.count("<li>"), "Tìm thấy 1 thủ tục." in html) == (False, 1, True)


def test_a_search_without_a_result_says_what_to_do(desk, x_ray):
    html = desk.client.get(f"{LIST}nhap/tim/", {"q": "không có gì"}).content.decode()

    assert "bấm “Thêm thủ tục mới”" in html


def test_an_added_line_comes_alone_with_what_to_say(desk, x_ray):
    held = {"dong": "aa", "aa-kind": desk.kinds["create"].pk, "aa-name": "Đang gõ"}
    html = desk.client.post(LINE, held | {"them": x_ray.pk}).content.decode()

    names = re.findall(r'name="dong" value="(\w+)"', html)
    assert (len(names), "aa" in names, "Đã thêm 1.000494 vào dòng 2." in html) == (1, False, True)


def test_a_request_for_a_line_without_a_button_is_not_found(desk):
    assert desk.client.post(LINE, {}).status_code == 404


# How many queries.


def queries_of_post(desk, url, sent):
    with CaptureQueriesContext(connection) as captured:
        desk.client.post(url, sent)
    return len(captured)


def test_the_form_asks_the_same_number_of_queries_for_one_line_and_for_sixty(desk):
    procedures = catalogue(61)
    counts = []
    for count in (1, 60):
        desk.open().head(number="").press(dan="1", ma="\n".join(one.code for one in procedures[:count]))
        sent = desk.shown()
        shown = queries_of_post(desk, ENTER, sent | {"tim": "1"})
        refused = queries_of_post(desk, ENTER, sent | {"luu": "1"})
        counts.append((shown, refused, queries_of_post(desk, LINE, sent | {"them": procedures[60].pk})))

    assert counts[0] == counts[1]


def test_the_correction_asks_the_same_number_of_queries_for_one_line_and_for_sixty(desk, enter, new):
    small = enter([new("1.000001", "Cấp")])
    many = enter([new(f"2.{place:06}", f"Cấp {place}") for place in range(60)], number="60/QĐ-UBND")

    counts = [queries_of(desk.client, f"{LIST}{one.pk}/dinh-chinh/") for one in (small, many)]

    assert counts[0] == counts[1]


def test_a_decision_of_more_answers_than_django_reads_is_corrected_without_losing_a_line(desk, enter, new):
    decision = enter([new(f"2.{place:06}", f"Cấp {place}") for place in range(150)])
    desk.open(f"{LIST}{decision.pk}/dinh-chinh/").save(reason="Nhầm trích yếu", title="Trích yếu đúng")

    decision.refresh_from_db()
    assert (decision.title, decision.items.filter(removed_at=None).count()) == ("Trích yếu đúng", 150)
