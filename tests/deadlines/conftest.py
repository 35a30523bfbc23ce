"""Who is signed in, and a deadline that follows the calendar, for the tests of the pages."""

from datetime import date

import pytest

from tests.deadlines import owed
from tests.deadlines.factories import DeadlineRuleFactory, PeriodFactory


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
def due(settings, db):
    owed.join(settings, DeadlineRuleFactory(amount=1))
    return PeriodFactory(title="Việc gần", first_day=date(2026, 3, 13), last_day=date(2026, 3, 16))
