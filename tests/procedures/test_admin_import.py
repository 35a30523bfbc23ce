"""Procedures from a file: every row is seen before it is written, a cell that cannot be read is named, and nothing is
half imported."""

from datetime import date, timedelta

import pytest
import time_machine

from files import keeping
from organization.models import AuditEvent
from procedures.actions import catalogue, decisions
from procedures.item_changes import ItemChange
from procedures.models import Field, Procedure, ServiceLevel, Version
from tests.factories import UserFactory
from tests.procedures.catalogue_files import CONFIRM, FIELD, HEAD, PAGE, confirm, left_behind, problems, see, take_in
from tests.procedures.factories import FieldFactory, VersionFactory
from tests.together import together


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def panel(client, controller, register):
    FieldFactory(name=FIELD)
    client.force_login(controller)
    return client


# What comes in.


def test_a_new_procedure_comes_with_all_that_the_file_says(panel, controller):
    head = [*HEAD, "Cấp thực hiện", "Mức độ", "Bưu chính", "Trình tự thực hiện", "Phí, lệ phí"]
    row = ["1.000001", "Cấp giấy phép", FIELD, "Cấp xã", "Toàn trình", "Không", "Bước 1\nBước 2", "Không có"]

    page = take_in(panel, head, row).content.decode()

    version = Version.objects.get()
    assert "Đã nhập tệp danh-muc.xlsx: thêm 1 thủ tục, cập nhật 0, 0 không đổi." in page
    assert (version.procedure.code, version.procedure.created_by, version.name) == (
        "1.000001",
        controller,
        "Cấp giấy phép",
    )
    assert (version.item, version.valid_from, version.number) == (None, None, 1)
    assert (version.admin_level, version.service_level.name, version.accepts_post) == ("commune", "Toàn trình", False)
    assert (version.steps, version.fee) == ("Bước 1\nBước 2", "Không có")
    event = AuditEvent.objects.of(version.procedure).get()
    assert (event.action, event.note, event.actor_name) == (
        "procedures.imported",
        "Tệp danh-muc.xlsx, dòng 2.",
        str(controller),
    )


def test_nothing_is_written_before_it_was_confirmed(panel):
    seen = see(panel, HEAD, ["1.000001", "Cấp giấy phép", FIELD])

    assert (Procedure.objects.count(), Version.objects.count(), AuditEvent.objects.count()) == (0, 0, 0)
    (row,) = seen.context["preview"].rows
    assert (row.line, row.kind, row.code, row.name) == (2, "new", "1.000001", "Cấp giấy phép")
    assert row.advice[0].startswith("Còn thiếu: Trình tự thực hiện")


def test_a_known_procedure_takes_only_the_cells_that_are_filled(panel, x_ray, now, controller):
    old = x_ray.versions.get()

    take_in(panel, [*HEAD, "Phí, lệ phí", "Trình tự thực hiện"], ["1.000494", "", "", "100.000 đồng", ""])

    new = x_ray.versions.get()
    assert (new.fee, new.steps, new.name, new.edited_by) == ("100.000 đồng", old.steps, old.name, controller)
    event = AuditEvent.objects.of(x_ray).get()
    assert (event.action, event.changes) == ("procedures.imported", {"phí, lệ phí": ["Không có", "100.000 đồng"]})


def test_the_version_that_people_see_is_the_one_that_is_filled_in(panel, enter, kinds, x_ray):
    enter([ItemChange(kinds["amend"], x_ray)])
    enter([ItemChange(kinds["amend"], x_ray)], number="3/QĐ-UBND", effective_date=date(2026, 12, 1))

    take_in(panel, ["Mã thủ tục", "Phí, lệ phí"], ["1.000494", "100.000 đồng"])

    assert [one.fee for one in x_ray.versions.order_by("number")] == ["Không có", "100.000 đồng", "Không có"]


def test_the_short_form_of_a_code_means_the_procedure_that_we_have(panel):
    procedure = VersionFactory(procedure__code="1.000494.000.00.00.H29").procedure

    take_in(panel, ["Mã thủ tục", "Phí, lệ phí"], ["1.000494", "100.000 đồng"])

    assert [(one.procedure, one.fee) for one in Version.objects.all()] == [(procedure, "100.000 đồng")]
    assert Procedure.objects.get().code == "1.000494.000.00.00.H29"


def test_another_field_moves_the_procedure(panel, x_ray):
    FieldFactory(name="Sở hữu trí tuệ")

    take_in(panel, ["Mã thủ tục", "Lĩnh vực"], ["1.000494", "so huu tri tue"])

    x_ray.refresh_from_db()
    assert x_ray.field.name == "Sở hữu trí tuệ"
    assert AuditEvent.objects.of(x_ray).get().changes == {"lĩnh vực": [FIELD, "Sở hữu trí tuệ"]}
    assert Version.objects.matching("so huu").count() == 1


def test_a_code_of_which_nothing_stands_any_more_begins_anew(panel, enter, new, controller, now):
    decisions.withdraw(decision=enter([new("1.000001", "Cấp")]), reason="Nhập nhầm", by=controller, now=now)

    take_in(panel, HEAD, ["1.000001", "Cấp giấy phép", FIELD])

    version = Version.objects.current().get()
    assert (version.name, version.number, Procedure.objects.count()) == ("Cấp giấy phép", 1, 1)


