"""Units are found by name in papers, accents and capital letters aside: one name means one unit."""

import tomllib

import pytest
from django.core.exceptions import ValidationError

from config.management.commands import load_sample
from core.folding import fold
from organization.models import AuditEvent, Unit, UnitName
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db

TAKEN = "Tên này đã dùng cho “Văn phòng Sở” (không kể dấu và chữ hoa). Hãy ghi tên khác."


@pytest.fixture
def office():
    unit = UnitFactory(name="Văn phòng Sở", short_name="VP Sở")
    UnitName.objects.create(unit=unit, name="Phòng Hành chính")
    return unit


@pytest.fixture
def admin_client(client, administrator, agency):
    client.force_login(administrator)
    return client


def send(client, *names, unit=None, first=0, **fields):
    """What the administrator saves: a unit and new rows of other names."""
    rows = {f"other_names-{number}-name": name for number, name in enumerate(names, first)}
    total = {"other_names-TOTAL_FORMS": first + len(names), "other_names-INITIAL_FORMS": first}
    page = f"{unit.pk}/change/" if unit else "add/"
    return client.post(
        f"/quan-tri/organization/unit/{page}", {"name": "Phòng mới", "kind": "division", **fields, **total, **rows}
    )


def errors_of_rows(response):
    return response.context["inline_admin_formsets"][0].formset.errors


@pytest.mark.parametrize("name", ["Văn phòng sở", "VAN PHONG SO", "VP sở", "phòng hành chính", "Văn  phòng - Sở"])
@pytest.mark.parametrize("field", ["name", "short_name"])
def test_no_second_unit_takes_a_name_of_the_first(admin_client, office, name, field):
    response = send(admin_client, **{field: name})

    assert response.context["adminform"].form.errors == {field: [TAKEN]}
    assert Unit.objects.filter(name__in=["Phòng mới", name]).count() == 0


@pytest.mark.parametrize("name", ["văn phòng sở", "VP SỞ", "phong hanh chinh"])
def test_no_other_name_is_a_name_of_another_unit(admin_client, office, name):
    response = send(admin_client, "Phòng khác", name)

    assert errors_of_rows(response) == [{}, {"name": [TAKEN]}]


def test_two_other_names_that_differ_by_accents_are_refused_at_the_row(admin_client):
    response = send(admin_client, "Tên khác X", "Tên thứ hai", "ten khac x")

    repeated = "Tên này trùng với một dòng phía trên (không kể dấu và chữ hoa)."
    assert errors_of_rows(response) == [{}, {}, {"name": [repeated]}]
    assert (UnitName.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_an_other_name_that_the_unit_has_already_is_refused(admin_client, office):
    kept = office.other_names.get()
    fields = {"name": office.name, "other_names-0-id": kept.pk, "other_names-0-name": kept.name}

    response = send(admin_client, "Phong hanh chinh", unit=office, first=1, **fields)

    assert errors_of_rows(response)[1]["name"][0] == "Tên gọi này đã có (không kể dấu và chữ hoa)."


def test_a_unit_is_saved_with_the_names_that_it_has(admin_client, office):
    kept = office.other_names.get()
    fields = {"other_names-0-id": kept.pk, "other_names-0-unit": office.pk, "other_names-0-name": kept.name}

    response = send(admin_client, unit=office, first=1, name="VĂN PHÒNG SỞ", short_name="Văn phòng Sở", **fields)

    assert response.status_code == 302
    office.refresh_from_db()
    assert (office.name, office.other_names.get()) == ("VĂN PHÒNG SỞ", kept)


@pytest.mark.parametrize("name", ["...", "–"])
def test_a_name_has_letters(admin_client, name):
    response = send(admin_client, name)

    assert errors_of_rows(response) == [{"name": ["Tên phải có chữ cái hoặc chữ số."]}]


def test_a_unit_is_found_by_every_name(office, django_assert_num_queries):
    other = UnitFactory(name="Phòng Kế hoạch")
    UnitName.objects.create(unit=other, name="P. KH")

    with django_assert_num_queries(2):
        found = Unit.objects.by_name()

    assert found == {
        "van phong so": office,
        "vp so": office,
        "phong hanh chinh": office,
        "phong ke hoach": other,
        "p kh": other,
    }


def test_the_units_of_the_sample_share_no_name():
    sample = tomllib.loads((load_sample.SAMPLES / "co-quan-mau.toml").read_text())
    load_sample.load_units(sample["units"])

    for row in (*Unit.objects.all(), *UnitName.objects.all()):
        row.clean()


def test_what_the_database_would_refuse_is_said_before(office):
    """A name given to two units before this rule: neither may take it again."""
    Unit.objects.create(name="Phòng hành chính")

    with pytest.raises(ValidationError) as refused:
        UnitName(unit=Unit.objects.get(name="Phòng hành chính"), name="phong hanh chinh").clean()

    assert refused.value.message_dict == {"name": ["Tên gọi này đã có (không kể dấu và chữ hoa)."]}
    assert fold("phong hanh chinh") in Unit.objects.by_name()
