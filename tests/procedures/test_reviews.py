"""Planning reviews, filling the sheet, completing and opening again: what the actions do and refuse."""

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from deadlines.models import DeadlineRule
from organization.models import AuditEvent
from organization.refusals import NotAllowed
from procedures import actions, sheet
from procedures.deadlines import open_deadlines
from procedures.models import Procedure, Review, ReviewAnswer, ReviewPlan, ReviewQuestion
from tests.conftest import VIETNAM
from tests.factories import UnitFactory, UserFactory
from tests.procedures.factories import ReviewFactory, ReviewPlanFactory, VersionFactory
from tests.together import together

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
HEAD = {"number": "15/QĐ-UBND", "approved_date": date(2026, 1, 20), "sent_date": date(2026, 1, 26)}


@pytest.fixture
def review(register):
    return ReviewFactory()


def work(**given):
    usual = {
        "unit": given.get("unit") or UnitFactory(),
        "grounds": "province",
        "grounds_note": "",
        "expected_output": "Báo cáo",
        "start_date": date(2026, 3, 2),
        "due_date": date(2026, 6, 15),
    }
    return usual | given


def answer_all(review, by, now, conclusion="Thủ tục cần thiết.", value="yes"):
    questions = ReviewQuestion.objects.valid_on(now.date())
    answers = dict.fromkeys(questions, (value, ""))
    actions.save_sheet(review=review, answers=answers, conclusion=conclusion, by=by, now=now)


def add(plan, by, now, *procedures, **given):
    return actions.add_reviews(plan=plan, procedures=list(procedures), fields=work(**given), by=by, now=now)


# --- The plan of a year


def test_a_plan_knows_by_when_the_centre_must_have_it_and_by_what_law(register, controller, now):
    plan = actions.make_plan(year=2027, by=controller, now=now)

    assert (plan.start_date, plan.due_date) == (date(2027, 1, 31), date(2027, 1, 30))
    assert (plan.rule.code, plan.rule.basis, plan.rule.citation) == (
        "review.plan_sent",
        "law",
        "Nghị định 63/2010/NĐ-CP, Điều 30",
    )
    assert [one.title for one in open_deadlines()] == ["Gửi kế hoạch rà soát năm 2027 đến cơ quan trung ương"]


def test_a_plan_is_made_also_where_no_rule_says_by_when(register, controller, now):
    DeadlineRule.objects.filter(code="review.plan_sent").delete()

    plan = actions.make_plan(year=2026, by=controller, now=now)

    assert (plan.rule, plan.due_date) == (None, None)


def test_a_plan_that_was_sent_is_owed_no_more(register, controller, now):
    plan = actions.make_plan(year=2026, by=controller, now=now)

    actions.save_plan(plan=plan, fields=HEAD, by=controller, now=now)

    assert list(open_deadlines()) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"sent_date": date(2026, 11, 24)}, "không thể sau hôm nay"),
        ({"approved_date": date(2026, 11, 24)}, "không thể sau hôm nay"),
        ({"sent_date": date(2026, 1, 19)}, "không thể trước ngày phê duyệt"),
    ],
)
def test_days_of_the_plan_that_cannot_be_are_refused(register, controller, now, given, words):
    plan = ReviewPlanFactory()

    with pytest.raises(NotAllowed, match=words):
        actions.save_plan(plan=plan, fields=HEAD | given, by=controller, now=now)


def test_the_head_of_a_plan_is_not_written_over_unseen(register, controller, now):
    plan = ReviewPlanFactory()
    actions.save_plan(plan=plan, fields=HEAD, by=controller, now=now, revision=1)

    with pytest.raises(NotAllowed, match="Người khác vừa sửa"):
        actions.save_plan(plan=plan, fields=HEAD | {"number": "9"}, by=controller, now=now, revision=1)


