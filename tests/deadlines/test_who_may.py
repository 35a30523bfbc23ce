"""Each action checks the role of `by`, independent of the page or command that calls it."""

from datetime import date

import pytest

from core.refusals import NotAllowed
from deadlines import actions
from deadlines.models import CalendarYear, DeadlineRule, Period, SpecialDay
from organization.models import AuditEvent
from tests.deadlines.factories import SpecialDayFactory
from tests.factories import UserFactory

NEW_YEAR = date(2021, 1, 1)
SPRING = {"first_day": date(2021, 3, 1), "last_day": date(2021, 3, 31)}

KEEPING = {
    "set a day": lambda **who: actions.set_special_day(day=date(2021, 3, 1), kind="off", note="Nghỉ", **who),
    "remove a day": lambda **who: actions.remove_special_day(day=NEW_YEAR, **who),
    "seed a year": lambda **who: actions.seed_year(year=2021, **who),
    "make the periods": lambda **who: actions.make_periods(year=2021, **who),
    "add a period": lambda **who: actions.add_period(title="Chuyên đề", **SPRING, **who),
    "load the rules": actions.load_rules,
}


def confirm(**who):
    actions.confirm_year(year=2021, **who)


def everything():
    """What the actions could have changed."""
    return [model.objects.count() for model in (SpecialDay, CalendarYear, Period, DeadlineRule, AuditEvent)]


@pytest.fixture
def new_year(db):
    return SpecialDayFactory(date=NEW_YEAR)


@pytest.mark.parametrize("role", ["officer", "focal_point", "leader"])
@pytest.mark.parametrize("action", [*KEEPING.values(), confirm], ids=[*KEEPING, "confirm a year"])
def test_nobody_but_the_keepers_changes_the_calendar(new_year, now, action, role):
    before = everything()

    with pytest.raises(NotAllowed, match="Chỉ Bộ phận kiểm soát TTHC"):
        action(by=UserFactory(role=role), now=now)

    assert everything() == before


@pytest.mark.parametrize("role", ["controller", "administrator", None])
@pytest.mark.parametrize("action", KEEPING.values(), ids=KEEPING)
def test_what_keepers_and_the_system_do_leaves_a_trail_with_who_and_when(new_year, now, action, role):
    by = UserFactory(role=role) if role else None

    action(by=by, now=now)

    trail = set(AuditEvent.objects.values_list("actor_name", "at"))
    assert trail == {(str(by) if by else "Hệ thống", now)}


@pytest.mark.parametrize("role", ["administrator", None])
def test_only_the_control_unit_vouches_for_a_year(new_year, now, role):
    with pytest.raises(NotAllowed, match="được xác nhận lịch năm"):
        confirm(by=UserFactory(role=role) if role else None, now=now)

    assert CalendarYear.objects.confirmed().count() == 0


@pytest.mark.parametrize("action", ["make the periods", "load the rules"])
def test_what_is_there_already_leaves_no_second_trail(db, controller, now, action):
    KEEPING[action](by=controller, now=now)
    before = everything()

    KEEPING[action](by=controller, now=now)

    assert everything() == before


def test_the_story_of_a_year_tells_of_its_periods(db, controller, now):
    actions.make_periods(year=2021, by=controller, now=now)

    event = AuditEvent.objects.of(CalendarYear.objects.get(year=2021)).get()
    assert (event.what, event.note) == ("Tạo kỳ báo cáo định kỳ", "19 kỳ")
