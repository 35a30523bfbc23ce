"""Reception enters what came by paper, telephone or from another system, with its true date."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from feedback.models import Case, CaseFile, Clock
from files.models import StoredFile
from outbox.models import Message
from tests.documents.factories import PDF
from tests.feedback.doors import WHAT, WHO
from tests.procedures.factories import VersionFactory
from tests.together import together

pytestmark = pytest.mark.usefixtures("rules")
ENTER, ENTERED = "/noi-bo/phan-anh/nhap/", "/noi-bo/phan-anh/nhap/PAKN-2026-0001/"
PAPER = WHO | WHAT | {"channel": "letter", "received_date": "18/11/2026", "key": "a" * 32, "email": ""}


@pytest.fixture(autouse=True)
def at_nine(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def desk(client, controller):
    client.force_login(controller)
    return client


@pytest.mark.parametrize("path", [ENTER, ENTERED])
def test_for_everybody_else_there_is_no_such_page(client, officer, path):
    client.force_login(officer)

    assert (client.get(path).status_code, client.post(ENTER, PAPER).status_code) == (404, 404)
    assert Case.objects.count() == 0


def test_a_letter_becomes_a_case_from_the_day_on_which_it_came(desk, controller, now):
    response = desk.post(ENTER, PAPER)

    case = Case.objects.get()
    assert (response.status_code, response["Location"]) == (302, ENTERED)
    assert (case.number, case.channel, case.received_date) == ("PAKN-2026-0001", "letter", date(2026, 11, 18))
    assert (case.created_at, case.created_by) == (now, controller)
    assert {name: getattr(case.sender, name) for name in WHO} == WHO | {"email": ""}


def test_the_clock_is_the_one_of_the_public_page(desk):
    desk.post(ENTER, PAPER | {"received_date": "23/11/2026"})

    assert dict(Clock.objects.values_list("kind", "due_date")) == {
        "classify": date(2026, 11, 26),
        "answer": date(2026, 12, 15),
    }


@pytest.mark.parametrize("channel", ["letter", "counter", "phone", "email", "province", "national"])
def test_every_other_way_in_can_be_entered(desk, channel):
    desk.post(ENTER, PAPER | {"channel": channel})

    assert Case.objects.get().channel == channel


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"channel": ""}, "channel", "Chọn hình thức tiếp nhận."),
        ({"received_date": "24/11/2026"}, "received_date", "Ngày tiếp nhận không thể sau hôm nay."),
        ({"received_date": "18/11/2020"}, "received_date", "Ngày tiếp nhận quá xa. Hãy kiểm tra lại năm."),
        ({"phone": ""}, "phone", "Nhập số điện thoại hoặc địa chỉ nhận thư."),
        ({"procedure": "9.9"}, "procedure", "Không có thủ tục mang mã “9.9”. Kiểm tra lại mã hoặc để trống."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(desk, wrong, field, sentence):
    response = desk.post(ENTER, PAPER | wrong)

    page = response.content.decode()
    assert response.context["form"].errors == {field: [sentence]}
    assert [words in page for words in ("<title>Lỗi: ", WHO["name"], WHAT["content"])] == [True] * 3
    assert Case.objects.count() == 0


def test_the_public_page_is_no_choice(desk):
    response = desk.post(ENTER, PAPER | {"channel": "web"})

    assert list(response.context["form"].errors) == ["channel"]


def test_a_procedure_is_named_by_its_code(desk):
    version = VersionFactory()

    desk.post(ENTER, PAPER | {"procedure": f" {version.procedure.code} "})

    assert Case.objects.get().procedure == version.procedure


def test_scans_go_with_the_case(desk):
    desk.post(ENTER, PAPER | {"files": [SimpleUploadedFile("don.pdf", PDF)]})

    assert list(CaseFile.objects.values_list("case__number", "file__name")) == [("PAKN-2026-0001", "don.pdf")]


def test_a_file_that_is_refused_leaves_nothing_behind(desk):
    files = [SimpleUploadedFile("don.pdf", PDF), SimpleUploadedFile("trang.html", b"<html>")]

    response = desk.post(ENTER, PAPER | {"files": files})

    assert response.context["form"].errors == {"files": ["trang.html: Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."]}
    assert (Case.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_the_same_form_sent_twice_is_one_case(desk):
    again = [desk.post(ENTER, PAPER)["Location"] for _ in range(2)]

    assert again == [ENTERED, ENTERED]
    assert Case.objects.count() == 1


def test_the_form_that_the_back_button_shows_enters_another_one_when_other_words_stand_in_it(desk):
    desk.post(ENTER, PAPER)

    desk.post(ENTER, PAPER | {"title": "Việc khác"})

    assert list(Case.objects.order_by("pk").values_list("title", flat=True)) == [WHAT["title"], "Việc khác"]


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_enter_one_case(desk):
    def click():
        browser = Client()
        browser.cookies = desk.cookies.copy()
        return browser.post(ENTER, PAPER).status_code == 302

    assert together(8, click) == ["won"] * 8
    assert Case.objects.count() == 1


def test_reception_reads_the_secret_to_the_sender_once_entered(desk):
    desk.post(ENTER, PAPER)

    response = desk.get(ENTERED)

    assert response.context["secret"] in response.content.decode()
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_another_session_of_reception_does_not_see_the_secret(desk, controller):
    desk.post(ENTER, PAPER)
    later = Client()
    later.force_login(controller)

    assert later.get(ENTERED).context["secret"] is None


def test_the_sender_gets_the_receipt_by_e_mail_when_one_is_known(desk):
    desk.post(ENTER, PAPER | {"email": "nguoi.gui@example.org"})

    assert [letter.to for letter in Message.objects.all()] == [["nguoi.gui@example.org"]]
