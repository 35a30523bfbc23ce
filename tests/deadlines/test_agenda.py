from datetime import date

import pytest

from deadlines import agenda, checks
from deadlines.agenda import Deadline
from tests.factories import UserFactory


def deadline(key="x:1", due_date=date(2026, 3, 16), units=()):
    return Deadline(key=key, title="", unit_ids=frozenset(units), due_date=due_date, rule=None, url="/")


def first_app():
    return [deadline("a:2", date(2026, 5, 1)), deadline("a:1", date(2026, 3, 1))]


def second_app():
    return (one for one in [deadline("b:1", date(2026, 3, 1))])


def test_the_agenda_joins_every_app_with_the_earliest_first(settings):
    settings.DEADLINES = ["tests.deadlines.test_agenda.first_app", "tests.deadlines.test_agenda.second_app"]

    assert [one.key for one in agenda.open_deadlines()] == ["a:1", "b:1", "a:2"]


@pytest.mark.parametrize(
    ("role", "concerned"),
    [("officer", False), ("focal_point", False), ("controller", True), ("leader", True), ("administrator", False)],
)
def test_a_deadline_of_another_unit_concerns_the_control_unit_and_the_leaders(db, role, concerned):
    assert deadline(units=[0]).concerns(UserFactory(role=role)) is concerned


def test_a_deadline_concerns_the_people_of_its_unit(db, officer):
    assert deadline(units=[officer.unit_id]).concerns(officer)


def test_a_deadline_concerns_nobody_by_having_no_unit(db):
    assert not deadline(units=[]).concerns(UserFactory(unit=None))


def test_every_dotted_path_of_the_house_leads_somewhere():
    assert checks.dotted_paths_lead_somewhere(None) == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("DEADLINES", ["plans.deadlines.open_deadlnes"]),
        ("DEADLINE_MOVERS", {"plans.milestone": "plans.nothing.move"}),
        ("EVIDENCE", ["feedback"]),
    ],
)
def test_a_typo_in_a_dotted_path_stops_the_check(settings, setting, value):
    setattr(settings, setting, value)

    (error,) = checks.dotted_paths_lead_somewhere(None)

    assert error.id == "deadlines.E001"
    assert error.msg.startswith(f"{setting} names “")
