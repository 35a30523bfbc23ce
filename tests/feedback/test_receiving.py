"""How a case begins: its number, its secret, its clocks, and who may enter one."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db import transaction

from core.refusals import NotAllowed
from feedback import numbers
from feedback.actions import entering, reception
from feedback.models import Case, CaseLink, CaseNumber
from outbox.models import Message
from tests.feedback.conftest import FIELDS, SENDER
from tests.together import together


def test_numbers_run_from_one_in_each_year(received, now):
    given = [received().case.number for _ in range(2)]
    given += [received(now=now + timedelta(days=60)).case.number]

    assert given == ["PAKN-2026-0001", "PAKN-2026-0002", "PAKN-2027-0001"]


def test_a_case_that_was_not_written_leaves_no_gap(received):
    with pytest.raises(NotAllowed):
        received(title="x" * 201)

    assert received().case.number == "PAKN-2026-0001"


@pytest.mark.django_db(transaction=True)
def test_fifty_citizens_at_once_get_fifty_numbers_without_a_gap(received):
    results = together(50, received)

    assert results == ["won"] * 50
    wanted = [f"PAKN-2026-{n:04}" for n in range(1, 51)]
    assert list(Case.objects.order_by("number").values_list("number", flat=True)) == wanted
    assert CaseNumber.objects.get().last == 50


def test_a_number_is_locked_until_its_case_is_written(rules, now):
    with transaction.atomic():
        first = numbers.next_number(now)
        transaction.set_rollback(True)

    assert (first, numbers.next_number(now)) == ("PAKN-2026-0001", "PAKN-2026-0001")


def test_the_secret_is_typed_easily_and_kept_as_a_hash(received):
    receipt = received()

    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){2}", receipt.secret)
    assert receipt.secret not in receipt.case.secret_hash
    assert check_password(numbers.normal(receipt.secret.lower().replace("-", " ")), receipt.case.secret_hash)


def test_the_hash_of_a_secret_is_no_weaker_than_owasp_asks_and_cheap_enough_for_fifty_at_once(received):
    assert received().case.secret_hash.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_the_token_of_the_link_has_192_bits_and_is_kept_as_a_hash(received):
    receipt = received()

    assert len(receipt.token) == 32
    assert CaseLink.objects.get().token_hash == numbers.hash_of(receipt.token)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("PAKN-2026-0042", "PAKN-2026-0042"),
        ("  pakn 2026 42 ", "PAKN-2026-0042"),
        ("2026/0042", "PAKN-2026-0042"),
        ("không nhớ", "không nhớ"),
    ],
)
def test_a_number_is_understood_however_it_is_typed(typed, meant):
    assert numbers.normal_number(typed) == meant


def test_the_receipt_goes_to_the_e_mail_that_was_given(received):
    receipt = received()

    letter = Message.objects.get()
    assert (letter.to, letter.subject) == ([SENDER["email"]], "[PAKN-2026-0001] Đã nhận phản ánh, kiến nghị")
    assert receipt.secret in letter.text
    assert f"/phan-anh/tra-cuu/mo/{receipt.token}/" in letter.text
    assert "Hạn trả lời: 15/12/2026" in letter.text
    assert letter.forget_body is True


def test_without_an_e_mail_no_letter_is_written(received):
    received(sender=SENDER | {"email": ""})

    assert Message.objects.count() == 0


def test_suspicious_ones_wait_under_their_number(received, controller, now):
    case = received(suspicions=["Có 9 liên kết."]).case

    assert (case.status, case.due_date) == ("quarantined", date(2026, 11, 26))
    assert Case.objects.genuine().count() == 0

    reception.release(case=case, by=controller, now=now)

    assert Case.objects.genuine().get().status == "new"


def test_spam_is_kept_and_counts_in_nothing(received, controller, now):
    case = received(suspicions=["Có 9 liên kết."]).case

    case = reception.discard(case=case, by=controller, now=now)

    assert (case.status, case.is_spam, case.due_date) == ("refused", True, None)
    assert Case.objects.genuine().count() == 0


def enter(by, now, received_date, **sender):
    fields = FIELDS | {"title": "Gọi điện phản ánh"}
    return entering.receive(
        fields=fields,
        sender=SENDER | sender,
        channel=Case.Channel.PHONE,
        received_date=received_date,
        by=by,
        now=now,
    ).case


def test_reception_enters_what_came_another_way_with_its_true_date(rules, controller, now):
    case = enter(controller, now, date(2026, 11, 18))

    assert (case.received_date, case.created_by, case.due_date) == (date(2026, 11, 18), controller, date(2026, 11, 20))


@pytest.mark.parametrize(
    ("received_date", "sender", "words"),
    [
        (date(2026, 11, 24), {}, "không thể sau hôm nay"),
        (date(2006, 11, 24), {}, "quá xa"),
        (date(2026, 11, 20), {"phone": ""}, "số điện thoại hoặc địa chỉ nhận thư"),
    ],
)
def test_what_cannot_be_is_refused_in_words(rules, controller, now, received_date, sender, words):
    with pytest.raises(NotAllowed, match=words):
        enter(controller, now, received_date, **sender)


def test_only_reception_enters_cases(rules, officer, now):
    with pytest.raises(NotAllowed, match="Chỉ Bộ phận kiểm soát TTHC"):
        enter(officer, now, date(2026, 11, 18))


def test_the_page_of_citizens_cannot_choose_another_day(rules, now):
    with pytest.raises(NotAllowed, match="trong ngày gửi"):
        enter(None, now, date(2026, 11, 18))


def test_the_words_of_the_search_hold_nothing_of_the_sender(received):
    assert "mau" not in received().case.search_text
