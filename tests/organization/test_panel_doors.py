"""Whose panel shows which app."""

import pytest

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "is_active", "sees"),
    [
        ("administrator", True, True),
        ("administrator", False, False),
        ("controller", True, True),
        ("controller", False, False),
        ("leader", True, False),
        ("officer", True, False),
        ("focal_point", True, False),
    ],
)
def test_only_active_keepers_see_an_app_of_the_panel(role, is_active, sees):
    user = UserFactory(role=role, is_active=is_active)

    assert [user.has_module_perms(app) for app in ("deadlines", "procedures")] == [sees, sees]


def test_the_control_unit_does_not_see_the_letters():
    assert not UserFactory(role="controller").has_module_perms("outbox")
    assert UserFactory(role="administrator").has_module_perms("outbox")
