import tomllib
from datetime import date

import pytest
from django.conf import settings
from django.core.management import call_command

from config.management.commands.load_sample import load_units
from deadlines import actions as deadlines
from plans.models import Plan
from tests.factories import AgencyFactory

SAMPLES = settings.BASE_DIR / "samples"


@pytest.fixture
def units(db):
    """The units of the sample department with all their spellings."""
    AgencyFactory()
    load_units(tomllib.loads((SAMPLES / "co-quan-mau.toml").read_text())["units"])
    deadlines.load_rules()


@pytest.fixture
def plan_2021(units):
    """The first real plan, through the real importer."""
    call_command("import_plan", SAMPLES / "ke-hoach-2021.tsv", year=2021, verbosity=0)
    return Plan.objects.get(year=2021)


@pytest.fixture
def plan_2026(plan_2021, controller, leader, now):
    """Its clone for 2026, issued on 12/01/2026."""
    from plans.actions import plan as plan_actions

    early = now.replace(month=1, day=12)
    plan = plan_actions.clone(plan=plan_2021, year=2026, by=controller, now=early)
    plan_actions.submit(plan=plan, by=controller, now=early)
    return plan_actions.issue(plan=plan, number="5", issue_date=date(2026, 1, 12), by=leader, now=early)