@pytest.mark.parametrize("role", ["officer", "focal_point", "leader", "administrator"])
def test_only_the_control_unit_manages_the_plan(register, role, now):
    user, plan, review = UserFactory(role=role), ReviewPlanFactory(), ReviewFactory()
    Review.objects.filter(pk=review.pk).update(unit=user.unit)
    tries = [
        lambda: actions.make_plan(year=2030, by=user, now=now),
        lambda: actions.save_plan(plan=plan, fields=HEAD, by=user, now=now),
        lambda: add(plan, user, now, VersionFactory().procedure),
        lambda: actions.edit_review(review=review, fields=work(), by=user, now=now),
        lambda: actions.withdraw_review(review=review, reason="x", by=user, now=now),
    ]

    for attempt in tries:
        with pytest.raises(NotAllowed, match="Chỉ Bộ phận kiểm soát TTHC"):
            attempt()


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_make_the_plan_of_a_year_at_once_one_wins(register, controller, now):
    results = together(8, lambda: actions.make_plan(year=2027, by=controller, now=now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert ReviewPlan.objects.count() == 1


# --- What is reviewed


def test_several_procedures_join_the_plan_at_once_with_all_that_the_decree_asks_for(register, controller, now):
    plan, unit = ReviewPlanFactory(), UnitFactory()
    procedures = [VersionFactory().procedure, VersionFactory().procedure]

    made = add(plan, controller, now, *procedures, unit=unit, grounds_note="CV 12")

    assert [(one.procedure, one.unit, one.due_date, one.grounds_note) for one in made] == [
        (one, unit, date(2026, 6, 15), "CV 12") for one in procedures
    ]
    told = AuditEvent.objects.of(plan).get(action="procedures.review_added")
    assert told.changes == {"thủ tục cần rà soát": ["", ", ".join(map(str, procedures))]}


def test_a_procedure_is_in_the_plan_of_a_year_once_and_then_none_of_the_others_joins(review, controller, now):
    other = VersionFactory().procedure

    with pytest.raises(NotAllowed, match=f"Đã có trong kế hoạch rà soát năm 2026: {review.procedure}"):
        add(review.plan, controller, now, other, review.procedure)

    assert Review.objects.count() == 1


def test_a_procedure_that_left_the_plan_may_come_back(review, controller, now):
    actions.withdraw_review(review=review, reason="Chọn nhầm", by=controller, now=now)

    again = add(review.plan, controller, now, review.procedure)

    assert (again[0].pk == review.pk, Review.objects.standing().get()) == (False, again[0])


def test_what_was_abolished_is_not_reviewed(register, controller, now):
    procedure = VersionFactory().procedure
    Procedure.objects.filter(pk=procedure.pk).update(abolished_date=date(2026, 11, 1))
    procedure.refresh_from_db()

    with pytest.raises(NotAllowed, match="đã bãi bỏ"):
        add(ReviewPlanFactory(), controller, now, procedure)


@pytest.mark.parametrize("days", [(date(2025, 12, 31), date(2026, 2, 1)), (date(2026, 2, 1), date(2027, 1, 1))])
def test_a_review_takes_place_in_the_year_of_its_plan(review, controller, now, days):
    fields = work(start_date=days[0], due_date=days[1])

    with pytest.raises(NotAllowed, match="phải trong năm 2026"):
        actions.edit_review(review=review, fields=fields, by=controller, now=now)


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_add_the_same_procedure_at_once_one_wins(register, controller, now):
    plan, procedure, unit = ReviewPlanFactory(), VersionFactory().procedure, UnitFactory()

    results = together(8, lambda: add(plan, controller, now, procedure, unit=unit))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert Review.objects.count() == 1


def test_an_edited_review_says_what_changed(review, controller, now):
    unit = UnitFactory(name="Phòng khác")

    actions.edit_review(review=review, fields=work(unit=unit), by=controller, now=now, revision=1)

    event = AuditEvent.objects.of(review).get(action="procedures.review_edited")
    assert event.changes["đơn vị thực hiện"] == [str(review.unit), "Phòng khác"]
    assert event.changes["đến ngày"] == ["10/12/2026", "15/06/2026"]
    with pytest.raises(NotAllowed, match="Người khác vừa sửa"):
        actions.edit_review(review=review, fields=work(), by=controller, now=now, revision=1)


def test_a_withdrawn_review_is_owed_no_more_and_changes_no_more(review, controller, now):
    actions.withdraw_review(review=review, reason="Chọn nhầm", by=controller, now=now)

    assert list(open_deadlines()) == []
    with pytest.raises(NotAllowed, match="đã được bỏ khỏi kế hoạch"):
        actions.save_sheet(review=review, answers={}, conclusion="x", by=controller, now=now)


def test_a_withdrawal_asks_why(review, controller, now):
    with pytest.raises(NotAllowed, match="Ghi lý do"):
        actions.withdraw_review(review=review, reason=" ", by=controller, now=now)


# --- The sheet


def test_people_of_the_unit_fill_its_sheet_and_others_do_not(review, officer, now):
    mine = UserFactory(unit=review.unit)
    question = ReviewQuestion.objects.first()

    actions.save_sheet(review=review, answers={question: ("no", "Trùng")}, conclusion="", by=mine, now=now)

    assert list(review.answers.values_list("question", "value", "note")) == [(question.pk, "no", "Trùng")]
    for user in (officer, UserFactory(role="leader", unit=review.unit)):
        with pytest.raises(NotAllowed, match="Chỉ đơn vị thực hiện"):
            actions.save_sheet(review=review, answers={}, conclusion="", by=user, now=now)


def test_the_sheet_is_work_in_progress_and_its_story_says_what_changed(review, controller, now):
    first, second = ReviewQuestion.objects.all()[:2]
    save = lambda **given: actions.save_sheet(review=review, by=controller, now=now, **given)  # noqa: E731
    save(answers={first: ("yes", ""), second: ("", "Chưa rõ")}, conclusion="")
    save(answers={first: ("no", "Thừa"), second: ("", "")}, conclusion="Bãi bỏ")

    event = AuditEvent.objects.of(review).filter(action="procedures.sheet_saved").first()
    assert list(review.answers.values_list("question", "value")) == [(first.pk, "no")]
    assert event.changes == {
        "kết luận rà soát": ["", "Bãi bỏ"],
        first.text[:120]: ["Có", "Không – Thừa"],
        second.text[:120]: ["Chưa rõ", ""],
    }


def test_the_sheet_is_not_written_over_unseen(review, controller, now):
    question = ReviewQuestion.objects.first()
    actions.save_sheet(
        review=review, answers={question: ("yes", "")}, conclusion="", by=controller, now=now, revision=1
    )

    with pytest.raises(NotAllowed, match="Người khác vừa sửa"):
        actions.save_sheet(
            review=review, answers={question: ("no", "")}, conclusion="", by=controller, now=now, revision=1
        )

    assert review.answers.get().value == "yes"


def test_an_answer_stays_with_its_question_when_the_list_changes(review, controller, now):
    old = ReviewQuestion.objects.first()
    actions.save_sheet(review=review, answers={old: ("partly", "")}, conclusion="", by=controller, now=now)
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
    actions.complete(review=review, done_date=now.date(), by=controller, now=now)
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
    file = lambda name: SimpleUploadedFile(name, PDF)  # noqa: E731
    save = lambda **given: actions.save_sheet(  # noqa: E731
        review=review, answers={}, conclusion="", by=controller, now=now, **given
    )
    save(uploaded={"attachment": file("bieu-02.pdf"), "cost_attachment": file("bieu-03.pdf")})
    save(uploaded={"attachment": file("bieu-02-moi.pdf")}, dropped=["cost_attachment"])
    review.refresh_from_db()

    assert (review.attachment.name, review.cost_attachment) == ("bieu-02-moi.pdf", None)


# --- Completing and opening again


def test_a_review_is_complete_when_all_is_answered_and_concluded(review, controller, now):
    answer_all(review, controller, now)

    actions.complete(review=review, done_date=date(2026, 11, 20), by=controller, now=now)

    review.refresh_from_db()
    assert (review.done_date, review.completed_by, review.is_late(now.date())) == (
        date(2026, 11, 20),
        controller,
        False,
    )
    assert list(open_deadlines()) == []


def test_what_is_missing_is_said_and_keeps_the_review_open(review, controller, now):
    with pytest.raises(NotAllowed, match=r"còn thiếu 17 mục\. Chưa trả lời: Mục tiêu quản lý"):
        actions.complete(review=review, done_date=now.date(), by=controller, now=now)
    answer_all(review, controller, now, conclusion=" ")
    with pytest.raises(NotAllowed, match=r"còn thiếu 1 mục\. Chưa ghi kết luận rà soát"):
        actions.complete(review=review, done_date=now.date(), by=controller, now=now)
    answer_all(review, controller, now, value="")
    with pytest.raises(NotAllowed, match="còn thiếu 16 mục"):
        actions.complete(review=review, done_date=now.date(), by=controller, now=now)


@pytest.mark.parametrize(
    ("day", "words"), [(date(2026, 11, 24), "không thể sau hôm nay"), (date(2025, 12, 31), "từ ngày 01/01/2026 trở đi")]
)
def test_a_day_of_completion_that_cannot_be_is_refused(review, controller, now, day, words):
    answer_all(review, controller, now)

    with pytest.raises(NotAllowed, match=words):
        actions.complete(review=review, done_date=day, by=controller, now=now)


def test_a_finished_review_changes_only_when_it_is_opened_again_with_a_reason(review, controller, now):
    answer_all(review, controller, now)
    actions.complete(review=review, done_date=now.date(), by=controller, now=now)
    tries = [
        lambda: actions.save_sheet(review=review, answers={}, conclusion="x", by=controller, now=now),
        lambda: actions.edit_review(review=review, fields=work(), by=controller, now=now),
        lambda: actions.withdraw_review(review=review, reason="x", by=controller, now=now),
        lambda: actions.complete(review=review, done_date=now.date(), by=controller, now=now),
    ]
    for attempt in tries:
        with pytest.raises(NotAllowed, match="hãy mở lại"):
            attempt()
    with pytest.raises(NotAllowed, match="Ghi lý do"):
        actions.reopen_review(review=review, reason="", by=controller, now=now)

    actions.reopen_review(review=review, reason="Sai kết luận", by=controller, now=now)

    review.refresh_from_db()
    assert (review.done_date, review.completed_at, review.answers.count()) == (None, None, 16)
    with pytest.raises(NotAllowed, match="đang mở"):
        actions.reopen_review(review=review, reason="x", by=controller, now=now)


def test_a_review_done_late_is_late_for_ever(review, controller):
    late = datetime(2026, 12, 20, 9, 0, tzinfo=VIETNAM)
    answer_all(review, controller, late)
    actions.complete(review=review, done_date=date(2026, 12, 11), by=controller, now=late)
    review.refresh_from_db()

    assert review.is_late(date(2027, 6, 1)) is True


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_complete_at_once_one_wins(register, controller, now):
    review = ReviewFactory()
    answer_all(review, controller, now)

    results = together(
        8, lambda: actions.complete(review=review, done_date=now.date(), by=controller, now=now) and None
    )

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert AuditEvent.objects.of(review).filter(action="procedures.review_done").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_fill_the_sheet_at_once_one_wins(register, controller, now):
    review, question = ReviewFactory(), ReviewQuestion.objects.first()

    results = together(
        8,
        lambda: actions.save_sheet(
            review=review, answers={question: ("yes", "")}, conclusion="", by=controller, now=now, revision=1
        ),
    )

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert ReviewAnswer.objects.count() == 1
