"""Import on the page: upload, see every row as it will be stored, say what unknown names are, confirm."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from organization.models import Unit, UnitName, User
from plans.models import Plan, PlanImport, Task
from tests.factories import UserFactory
from tests.plans.conftest import SAMPLES

pytestmark = pytest.mark.django_db


def upload(client, name="ke-hoach-2021.docx", year="2022", data=None):
    file = SimpleUploadedFile(name, data or (SAMPLES / name).read_bytes())
    return client.post("/noi-bo/ke-hoach/nhap/", {"year": year, "upload": file})


def test_nothing_is_written_before_confirmation(client, units, controller):
    client.force_login(controller)

    response = upload(client)

    assert (Plan.objects.count(), Task.objects.count()) == (0, 0)
    preview = client.get(response.url)
    assert [shown["row"].number for shown in preview.context["rows"]] == list(range(1, 17))

    plan = client.post(response.url, follow=True)

    assert plan.redirect_chain == [("/noi-bo/ke-hoach/2022/", 302)]
    assert Task.objects.filter(plan__year=2022).count() == 16


def test_confirming_twice_imports_once(client, units, controller):
    client.force_login(controller)
    url = upload(client).url

    client.post(url)
    again = client.post(url)

    assert (again.status_code, again.url) == (302, "/noi-bo/ke-hoach/2022/")
    assert Plan.objects.count() == 1


def test_unknown_units_are_matched_or_created_and_remembered(client, agency, controller):
    unit = Unit.objects.create(name="Tổ kiểm soát")
    client.force_login(controller)
    table = (
        "STT\tNội dung công việc\tBộ phận chủ trì\tBộ phận phối hợp\tThời gian thực hiện\n"
        "1\tLập kế hoạch\tBộ phận KSTTHC\tBưu điện\tQuý 1/2022\n"
    )
    url = client.post("/noi-bo/ke-hoach/nhap/", {"year": "2022", "pasted": table}).url

    empty = client.post(url, {})
    lead, support = empty.context["form"].errors
    assert Plan.objects.count() == 0

    client.post(url, {lead: f"unit:{unit.pk}", support: "new:external"})

    task = Task.objects.get()
    assert (task.lead_unit, task.lead_text) == (unit, "Bộ phận KSTTHC")
    assert [(one.name, one.kind) for one in task.supporting_units.all()] == [("Bưu điện", "external")]
    assert [other.name for other in unit.other_names.all()] == ["Bộ phận KSTTHC"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("ke-hoach.docx", b"not a zip", None),
        ("ke-hoach.pdf", b"%PDF-1.4", None),
        ("ke-hoach.tsv", "Họ tên\tTuổi\nMột người\t40\n".encode(), "Không tìm thấy bảng nhiệm vụ trong tệp"),
        ("ke-hoach.tsv", b"", "Tệp rỗng. Hãy chọn tệp khác."),
    ],
)
def test_a_file_that_holds_no_plan_gets_a_sentence_and_changes_nothing(client, units, controller, name, data, words):
    client.force_login(controller)
    file = SimpleUploadedFile(name, data)

    response = client.post("/noi-bo/ke-hoach/nhap/", {"year": "2022", "upload": file})

    (message,) = response.context["form"].errors["upload"]
    assert words is None or message.startswith(words)
    assert (Plan.objects.count(), PlanImport.objects.count()) == (0, 0)


def test_a_file_larger_than_the_limit_is_refused(client, units, controller, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    client.force_login(controller)

    response = upload(client)

    assert list(response.context["form"].errors) == ["upload"]
    assert PlanImport.objects.count() == 0


def test_nobody_but_controllers_sees_a_preview(client, units, controller):
    client.force_login(controller)
    url = upload(client).url
    client.force_login(UserFactory(role=User.Role.LEADER))

    assert client.get(url).status_code == 404


def test_a_choice_for_a_unit_stays_with_its_name(client, agency, controller):
    """While the preview is open, another user matches one of the names."""
    client.force_login(controller)
    first, second = Unit.objects.create(name="Đơn vị một"), Unit.objects.create(name="Đơn vị hai")
    table = "STT\tNội dung\tChủ trì\tThời gian\n1\tA\tTên lạ A\tQuý 1/2022\n2\tB\tTên lạ B\tQuý 1/2022\n"
    url = client.post("/noi-bo/ke-hoach/nhap/", {"year": "2022", "pasted": table}).url
    field_a, field_b = client.post(url, {}).context["form"].errors
    UnitName.objects.create(unit=first, name="Tên lạ A")

    client.post(url, {field_a: f"unit:{second.pk}", field_b: f"unit:{second.pk}"})

    assert [task.lead_unit for task in Task.objects.order_by("number")] == [first, second]


@pytest.mark.parametrize("choice", ["unit:abc", "unit:999999", "new:zzz", "rác", ""])
def test_a_choice_that_was_not_offered_is_refused(client, agency, controller, choice):
    client.force_login(controller)
    table = "STT\tNội dung\tChủ trì\tThời gian\n1\tA\tTên lạ A\tQuý 1/2022\n"
    url = client.post("/noi-bo/ke-hoach/nhap/", {"year": "2022", "pasted": table}).url
    (field,) = client.post(url, {}).context["form"].errors

    assert list(client.post(url, {field: choice}).context["form"].errors) == [field]
    assert Plan.objects.count() == 0
