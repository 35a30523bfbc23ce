"""Planning reviews: what the actions do and refuse."""

from datetime import date

import pytest

from core.refusals import NotAllowed
from deadlines.models import DeadlineRule
from organization.models import AuditEvent
from procedures.models import Procedure
from reviews.actions import reviews
from reviews.models import Review, ReviewPlan
from tests.factories import UnitFactory, UserFactory
from tests.owed import owed
from tests.procedures.factories import VersionFactory
from tests.reviews.factories import ReviewFactory, ReviewPlanFactory
from tests.reviews.reviewing import work
from tests.together import together

pytestmark = pytest.mark.django_db
HEAD = {"number": "15/QĐ-UBND", "approved_date": date(2026, 1, 20), "done_date": date(2026, 1, 26)}


@pytest.fixture
def review(register):
    return ReviewFactory()


def add(plan, by, now, *procedures, **given):
    return reviews.add_reviews(plan=plan, procedures=list(procedures), fields=work(**given), by=by, now=now)


# --- The plan of a year


def test_a_plan_knows_by_when_the_centre_must_have_it_and_by_what_law(register, controller, now):
    plan = reviews.make_plan(year=2027, by=controller, now=now)

    assert (plan.start_date, plan.due_date) == (date(2027, 1, 31), date(2027, 1, 30))
    assert (plan.rule.code, plan.rule.basis, plan.rule.citation) == (
        "review.plan_sent",
        "law",
        "Nghị định 63/2010/NĐ-CP, Điều 30",
    )
    assert list(owed("plan", date(2026, 11, 23))) == ["Gửi kế hoạch rà soát năm 2027 đến cơ quan trung ương"]


def test_a_plan_is_made_also_where_no_rule_says_by_when(register, controller, now):
    DeadlineRule.objects.filter(code="review.plan_sent").delete()

    plan = reviews.make_plan(year=2026, by=controller, now=now)

    assert (plan.rule, plan.due_date) == (None, None)


def test_a_plan_that_was_sent_is_owed_no_more(register, controller, now):
    plan = reviews.make_plan(year=2026, by=controller, now=now)

    reviews.save_plan(plan=plan, fields=HEAD, by=controller, now=now)

    assert list(owed("plan", date(2026, 11, 23))) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"done_date": date(2026, 11, 24)}, "không thể sau hôm nay"),
        ({"approved_date": date(2026, 11, 24)}, "không thể sau hôm nay"),
        ({"done_date": date(2026, 1, 19)}, "không thể trước ngày phê duyệt"),
    ],
)
def test_days_of_the_plan_that_cannot_be_are_refused(register, controller, now, given, words):
    plan = ReviewPlanFactory()

    with pytest.raises(NotAllowed, match=words):
        reviews.save_plan(plan=plan, fields=HEAD | given, by=controller, now=now)


def test_the_head_of_a_plan_is_not_written_over_unseen(register, controller, now):
    plan = ReviewPlanFactory()
    reviews.save_plan(plan=plan, fields=HEAD, by=controller, now=now, revision=1)

    with pytest.raises(NotAllowed, match="Người khác vừa sửa"):
        reviews.save_plan(plan=plan, fields=HEAD | {"number": "9"}, by=controller, now=now, revision=1)


@pytest.mark.parametrize("role", ["officer", "focal_point", "leader", "administrator"])
def test_only_the_control_unit_manages_the_plan(register, role, now):
    user, plan, review = UserFactory(role=role), ReviewPlanFactory(), ReviewFactory()
    Review.objects.filter(pk=review.pk).update(unit=user.unit)
    tries = [
        lambda: reviews.make_plan(year=2030, by=user, now=now),
        lambda: reviews.save_plan(plan=plan, fields=HEAD, by=user, now=now),
        lambda: add(plan, user, now, VersionFactory().procedure),
        lambda: reviews.edit_review(review=review, fields=work(), by=user, now=now),
        lambda: reviews.withdraw_review(review=review, reason="x", by=user, now=now),
    ]

    for attempt in tries:
        with pytest.raises(NotAllowed, match="Chỉ Bộ phận kiểm soát TTHC"):
            attempt()


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_make_the_plan_of_a_year_at_once_one_wins(register, controller, now):
    results = together(8, lambda: reviews.make_plan(year=2027, by=controller, now=now))

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
    told = AuditEvent.objects.of(plan).get(action="reviews.added")
    assert told.changes == {"thủ tục cần rà soát": ["", ", ".join(map(str, procedures))]}


def test_a_procedure_is_in_the_plan_of_a_year_once_and_then_none_of_the_others_joins(review, controller, now):
    other = VersionFactory().procedure

    with pytest.raises(NotAllowed, match=f"Đã có trong kế hoạch rà soát năm 2026: {review.procedure}"):
        add(review.plan, controller, now, other, review.procedure)

    assert Review.objects.count() == 1


def test_a_procedure_that_left_the_plan_may_come_back(review, controller, now):
    reviews.withdraw_review(review=review, reason="Chọn nhầm", by=controller, now=now)

    again = add(review.plan, controller, now, review.procedure)

    assert (again[0].pk == review.pk, Review.objects.current().get()) == (False, again[0])


def test_what_was_abolished_is_not_reviewed(register, controller, now):
    procedure = VersionFactory().procedure
    Procedure.objects.filter(pk=procedure.pk).update(abolished_date=date(2026, 11, 1))
    procedure.refresh_from_db()

    with pytest.raises(NotAllowed, match="đã bãi bỏ"):
        add(ReviewPlanFactory(), controller, now, procedure)


@pytest.mark.parametrize("days", [(date(2025, 12, 31), date(2026, 2, 1)), (date(2026, 2, 1), date(2027, 1, 1))])
def test_a_review_takes_place_in_the_year_of_its_plan(review, controller, now, days):
    fields = work(start_date=days[0], due_date=days[1])

    with pytest.raises(NotAllowed, match="Nhập ngày trong năm 2026"):
        reviews.edit_review(review=review, fields=fields, by=controller, now=now)


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_add_the_same_procedure_at_once_one_wins(register, controller, now):
    plan, procedure, unit = ReviewPlanFactory(), VersionFactory().procedure, UnitFactory()

    results = together(8, lambda: add(plan, controller, now, procedure, unit=unit))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert Review.objects.count() == 1


def test_an_edited_review_says_what_changed(review, controller, now):
    unit = UnitFactory(name="Phòng khác")

    reviews.edit_review(review=review, fields=work(unit=unit), by=controller, now=now, revision=1)

    event = AuditEvent.objects.of(review).get(action="reviews.edited")
    assert event.changes["đơn vị thực hiện"] == [str(review.unit), "Phòng khác"]
    assert event.changes["đến ngày"] == ["10/12/2026", "15/06/2026"]
    with pytest.raises(NotAllowed, match="Người khác vừa sửa"):
        reviews.edit_review(review=review, fields=work(), by=controller, now=now, revision=1)


def test_a_withdrawn_review_is_owed_no_more_and_changes_no_more(review, controller, now):
    reviews.withdraw_review(review=review, reason="Chọn nhầm", by=controller, now=now)

    assert list(owed("review", date(2026, 11, 23))) == []
    with pytest.raises(NotAllowed, match="đã được bỏ khỏi kế hoạch"):
        reviews.save_sheet(review=review, answers={}, conclusion="x", by=controller, now=now)


def test_a_withdrawal_asks_why(review, controller, now):
    with pytest.raises(NotAllowed, match="Ghi lý do"):
        reviews.withdraw_review(review=review, reason=" ", by=controller, now=now)
