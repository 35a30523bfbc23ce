"""What waits for a decision, and the role that decides."""

from datetime import date, datetime

import pytest

from deadlines import agenda
from feedback.models import Extension
from plans.models import Plan
from tests.conftest import VIETNAM
from tests.factories import UserFactory
from tests.feedback.factories import CaseFactory
from tests.plans.factories import PlanFactory
from tests.reviews.factories import ProposalFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
ASKED = datetime(2026, 11, 20, 9, tzinfo=VIETNAM)


@pytest.fixture
def waiting(agency, officer):
    plan = PlanFactory(year=2027)
    Plan.objects.filter(pk=plan.pk).update(status="submitted", submitted_at=ASKED, submitted_by=officer)
    case = CaseFactory(status="handling")
    Extension.objects.create(case=case, days=5, reason="Hồ sơ phức tạp", asked_at=ASKED, asked_by=officer)
    ProposalFactory(title="Bớt giấy", proposed_date=date(2026, 6, 12))
    CaseFactory(status="answered", reopen_asked_at=ASKED)


def kinds(user):
    page = agenda.decisions(user, TODAY)
    return [(one.kind, one.due_date) for one in page] if page else []


def test_each_decision_waits_for_its_role_the_oldest_first(waiting, leader, controller):
    asked = date(2026, 11, 20)

    assert kinds(leader) == [("feedback.extension", asked), ("plans.submitted", asked)]
    assert kinds(controller) == [("reviews.proposal", date(2026, 6, 12)), ("feedback.reopening", asked)]


@pytest.mark.parametrize("role", ["officer", "focal_point", "administrator"])
def test_nothing_waits_for_the_others(waiting, role):
    assert kinds(UserFactory(role=role)) == []


def test_the_menu_counts_what_waits_in_the_same_statement(waiting, controller, django_assert_num_queries):
    with django_assert_num_queries(1):
        counts = agenda.counts(controller, TODAY)

    assert {kind: number for kind, number in counts.waiting.items() if number} == {
        "feedback.reopening": 1,
        "reviews.proposal": 1,
    }


def test_the_first_page_shows_it_above_what_is_owed(client, waiting, controller):
    client.force_login(controller)

    page = client.get("/noi-bo/").content.decode()

    assert page.count("Chờ tôi quyết định <span") == 1
    assert page.count("Ghi kết quả sáng kiến, đề xuất: Bớt giấy") == 1
