"""Who sent a case is forgotten after its term: proposed by one person, confirmed by another, and never twice."""

from datetime import date, datetime

import pytest

from core.refusals import NotAllowed
from feedback import retention
from feedback.actions import keeping, senders
from feedback.actions import retention as retention_actions
from feedback.models import Case, Disposal, RetentionRule
from organization.models import AuditEvent
from tests.conftest import VIETNAM
from tests.factories import UserFactory
from tests.feedback.factories import CaseFactory
from tests.together import together

LATER = datetime(2031, 11, 24, 9, tzinfo=VIETNAM)  # five years and a day after the cases of these tests


@pytest.fixture
def terms(db):
    RetentionRule.objects.create(status="answered", months=60, citation="Quy định mẫu")
    RetentionRule.objects.create(status="published", months=60, citation="Quy định mẫu")


@pytest.fixture
def second(db):
    return UserFactory(role="controller", full_name="Người thứ hai")


@pytest.fixture
def proposed(terms, controller):
    def proposed(*cases, forgets_words=False):
        return retention_actions.propose(
            cases=cases,
            reason="Hết thời hạn lưu.",
            forgets_words=forgets_words,
            today=LATER.date(),
            by=controller,
            now=LATER,
        )

    return proposed


def ended(day, status="answered", **fields):
    return CaseFactory(status=status, ended_at=datetime(*day, 17, tzinfo=VIETNAM), **fields)


def confirmed(disposal, by):
    return retention_actions.confirm(disposal=disposal, by=by, now=LATER)


def outcomes(disposal):
    return list(disposal.items.values_list("case__number", "outcome"))


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 23), 12, date(2025, 11, 23)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 5), 1, date(2025, 12, 5)),
        (date(2026, 12, 31), 60, date(2021, 12, 31)),
    ],
)
def test_months_are_counted_back_by_the_calendar(day, months, before):
    assert retention.months_before(day, months) == before


def test_a_case_is_due_on_the_day_on_which_its_months_are_full(terms):
    full, _, other = ended((2021, 11, 23)), ended((2021, 11, 24)), ended((2015, 1, 1), "withdrawn")

    assert list(retention.due(date(2026, 11, 23))) == [full]
    assert other not in retention.due(date(2099, 1, 1))  # no term is set for it


def test_what_is_open_held_forgotten_or_proposed_is_not_due(terms, controller, now):
    CaseFactory(status="handling")
    ended((2015, 1, 1), held_at=now, held_by=controller, hold_reason="Đang thanh tra.")
    ended((2015, 1, 1), anonymised_at=now)
    ended((2015, 1, 1), reopen_asked_at=now, reopen_reason="Chưa thỏa đáng.")
    case = ended((2015, 1, 1))
    reason = {"reason": "Hết hạn.", "forgets_words": False}

    assert list(retention.due(now.date())) == [case]
    retention_actions.propose(cases=[case], today=now.date(), by=controller, now=now, **reason)
    assert list(retention.due(now.date())) == []


def test_only_what_is_due_can_be_proposed(proposed):
    due, young = ended((2020, 1, 1)), ended((2031, 1, 1))

    with pytest.raises(NotAllowed, match="chưa hết thời hạn lưu"):
        proposed(due, young)

    assert Disposal.objects.count() == 0


def test_nothing_is_forgotten_before_a_second_person_confirms(proposed):
    case = ended((2020, 1, 1))
    proposed(case)

    case.refresh_from_db()
    assert (case.sender.name, case.anonymised_at) == ("Lê Thị Mẫu", None)


def test_who_proposed_cannot_confirm(proposed, controller):
    disposal = proposed(ended((2020, 1, 1)))

    with pytest.raises(NotAllowed, match="không tự xác nhận"):
        confirmed(disposal, controller)


@pytest.mark.parametrize("role", ["officer", "administrator"])
def test_who_has_no_say_can_neither_propose_nor_confirm(proposed, terms, role):
    somebody, case = UserFactory(role=role), ended((2020, 1, 1))

    with pytest.raises(NotAllowed):
        confirmed(proposed(case), somebody)
    with pytest.raises(NotAllowed):
        retention_actions.propose(
            cases=[ended((2020, 1, 1))], reason="x", forgets_words=False, today=LATER.date(), by=somebody, now=LATER
        )


