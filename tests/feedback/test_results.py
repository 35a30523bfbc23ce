"""Public pages: published answers, figures of this year, guidance."""

import io
from datetime import date, datetime, timedelta

import pytest
import time_machine
from pypdf import PdfReader

from feedback import results
from feedback.actions import reception
from feedback.models import Subject
from tests.conftest import VIETNAM
from tests.feedback.conftest import SENDER
from tests.feedback.factories import PublicTextFactory
from tests.procedures.factories import FieldFactory
from tests.queries import queries_of

RESULTS, GUIDANCE = "/phan-anh/ket-qua/", "/phan-anh/huong-dan/"


@pytest.fixture(autouse=True)
def at_noon(now, rules):
    with time_machine.travel(now + timedelta(hours=3), tick=False) as clock:
        yield clock


def titles(client, **asked):
    return [one.title for one in client.get(RESULTS, asked).context["page"]]


def test_answers_are_found_without_accents_by_field_and_by_year(client):
    field = FieldFactory(name="Sở hữu trí tuệ")
    PublicTextFactory(title="Một", search_text="giay hen qua ngay", field=field)
    PublicTextFactory(title="Hai", search_text="phi tham dinh", answered_date=date(2025, 5, 6))

    assert titles(client) == ["Một", "Hai"]
    assert titles(client, q="GIẤY HẸN") == titles(client, q="qua ngay giay") == ["Một"]
    assert titles(client, linh_vuc=field.pk) == ["Một"]
    assert titles(client, nam=2025) == ["Hai"]
    assert titles(client, q="không có gì") == []


def test_what_was_taken_back_is_not_found(client, controller, now):
    PublicTextFactory(withdrawn_at=now, withdrawn_by=controller, withdrawn_reason="Nhầm")

    assert titles(client) == []


def test_the_numbers_of_this_year(case_in, controller, leader, unit_officer, received, now, at_noon):
    case_in("answered")
    case_in("handling")
    reception.discard(case=received(suspicions=["Có 9 liên kết."]).case, by=controller, now=now)
    at_noon.move_to(datetime(2026, 12, 31, 9, tzinfo=VIETNAM))

    found = results.figures(date(2026, 12, 31))

    assert (found.received, found.answered, found.on_time, found.overdue) == (2, 1, 1, 1)


def test_the_pages_open_no_session_and_may_be_kept_for_a_minute(client):
    text = PublicTextFactory()

    for path in (RESULTS, text.get_absolute_url(), GUIDANCE):
        response = client.get(path)
        assert (path, response.status_code, response["Cache-Control"], list(response.cookies)) == (
            path,
            200,
            "public, max-age=60",
            [],
        )


def test_no_public_page_tells_who_sent_what(client, case_in):
    case = case_in("published")

    pages = client.get(RESULTS).content.decode() + client.get(f"{RESULTS}{case.number}/").content.decode()

    assert [words for words in (SENDER["name"], SENDER["phone"], case.content) if words in pages] == []


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_asks_the_same_number_of_queries_for_any_number_of_answers(client, count):
    PublicTextFactory.create_batch(count)

    assert queries_of(client, RESULTS) == 2


def test_the_guidance_names_the_six_ways_to_reach_the_agency(client, agency):
    agency.postal_address, agency.hotline = "Hộp thư 15", "0254 000 0000"
    agency.save()

    page = client.get(GUIDANCE).content.decode()

    for words in ("Hộp thư 15", "0254 000 0000", "Địa chỉ thư tín", "Số điện thoại chuyên dùng", *Subject.labels):
        assert words in page
    assert "Không áp dụng đối với khiếu nại, tố cáo" in page


def test_the_sheet_to_post_up_is_one_page(client, agency):
    response = client.get(f"{GUIDANCE}huong-dan.pdf")

    (page,) = PdfReader(io.BytesIO(response.content)).pages
    words = " ".join(page.extract_text().split())
    assert response["Content-Type"] == "application/pdf"
    assert "NỘI DUNG HƯỚNG DẪN" in words
    assert "Nghị định số 20/2008/NĐ-CP" in words


def test_the_law_is_not_said_to_know_a_term_for_answers(client, agency):
    """NĐ 20/2008 has one term, five working days for forwarding: "15 days to answer" is not in it."""
    assert "15 ngày" not in client.get(GUIDANCE).content.decode()
