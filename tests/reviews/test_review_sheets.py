"""Filling the sheet, completing a review and opening it again: what the actions do and refuse."""

from datetime import date, datetime

import pytest

from core.refusals import NotAllowed
from organization.models import AuditEvent
from reviews import sheet
from reviews.actions import reviews
from reviews.models import ReviewAnswer, ReviewQuestion
from tests.conftest import VIETNAM
from tests.factories import UserFactory
from tests.files.factories import taken
from tests.owed import owed
from tests.reviews.factories import ReviewFactory
from tests.reviews.reviewing import answer_all, work
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(register):
    return ReviewFactory()


# --- The sheet


def test_people_of_the_unit_fill_its_sheet_and_others_do_not(review, officer, now):
    mine = UserFactory(unit=review.unit)
    question = ReviewQuestion.objects.first()

    reviews.save_sheet(review=review, answers={question: ("no", "Trùng")}, conclusion="", by=mine, now=now)

    assert list(review.answers.values_list("question", "value", "note")) == [(question.pk, "no", "Trùng")]
    for user in (officer, UserFactory(role="leader", unit=review.unit)):
        with pytest.raises(NotAllowed, match="Chỉ đơn vị thực hiện"):
            reviews.save_sheet(review=review, answers={}, conclusion="", by=user, now=now)


def test_the_sheet_is_work_in_progress_and_its_story_says_what_changed(review, controller, now):
    first, second = ReviewQuestion.objects.all()[:2]
    save = lambda **given: reviews.save_sheet(review=review, by=controller, now=now, **given)  # noqa: E731
    save(answers={first: ("yes", ""), second: ("", "Chưa rõ")}, conclusion="")
    save(answers={first: ("no", "Thừa"), second: ("", "")}, conclusion="Bãi bỏ")

    event = AuditEvent.objects.of(review).filter(action="reviews.sheet_saved").first()
    assert list(review.answers.values_list("question", "value")) == [(first.pk, "no")]
    assert event.changes == {
        "kết luận rà soát": ["", "Bãi bỏ"],
        first.text[:120]: ["Có", "Không – Thừa"],
        second.text[:120]: ["Chưa rõ", ""],
    }


def test_the_sheet_is_not_written_over_unseen(review, controller, now):
    question = ReviewQuestion.objects.first()
    reviews.save_sheet(
        review=review, answers={question: ("yes", "")}, conclusion="", by=controller, now=now, revision=1
    )

    with pytest.raises(NotAllowed, match="Người khác vừa sửa"):
        reviews.save_sheet(
            review=review, answers={question: ("no", "")}, conclusion="", by=controller, now=now, revision=1
        )

    assert review.answers.get().value == "yes"


def test_an_answer_stays_with_its_question_when_the_list_changes(review, controller, now):
    old = ReviewQuestion.objects.first()
    reviews.save_sheet(review=review, answers={old: ("partly", "")}, conclusion="", by=controller, now=now)
    ReviewQuestion.objects.filter(pk=old.pk).update(valid_to=date(2026, 11, 22))
    new = ReviewQuestion.objects.create(group="necessity", position=1, text="Câu mới?", valid_from=date(2026, 11, 23))

    lines = sheet.lines(review, now.date())

    found = {line.question: (line.value, line.is_asked) for line in lines}
    assert (len(lines), found[old], found[new]) == (17, ("partly", False), ("", True))
    assert old.text not in " ".join(one.words for one in sheet.missing(review, lines))


def test_a_question_that_ended_unanswered_is_asked_no_more(review, now):
    ReviewQuestion.objects.filter(position__lte=15).update(valid_to=date(2026, 11, 22))

    assert len(sheet.lines(review, now.date())) == 1


def test_a_finished_sheet_does_not_take_up_questions_that_came_later(review, controller, now):
    answer_all(review, controller, now)
    reviews.complete(review=review, done_date=now.date(), by=controller, now=now)
    ReviewQuestion.objects.create(group="cost", position=99, text="Câu mới?")
    review.refresh_from_db()

    assert len(sheet.lines(review, date(2027, 5, 1))) == 16


def test_the_questions_stand_in_the_order_of_their_groups(review, now):
    ReviewQuestion.objects.create(group="necessity", position=99, text="Đặt sau cùng của nhóm đầu?")

    groups = sheet.grouped(sheet.lines(review, now.date()))

    assert [(label, len(lines)) for label, lines in groups] == [
        ("Sự cần thiết", 5),
        ("Tính hợp lý", 8),
        ("Tính hợp pháp", 3),
        ("Chi phí tuân thủ", 1),
    ]


