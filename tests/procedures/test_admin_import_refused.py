"""Files that do not come in: a cell that cannot be read is named, a file that is no catalogue gets a sentence."""

import pytest
import time_machine

from core.refusals import NotAllowed
from procedures.actions import importing
from procedures.item_changes import ItemChange
from procedures.models import Procedure, Version
from tests.documents.factories import excel, repacked
from tests.procedures.catalogue_files import FIELD, HEAD, PAGE, left_behind, problems, see, take_in
from tests.procedures.factories import FieldFactory, VersionFactory


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def panel(client, controller, register):
    FieldFactory(name=FIELD)
    client.force_login(controller)
    return client


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["1.000001", "Cấp", "Lĩnh vực lạ"], "Ô C2: chưa có lĩnh vực “Lĩnh vực lạ”."),
        (["", "Cấp", FIELD], "Ô A2: chưa có mã thủ tục."),
        (["1.000001", "", FIELD], "Ô B2: chưa có tên thủ tục."),
        (["1.000001", "Cấp", ""], "Ô C2: chưa có lĩnh vực của thủ tục mới."),
        (["1" * 61, "Cấp", FIELD], "Ô A2: dài quá 60 ký tự"),
        (["1.000001", "x" * 601, FIELD], "Ô B2: dài quá 600 ký tự"),
        (["1.000001", "Cấp", FIELD, "Cấp phường"], "Ô D2: không có cấp “Cấp phường”. Ghi một trong: Cấp tỉnh"),
        (["1.000001", "Cấp", FIELD, "", "Mức 9"], "Ô E2: không có mức độ “Mức 9”. Ghi một trong: "),
        (["1.000001", "Cấp", FIELD, "", "", "Đôi khi"], "Ô F2: “Đôi khi” không rõ"),
        (["1.000001", "Cấp", FIELD, "", "", "", "x" * 20_000], "Ô G2: dài quá 19.999 ký tự"),
        (["1.000001", "Cấp", FIELD, "", "", "", "#N/A"], "Ô G2: công thức bị lỗi (#N/A)."),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(panel, row, words):
    head = [*HEAD, "Cấp thực hiện", "Mức độ", "Bưu chính", "Phí, lệ phí"]

    (problem,) = problems(see(panel, head, row))

    assert problem.startswith(words)


def test_a_row_of_a_csv_is_named_by_its_line(panel):
    data = f"{','.join(HEAD)}\n1.000001,Cấp,Lĩnh vực lạ\n".encode()

    (problem,) = problems(see(panel, name="danh-muc.csv", data=data))

    assert problem.startswith("Dòng 2, cột C: chưa có lĩnh vực")


def test_one_bad_cell_keeps_every_row_out(panel):
    good, bad = ["1.000001", "Cấp giấy phép", FIELD], ["1.000002", "Gia hạn", "Lĩnh vực lạ"]

    seen = see(panel, HEAD, good, bad)

    assert len(problems(seen)) == 1
    assert "Chưa có gì được nhập" in seen.content.decode()
    assert Procedure.objects.count() == 0


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (("1.000001", "1.000001"), "Ô A3: mã này đã có ở dòng 2."),
        (("1.000494", "1.000494.000.00.00.H29"), "Ô A3: cùng là thủ tục 1.000494 ở dòng 2."),
    ],
)
def test_the_same_procedure_twice_in_a_file_is_refused(panel, x_ray, codes, words):
    (problem,) = problems(see(panel, HEAD, *([code, "Cấp", FIELD] for code in codes)))

    assert problem.startswith(words)


def test_what_was_abolished_is_not_written_to_but_may_stand_in_the_file(panel, enter, kinds, x_ray):
    enter([ItemChange(kinds["abolish"], x_ray)])
    name = x_ray.versions.get().name

    same = see(panel, HEAD, ["1.000494", name, FIELD])
    (problem,) = problems(see(panel, HEAD, ["1.000494", "Tên khác", FIELD]))

    assert same.context["preview"].counts == {"new": 0, "update": 0, "skip": 1}
    assert problem.startswith("Ô A2: thủ tục này đã bãi bỏ từ ngày 09/11/2026.")


FILES = [
    ("danh-muc.xlsx", b"", "Tệp rỗng."),
    ("danh-muc.docx", b"x", "Tệp phải là Excel (.xlsx) hoặc CSV (.csv)."),
    ("danh-muc.xls", b"x", "Tệp ở định dạng Word hoặc Excel cũ."),
    ("danh-muc.xlsm", b"x", "Tệp có macro."),
    ("danh-muc.xlsx", b"PK\x03\x04 nothing", "Tệp bị hỏng"),
    ("danh-muc.xlsx", repacked(excel(HEAD), {"xl/vbaProject.bin": b"x"}), "Tệp có macro."),
    ("danh-muc.xlsx", repacked(excel(HEAD), {"xl/bomb.xml": b"\0" * 60_000_000}), "Nội dung bên trong tệp quá lớn."),
    ("danh-muc.xlsx", excel(["Tên", "Lĩnh vực"], ["a", "b"]), "Không thấy cột “Mã thủ tục”."),
    ("danh-muc.xlsx", excel(HEAD), "Tệp chưa có dòng nào dưới dòng tiêu đề."),
    ("danh-muc.xlsx", excel([*HEAD, "Mã TTHC"], ["1", "2"]), "Cột “Mã thủ tục” có hai lần (ô A1 và D1)."),
]


@pytest.mark.parametrize(("name", "data", "words"), FILES)
def test_a_file_that_is_no_catalogue_is_answered_with_a_sentence_and_not_kept(panel, settings, name, data, words):
    (problem,) = problems(see(panel, name=name, data=data))

    assert problem.startswith(words)
    assert left_behind(settings) == []


def test_an_empty_form_asks_for_a_file(panel):
    assert panel.post(PAGE, {}).context["form"].errors == {"upload": ["Hãy chọn tệp."]}


def test_a_formula_comes_in_as_its_value_and_goes_nowhere(panel):
    take_in(panel, [*HEAD, "Phí, lệ phí"], ["1.000001", "Cấp", FIELD, '=HYPERLINK("http://example.org")'])

    assert Version.objects.get().fee == ""  # the file held no value beside the formula


def test_a_file_that_would_take_too_long_is_to_be_divided(panel):
    (problem,) = problems(see(panel, HEAD, *([f"1.{n:06}", "Cấp", FIELD] for n in range(2_001))))

    assert problem.startswith("Tệp có hơn 2.000 thủ tục.")


def test_many_problems_are_told_in_part(panel):
    seen = see(panel, HEAD, *([f"1.{n:06}", f"Cấp {n}", "Lạ"] for n in range(130)))

    assert (len(seen.context["preview"].told), seen.context["preview"].untold) == (100, 30)


def test_the_actions_refuse_strangers(db, officer, now):

    version = VersionFactory()
    with pytest.raises(NotAllowed):
        importing.take_in(code="1", field=version.procedure.field, values={"name": "x"}, by=officer, now=now)
    with pytest.raises(NotAllowed):
        importing.fill_in(version=version, field=None, values={"name": "x"}, by=officer, now=now)
    with pytest.raises(NotAllowed):
        importing.discard(procedure=version.procedure, by=officer, now=now)
