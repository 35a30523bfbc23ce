"""Writing in the catalogue: who may, what is kept of the old words, and two people at once."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from core.refusals import NotAllowed
from organization.models import AuditEvent
from procedures.actions import catalogue, decisions
from procedures.item_changes import ItemChange
from procedures.models import ServiceLevel, Version
from tests.documents.factories import PDF
from tests.factories import UnitFactory, UserFactory
from tests.files.factories import taken
from tests.procedures.factories import VersionFactory
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


def sent(version, **changes):
    """What the form of this version sends, with other words here and there."""
    fields = {name: getattr(version, name) for name in Version.TEXTS}
    post = {True: "yes", False: "no", None: ""}[version.accepts_post]
    level = version.service_level_id or ""
    return {
        **fields,
        "admin_level": version.admin_level,
        "service_level": level,
        "accepts_post": post,
        "revision": version.revision,
        "note": "",
        **changes,
    }


def edit_page(version):
    return f"/noi-bo/thu-tuc/phien-ban/{version.pk}/sua/"


def upload(name="mau-06.pdf"):
    return SimpleUploadedFile(name, PDF)


def pages(version, form_file):
    return [
        edit_page(version),
        f"/noi-bo/thu-tuc/phien-ban/{version.pk}/bieu-mau/them/",
        f"/noi-bo/thu-tuc/bieu-mau/{form_file.pk}/bo/",
    ]


def test_strangers_find_nothing_to_change(client, version, keeper, controller, now):
    form_file = catalogue.add_form(version=version, title="Mẫu", upload=taken("mau-06.pdf"), by=keeper, now=now)
    facts = f"/noi-bo/thu-tuc/{version.procedure_id}/sua/"

    def statuses(user):
        client.force_login(user)
        return [client.get(url).status_code for url in (*pages(version, form_file), facts)]

    assert statuses(controller) == [200] * 4
    assert statuses(keeper) == [200, 200, 200, 404]
    for role in ("officer", "focal_point", "leader", "administrator"):
        assert statuses(UserFactory(role=role)) == [404] * 4
    client.logout()
    assert {client.get(url).url.split("?")[0] for url in pages(version, form_file)} == {"/tai-khoan/dang-nhap/"}


def test_new_words_are_written_and_the_story_says_who_what_and_of_which_version(client, version, keeper, now):
    client.force_login(keeper)

    client.post(edit_page(version), sent(version, time_limit="03 ngày làm việc", note="Theo Điều 5"))

    version.refresh_from_db()
    assert (version.time_limit, version.revision, version.edited_by, version.edited_at) == (
        "03 ngày làm việc",
        2,
        keeper,
        now,
    )
    event = AuditEvent.objects.of(version.procedure).get()
    assert (event.action, event.actor_name) == ("procedures.version_edited", str(keeper))
    assert event.changes == {"thời hạn giải quyết": ["05 ngày làm việc", "03 ngày làm việc"]}
    assert event.note == "Phiên bản 1 (đang có hiệu lực). Theo Điều 5"
    assert "<del>05 ngày làm việc</del>" in client.get(version.procedure.get_absolute_url()).content.decode()


def test_long_words_are_told_around_what_changed(version, keeper, now):
    long = "Bước. " * 400
    catalogue.edit_version(version=version, fields={"steps": f"{long}03 ngày {long}"}, by=keeper, now=now)
    catalogue.edit_version(version=version, fields={"steps": f"{long}05 ngày {long}"}, by=keeper, now=now)

    old, new = AuditEvent.objects.of(version.procedure).first().changes["trình tự thực hiện"]
    assert (len(old) < 200, old.count("03 ngày"), new.count("05 ngày")) == (True, 1, 1)


def test_saving_what_is_there_leaves_no_trace(client, version, keeper):
    client.force_login(keeper)
    version.steps = "Bước 1\nBước 2"
    version.save()

    page = client.post(edit_page(version), sent(version, steps="Bước 1\r\nBước 2"), follow=True)

    version.refresh_from_db()
    assert (version.revision, AuditEvent.objects.count()) == (1, 0)
    assert "Nội dung không thay đổi." in page.content.decode()


def test_work_in_progress_is_saved_and_what_is_missing_is_said(client, version, keeper):
    client.force_login(keeper)

    page = client.post(edit_page(version), sent(version, steps="", legal_bases=""), follow=True)

    assert Version.objects.get().missing == ["Trình tự thực hiện", "Căn cứ pháp lý"]
    assert "Còn thiếu: Trình tự thực hiện, Căn cứ pháp lý." in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"name": " "}, {"name": ["Nhập tên thủ tục như trong quyết định công bố."]}),
        ({"fee": "x" * 20_001}, {"fee": ["Phần này dài quá 20.000 ký tự, hãy rút gọn."]}),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field_and_the_rest_stays(client, version, keeper, changes, errors):
    client.force_login(keeper)

    page = client.post(edit_page(version), sent(version, steps="Chưa lưu", **changes))

    assert page.context["form"].errors == errors
    assert "Chưa lưu" in page.content.decode()
    assert Version.objects.get().revision == 1


def test_twenty_thousand_letters_fit_whatever_the_browser_ends_lines_with(client, version, keeper):
    client.force_login(keeper)

    client.post(edit_page(version), sent(version, fee="x\r\n" * 9_999 + "yz"))

    version.refresh_from_db()
    assert (len(version.fee), version.fee.count("\r")) == (20_000, 0)


def test_the_service_levels_are_those_of_the_versions_own_day(client, enter, kinds, x_ray, controller):
    enter(
        [ItemChange(kinds["amend"], x_ray)],
        sign_date=date(2021, 3, 1),
        effective_date=date(2021, 3, 10),
        number="9/QĐ-UBND",
    )
    ServiceLevel.objects.filter(name__startswith="Mức độ").update(valid_to=date(2021, 12, 31))
    ServiceLevel.objects.filter(name__in=["Toàn trình", "Một phần"]).update(valid_from=date(2022, 1, 1))
    client.force_login(controller)

    def levels(version):
        return [one.name for one in client.get(edit_page(version)).context["form"].fields["service_level"].queryset]

    assert levels(x_ray.versions.get(number=2))[:2] == ["Cung cấp thông tin", "Mức độ 4"]
    version = VersionFactory(service_level=ServiceLevel.objects.get(name="Mức độ 3"))
    assert levels(version) == ["Toàn trình", "Một phần", "Cung cấp thông tin", "Mức độ 3"]


def test_post_is_yes_no_or_not_known(client, version, keeper):
    client.force_login(keeper)
    for answer, kept in (("yes", True), ("no", False), ("", None)):
        version.refresh_from_db()
        client.post(edit_page(version), sent(version, accepts_post=answer))
        version.refresh_from_db()
        assert version.accepts_post is kept

    story = [event.changes["tiếp nhận qua bưu chính công ích"] for event in AuditEvent.objects.order_by("pk")]
    assert story == [["Chưa ghi", "Có"], ["Có", "Không"], ["Không", "Chưa ghi"]]


def test_somebody_who_edits_what_another_has_just_changed_is_told(client, version, keeper, controller, now):
    client.force_login(keeper)
    form = sent(version, fee="Của tôi")
    catalogue.edit_version(version=version, fields={"fee": "Của người khác"}, by=controller, now=now)

    page = client.post(edit_page(version), form)

    assert "Người khác vừa sửa nội dung này" in page.content.decode()
    assert Version.objects.get().fee == "Của người khác"


def test_the_form_says_when_people_see_the_new_words_at_once(client, enter, kinds, x_ray, controller):
    enter([ItemChange(kinds["amend"], x_ray)], effective_date=date(2026, 12, 1))
    client.force_login(controller)

    pages = [client.get(edit_page(one)).content.decode() for one in x_ray.versions.order_by("number")]

    assert ["Người dân thấy ngay nội dung mới" in page for page in pages] == [True, False]


def test_a_version_that_was_taken_back_is_not_edited(client, enter, new, controller, now):
    decision = enter([new("1.000001", "Cấp giấy phép")])
    version = decision.items.get().version
    decisions.withdraw(decision=decision, reason="Nhập nhầm", by=controller, now=now)
    client.force_login(controller)

    assert client.get(edit_page(version)).status_code == 404
    with pytest.raises(NotAllowed, match="quyết định đã rút"):
        catalogue.edit_version(version=version, fields={"fee": "x"}, by=controller, now=now)


def test_the_action_itself_refuses_strangers(version, officer, leader, now):
    for person in (officer, leader):
        with pytest.raises(NotAllowed, match="đơn vị phụ trách lĩnh vực"):
            catalogue.edit_version(version=version, fields={"fee": "x"}, by=person, now=now)
        with pytest.raises(NotAllowed):
            catalogue.add_form(version=version, title="Mẫu", upload=taken("mau-06.pdf"), by=person, now=now)
        with pytest.raises(NotAllowed):
            catalogue.edit_facts(
                procedure=version.procedure, code="x", field=version.procedure.field, by=person, now=now
            )


@pytest.mark.django_db(transaction=True)
def test_of_eight_edits_at_once_one_wins(now):
    version, controller = VersionFactory(), UserFactory(role="controller")

    def edit():
        catalogue.edit_version(version=version, fields={"fee": "100.000 đồng"}, revision=1, by=controller, now=now)

    assert sorted(together(8, edit)) == ["refused"] * 7 + ["won"]
    assert AuditEvent.objects.count() == 1
