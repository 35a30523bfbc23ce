"""Công văn: drawn up from the case, numbered by văn thư, frozen once, sent once."""

import io
import subprocess
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from pypdf import PdfReader

from core.refusals import NotAllowed
from feedback import letters, mails
from feedback.actions import handling, reception
from feedback.actions import letters as letters_actions
from feedback.models import Case, Letter
from files import keeping
from files.models import StoredFile
from organization.models import AuditEvent
from outbox.models import Message
from tests.factories import UserFactory
from tests.feedback.conftest import SENDER, letter_fields
from tests.markup import markup
from tests.together import together


@pytest.fixture(autouse=True)
def at_noon(now):
    with time_machine.travel(now + timedelta(hours=3), tick=False):
        yield


def words_of(data):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def issue(case, controller, now, **fields):
    return letters_actions.issue(case=case, fields=letter_fields(now) | fields, by=controller, now=now)


def test_the_letter_says_who_is_answered_what_and_by_whom(case_in, controller, now):
    letter = issue(case_in("approved"), controller, now)

    words = words_of(letter.file.file.read())
    for part in (
        "Số: 15/SKHCN-KSTTHC",
        "V/v trả lời phản ánh, kiến nghị số PAKN-2026-0001",
        "ngày 23 tháng 11 năm 2026",
        "Kính gửi: Bà Lê Thị Mẫu",
        "của Ông (Bà) Lê Thị Mẫu về việc: Chậm trả kết quả cấp phép. Sau khi xem xét",
        "Sở đã trả kết quả.",
        "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "Trần Văn Mẫu",
        "- Lưu: VT, KSTTHC.",
    ):
        assert part in words
    assert words.count("./.") == 1


def test_the_letter_is_set_in_one_family_of_letters(case_in, controller, now, tmp_path):
    path = tmp_path / "cong-van.pdf"
    path.write_bytes(issue(case_in("approved"), controller, now).file.file.read())

    command = ["pdffonts", path]
    fonts = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[2:]

    assert {line.split()[0].split("+")[1].split("-")[0] for line in fonts} <= {"Tinos", "LiberationSerif"}


def test_issued_the_case_is_answered_on_the_day_of_the_letter(case_in, controller, now):
    case = case_in("approved")
    issue(case, controller, now)

    case.refresh_from_db()
    assert (case.status, case.answered_date, case.answer) == ("answered", date(2026, 11, 23), "Sở đã trả kết quả.")
    assert case.clocks.get(kind="answer").done_date == date(2026, 11, 23)
    assert case.clocks.open().get().kind == "publish"


def test_the_letter_goes_to_the_sender_once_with_nothing_personal_in_its_subject(case_in, controller, now):
    letter = issue(case_in("approved"), controller, now)

    message = Message.objects.get(key__contains=":letter:")
    assert (message.to, message.subject) == (
        [SENDER["email"]],
        "[PAKN-2026-0001] Trả lời phản ánh, kiến nghị",
    )
    assert list(message.attachments.all()) == [letter.file]
    assert message.forget_body is True