def test_the_official_forms_are_kept_replaced_and_let_go_of(review, controller, now):
    save = lambda **given: reviews.save_sheet(  # noqa: E731
        review=review, answers={}, conclusion="", by=controller, now=now, **given
    )
    save(uploaded={"attachment": taken("bieu-02.pdf"), "cost_attachment": taken("bieu-03.pdf")})
    save(uploaded={"attachment": taken("bieu-02-moi.pdf")}, dropped=["cost_attachment"])
    review.refresh_from_db()

    assert (review.attachment.name, review.cost_attachment) == ("bieu-02-moi.pdf", None)


# --- Completing and opening again


def test_a_review_is_complete_when_all_is_answered_and_concluded(review, controller, now):
    answer_all(review, controller, now)

    reviews.complete(review=review, done_date=date(2026, 11, 20), by=controller, now=now)

    review.refresh_from_db()
    assert (review.done_date, review.completed_by, review.is_late(now.date())) == (
        date(2026, 11, 20),
        controller,
        False,
    )
    assert list(owed("review", date(2026, 11, 23))) == []


def test_what_is_missing_is_said_and_keeps_the_review_open(review, controller, now):
    with pytest.raises(NotAllowed, match=r"còn thiếu 17 mục\. Chưa trả lời: Mục tiêu quản lý"):
        reviews.complete(review=review, done_date=now.date(), by=controller, now=now)
    answer_all(review, controller, now, conclusion=" ")
    with pytest.raises(NotAllowed, match=r"còn thiếu 1 mục\. Chưa ghi kết luận rà soát"):
        reviews.complete(review=review, done_date=now.date(), by=controller, now=now)
    answer_all(review, controller, now, value="")
    with pytest.raises(NotAllowed, match="còn thiếu 16 mục"):
        reviews.complete(review=review, done_date=now.date(), by=controller, now=now)


@pytest.mark.parametrize(
    ("day", "words"), [(date(2026, 11, 24), "không thể sau hôm nay"), (date(2025, 12, 31), "từ ngày 01/01/2026 trở đi")]
)
def test_a_day_of_completion_that_cannot_be_is_refused(review, controller, now, day, words):
    answer_all(review, controller, now)

    with pytest.raises(NotAllowed, match=words):
        reviews.complete(review=review, done_date=day, by=controller, now=now)


def test_a_finished_review_changes_only_when_it_is_opened_again_with_a_reason(review, controller, now):
    answer_all(review, controller, now)
    reviews.complete(review=review, done_date=now.date(), by=controller, now=now)
    tries = [
        lambda: reviews.save_sheet(review=review, answers={}, conclusion="x", by=controller, now=now),
        lambda: reviews.edit_review(review=review, fields=work(), by=controller, now=now),
        lambda: reviews.withdraw_review(review=review, reason="x", by=controller, now=now),
        lambda: reviews.complete(review=review, done_date=now.date(), by=controller, now=now),
    ]
    for attempt in tries:
        with pytest.raises(NotAllowed, match="hãy mở lại"):
            attempt()
    with pytest.raises(NotAllowed, match="Ghi lý do"):
        reviews.reopen_review(review=review, reason="", by=controller, now=now)

    reviews.reopen_review(review=review, reason="Sai kết luận", by=controller, now=now)

    review.refresh_from_db()
    assert (review.done_date, review.completed_at, review.answers.count()) == (None, None, 16)
    with pytest.raises(NotAllowed, match="đang mở"):
        reviews.reopen_review(review=review, reason="x", by=controller, now=now)


def test_a_review_done_late_is_late_for_ever(review, controller):
    late = datetime(2026, 12, 20, 9, 0, tzinfo=VIETNAM)
    answer_all(review, controller, late)
    reviews.complete(review=review, done_date=date(2026, 12, 11), by=controller, now=late)
    review.refresh_from_db()

    assert review.is_late(date(2027, 6, 1)) is True


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_complete_at_once_one_wins(register, controller, now):
    review = ReviewFactory()
    answer_all(review, controller, now)

    results = together(
        8, lambda: reviews.complete(review=review, done_date=now.date(), by=controller, now=now) and None
    )

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert AuditEvent.objects.of(review).filter(action="reviews.done").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_fill_the_sheet_at_once_one_wins(register, controller, now):
    review, question = ReviewFactory(), ReviewQuestion.objects.first()

    results = together(
        8,
        lambda: reviews.save_sheet(
            review=review, answers={question: ("yes", "")}, conclusion="", by=controller, now=now, revision=1
        ),
    )

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert ReviewAnswer.objects.count() == 1
