"""Entering a decision with its lines: by the buttons of the form alone, and by the parts that htmx asks for."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from procedures.item_changes import ItemChange
from procedures.models import Decision, Procedure, Version
from tests.documents.factories import PDF
from tests.factories import UserFactory
from tests.procedures.desk import ENTER, Desk, catalogue
from tests.procedures.factories import FieldFactory, VersionFactory


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def desk(client, kinds):
    client.force_login(UserFactory(role="controller"))
    return Desk(client, kinds)


# Without script.


def test_a_search_without_accents_adds_a_line_and_keeps_what_was_typed(desk, x_ray):
    desk.open().head(title="Đang soạn").press(tim="1", q="x quang")
    found = [version.procedure for version in desk.response.context["found"]]
    desk.press(them=str(x_ray.pk), q="x quang")

    assert found == [x_ray]
    assert (desk.words, desk.shown()["title"]) == ([("amend", "1.000494", "")], "Đang soạn")
    assert "Đã thêm 1.000494 vào dòng 1." in desk.html
    assert "Còn mục cần sửa" not in desk.html


def test_the_same_procedure_is_not_added_twice(desk, x_ray):
    desk.open().press(them=str(x_ray.pk)).press(them=str(x_ray.pk))

    assert (len(desk.lines), "1.000494 đã có ở dòng 1." in desk.html) == (1, True)


def test_the_chosen_kind_is_that_of_what_is_added(desk, x_ray, kinds):
    desk.open().press(them=str(x_ray.pk), loai=str(kinds["abolish"].pk))

    assert desk.words == [("abolish", "1.000494", "")]


def test_pasted_codes_become_lines_and_unknown_ones_are_counted(desk, x_ray, register):
    VersionFactory(procedure__code="1.000777.000.00.00.H29", name="Cấp phép")
    ma = "1. 1.000494 Khai báo thiết bị X-quang chẩn đoán trong y tế\n\n1.000777\n3.000001 - Việc chưa có\n"

    desk.open().press(dan="1", ma=ma)

    assert desk.words == [
        ("amend", "1.000494", ""),
        ("amend", "1.000777.000.00.00.H29", ""),
        ("amend", "3.000001", "Việc chưa có"),
    ]
    assert "Đã thêm 3 dòng, trong đó 1 dòng chưa có trong danh mục." in desk.html


def test_a_line_is_removed_and_the_others_keep_what_was_typed(desk, x_ray):
    desk.open().press(them=str(x_ray.pk)).press(moi="1").type(1, code="1.000001", name="Cấp").press(moi="1")
    desk.press(bo=desk.lines[0].key)

    assert [label for _, label, _ in desk.words] == ["1.000001", "thủ tục mới"]


def test_more_lines_than_the_form_can_hold_are_refused_in_words(desk, register):
    desk.open().press(dan="1", ma="\n".join(f"3.{place:06}" for place in range(410)))

    assert (len(desk.lines), "nhiều nhất 400 dòng" in desk.html) == (400, True)


def test_nonsense_in_the_request_is_no_line_and_no_fault(desk, x_ray):
    desk.open()
    sent = {"dong": ["zz", "aa", "aa"], "aa-kind": "x", "aa-procedure": "9" * 30, "aa-field": "-1", "aa-item": "é"}
    desk.response = desk.client.post(ENTER, sent | {"luu": "1", "follows": "x", "q": "\x00", "submission_key": "\x00"})

    assert desk.problems == [["Chọn loại thay đổi."]]


# Saving.


def test_a_decision_with_a_new_and_an_abolished_procedure_is_saved_whole(desk, x_ray, kinds):
    field = FieldFactory()
    desk.open().head().press(them=str(x_ray.pk), loai=str(kinds["abolish"].pk)).press(moi="1")
    desk.type(1, code="1.000001", name="Cấp giấy phép", field=field.pk).save()

    decision = Decision.objects.get()
    assert desk.response.redirect_chain == [(decision.get_absolute_url(), 302)]
    assert [str(item) for item in decision.items.all()] == [
        "Bãi bỏ: 1.000494 Khai báo thiết bị X-quang chẩn đoán trong y tế",
        "Ban hành mới: 1.000001 Cấp giấy phép",
    ]
    assert sorted(Version.objects.in_force(date(2026, 11, 23)).values_list("procedure__code", flat=True)) == [
        "1.000001"
    ]


def test_sixty_lines_are_entered_at_once(desk):
    procedures = catalogue(60)
    desk.open().head().press(dan="1", ma="\n".join(one.code for one in procedures)).save()

    assert (Decision.objects.get().items.count(), Version.objects.filter(number=2).count()) == (60, 60)


def test_an_error_keeps_everything_and_leads_to_the_line(desk, x_ray):
    upload = SimpleUploadedFile("quyet-dinh.pdf", PDF)
    desk.open().head(title="Trích yếu đã gõ", number="").press(them=str(x_ray.pk)).press(moi="1")
    desk.type(1, code="1.000494", name="Tên đã gõ").save(upload=upload)

    second = desk.lines[1]
    assert desk.problems == [
        [],
        [
            "Chọn lĩnh vực của thủ tục mới.",
            "Mã 1.000494 đã có trong danh mục. Hãy chọn thủ tục đó, hoặc nhập mã khác.",
        ],
    ]
    assert f'<a href="#dong-{second.key}">Dòng 2: Chọn lĩnh vực của thủ tục mới.</a>' in desk.html
    assert '<a href="#id_number">Số, ký hiệu: Nhập số, ký hiệu ghi trên quyết định.</a>' in desk.html
    assert (desk.shown()["title"], second.name) == ("Trích yếu đã gõ", "Tên đã gõ")
    assert "Tệp vừa chọn không được giữ. Hãy chọn lại tệp." in desk.html
    assert "<title>Lỗi:" in desk.html
    assert Decision.objects.count() == 0


def test_a_code_typed_into_a_line_means_the_procedure_that_has_it(desk, x_ray, kinds):
    desk.open().head().press(moi="1").type(0, kind=kinds["amend"].pk, code="1.000494").save()

    assert Decision.objects.get().items.get().procedure == x_ray


def test_a_strange_code_is_noticed_beside_the_line_and_after_saving_and_kept(desk, register):
    field = FieldFactory()
    desk.open().head().press(moi="1").type(0, code="KH-7", name="Cấp", field=field.pk).press(tim="1")
    beside = "Mã không theo dạng 1.000494" in desk.html
    desk.save()

    assert (beside, "không theo dạng thường gặp: KH-7" in desk.html) == (True, True)
    assert Procedure.objects.get().code == "KH-7"


def test_the_button_pressed_twice_makes_one_decision_and_leads_to_it(desk, x_ray):
    desk.open().head().press(them=str(x_ray.pk))
    sent = desk.shown() | {"luu": "1"}
    answers = [desk.client.post(ENTER, sent) for _ in range(2)]

    decision = Decision.objects.get()
    assert [answer.url for answer in answers] == [decision.get_absolute_url()] * 2
    assert "Muốn sửa nội dung đã lưu, hãy dùng “Đính chính”" in desk.client.get(answers[1].url).content.decode()


def test_the_same_paper_typed_by_somebody_else_is_refused_and_keeps_the_form(desk, enter, x_ray, new):
    enter([new("1.000001", "Cấp")])
    desk.open().head().press(them=str(x_ray.pk)).save()

    assert "Quyết định này (cùng số, cùng ngày ký) đã được nhập." in desk.html
    assert len(desk.lines) == 1


@pytest.mark.parametrize(
    ("field", "day", "words"),
    [
        ("sign_date", "24/11/2026", "Ngày ký không thể sau hôm nay (23/11/2026)."),
        ("effective_date", "01/11/2026", "Ngày có hiệu lực không thể trước ngày ký (02/11/2026)."),
        ("received_date", "01/11/2026", "Ngày nhận được không thể trước ngày ký (02/11/2026)."),
        ("received_date", "24/11/2026", "Ngày nhận được không thể sau hôm nay (23/11/2026)."),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(desk, x_ray, field, day, words):
    desk.open(f"{ENTER}?cap=ministry").head(**{"received_date": "03/11/2026", field: day}).save()

    assert desk.response.context["form"].errors[field][-1] == words


def test_a_provincial_decision_without_a_line_is_refused(desk):
    desk.open().head().save()

    assert "Quyết định chưa có thủ tục nào. Hãy thêm ít nhất một dòng." in desk.html


# From the ministry to the province.


def test_a_provincial_decision_of_twelve_lines_is_entered_from_that_of_the_ministry(desk, enter, kinds):
    changes = [ItemChange(kinds["amend"], one) for one in catalogue(10)]
    changes += [ItemChange(kinds["abolish"], catalogue(1, start=11)[0])]
    changes += [ItemChange(kinds["create"], code="1.000001", name="Khai báo nguồn", field=FieldFactory())]
    ministry = enter(changes, level="ministry")
    page = desk.client.get(ministry.get_absolute_url()).content.decode()
    url = f"{ENTER}?cap=province&theo={ministry.pk}"

    desk.open(url).head().save()

    decision = Decision.objects.of_province().get()
    assert url.replace("&", "&amp;") in page
    assert (decision.follows, decision.items.count(), decision.publications.count()) == (ministry, 12, 7)
    assert list(Decision.objects.unanswered()) == []


def test_lines_of_the_ministry_that_we_do_not_have_wait_for_their_procedure(desk, enter, kinds):
    ministry = enter([ItemChange(kinds["amend"], name="Thủ tục chỉ có ở Bộ")], level="ministry")
    desk.open(f"{ENTER}?theo={ministry.pk}").head().save()

    assert desk.problems == [["Chọn thủ tục trong danh mục. Nếu thủ tục chưa có, hãy dùng loại “ban hành mới”."]]


@pytest.mark.parametrize("what", ["0", "x", "999999999999999999999"])
def test_a_decision_to_follow_that_is_not_there_is_not_found(desk, what):
    assert desk.client.get(f"{ENTER}?theo={what}").status_code == 404