def test_without_an_e_mail_nothing_is_mailed(case_in, controller, now):
    issue(case_in("approved", sender=SENDER | {"email": ""}), controller, now)

    assert Message.objects.filter(key__contains=":letter:").count() == 0


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"number": " "}, "Nhập số công văn"),
        ({"issued_date": None}, "không thể sau hôm nay"),
        ({"issued_date": date(2026, 11, 24)}, "không thể sau hôm nay"),
        ({"issued_date": date(2026, 11, 20)}, "không thể trước ngày tiếp nhận"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_left(case_in, controller, now, fields, words):
    case = case_in("approved")

    with pytest.raises(NotAllowed, match=words):
        issue(case, controller, now, **fields)

    assert (Letter.objects.count(), Case.objects.get(pk=case.pk).status) == (0, "approved")


def test_one_number_of_a_year_is_one_letter(case_in, controller, now):
    issue(case_in("approved"), controller, now)

    with pytest.raises(NotAllowed, match="đã được ghi cho phản ánh PAKN-2026-0001"):
        issue(case_in("approved"), controller, now)


@pytest.mark.django_db(transaction=True)
def test_of_eight_issued_at_once_one_leaves(case_in, controller, now):
    case = case_in("approved")

    results = together(8, lambda: issue(case, controller, now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert Letter.objects.count() == Message.objects.filter(key__contains=":letter:").count() == 1


def test_a_number_is_one_however_many_zeros_it_has(case_in, controller, now):
    first, second = issue(case_in("approved"), controller, now, number="5"), case_in("approved")

    assert first.number == "05"
    for number in ("5", "05", " 005 "):
        with pytest.raises(NotAllowed, match="Công văn số 05/SKHCN-KSTTHC đã được ghi"):
            issue(second, controller, now, number=number)


@pytest.mark.django_db(transaction=True)
def test_of_four_cases_that_get_one_number_at_once_one_has_it(case_in, controller, now):
    waiting = iter([case_in("approved") for _ in range(4)])

    results = together(4, lambda: issue(next(waiting), controller, now))

    assert sorted(results) == ["refused"] * 3 + ["won"]


@pytest.mark.parametrize(("symbol", "kept"), [("SKHCN-QLCN", "- Lưu: VT, QLCN."), ("SKHCN", "- Lưu: VT.")])
def test_the_unit_that_drafted_keeps_a_copy(case_in, controller, now, symbol, kept):
    letter = issue(case_in("approved"), controller, now, symbol=symbol)

    assert kept in words_of(letter.file.file.read())


def test_a_forwarded_case_names_its_sender_to_the_body_and_the_body_to_its_sender(case_in, controller, now):
    case = case_in("received")
    fields = letter_fields(now) | {"recipient": "Bộ Khoa học và Công nghệ"}

    letter = letters_actions.forward(case=case, fields=fields, by=controller, now=now)

    words = words_of(letter.file.file.read())
    assert "điện thoại: 0912 345 678" in words
    assert case.content in words
    assert "Bộ Khoa học và Công nghệ" in Message.objects.get(key__contains=":letter:").text
    assert Message.objects.get(key__contains=":letter:").attachments.count() == 0
    case.refresh_from_db()
    assert (case.status, case.due_date) == ("forwarded", None)


def test_our_own_matters_are_not_forwarded(case_in, controller, now):
    case = case_in("received")
    reception.classify(case=case, subject_class="own_rule", by=controller, now=now)

    with pytest.raises(NotAllowed, match="không thuộc thẩm quyền"):
        letters_actions.forward(case=case, fields=letter_fields(now), by=controller, now=now)


@pytest.mark.parametrize(
    ("title", "signs"),
    [
        ("Phó Giám đốc", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Ai đó")),
        ("Giám đốc", ("", "GIÁM ĐỐC", "Ai đó")),
        ("", ("", "", "Ai đó")),
    ],
)
def test_a_deputy_signs_for_the_head(db, title, signs):
    assert letters.signer(UserFactory(full_name="Ai đó", job_title=title)) == signs


# --- Slow work comes first ---------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("status", "action"), [("approved", "issue"), ("received", "forward")])
def test_the_paper_is_drawn_once_and_before_the_transaction(case_in, controller, now, slow, status, action):
    case = case_in(status)
    slow.clear()

    getattr(letters_actions, action)(case=case, fields=letter_fields(now), by=controller, now=now)

    assert slow == [("render", False), ("made", False)]


def test_a_letter_that_cannot_be_issued_is_not_drawn(case_in, controller, now, slow):
    issue(case_in("approved"), controller, now)
    waiting, other = case_in("handling"), case_in("approved")
    slow.clear()

    for case in (waiting, other):
        with pytest.raises(NotAllowed):
            issue(case, controller, now)

    assert slow == []


def test_a_case_that_changed_while_its_letter_was_drawn_keeps_its_status(case_in, controller, now, monkeypatch):
    case = case_in("approved")
    render = letters.render

    def add_meanwhile(letter):
        handling.note(case=case, text="Đã gọi.", by=controller, now=now)
        return render(letter)

    monkeypatch.setattr(letters, "render", add_meanwhile)

    with pytest.raises(NotAllowed, match="Người khác vừa"):
        issue(case, controller, now)

    assert (Letter.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert Case.objects.get(pk=case.pk).status == "approved"


def test_a_number_that_another_case_got_while_the_letter_was_drawn_is_refused(case_in, controller, now, monkeypatch):
    first, second = case_in("approved"), case_in("approved")
    render = letters.render

    def issue_meanwhile(letter):
        monkeypatch.setattr(letters, "render", render)
        issue(first, controller, now)
        return render(letter)

    monkeypatch.setattr(letters, "render", issue_meanwhile)

    with pytest.raises(NotAllowed, match=f"đã được ghi cho phản ánh {first.number}"):
        issue(second, controller, now)

    assert (Letter.objects.get().case, Case.objects.get(pk=second.pk).status) == (first, "approved")


@pytest.mark.django_db(transaction=True)
def test_an_issue_that_rolls_back_leaves_no_row_and_its_bytes_go_with_the_sweep(case_in, controller, now, monkeypatch):
    case = case_in("approved")
    with monkeypatch.context() as broken:
        broken.setattr(mails, "queue", lambda *args, **options: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            issue(case, controller, now)

    assert (Letter.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert Case.objects.get(pk=case.pk).status == "approved"
    assert keeping.forget_orphans(now=timezone.now() + timedelta(days=365)) == 1


# --- The pages ---------------------------------------------------------------------------------------------------


def path_of(case):
    return f"/noi-bo/phan-anh/{case.number}/cong-van/"


def typed(now):
    fields = letter_fields(now)
    return fields | {"issued_date": f"{fields['issued_date']:%d/%m/%Y}", "opening": "Mở đầu.", "closing": "Kết thúc."}


def test_a_look_at_the_paper_changes_nothing(client, case_in, controller, now):
    case = case_in("approved")
    client.force_login(controller)

    response = client.post(path_of(case), {**typed(now), "number": "", "xem": "1"})

    assert response["Content-Type"] == "application/pdf"
    assert "Sở đã trả kết quả." in words_of(response.content)
    assert (Letter.objects.count(), Case.objects.get(pk=case.pk).status) == (0, "approved")


def test_the_page_issues_the_letter(client, case_in, controller, now):
    case = case_in("approved")
    client.force_login(controller)

    response = client.post(path_of(case), typed(now))

    assert response["Location"] == case.get_absolute_url()
    assert Letter.objects.get().body == "Mở đầu.\nSở đã trả kết quả.\nKết thúc."


def test_a_missing_number_is_said_at_its_field_and_the_rest_is_kept(client, case_in, controller, now):
    client.force_login(controller)

    page = markup(client.post(path_of(case_in("approved")), typed(now) | {"number": ""}))

    assert "Số công văn: Nhập số công văn do văn thư cấp." in " ".join(page.split())
    assert "Mở đầu." in page


def test_a_letter_that_is_not_due_leads_back_to_the_case(client, case_in, controller):
    case = case_in("handling")
    client.force_login(controller)

    assert client.get(path_of(case))["Location"] == case.get_absolute_url()


def test_a_colleague_who_may_not_see_the_sender_does_not_get_the_letter(client, case_in, controller, unit, now):
    case = case_in("answered")
    letter = case.letters.get()
    client.force_login(UserFactory(role="officer", unit=unit))

    assert client.get(f"{path_of(case)}{letter.pk}/").status_code == 404
    assert client.get(f"{case.get_absolute_url()}tep/{case.files.get(file=letter.file).pk}/").status_code == 404
    assert SENDER["name"] not in client.get(case.get_absolute_url()).content.decode()


def test_a_stranger_finds_no_letter(client, case_in):
    case = case_in("approved")
    client.force_login(UserFactory(role="officer"))

    assert client.get(path_of(case)).status_code == 404


def test_drawing_up_and_opening_a_letter_are_looks_at_an_identity(client, case_in, controller):
    approved, answered = case_in("approved"), case_in("answered")
    client.force_login(controller)

    client.get(path_of(approved))
    client.get(f"{path_of(answered)}{answered.letters.get().pk}/")

    seen = AuditEvent.objects.filter(action="feedback.identity_viewed").order_by("pk")
    assert [event.target_label for event in seen] == [approved.number, answered.number]


def test_a_colleague_who_may_not_see_the_sender_draws_up_no_letter(client, case_in, unit, now):
    case, colleague = case_in("approved"), UserFactory(role="officer", unit=unit)
    client.force_login(colleague)

    assert client.get(path_of(case))["Location"] == case.get_absolute_url()
    with pytest.raises(NotAllowed, match="danh tính"):
        issue(case, colleague, now)
