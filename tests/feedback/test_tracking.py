"""The tracking pages: what the secret opens, what stays hidden without it, and what a sender may do."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from feedback.actions import entering, handling, senders
from feedback.models import Case, CaseLink
from outbox.models import Message
from tests.documents.factories import PDF
from tests.feedback.conftest import SENDER
from tests.files.factories import taken
from tests.queries import queries_of

FIND = "/phan-anh/tra-cuu/"
WRONG = "Số phản ánh hoặc mã bí mật không đúng"


@pytest.fixture(autouse=True)
def at_ten(now):
    with time_machine.travel(now + timedelta(hours=1), tick=False) as clock:
        yield clock


def look(client, number, secret):
    return client.post(FIND, {"number": number, "secret": secret})


def page_of(case):
    return f"{FIND}{case.number}/"


@pytest.fixture
def opened(client, received):
    """A case, opened in `client` by its secret."""
    receipt = received()
    look(client, receipt.case.number, receipt.secret)
    return receipt.case


def test_number_and_secret_open_the_case_however_they_are_typed(client, received):
    receipt = received()

    response = look(client, receipt.case.number.lower(), receipt.secret.lower().replace("-", " "))

    assert response["Location"] == page_of(receipt.case)
    page = client.get(page_of(receipt.case))
    assert receipt.case.content in page.content.decode()
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_wrong_number_and_a_wrong_secret_get_the_same_answer(client, received):
    receipt = received()
    answers = [
        look(client, receipt.case.number, "AAAA-BBBB-CCCC"),
        look(client, "PAKN-2026-9999", receipt.secret),
        look(client, "không phải số", receipt.secret),
    ]

    assert {response.status_code for response in answers} == {200}
    typed = re.compile(r'value="[^"]*"')
    tokens = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
    bodies = {typed.sub("", tokens.sub("", response.content.decode())) for response in answers}
    assert len(bodies) == 1
    assert WRONG in bodies.pop()


def test_a_stranger_with_the_number_alone_sees_nothing(client, received):
    case = received().case

    response = client.get(page_of(case))

    assert (response.status_code, response["Location"]) == (302, FIND)


def test_what_one_browser_has_opened_stays_closed_to_another(opened):
    assert Client().get(page_of(opened)).status_code == 302


def test_guessing_ends_after_a_few_tries_even_with_the_right_secret(client, received):
    receipt = received()
    for _ in range(10):
        look(client, receipt.case.number, "AAAA-BBBB-CCCC")

    response = look(client, receipt.case.number, receipt.secret)

    assert response.status_code == 429
    assert "Đã thử quá nhiều lần" in response.content.decode()
    assert client.get(page_of(receipt.case)).status_code == 302


def test_what_was_opened_is_closed_after_two_hours(client, opened, at_ten):
    at_ten.shift(timedelta(hours=2, minutes=1))

    assert client.get(page_of(opened)).status_code == 302


def test_the_token_opens_the_case_and_leaves_the_address(client, received):
    receipt = received()

    response = client.get(reverse("feedback:open_link", args=[receipt.token]))

    assert response["Location"] == page_of(receipt.case)
    assert receipt.token not in response["Location"]
    assert client.get(response["Location"]).status_code == 200


def test_who_knew_the_session_before_does_not_see_what_was_opened(client, received):
    receipt = received()
    client.get("/phan-anh/")
    client.post("/phan-anh/")
    before = client.cookies["session"].value

    look(client, receipt.case.number, receipt.secret)

    other = Client()
    other.cookies["session"] = before
    assert other.get(page_of(receipt.case)).status_code == 302


def test_looking_at_a_link_changes_nothing_but_the_session(client, received):
    receipt = received()
    before = (Case.objects.values().get(), CaseLink.objects.values().get())

    client.get(reverse("feedback:open_link", args=[receipt.token]))

    assert (Case.objects.values().get(), CaseLink.objects.values().get()) == before


def test_a_wrong_link_leads_to_the_look_up(client, received):
    received()

    assert client.get(reverse("feedback:open_link", args=["khong-phai"]))["Location"] == FIND


def forgotten(client, number, email):
    return client.post(f"{FIND}quen-ma/", {"number": number, "email": email})


def test_a_forgotten_secret_gets_a_link_by_mail_that_opens_for_an_hour(client, received, at_ten):
    case = received().case
    forgotten(client, case.number, SENDER["email"].upper())

    letter = Message.objects.get(key__contains=":link:")
    path = re.search(r"http://[^/]+(/phan-anh/tra-cuu/mo/\S+)", letter.text)[1]
    assert (letter.to, letter.forget_body) == ([SENDER["email"]], True)
    assert client.get(path)["Location"] == page_of(case)
    at_ten.shift(timedelta(minutes=61))
    assert Client().get(path)["Location"] == FIND


def test_whether_a_number_and_an_e_mail_belong_together_is_never_said(client, received):
    case = received().case
    right = forgotten(client, case.number, SENDER["email"])
    wrong = [forgotten(client, case.number, "ai@example.org"), forgotten(client, "PAKN-2026-9999", SENDER["email"])]

    assert [one.content for one in wrong] == [right.content] * 2
    assert Message.objects.filter(key__contains=":link:").count() == 1


def test_links_are_not_mailed_without_end(client, received):
    case = received().case

    answers = [forgotten(client, case.number, SENDER["email"]).status_code for _ in range(4)]

    assert answers == [200, 200, 200, 429]
    assert Message.objects.filter(key__contains=":link:").count() == 3


def test_the_page_tells_no_officer_no_note_and_no_draft(client, case_in, unit_officer, controller, now):
    case = case_in("handling")
    handling.note(case=case, text="Ghi chú bí mật.", by=unit_officer, now=now)
    handling.draft(case=case, text="Dự thảo bí mật.", by=unit_officer, now=now)
    handling.submit(case=case, by=unit_officer, now=now)
    open_by_session(client, case)

    page = client.get(page_of(case)).content.decode()

    for hidden in ("bí mật.", str(unit_officer), str(controller), str(unit_officer.unit), "Chờ duyệt", SENDER["name"]):
        assert hidden not in page
    assert "Đang xử lý" in page


def open_by_session(client, case):
    token = entering.new_link(case, now=case.created_at)
    client.get(reverse("feedback:open_link", args=[token]))


def test_a_late_answer_is_told_honestly(client, opened, at_ten):
    at_ten.move_to(opened.created_at + timedelta(days=30))
    open_by_session(client, opened)

    page = client.get(page_of(opened)).content.decode()

    assert "15/12/2026" in page
    assert "Quá hạn 6 ngày làm việc" in page


def send(client, case, slug, **fields):
    name = {"tra-loi": "reply", "gui-them": "add", "danh-gia": "rate", "xem-lai": "ask_reopening", "rut": "withdraw"}
    return client.post(f"{page_of(case)}{slug}/", {f"{name[slug]}-{field}": value for field, value in fields.items()})


def test_a_question_is_answered_without_an_account_and_with_a_file(client, case_in):
    case = case_in("waiting")
    open_by_session(client, case)
    assert "Xin cho biết số giấy hẹn?" in client.get(page_of(case)).content.decode()

    send(client, case, "tra-loi", text="Số 15.", files=SimpleUploadedFile("giay-hen.pdf", PDF))

    case.refresh_from_db()
    reply = case.events.get(action="reply")
    assert (case.status, reply.text, reply.by) == ("handling", "Số 15.", None)
    file = reply.files.get()
    assert b"".join(client.get(f"{page_of(case)}tep/{file.pk}/").streaming_content) == PDF


def test_an_empty_answer_is_refused_where_it_happened(client, case_in):
    case = case_in("waiting")
    open_by_session(client, case)

    response = send(client, case, "tra-loi", text=" ")

    assert response.status_code == 200
    page = response.content.decode()
    assert "<title>Lỗi: " in page
    assert 'href="#id_reply-text"' in page


def test_more_is_added_without_being_asked(client, opened):
    send(client, opened, "gui-them", text="Hôm nay vẫn chưa có kết quả.")

    assert opened.events.last().text == "Hôm nay vẫn chưa có kết quả."


def test_an_answer_is_rated_and_the_rating_may_be_changed(client, case_in):
    case = case_in("answered")
    open_by_session(client, case)

    send(client, case, "danh-gia", rating="2", words="Chưa rõ.")
    send(client, case, "danh-gia", rating="4", words="Đã rõ.")

    case.refresh_from_db()
    assert (case.rating, case.rating_words) == (4, "Đã rõ.")
    assert case.events.filter(action="rate").count() == 2


def test_a_rating_out_of_range_is_refused(client, case_in):
    case = case_in("answered")
    open_by_session(client, case)

    assert "Chọn một mức đánh giá." in send(client, case, "danh-gia", rating="9").content.decode()
    assert Case.objects.get(pk=case.pk).rating is None


def test_reopening_is_asked_for_once(client, case_in):
    case = case_in("answered")
    open_by_session(client, case)

    send(client, case, "xem-lai", reason="Chưa trả lời ý thứ hai.")
    second = send(client, case, "xem-lai", reason="Lần nữa.")

    assert Case.objects.get(pk=case.pk).reopen_reason == "Chưa trả lời ý thứ hai."
    assert "Mỗi phản ánh được đề nghị xem xét lại một lần." in second.content.decode()


def test_a_case_is_withdrawn_by_its_sender(client, opened):
    send(client, opened, "rut")

    opened.refresh_from_db()
    assert (opened.status, opened.due_date) == ("withdrawn", None)


@pytest.mark.parametrize("slug", ["tra-loi", "gui-them", "danh-gia", "xem-lai", "rut"])
def test_nothing_is_done_to_a_case_that_this_browser_has_not_opened(client, case_in, slug):
    case = case_in("answered")
    before = case.events.count()

    response = send(client, case, slug, text="x", rating="1", reason="x")

    assert (response.status_code, response["Location"]) == (302, FIND)
    assert case.events.count() == before


def test_a_file_of_the_house_is_not_given_to_the_sender(client, case_in, unit_officer, now):
    case = case_in("handling")
    handling.note(case=case, text="Xem tệp.", by=unit_officer, now=now, files=[taken("noi-bo.pdf")])
    open_by_session(client, case)

    assert client.get(f"{page_of(case)}tep/{case.files.get().pk}/").status_code == 404


def test_leaving_closes_the_case_in_this_browser(client, opened):
    client.post(f"{page_of(opened)}thoat/")

    assert client.get(page_of(opened)).status_code == 302


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_asks_the_same_number_of_queries_however_much_was_said(client, case_in, count, at_ten):
    case = case_in("handling")
    for _ in range(count):
        senders.add(case=case, text="Thêm.", now=case.created_at)
    open_by_session(client, case)

    assert queries_of(client, page_of(case)) == 9
