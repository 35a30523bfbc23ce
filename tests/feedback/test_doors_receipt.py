"""Sending: one case however often, the receipt, and who may see it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from feedback.actions import submissions
from feedback.models import Case, CaseFile, Submission
from outbox.models import Message
from tests.documents.factories import PDF
from tests.feedback.doors import CHECK, FILES, SENDER, START, WHAT, WHO, aged, typed
from tests.together import together

pytestmark = pytest.mark.usefixtures("rules")
RECEIPT = "/phan-anh/da-nhan/PAKN-2026-0001/"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def at_nine(now):
    with time_machine.travel(now, tick=False) as clock:
        yield clock


def sent(client, **given):
    aged(typed(client, **given), MINUTE)
    return client.post(CHECK)


def test_what_was_typed_becomes_a_case(client, now):
    response = sent(client)

    case = Case.objects.get()
    assert (response.status_code, response["Location"]) == (302, RECEIPT)
    assert (case.number, case.status, case.channel) == ("PAKN-2026-0001", "new", "web")
    assert {name: getattr(case, name) for name in WHAT} == WHAT
    assert {name: getattr(case.sender, name) for name in WHO} == WHO
    assert (case.received_date, case.created_by) == (now.date(), None)


def test_the_files_go_with_the_case(client):
    submission = typed(client)
    client.post(FILES, {"files": [SimpleUploadedFile("anh.pdf", PDF)], "xong": "1"})
    aged(submission, MINUTE)

    client.post(CHECK)

    assert list(CaseFile.objects.values_list("case__number", "file__name")) == [("PAKN-2026-0001", "anh.pdf")]
    assert submissions.tidy(now=timezone.now() + timedelta(days=2)) == 1
    assert CaseFile.objects.get().file.file.read() == PDF


def test_after_sending_the_draft_holds_nothing_personal(client):
    sent(client)

    assert Submission.objects.get().typed == {}


def test_sending_again_by_a_reload_or_the_back_button_leads_to_the_same_receipt(client):
    sent(client)

    again, back = client.post(CHECK), client.post(SENDER, WHO)

    assert [again["Location"], back["Location"]] == [RECEIPT, RECEIPT]
    assert (Case.objects.count(), Message.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_make_one_case(client):
    aged(typed(client), MINUTE)

    results = together(8, lambda: click(client.cookies))

    assert results == ["won"] * 8
    assert (Case.objects.count(), Message.objects.count()) == (1, 1)


def click(cookies):
    """A browser that clicks and follows: it must see the secret, whichever click made the case."""
    browser = Client()
    browser.cookies = cookies.copy()
    response = browser.post(CHECK, follow=True)
    return response.status_code == 200 and "secret" in response.context


def test_after_sending_the_next_form_begins_empty(client):
    sent(client)

    client.post(START)

    assert WHO["name"] not in client.get(SENDER).content.decode()
    assert Submission.objects.count() == 2


# The receipt


def test_the_receipt_shows_the_number_the_secret_and_the_deadline(client):
    sent(client)

    response = client.get(RECEIPT)

    page = response.content.decode()
    secret = response.context["secret"]
    assert [words in page for words in ("PAKN-2026-0001", secret, "15/12/2026")] == [True] * 3
    assert "data-draft-sent" in page
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_the_secret_of_the_receipt_opens_the_case(client):
    sent(client)
    secret = client.get(RECEIPT).context["secret"]

    response = Client().post("/phan-anh/tra-cuu/", {"number": "PAKN-2026-0001", "secret": secret})

    assert (response.status_code, response["Location"]) == (302, "/phan-anh/tra-cuu/PAKN-2026-0001/")


def test_the_code_to_scan_holds_the_token_and_not_the_secret(client, settings):
    sent(client)

    context = client.get(RECEIPT).context

    assert context["address"].startswith(f"{settings.SITE_URL}/phan-anh/tra-cuu/mo/")
    assert context["secret"].replace("-", "") not in context["address"]
    assert context["qr"].startswith("data:image/svg+xml")


def test_a_bookmarked_receipt_shows_nothing_to_somebody_else(client):
    sent(client)

    real = Client().get(RECEIPT)
    unknown = Client().get("/phan-anh/da-nhan/PAKN-2026-0099/")

    assert (real.status_code, unknown.status_code) == (200, 200)
    assert real.content == unknown.content
    assert WHAT["title"] not in real.content.decode()


def test_the_receipts_of_the_last_five_cases_stay_open(client):
    for _ in range(6):
        sent(client)

    opened = [client.get(f"/phan-anh/da-nhan/PAKN-2026-{n:04}/").context.get("secret") is not None for n in range(1, 7)]

    assert opened == [False, True, True, True, True, True]


def test_the_receipt_is_mailed_when_an_e_mail_was_given(client):
    sent(client)
    secret = client.get(RECEIPT).context["secret"]

    letter = Message.objects.get()
    assert letter.to == [WHO["email"]]
    assert secret in letter.text


def test_without_an_e_mail_the_receipt_asks_to_be_printed(client):
    sent(client, who={"email": ""})

    assert "hãy in hoặc chụp lại trang này" in client.get(RECEIPT).content.decode()
    assert Message.objects.count() == 0


# Suspicious and too many


@pytest.mark.parametrize(
    ("what", "age", "suspicions"),
    [
        ({"website": "http://mua.example"}, MINUTE, ["Ô ẩn dành cho máy đã được điền."]),
        ({}, timedelta(seconds=2), ["Gửi sau 2 giây, nhanh hơn một người có thể viết."]),
        ({"content": "http://a " * 4}, MINUTE, ["Có 4 liên kết."]),
    ],
)
def test_a_suspicious_one_waits_for_a_person_and_its_sender_gets_a_receipt(client, what, age, suspicions):
    aged(typed(client, what=what), age)

    client.post(CHECK)

    case = Case.objects.get()
    assert (case.status, case.suspicions) == ("quarantined", suspicions)
    assert client.get(RECEIPT).context["secret"]


def test_too_many_from_one_address_are_told_to_wait_and_lose_nothing(client, settings, caplog):
    settings.FEEDBACK_LIMITS = {**settings.FEEDBACK_LIMITS, "submit": {"address": 1, "everybody": 9}}
    sent(client)

    refused = sent(client)
    client.get(CHECK)

    page = refused.content.decode()
    assert (refused.status_code, Case.objects.count()) == (429, 1)
    assert [words in page for words in ("<title>Lỗi: ", "Nội dung bạn nhập vẫn được giữ", WHAT["content"])] == [
        True
    ] * 3
    assert Submission.objects.get(case=None).typed["content"] == WHAT["content"]
    assert [record.getMessage() for record in caplog.records if record.name == "feedback.limits"] == [
        "Too many tries of “submit” (limit for: address)."
    ]


def test_who_was_told_to_wait_sends_the_same_form_an_hour_later(client, settings, at_nine, now):
    settings.FEEDBACK_LIMITS = {**settings.FEEDBACK_LIMITS, "submit": {"address": 1, "everybody": 9}}
    sent(client)
    sent(client)

    at_nine.move_to(now + timedelta(hours=1))
    response = client.post(CHECK)

    assert (response["Location"], Case.objects.count()) == ("/phan-anh/da-nhan/PAKN-2026-0002/", 2)


def test_forms_are_not_begun_without_end_from_one_address(settings):
    settings.FEEDBACK_LIMITS = {**settings.FEEDBACK_LIMITS, "begin": {"address": 2, "everybody": 9}}

    answers = [Client().post(START).status_code for _ in range(3)]

    assert answers == [302, 302, 429]
    assert Submission.objects.count() == 2


def test_files_are_not_taken_without_end_from_one_address(client, settings):
    settings.FEEDBACK_LIMITS = {**settings.FEEDBACK_LIMITS, "file": {"address": 1}}
    client.post(START)

    response = client.post(FILES, {"files": [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(2)]})

    assert response.context["problems"] == [
        "1.pdf: Bạn đã gửi quá nhiều tệp trong một giờ. Hãy chờ ít phút rồi thử lại, hoặc gửi phản ánh không kèm tệp."
    ]
