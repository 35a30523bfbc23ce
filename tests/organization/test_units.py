"""A unit answers who acts when it is named."""

import pytest

from organization.models import Unit
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


def test_a_group_answers_its_members_and_any_other_unit_itself():
    first, second = UnitFactory(name="Phòng A"), UnitFactory(name="Phòng B")
    group = Unit.objects.create(name="Các phòng", kind=Unit.Kind.GROUP)
    group.grouped_units.set([first, second])

    assert (group.members(), first.members()) == ([first, second], [first])
