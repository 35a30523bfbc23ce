"""The catalogue in a file: everything that is shown, no formula, and the same when it comes back."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from documents.reading import read_tables
from procedures.item_changes import ItemChange
from procedures.models import ServiceLevel
from tests.procedures.factories import FieldFactory, VersionFactory
from tests.queries import queries_of

PAGE = "/quan-tri/procedures/procedure/export/"
IMPORT = "/quan-tri/procedures/procedure/import/"
EXCEL, CSV = "0", "1"


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def panel(client, controller, register):
    client.force_login(controller)
    return client


def given_out(client, kind=EXCEL, query=""):
    response = client.post(PAGE + query, {"format": kind, "resource": "0"})
    assert response.status_code == 200
    return response


def rows(response, name="a.xlsx"):
    (table,) = read_tables(name, response.content)
    return [tuple(row) for row in table.rows]


def test_a_file_holds_what_is_shown_of_each_procedure(panel, enter, kinds, x_ray):
    decision = enter([ItemChange(kinds["amend"], x_ray, name="Khai báo thiết bị X-quang")])
    VersionFactory(procedure__code="1.000001", service_level=ServiceLevel.objects.first(), accepts_post=True)

    response = given_out(panel)
    head, first, second = rows(response)

    assert head[:7] == (
        "Mã thủ tục",
        "Tên thủ tục",
        "Lĩnh vực",
        "Cấp thực hiện",
        "Mức độ",
        "Bưu chính",
        "Trình tự thực hiện",
    )
    assert first[0] == "1.000001"
    assert first[4:6] == ("Toàn trình", "Có")
    assert (second[1], *second[-3:]) == ("Khai báo thiết bị X-quang", "Đang có hiệu lực", "09/11/2026", str(decision))
    assert response["Content-Disposition"] == 'attachment; filename="danh-muc-thu-tuc-2026-11-23.xlsx"'


def test_the_filters_of_the_list_are_kept(panel, x_ray):
    other = VersionFactory(procedure__code="2.000001", procedure__field=FieldFactory(name="Sở hữu trí tuệ"))

    found = [
        [row[0] for row in rows(given_out(panel, query=query))[1:]]
        for query in ("?q=x+quang+buc+xa", f"?field__id__exact={other.procedure.field_id}")
    ]

    assert found == [["1.000494"], ["2.000001"]]


@pytest.mark.parametrize("kind", [EXCEL, CSV])
def test_no_text_becomes_a_formula_and_what_goes_out_comes_back_the_same(panel, kind):
    name = "a.xlsx" if kind == EXCEL else "a.csv"
    nasty = '=HYPERLINK("http://example.org")'
    version = VersionFactory(
        fee=nasty, dossier="- Đơn;\n- Bản sao.\n\n  Hết", steps="+1", ways="@SUM(1)", conditions="'x"
    )

    response = given_out(panel, kind)
    seen = panel.post(IMPORT, {"upload": SimpleUploadedFile(name, response.content)})

    if kind == EXCEL:
        page = load_workbook(BytesIO(response.content)).active
        assert {cell.data_type for line in page.iter_rows() for cell in line} == {"s", "inlineStr"}
    else:
        text = response.content.decode("utf-8-sig")
        assert [cell[:2] for row in rows(response, name) for cell in row if cell[1:] in (nasty, "+1", "@SUM(1)")] == [
            "'+",
            "'@",
            "'=",
        ]
        assert f'"{nasty.replace(chr(34), chr(34) * 2)}"' not in text
    assert seen.context["preview"].counts == {"new": 0, "update": 0, "skip": 1}, seen.context["preview"].rows
    version.refresh_from_db()
    assert version.fee == nasty


def test_a_catalogue_without_a_procedure_gives_the_headings(panel):
    (head,) = rows(given_out(panel))

    assert head[:3] == ("Mã thủ tục", "Tên thủ tục", "Lĩnh vực")


def test_a_format_that_there_is_not_is_asked_for_again(panel):
    page = panel.post(PAGE, {"format": "9", "resource": "0"})

    assert (page.status_code, "Hãy chọn định dạng tệp." in page.content.decode()) == (200, True)


def test_a_control_character_does_not_stop_the_file(panel):
    VersionFactory(procedure__code="1.000001", fee="a\x0bb\x1f")

    assert rows(given_out(panel))[1][0] == "1.000001"


def test_a_file_asks_the_same_number_of_queries_for_one_procedure_and_for_five(
    panel, enter, new, django_assert_num_queries
):
    class Posting:
        """`queries_of` asks with GET; a file is made by POST."""

        def get(self, path):
            return given_out(panel)

    def more(start, count):
        for number in range(start, start + count):
            enter([new(f"1.{number:06}", "Cấp")], number=f"{number}/QĐ-UBND", effective_date=date(2026, 11, 10))

    more(1, 1)
    one = queries_of(Posting(), PAGE)
    more(2, 4)

    assert queries_of(Posting(), PAGE) == one