def test_a_leader_may_confirm(proposed, leader):
    disposal = confirmed(proposed(ended((2020, 1, 1))), leader)

    assert (disposal.confirmed_by, disposal.confirmed_at) == (leader, LATER)


def test_a_confirmed_disposal_is_confirmed_once(proposed, second, leader):
    disposal = proposed(ended((2020, 1, 1)))
    confirmed(disposal, second)

    with pytest.raises(NotAllowed, match="đã kết thúc"):
        confirmed(disposal, leader)
    with pytest.raises(NotAllowed, match="đã kết thúc"):
        retention_actions.cancel(disposal=disposal, by=second, now=LATER)


def test_a_cancelled_disposal_gives_its_cases_free(proposed, second):
    case = ended((2020, 1, 1))
    disposal = proposed(case)
    retention_actions.cancel(disposal=disposal, by=second, now=LATER)

    with pytest.raises(NotAllowed, match="đã kết thúc"):
        confirmed(disposal, second)
    assert list(retention.due(LATER.date())) == [case]


def test_what_changed_since_it_was_proposed_is_left_and_the_record_says_why(proposed, controller, second, terms):
    held, disputed, young, done = (ended((2020, 1, day), number=f"PAKN-2020-000{day}") for day in range(1, 5))
    disposal = proposed(held, disputed, young, done)
    keeping.hold(case=held, reason="Đang thanh tra.", by=controller, now=LATER)
    senders.ask_reopening(case=disputed, reason="Chưa thỏa đáng.", now=LATER)
    Case.objects.filter(pk=young.pk).update(ended_at=LATER)

    confirmed(disposal, second)

    assert outcomes(disposal) == [
        ("PAKN-2020-0001", "Đang tạm giữ"),
        ("PAKN-2020-0002", "Người gửi đề nghị xem xét lại"),
        ("PAKN-2020-0003", "Chưa hết thời hạn lưu"),
        ("PAKN-2020-0004", ""),
    ]
    assert list(Case.objects.filter(anonymised_at=LATER)) == [done]


def test_a_case_that_is_in_two_disposals_is_forgotten_once(proposed, controller, second):
    case = ended((2020, 1, 1))
    first = proposed(case)
    other = Disposal.objects.create(reason="Lần hai.", proposed_at=LATER, proposed_by=controller)
    other.items.create(case=case)

    confirmed(first, second)
    confirmed(other, second)

    assert outcomes(first) + outcomes(other) == [(case.number, ""), (case.number, "Đã ẩn danh")]
    assert case.events.filter(action="anonymise").count() == 1


def test_the_trail_and_the_case_say_who_and_why(proposed, controller, second):
    case = ended((2020, 1, 1))
    disposal = confirmed(proposed(case), second)

    told = [(event.action, event.actor_name) for event in AuditEvent.objects.of(disposal).order_by("pk")]
    assert told == [
        ("feedback.disposal_proposed", str(controller)),
        ("feedback.disposal_confirmed", str(second)),
    ]
    event = case.events.get(action="anonymise")
    assert (event.by, event.text, event.is_public) == (second, "Hết thời hạn lưu.", False)


def test_the_sender_of_a_forgotten_case_can_no_longer_dispute_or_rate_it(proposed, second):
    case = ended((2020, 1, 1))
    confirmed(proposed(case), second)

    with pytest.raises(NotAllowed, match="đã được ẩn danh"):
        senders.ask_reopening(case=case, reason="Xin xem lại.", now=LATER)
    with pytest.raises(NotAllowed, match="đã được ẩn danh"):
        senders.rate(case=case, rating=1, words="Lê Thị Mẫu", now=LATER)


@pytest.mark.django_db(transaction=True)
def test_of_eight_confirmations_at_once_one_wins(proposed):
    disposal, people = proposed(ended((2020, 1, 1))), [UserFactory(role="controller") for _ in range(8)]
    waiting = iter(people)

    results = together(8, lambda: confirmed(disposal, next(waiting)))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert AuditEvent.objects.filter(action="feedback.disposal_confirmed").count() == 1