def test_headings_are_found_under_title_lines_in_any_order_and_spelling(panel):
    rows = [
        ["DANH MỤC THỦ TỤC HÀNH CHÍNH", None, None, None],
        ["STT", "TÊN TTHC", "LĨNH VỰC", "Mã TTHC"],
        ["(1)", "(2)", "(3)", "(4)"],
        [1, "Cấp giấy phép", FIELD, "1.000001"],
    ]

    seen = see(panel, *rows)

    assert seen.context["preview"].ignored == ("STT",)
    assert [(row.line, row.code) for row in seen.context["preview"].rows] == [(4, "1.000001")]


def test_a_csv_is_read_as_well(panel):
    data = f'\ufeff{",".join(HEAD)},"Phí, lệ phí"\n1.000001,Cấp giấy phép,{FIELD},"\'-10.000 đồng"\n'.encode()

    take_in(panel, name="danh-muc.csv", data=data)

    assert Version.objects.get().fee == "-10.000 đồng"


# Between the preview and the confirmation.


def test_what_was_seen_is_what_is_imported_or_nothing(panel, x_ray, controller, now):
    seen = see(panel, ["Mã thủ tục", "Phí, lệ phí"], ["1.000494", "100.000 đồng"], ["1.000494.000.00.00.H29", ""])
    assert problems(seen)
    seen = see(panel, ["Mã thủ tục", "Phí, lệ phí"], ["1.000494", "100.000 đồng"])
    version = x_ray.versions.get()
    catalogue.edit_version(version=version, fields={"fee": "50.000 đồng"}, by=controller, now=now)

    page = confirm(panel, seen)

    assert page.context["preview"].problems[0].startswith("Danh mục đã thay đổi sau khi bạn xem trước.")
    assert x_ray.versions.get().fee == "50.000 đồng"


def test_a_field_that_went_away_keeps_every_row_out(panel):
    FieldFactory(name="Sở hữu trí tuệ")
    rows = ["1.000001", "Cấp", FIELD], ["1.000002", "Cấp", "Sở hữu trí tuệ"]
    seen = see(panel, HEAD, *rows)
    Field.objects.filter(name="Sở hữu trí tuệ").delete()

    page = confirm(panel, seen)

    assert page.context["preview"].problems[0].startswith("Ô C3: chưa có lĩnh vực")
    assert Procedure.objects.count() == 0


def test_a_file_is_confirmed_once_and_then_gone(panel, settings):
    seen = see(panel, HEAD, ["1.000001", "Cấp", FIELD])
    waiting = len(left_behind(settings))
    confirm(panel, seen)

    again = confirm(panel, seen)

    assert (waiting, left_behind(settings)) == (1, [])
    assert "Tệp xem trước không còn, hoặc đã được nhập." in again.content.decode()
    assert Procedure.objects.count() == 1


def test_a_preview_that_nobody_confirms_goes_with_the_orphans(panel, settings, now):
    see(panel, HEAD, ["1.000001", "Cấp", FIELD])

    assert keeping.forget_orphans(now=now) == 0
    assert keeping.forget_orphans(now=now + timedelta(days=400 * 10)) == 1
    assert left_behind(settings) == []


def test_a_ticket_of_somebody_else_a_forged_or_an_old_one_opens_nothing(client, panel, now):
    seen = see(panel, HEAD, ["1.000001", "Cấp", FIELD])
    ticket = seen.context["ticket"]

    with time_machine.travel(now + timedelta(days=2), tick=False):
        client.force_login(UserFactory(role="controller"))
        client.post(CONFIRM, {"ticket": ticket})
    client.force_login(UserFactory(role="controller"))
    for forged in (ticket, "", "x:y:z", ticket[:-1]):
        assert client.post(CONFIRM, {"ticket": forged})["Location"] == PAGE

    assert Procedure.objects.count() == 0
    assert client.get(CONFIRM)["Location"] == PAGE


def test_a_file_like_the_catalogue_has_nothing_to_confirm(panel, x_ray):
    version = x_ray.versions.get()

    seen = see(panel, HEAD, ["1.000494", version.name, FIELD])

    assert "ticket" not in seen.context
    assert "không có gì để nhập" in seen.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_eight_imports_of_one_code_one_wins(now):
    field, by = FieldFactory(), UserFactory(role="controller")
    from procedures.actions.importing import take_in as action

    def take():
        try:
            action(code="1.000001", field=field, values={"name": "Cấp"}, by=by, now=now)
        except Exception as refusal:
            if "vừa được thêm" in str(refusal):
                return False
            raise

    assert sorted(together(8, take)) == ["refused"] * 7 + ["won"]
    assert (Procedure.objects.count(), Version.objects.count()) == (1, 1)


def test_a_long_file_is_told_in_part_and_imported_whole(panel):
    seen = see(panel, HEAD, *([f"1.{n:06}", f"Cấp {n}", FIELD] for n in range(230)))

    assert (len(seen.context["preview"].shown), seen.context["preview"].hidden) == (200, 30)
    confirm(panel, seen)
    assert Procedure.objects.count() == 230


def test_peoples_text_is_shown_as_text(panel):
    page = see(panel, HEAD, ["<b>1</b>", "<script>go()</script>", FIELD]).content.decode()

    assert ("<b>1</b>" in page, "<script>go()" in page) == (False, False)
    assert "&lt;script&gt;go()&lt;/script&gt;" in page


def test_levels_are_read_by_name(panel):
    old = ServiceLevel.objects.get(name="Mức độ 3")

    take_in(panel, [*HEAD, "Mức độ"], ["1.000001", "Cấp", FIELD, "muc do 3"])

    assert Version.objects.get().service_level == old
