"""Sổ tiếp nhận PAKN and the workbook of a list: what they hold, who gets them, and that nothing in them runs."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from openpyxl import load_workbook
from pypdf import PdfReader

from documents.models import Job
from feedback import register
from organization.models import AuditEvent
from tests.factories import UserFactory
from tests.feedback.conftest import SENDER
from tests.feedback.factories import CaseFactory
from tests.queries import queries_of

PAGE = "/noi-bo/phan-anh/so-tiep-nhan/"
LIST = "/noi-bo/phan-anh/bang.xlsx"
RANGE = {"tu": "01/11/2026", "den": "30/11/2026"}


@pytest.fixture(autouse=True)
def at_noon(now, rules):
    with time_machine.travel(now + timedelta(hours=3), tick=False):
        yield


def rows(content):
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]


def test_the_register_holds_every_case_of_the_days_asked_for(client, case_in, controller):
    case_in("answered")
    CaseFactory(received_date=date(2026, 10, 31))
    client.force_login(controller)

    book = rows(client.post(f"{PAGE}excel/", RANGE).content)

    assert book[2][0] == "Từ ngày 01/11/2026 đến ngày 30/11/2026"
    assert [str(cell) for cell in book[4]] == [
        "1",
        "PAKN-2026-0001",
        "2026-11-23 00:00:00",
        "Trang thông tin điện tử",
        "Lê Thị Mẫu; Số 5 đường Ví Dụ, phường Mẫu; 0912 345 678; nguoi.gui@example.org",
        "Chậm trả kết quả cấp phép",
        "Về hành vi hành chính",
        "Phòng Quản lý chuyên ngành",
        "2026-12-15 00:00:00",
        "2026-11-23 00:00:00",
        "Đã trả lời; CV 15/SKHCN-KSTTHC",
    ]
    assert len(book) == 5


def test_the_register_on_paper_says_the_same(client, case_in, leader):
    case_in("handling")
    client.force_login(leader)

    response = client.post(f"{PAGE}pdf/", RANGE)

    pages = PdfReader(io.BytesIO(response.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "SỔ TIẾP NHẬN PHẢN ÁNH, KIẾN NGHỊ" in text
    assert "Từ ngày 01/11/2026 đến ngày 30/11/2026" in text
    assert "PAKN-2026-0001" in text
    assert SENDER["name"] in text
    assert float(pages[0].mediabox.width) > float(pages[0].mediabox.height)
    name = "so-tiep-nhan-pakn-20261101-20261130.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_each_print_is_written_into_the_trail(client, controller):
    client.force_login(controller)

    client.post(f"{PAGE}excel/", RANGE)

    event = AuditEvent.objects.get(action="feedback.register_printed")
    assert (event.actor_id, event.note) == (controller.pk, "01/11/2026 – 30/11/2026, 0 phản ánh")


def test_the_page_itself_shows_nobodys_identity(client, case_in, controller):
    case_in("handling")
    client.force_login(controller)

    page = client.get(PAGE, RANGE).content.decode()

    assert "PAKN-2026-0001" in page
    assert SENDER["name"] not in page


@pytest.mark.parametrize("role", ["officer", "focal_point", "administrator"])
def test_the_register_is_for_reception_and_the_leaders(client, role):
    client.force_login(UserFactory(role=role))

    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}pdf/", RANGE).status_code == 404


def test_what_people_typed_never_becomes_a_formula(client, received, controller):
    received(title='=HYPERLINK("http://evil.example","x")', sender=SENDER | {"name": "=1+1"})
    client.force_login(controller)

    book = load_workbook(io.BytesIO(client.post(f"{PAGE}excel/", RANGE).content)).active
    cells = [cell for row in book.iter_rows() for cell in row]

    assert [cell.value for cell in cells if cell.data_type == "f"] == []


def test_a_long_register_is_made_in_the_background(client, received, controller, monkeypatch):
    monkeypatch.setattr(register, "MOST_AT_ONCE", {"pdf": 0, "excel": 0})
    received()
    client.force_login(controller)

    response = client.post(f"{PAGE}pdf/", RANGE)

    job = Job.objects.get()
    assert (response["Location"], job.maker, job.requested_by) == (
        job.get_absolute_url(),
        "feedback.register",
        controller,
    )


def test_a_register_that_no_paper_holds_is_refused_in_words(client, received, controller, monkeypatch):
    monkeypatch.setattr(register, "MOST_ROWS", {"pdf": 0, "excel": 0})
    received()
    client.force_login(controller)

    response = client.post(f"{PAGE}pdf/", RANGE, follow=True)

    words = [str(message) for message in response.context["messages"]]
    assert words == ["Có 1 phản ánh, nhiều hơn 0. Hãy chọn khoảng ngày ngắn hơn."]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"tu": "31/02/2026"}, "Nhập ngày theo dạng ngày/tháng/năm"),
        ({"tu": "02/11/2026", "den": "01/11/2026"}, "Ngày cuối phải từ ngày đầu trở đi."),
    ],
)
def test_impossible_days_are_said_at_their_field(client, controller, asked, words):
    client.force_login(controller)

    assert words in client.get(PAGE, asked).content.decode()


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_asks_the_same_number_of_queries_for_any_number_of_cases(client, controller, count):
    CaseFactory.create_batch(count)
    client.force_login(controller)

    assert queries_of(client, f"{PAGE}?tu=01/11/2026&den=30/11/2026") == 7


# --- The list as it was filtered -------------------------------------------------------------------------------------


def test_the_workbook_holds_what_the_list_shows_and_nobodys_identity(client, case_in, controller):
    case_in("handling")
    case_in("new", title="Khác")
    client.force_login(controller)

    book = rows(client.get(LIST, {"tab": "tat-ca", "trang_thai": "handling"}).content)

    assert [row[0] for row in book] == ["Số PAKN", "PAKN-2026-0001"]
    assert book[1][8] == "Chuyên viên Phòng Quản lý chuyên ngành"
    assert SENDER["name"] not in str(book)


def test_a_unit_gets_its_own_cases_only(client, case_in, unit_officer):
    case_in("handling")
    CaseFactory()
    client.force_login(unit_officer)

    assert [row[0] for row in rows(client.get(LIST, {"tab": "tat-ca"}).content)][1:] == ["PAKN-2026-0001"]


def test_a_long_list_is_ordered_and_made_under_the_eyes_of_who_asked(client, case_in, unit_officer, monkeypatch):
    monkeypatch.setattr(register, "MOST_AT_ONCE", {"pdf": 0, "excel": 0})
    case_in("handling")
    CaseFactory()
    client.force_login(unit_officer)

    assert client.get(LIST, {"tab": "tat-ca"}).status_code == 302
    client.post("/noi-bo/phan-anh/bang/", {"query": "tab=tat-ca"})

    job = Job.objects.get()
    content, _ = register.make_list(job.arguments, date(2026, 11, 23))
    assert [row[0] for row in rows(content)][1:] == ["PAKN-2026-0001"]
