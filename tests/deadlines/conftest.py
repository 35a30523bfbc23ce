"""Who is signed in, and a deadline that follows the calendar, for the tests of the pages."""

from datetime import date

import pytest

from tests.deadlines.factories import DeadlineRuleFactory
from tests.plans.factories import MilestoneFactory


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def as_controller(client, controller):
    client.force_login(controller)
    return client


@pytest.fixture
def as_administrator(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def due(db):
    start, due = date(2026, 3, 13), date(2026, 3, 16)
    return MilestoneFactory(title="Việc gần", rule=DeadlineRuleFactory(amount=1), start_date=start, due_date=due)
