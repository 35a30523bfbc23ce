"""After a case was forgotten nothing in the house tells who sent it, and everything that is counted is still there."""

from datetime import datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.core import serializers

from feedback.actions import handling, publishing, retention, senders
from feedback.actions.publishing import identity_of, marks_of
from feedback.models import Case, RetentionRule
from files.models import StoredFile
from outbox import actions as outbox
from outbox.models import Message
from tests.conftest import VIETNAM
from tests.factories import UserFactory
from tests.feedback.conftest import PUBLIC
from tests.files.factories import kept

OTHER = {"kind": "person", "name": "Trần Thử", "address": "Nơi khác", "phone": "0900 1", "email": "o@example.org"}
LATER = datetime(2031, 11, 24, 9, tzinfo=VIETNAM)
PARTS = ("Lê Thị Mẫu", "le thi mau", "0912 345 678", "Ví Dụ", "nguoi.gui@example.org")
SIGNED = "Giấy hẹn đã quá ngày. Tôi là Lê Thị Mẫu, điện thoại 0912 345 678, nhà ở Số 5 đường Ví Dụ."


def told(*, apart=()):
    """Every row in the database that contains the sender's name, in any column."""
    rows = [row for model in apps.get_models() if model.__name__ not in apart for row in model.objects.all()]
    return [row._meta.label for row in rows if any(part in written(row) for part in PARTS)]


def written(row):
    return serializers.serialize("json", [row], ensure_ascii=False)


@pytest.fixture
def full(case_in, controller, leader, unit_officer, now):
    """A case that has left traces in every place: signed text, a file, letters, mails, public texts, a dispute."""
    file = kept("anh.pdf", now=now)
    case = case_in("published", content=SIGNED, proposal="Trả lời cho Lê Thị Mẫu.", files=[file])
    handling.note(case=case, text="Đã gọi 0912 345 678.", by=unit_officer, now=now)
    senders.rate(case=case, rating=4, words="Lê Thị Mẫu cảm ơn.", now=now)
    open_text = PUBLIC | {"question": "Lê Thị Mẫu hỏi."}
    marks = keys(case, open_text)
    publishing.republish(case=case, fields=open_text, confirmed=marks, by=controller, now=now)
    publishing.republish(case=case, fields=PUBLIC, confirmed=(), by=controller, now=now)
    senders.ask_reopening(case=case, reason="Tôi, Lê Thị Mẫu, chưa đồng ý.", now=now)
    senders.decline_reopening(case=case, reason="Đã trả lời Bà Mẫu đủ.", by=controller, now=now)
    return case


def keys(case, fields):
    return {mark.key for mark in marks_of(fields, identity_of(case.sender))}


@pytest.fixture
def forgotten(full, controller, db):
    def forgotten(wholly=False):
        RetentionRule.objects.create(status="published", months=60, citation="Quy định mẫu")
        disposal = retention.propose(
            cases=[full], reason="Hết hạn.", forgets_words=wholly, today=LATER.date(), by=controller, now=LATER
        )
        retention.confirm(disposal=disposal, by=UserFactory(role="leader"), now=LATER)
        return Case.objects.get(pk=full.pk)

    return forgotten


def test_the_test_would_notice(full):
    assert {
        "feedback.Sender",
        "feedback.Case",
        "feedback.CaseEvent",
        "feedback.Letter",
        "feedback.PublicText",
        "outbox.Message",
    } == set(told())


@pytest.mark.parametrize("wholly", [False, True])
def test_no_row_of_the_house_tells_who_it_was(forgotten, wholly):
    forgotten(wholly=wholly)

    assert told() == []


def test_the_words_stay_where_they_tell_nothing(forgotten):
    case = forgotten()

    assert case.content == "Giấy hẹn đã quá ngày. Tôi là […], điện thoại […], nhà ở […]."
    assert case.answer == "Sở đã trả kết quả."


def test_on_request_the_words_go_too(forgotten):
    case = forgotten(wholly=True)

    assert {case.title, case.content, case.proposal, case.draft, case.answer, case.rating_words} == {
        "[Nội dung đã xóa theo thời hạn lưu]"
    }
    assert "giay hen" not in case.search_text
    assert set(case.events.exclude(text="").values_list("text", flat=True)) == {
        "[Nội dung đã xóa theo thời hạn lưu]",
        "Hết hạn.",
    }


def test_the_bytes_of_files_and_letters_are_gone(forgotten, full, settings, django_capture_on_commit_callbacks):
    kept = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert len(kept) == StoredFile.objects.count() == 2

    with django_capture_on_commit_callbacks(execute=True):
        case = forgotten()

    assert [path for path in kept if path.exists()] == []
    assert StoredFile.objects.count() == case.files.count() == 0
    assert case.disposal_items.get().files_removed == 2


def test_of_a_letter_its_number_and_day_stay(forgotten, now):
    letter = forgotten().letters.get()

    assert (letter.number, letter.symbol, letter.issued_date, letter.file) == ("15", "SKHCN-KSTTHC", now.date(), None)


def test_what_is_counted_stays(forgotten, full):
    counted = ("number", "status", "channel", "received_date", "subject_class", "unit_id", "answered_date", "rating")
    before = [getattr(Case.objects.get(pk=full.pk), name) for name in counted]

    case = forgotten(wholly=True)

    assert [getattr(case, name) for name in counted] == before
    assert case.clocks.filter(done_date=None).count() == 0
    assert case.sender.kind == "person"


def test_the_public_text_stays(forgotten):
    case = forgotten()

    assert [text.question for text in case.public_texts.current()] == [PUBLIC["question"]]


def test_a_mail_that_has_not_left_never_leaves(forgotten, full):
    waiting = Message.objects.waiting().filter(key__startswith=f"feedback:{full.pk}:")
    assert waiting.count() == 3

    forgotten()

    assert waiting.count() == outbox.sweep(now=LATER) == 0
    assert {message.can_be_resent for message in Message.objects.all()} == {False}


def test_the_link_in_the_receipt_opens_nothing_any_more(forgotten, full):
    assert full.links.count() == 1

    assert forgotten().links.count() == 0


def test_the_mails_of_other_cases_stay(forgotten, received):
    forgotten()
    other = received(sender=OTHER).case

    assert Message.objects.get(key__startswith=f"feedback:{other.pk}:").to == ["o@example.org"]
