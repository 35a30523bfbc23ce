"""The public form: what it asks, what it keeps, and where it leads."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from feedback import tasks
from feedback.models import Case, Submission, SubmissionFile
from files.models import StoredFile
from tests.documents.factories import PDF
from tests.feedback.doors import CHECK, CONTENT, DISCARD, FILES, SENDER, START, WHAT, WHO, typed
from tests.feedback.factories import PublicTextFactory
from tests.markup import markup
from tests.procedures.factories import VersionFactory

pytestmark = pytest.mark.usefixtures("rules")


@pytest.fixture(autouse=True)
def at_nine(now):
    with time_machine.travel(now, tick=False) as clock:
        yield clock


def upload(name="anh.pdf", data=PDF):
    return SimpleUploadedFile(name, data)


def test_the_first_page_says_what_is_out_of_scope_and_how_personal_data_are_used(client):
    page = client.get(START).content.decode()

    assert "Mẫu này không nhận khiếu nại, tố cáo" in page
    assert "Thông tin cá nhân của bạn" in page
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("path", [SENDER, CONTENT, FILES, CHECK])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_has_not_begun_is_led_to_the_beginning(client, path, method):
    response = getattr(client, method)(path, WHO)

    assert (response.status_code, response["Location"]) == (302, START)


@pytest.mark.parametrize(
    ("given", "leads_to"),
    [([], SENDER), ([(SENDER, WHO)], CONTENT), ([(SENDER, WHO), (CONTENT, WHAT)], FILES)],
)
def test_no_step_can_be_skipped(client, given, leads_to):
    client.post(START)
    for path, answers in given:
        client.post(path, answers)

    assert client.post(CHECK)["Location"] == leads_to
    assert Case.objects.count() == 0


def test_the_steps_lead_on_to_the_last_look_which_shows_what_was_typed(client):
    client.post(START)

    ways = [client.post(path, answers)["Location"] for path, answers in [(SENDER, WHO), (CONTENT, WHAT)]]
    ways += [client.post(FILES, {"xong": "1"})["Location"]]
    page = client.get(CHECK).content.decode()

    assert ways == [CONTENT, FILES, CHECK]
    assert [words in page for words in (WHO["name"], WHO["phone"], WHO["email"], WHAT["title"])] == [True] * 4


def test_a_correction_from_the_last_look_comes_back_to_it(client):
    typed(client)

    response = client.post(SENDER, WHO | {"name": "Lê Văn Đúng"})

    assert response["Location"] == CHECK
    assert "Lê Văn Đúng" in client.get(CHECK).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Nhập họ và tên hoặc tên tổ chức."),
        ({"name": "..."}, "Nhập họ và tên hoặc tên tổ chức."),
        ({"address": ""}, "Nhập địa chỉ."),
        ({"phone": "", "postal_address": ""}, "Nhập số điện thoại hoặc địa chỉ nhận thư."),
        ({"phone": "gọi tôi"}, "Nhập số điện thoại bằng chữ số, ví dụ 0912 345 678."),
        ({"email": "khong-phai"}, "Nhập thư điện tử theo dạng ten@vidu.vn, hoặc để trống."),
        ({"kind": ""}, "Chọn cá nhân hoặc tổ chức."),
    ],
)
def test_what_is_wrong_with_the_sender_is_said_at_the_field_and_the_rest_is_kept(client, wrong, sentence):
    client.post(START)

    response = client.post(SENDER, WHO | wrong)

    page = response.content.decode()
    assert [error for errors in response.context["form"].errors.values() for error in errors] == [sentence]
    assert "<title>Lỗi: " in page
    assert [value for name, value in WHO.items() if name not in wrong and value not in page] == []
    assert Submission.objects.get().typed == {}


@pytest.mark.parametrize("contact", [{"phone": "", "postal_address": "Hộp thư 12"}, {"postal_address": ""}])
def test_a_telephone_or_an_address_for_letters_is_enough(client, contact):
    client.post(START)

    assert client.post(SENDER, WHO | contact)["Location"] == CONTENT


def test_every_problem_in_the_summary_leads_to_a_field_of_the_page(client):
    client.post(START)

    page = markup(client.post(CONTENT, {}))

    targets = re.findall(r'<li><a href="#(.*?)">', page)
    assert targets == ["id_subject_0", "id_title", "id_content"]
    assert [page.count(f' id="{target}"') for target in targets] == [1, 1, 1]


def test_what_was_typed_is_there_again_after_the_tab_was_closed(client):
    client.post(START)
    client.post(SENDER, WHO)

    start, again = client.get(START).content.decode(), client.post(START)

    assert "Tiếp tục phiếu đang viết" in start
    assert again["Location"] == CONTENT
    assert WHO["address"] in client.get(SENDER).content.decode()


def test_a_new_form_begins_empty(client):
    typed(client)

    response = client.post(START, {"moi": "1"})

    assert response["Location"] == SENDER
    assert WHO["name"] not in client.get(SENDER).content.decode()


def test_somebody_else_does_not_see_what_was_typed(client):
    typed(client)

    assert Client().get(CHECK)["Location"] == START


def test_pages_with_personal_data_are_kept_nowhere(client):
    typed(client)

    assert [client.get(path)["Cache-Control"] for path in (SENDER, CHECK)] == [
        "max-age=0, no-cache, no-store, must-revalidate, private"
    ] * 2


def test_a_procedure_is_found_without_accents_and_without_script(client):
    found = VersionFactory(name="Khai báo thiết bị X-quang chẩn đoán trong y tế")
    VersionFactory(name="Công bố sử dụng dấu định lượng")
    client.post(START)

    response = client.post(CONTENT, WHAT | {"tim_thu_tuc": "khai bao x quang", "tim": "1"})

    page = response.content.decode()
    assert response.context["found"] == [found]
    assert (WHAT["content"] in page, "<title>Lỗi" in page) == (True, False)


def test_words_that_nobody_searched_for_are_searched_when_the_form_is_sent(client):
    """Enter in the search field without script sends the form."""
    found = VersionFactory(name="Khai báo thiết bị X-quang chẩn đoán trong y tế")
    client.post(START)

    first = client.post(CONTENT, WHAT | {"tim_thu_tuc": "x quang"})
    second = client.post(CONTENT, WHAT | {"tim_thu_tuc": "x quang", "da_tim": "x quang", "procedure": ""})

    assert first.context["found"] == [found]
    assert second.status_code == 302


def test_the_chosen_procedure_is_kept_and_shown(client):
    chosen = VersionFactory(name="Khai báo thiết bị X-quang chẩn đoán trong y tế")
    typed(client, what={"procedure": str(chosen.procedure_id)})

    assert f"<dd>{chosen.name}</dd>" in markup(client.get(CHECK))
    box = f'value="{chosen.procedure_id}" id="thu-tuc-{chosen.procedure_id}" checked'
    assert box in markup(client.get(CONTENT))


def test_a_procedure_that_does_not_exist_is_refused_in_words(client):
    client.post(START)

    response = client.post(CONTENT, WHAT | {"procedure": "999999"})

    assert list(response.context["form"].errors) == ["procedure"]


def test_the_last_look_shows_answers_and_procedures_that_match(client):
    answer = PublicTextFactory(search_text="khai bao thiet bi x quang giay phep buc xa")
    PublicTextFactory(search_text="dau dinh luong hang dong goi")
    procedure = VersionFactory(name="Khai báo thiết bị X-quang chẩn đoán trong y tế")
    typed(client, what={"title": "Khai báo thiết bị X-quang quá lâu"})

    context = client.get(CHECK).context

    assert (list(context["answers"]), list(context["procedures"])) == ([answer], [procedure])


# Files


def test_files_are_kept_one_by_one_and_can_be_taken_off(client):
    client.post(START)
    client.post(FILES, {"files": [upload("mot.pdf"), upload("hai.pdf")], "them": "1"})

    client.post(FILES, {"bo": str(SubmissionFile.objects.get(file__name="mot.pdf").pk)})

    assert list(StoredFile.objects.values_list("name", flat=True)) == ["hai.pdf"]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("trang.html", b"<html>", "trang.html: Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."),
        ("hinh.svg", b"<svg/>", "hinh.svg: Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX."),
        ("rong.pdf", b"", "rong.pdf: Tệp rỗng. Hãy chọn tệp khác."),
        (
            "gia.png",
            b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
            "gia.png: Nội dung tệp không phải là PNG hoặc tệp bị hỏng. Hãy mở tệp, lưu lại rồi chọn lại.",
        ),
    ],
)
def test_a_file_that_is_refused_is_named_and_the_others_stay(client, name, data, sentence):
    client.post(START)

    response = client.post(FILES, {"files": [upload("tot.pdf"), upload(name, data)], "xong": "1"})

    assert response.context["problems"] == [sentence]
    assert "<title>Lỗi: " in response.content.decode()
    assert list(StoredFile.objects.values_list("name", flat=True)) == ["tot.pdf"]


def test_a_name_of_500_characters_is_shortened_and_kept(client):
    client.post(START)

    client.post(FILES, {"files": [upload("x" * 500 + ".pdf")], "them": "1"})

    assert len(StoredFile.objects.get().name) <= 150


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    client.post(START)

    response = client.post(FILES, {"files": [upload("to.pdf", PDF + b" " * 1024 * 1024)]})

    assert response.context["problems"] == ["to.pdf: Tệp phải nhỏ hơn 1 MB."]


def test_more_than_five_files_are_refused_in_words(client):
    client.post(START)

    response = client.post(FILES, {"files": [upload(f"{n}.pdf") for n in range(6)], "xong": "1"})

    assert response.context["problems"] == ["5.pdf: Gửi nhiều nhất 5 tệp một lần."]
    assert SubmissionFile.objects.count() == 5


def test_a_file_of_somebody_else_cannot_be_taken_off(client):
    client.post(START)
    client.post(FILES, {"files": [upload()]})
    stranger = Client()
    stranger.post(START)

    stranger.post(FILES, {"bo": str(SubmissionFile.objects.get().pk)})

    assert SubmissionFile.objects.count() == 1


# Unsent forms


def test_who_throws_the_form_away_leaves_nothing_behind(client):
    typed(client)
    client.post(FILES, {"files": [upload()]})

    response = client.post(DISCARD, follow=True)

    assert "Đã xóa những gì bạn đã nhập." in response.content.decode()
    assert (Submission.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_the_form_is_thrown_away_by_post_only(client):
    typed(client)

    assert client.get(DISCARD).status_code == 405
    assert Submission.objects.count() == 1


def test_a_form_that_nobody_sent_lives_a_day_with_its_files(client, at_nine, now):
    client.post(START)
    client.post(FILES, {"files": [upload()]})

    at_nine.move_to(now + timedelta(hours=23))
    tasks.tidy()
    young = Submission.objects.count()
    at_nine.move_to(now + timedelta(hours=25))
    tasks.tidy()

    assert (young, Submission.objects.count(), StoredFile.objects.count()) == (1, 0, 0)
