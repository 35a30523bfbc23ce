import pytest

from organization import audit
from tests.factories import UnitFactory, UserFactory
from tests.queries import queries_of

LISTS = {
    "unit": lambda now: UnitFactory(kind="group").grouped_units.add(UnitFactory()),
    "user": lambda now: UserFactory(),
    "auditevent": lambda now: audit.record("organization.invited", target=UnitFactory(), by=None, now=now),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_the_panel_asks_the_same_for_one_row_and_for_five(client, administrator, agency, now, name):
    client.force_login(administrator)
    path = f"/quan-tri/organization/{name}/"
    LISTS[name](now)
    asked, shown = queries_of(client, path), client.get(path).context["cl"].result_count

    for _ in range(4):
        LISTS[name](now)

    assert client.get(path).context["cl"].result_count >= shown + 4
    assert queries_of(client, path) == asked
