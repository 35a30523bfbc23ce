"""The code and field of a procedure, and the forms that people download."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from core.refusals import NotAllowed
from files.models import StoredFile
from organization.models import AuditEvent
from procedures.actions import catalogue, decisions
from procedures.item_changes import ItemChange
from procedures.models import FormFile, Procedure, Version
from tests.documents.factories import PDF
from tests.factories import UnitFactory, UserFactory
from tests.files.factories import taken
from tests.procedures.factories import FieldFactory, VersionFactory
from tests.together import together


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def version(x_ray):
    return x_ray.versions.get()


@pytest.fixture
def keeper(x_ray):
    """An officer of the unit in charge of the field."""
    unit = UnitFactory()
    x_ray.field.unit = unit
    x_ray.field.save()
    return UserFactory(unit=unit)


def upload(name="mau-06.pdf"):
    return SimpleUploadedFile(name, PDF)


def facts(procedure, **changes):
    """The form as it was opened a moment ago."""
    procedure.refresh_from_db()
    return {"code": procedure.code, "field": procedure.field_id, "revision": procedure.revision} | changes


def test_another_code_and_field_are_told_and_found(client, x_ray, controller):
    client.force_login(controller)
    field, page = FieldFactory(name="Sở hữu trí tuệ"), f"/noi-bo/thu-tuc/{x_ray.pk}/sua/"

    client.post(page, facts(x_ray, code=" 2.000 001 ", field=field.pk))

    assert AuditEvent.objects.of(x_ray).get().changes == {
        "mã thủ tục": ["1.000494", "2.000001"],
        "lĩnh vực": ["An toàn bức xạ và hạt nhân", "Sở hữu trí tuệ"],
    }
    assert [one.procedure_id for one in Version.objects.matching("2.000001 so huu tri tue")] == [x_ray.pk]


def test_a_strange_code_is_kept_with_a_word_of_warning(client, x_ray, controller):
    client.force_login(controller)

    page = client.post(f"/noi-bo/thu-tuc/{x_ray.pk}/sua/", facts(x_ray, code="MAU-01"), follow=True)

    assert Procedure.objects.get().code == "MAU-01"
    assert page.content.decode().count("Mã không theo dạng") == 2  # as a message, and in the facts


def test_a_code_of_another_procedure_is_refused_at_its_field(client, x_ray, controller):
    VersionFactory(procedure__code="2.000001")
    client.force_login(controller)

    page = client.post(f"/noi-bo/thu-tuc/{x_ray.pk}/sua/", facts(x_ray, code="2.000001"))

    assert page.context["form"].errors == {"code": ["Mã này đã dùng cho thủ tục khác. Hãy nhập mã khác."]}


def test_a_code_that_only_a_decision_taken_back_has_used_is_free(enter, new, x_ray, controller, now):
    decisions.withdraw(decision=enter([new("2.000001", "Cấp")]), reason="Nhập nhầm", by=controller, now=now)

    catalogue.edit_facts(procedure=x_ray, code="2.000001", field=x_ray.field, by=controller, now=now)

    assert sorted(Procedure.objects.values_list("code", flat=True)) == ["", "2.000001"]


def test_two_people_do_not_change_the_facts_over_each_other(client, x_ray, controller, now):
    client.force_login(controller)
    form = facts(x_ray, code="1.000003")
    catalogue.edit_facts(procedure=x_ray, code="1.000002", field=x_ray.field, by=controller, now=now)

    page = client.post(f"/noi-bo/thu-tuc/{x_ray.pk}/sua/", form)

    assert "Người khác vừa sửa nội dung này" in page.content.decode()
    assert Procedure.objects.get().code == "1.000002"


@pytest.mark.django_db(transaction=True)
def test_of_eight_procedures_that_want_one_code_one_gets_it(now):
    controller = UserFactory(role="controller")
    waiting = [VersionFactory().procedure for _ in range(8)]

    def take():
        procedure = waiting.pop()
        catalogue.edit_facts(procedure=procedure, code="2.000001", field=procedure.field, by=controller, now=now)

    assert sorted(together(8, take)) == ["refused"] * 7 + ["won"]


# Forms to download.


def test_a_form_is_added_told_and_taken_off_again(client, version, keeper):
    client.force_login(keeper)
    page = f"/noi-bo/thu-tuc/phien-ban/{version.pk}/bieu-mau/them/"

    client.post(page, {"title": "Phiếu khai báo", "upload": upload()})
    form_file = FormFile.objects.get()
    client.post(f"/noi-bo/thu-tuc/bieu-mau/{form_file.pk}/bo/")

    story = [(event.action, event.changes) for event in AuditEvent.objects.of(version.procedure).order_by("pk")]
    assert story == [
        ("procedures.form_added", {"mẫu đơn, tờ khai": ["", "Phiếu khai báo (mau-06.pdf)"]}),
        ("procedures.form_removed", {"mẫu đơn, tờ khai": ["Phiếu khai báo (mau-06.pdf)", ""]}),
    ]
    assert (FormFile.objects.count(), StoredFile.objects.count()) == (0, 1)  # what was given out is kept


def test_the_same_form_sent_twice_is_kept_once(version, keeper, now):
    for _ in range(2):
        catalogue.add_form(version=version, title="Phiếu khai báo", upload=taken("mau-06.pdf"), by=keeper, now=now)

    assert (FormFile.objects.count(), StoredFile.objects.count(), AuditEvent.objects.count()) == (1, 1, 1)


def test_a_form_taken_off_a_version_stays_with_the_others(enter, kinds, x_ray, version, keeper, controller, now):
    catalogue.add_form(version=version, title="Phiếu khai báo", upload=taken("mau-06.pdf"), by=keeper, now=now)
    enter([ItemChange(kinds["amend"], x_ray)])
    newer = FormFile.objects.get(version__number=2)

    catalogue.remove_form(form_file=newer, by=controller, now=now)

    assert [one.version for one in FormFile.objects.all()] == [version]
    with pytest.raises(NotAllowed, match="đã được bỏ trước đó"):
        catalogue.remove_form(form_file=newer, by=controller, now=now)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("mau.docm", PDF, "Tệp phải là PDF, DOCX hoặc XLSX."),
        ("mau.png", PDF, "Tệp phải là PDF, DOCX hoặc XLSX."),
        ("mau.pdf", b"<script>", "Nội dung tệp không phải là PDF"),
    ],
)
def test_a_form_is_a_document_that_is_what_it_says(client, version, keeper, name, data, words):
    client.force_login(keeper)

    page = client.post(
        f"/noi-bo/thu-tuc/phien-ban/{version.pk}/bieu-mau/them/",
        {"title": "Mẫu", "upload": SimpleUploadedFile(name, data)},
    )

    assert page.context["form"].errors["upload"][0].startswith(words)
    assert FormFile.objects.count() == 0
