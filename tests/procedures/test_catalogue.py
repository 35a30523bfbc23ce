"""The list of procedures: what it shows, how it is filtered, how many queries it asks."""

from datetime import date

import pytest
import time_machine

from procedures.item_changes import ItemChange
from procedures.models import Channel, Publication, Version
from tests.factories import UserFactory
from tests.markup import markup
from tests.procedures.factories import FieldFactory, VersionFactory
from tests.queries import queries_of

LIST = "/noi-bo/thu-tuc/"
ROLES = ["officer", "focal_point", "controller", "leader", "administrator"]


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def reader(client, db):
    client.force_login(UserFactory())
    return client


def codes(client, query=""):
    return [line.version.procedure.code for line in client.get(LIST + query).context["lines"]]


def text(client, path=LIST):
    return markup(client.get(path))


def test_whoever_has_not_signed_in_is_sent_to_sign_in(client, register):
    assert client.get(LIST).url.split("?")[0] == "/tai-khoan/dang-nhap/"


@pytest.mark.parametrize("role", ROLES)
def test_everybody_who_signs_in_reads_the_list(client, register, role):
    VersionFactory(procedure__code="1.000001")
    client.force_login(UserFactory(role=role))

    assert codes(client) == ["1.000001"]


def test_the_list_begins_with_what_is_and_will_be_in_force(reader, enter, new, kinds, x_ray):
    gone = VersionFactory(procedure__code="1.000002").procedure
    enter([ItemChange(kinds["abolish"], gone)])
    enter([new("1.000003", "Cấp giấy phép")], number="2/QĐ-UBND", effective_date=date(2026, 12, 1))

    states = ("", "?trang_thai=in_force", "?trang_thai=upcoming", "?trang_thai=abolished", "?trang_thai=all")
    assert [codes(reader, state) for state in states] == [
        ["1.000003", "1.000494"],
        ["1.000494"],
        ["1.000003"],
        ["1.000002"],
        ["1.000002", "1.000003", "1.000494"],
    ]


def test_a_procedure_whose_next_version_is_decided_is_in_force_and_upcoming(reader, enter, kinds, x_ray):
    enter([ItemChange(kinds["amend"], x_ray, name="Tên mới")], effective_date=date(2026, 12, 1))

    assert [codes(reader, f"?trang_thai={state}") for state in ("in_force", "upcoming")] == [["1.000494"]] * 2
    assert "Phiên bản mới từ 01/12/2026" in text(reader)


def test_what_will_be_abolished_says_from_when(reader, enter, kinds, x_ray):
    enter([ItemChange(kinds["abolish"], x_ray)], effective_date=date(2026, 12, 1))

    assert ("Đang có hiệu lực" in text(reader), "Bãi bỏ từ 01/12/2026" in text(reader)) == (True, True)


def test_words_are_found_without_accents_in_code_name_and_field(reader, x_ray):
    VersionFactory(procedure__code="2.000001", procedure__field=FieldFactory(name="Sở hữu trí tuệ"), name="Cấp giấy")

    queries = ("?q=X QUANG chan doan", "?q=1.000494", "?q=so+huu", "?q=giay+tri+tue", "?q=khongco")
    assert [codes(reader, query) for query in queries] == [["1.000494"], ["1.000494"], ["2.000001"], ["2.000001"], []]


def test_the_filters_are_kept_in_the_address_and_nonsense_filters_nothing(reader, x_ray):
    other = VersionFactory(procedure__code="2.000001", procedure__field=FieldFactory(name="Sở hữu trí tuệ"))
    Version.objects.filter(pk=other.pk).update(admin_level="commune")

    field = other.procedure.field_id
    asked = [f"?linh_vuc={field}", "?cap=commune", "?cap=province", f"?linh_vuc={field}&cap=province"]
    assert [codes(reader, query) for query in asked] == [["2.000001"], ["2.000001"], ["1.000494"], []]
    assert codes(reader, "?linh_vuc=9999&cap=x&trang_thai=y&kenh=z&noi_dung=w") == ["1.000494", "2.000001"]
    assert f'<option value="{field}" selected>' in text(reader, f"{LIST}?linh_vuc={field}")


def test_not_public_on_a_channel_means_that_its_decision_is_still_owed_there(
    reader, enter, new, kinds, x_ray, controller, now
):
    VersionFactory(procedure__code="1.000009")  # before all decisions: nothing to make public
    done, owed = enter([new("1.000001", "Cấp")]), enter([new("1.000002", "Cấp")], number="2/QĐ-UBND")
    channel = Channel.objects.get(short_name="CSDL quốc gia")
    row = Publication.objects.filter(decision=done, channel=channel)
    row.update(done_date=date(2026, 11, 3), recorded_at=now, recorded_by=controller)

    assert codes(reader, f"?kenh={channel.pk}") == ["1.000002"]
    assert f"{owed.number}" in text(reader, f"{LIST}?kenh={channel.pk}")


def test_what_the_law_asks_for_and_is_missing_is_named_and_found(reader, x_ray):
    VersionFactory(procedure__code="1.000002", steps="", legal_bases="", fee="")

    assert codes(reader, "?noi_dung=missing") == ["1.000002"]
    assert 'Còn thiếu 2 phần</span><div class="sub">Trình tự thực hiện, Căn cứ pháp lý</div>' in text(reader)


def test_strange_codes_are_said_and_found_but_not_refused(reader, x_ray):
    for code in ("MAU-01", "1.000494.000.00.00.H29", "", "1.0004941"):
        VersionFactory(procedure__code=code)

    assert codes(reader, "?noi_dung=code") == ["", "1.0004941", "MAU-01"]
    assert text(reader).count("Kiểm tra mã") == 3


def test_an_empty_register_says_what_to_do(client, register):
    client.force_login(UserFactory(role="controller"))
    assert "Nhập danh mục từ tệp Excel" in text(client)

    client.force_login(UserFactory())
    assert "Bộ phận kiểm soát TTHC nhập danh mục" in text(client)


def test_a_search_without_a_match_leads_on_to_what_was_abolished(reader, enter, kinds, x_ray):
    enter([ItemChange(kinds["abolish"], x_ray)])

    assert 'href="?q=x+quang&amp;trang_thai=all"' in text(reader, f"{LIST}?q=x+quang")
    assert codes(reader, "?q=x+quang&trang_thai=all") == ["1.000494"]


def test_only_those_who_may_are_led_to_entering_and_importing(client, register):
    def doors(role):
        client.force_login(UserFactory(role=role))
        page = text(client)
        return "nhap/?cap=province" in page, "/quan-tri/procedures/procedure/import/" in page

    assert [doors(role) for role in ROLES] == [(False, False)] * 2 + [(True, True), (False, False), (False, True)]


def test_the_list_asks_the_same_number_of_queries_for_one_procedure_and_for_five(reader, enter, new):
    def more(start, count):
        for number in range(start, start + count):
            enter([new(f"1.{number:06}", "Cấp")], number=f"{number}/QĐ-UBND", effective_date=date(2026, 12, 1))

    more(1, 1)
    one = [queries_of(reader, LIST + query) for query in ("", "?q=cap&trang_thai=upcoming&noi_dung=missing")]
    more(2, 4)

    assert len(codes(reader)) == 5
    assert [queries_of(reader, LIST + query) for query in ("", "?q=cap&trang_thai=upcoming&noi_dung=missing")] == one


def test_fifty_procedures_are_shown_at_a_time(reader, register):
    VersionFactory.create_batch(53)

    assert [len(codes(reader, query)) for query in ("", "?trang=2")] == [50, 3]
