"""How many statements the most frequent actions ask of the database. Exact: one more is a decision."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.actions import approving, handling, reception
from feedback.models import Case
from tests.feedback.conftest import case_in, control_unit, received, rules, unit, unit_officer  # noqa: F401


@pytest.fixture
def statements():
    """What an action asks, without the savepoints that only stand in for its transaction."""

    def counted(action, **arguments):
        with CaptureQueriesContext(connection) as captured:
            action(**arguments)
        asked = [one["sql"] for one in captured.captured_queries]
        return len([sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))])

    return counted


def test_the_steps_of_a_case(statements, case_in, controller, leader, unit, unit_officer, now):  # noqa: F811
    case = case_in("new")
    clerk, officer = {"by": controller, "now": now}, {"by": unit_officer, "now": now}
    asked = {
        "classify": statements(reception.classify, case=case, subject_class="conduct", **clerk),
        "assign": statements(reception.assign, case=case, unit=unit, **clerk),
        "note": statements(handling.note, case=case, text="Đã gọi.", **clerk),
        "accept": statements(handling.accept, case=case, **officer),
        "draft": statements(handling.draft, case=case, text="Sở đã trả kết quả.", **officer),
        "submit": statements(handling.submit, case=case, **officer),
        "approve": statements(approving.approve, case=case, by=leader, now=now),
    }

    assert asked == {"classify": 0, "assign": 0, "note": 0, "accept": 0, "draft": 0, "submit": 0, "approve": 0}


def test_a_hundred_cases_are_classified_and_assigned_at_once(statements, received, controller, unit, unit_officer, now):  # noqa: F811
    cases = [received(now=now - timedelta(days=day)).case for day in range(5) for _ in range(20)]
    wish = {"subject_class": "conduct", "unit": unit, "officer": unit_officer}

    asked = statements(reception.sort_out, cases=cases, by=controller, now=now, **wish)

    assert Case.objects.filter(status="handling", unit=unit, officer=unit_officer, revision=3).count() == 100
    assert asked < 100
    assert asked == 0
