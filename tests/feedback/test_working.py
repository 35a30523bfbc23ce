"""The page of a case and each step of the work, through the pages as people use them."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from feedback import life
from feedback.actions import handling, reception, senders
from feedback.models import Case
from feedback.views.working import STEPS
from organization.models import AuditEvent
from tests.documents.factories import PDF
from tests.factories import UserFactory
from tests.feedback.conftest import SENDER
from tests.feedback.factories import CaseFactory
from tests.queries import queries_of

IDENTITY = (SENDER["name"], SENDER["phone"], SENDER["address"], SENDER["email"])


@pytest.fixture(autouse=True)
def at_noon(now):
    with time_machine.travel(now + timedelta(hours=3), tick=False):
        yield


def page_of(client, user, case):
    client.force_login(user)
    return client.get(case.get_absolute_url())


def take(client, user, case, slug, **typed):
    """Send a form that was opened a moment ago."""
    client.force_login(user)
    now = Case.objects.values_list("revision", flat=True).get(pk=case.pk)
    return client.post(f"{case.get_absolute_url()}{slug}/", {"revision": now} | typed)


def test_every_step_of_the_table_has_a_page_of_its_own():
    elsewhere = {"receive", "issue", "forward", "publish", "republish", "unpublish", "keep_private"}
    by_sender = {name for name, action in life.ACTIONS.items() if action.by <= {life.Role.SENDER, life.Role.SYSTEM}}

    assert {step.name for step in STEPS.values()} == set(life.ACTIONS) - elsewhere - by_sender


def test_the_page_tells_nothing_of_who_sent_it_until_somebody_asks(client, case_in, controller):
    page = page_of(client, controller, case_in("handling")).content.decode()

    assert [words for words in IDENTITY if words in page] == []


def test_each_look_at_an_identity_is_written_down(client, case_in, unit_officer):
    case = case_in("handling")
    client.force_login(unit_officer)

    page = client.post(f"{case.get_absolute_url()}danh-tinh/")

    assert [words for words in IDENTITY if words not in page.content.decode()] == []
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    event = AuditEvent.objects.get(action="feedback.identity_viewed")
    assert (event.actor_id, event.target_label) == (unit_officer.pk, case.number)


def test_an_identity_has_no_address_that_could_be_passed_on(client, case_in, controller):
    case = case_in("handling")
    client.force_login(controller)

    assert client.get(f"{case.get_absolute_url()}danh-tinh/").status_code == 405
    assert AuditEvent.objects.filter(action="feedback.identity_viewed").count() == 0


@pytest.mark.parametrize("role", ["officer", "focal_point"])
def test_a_colleague_who_does_not_handle_it_sees_no_identity(client, case_in, unit, role):
    case = case_in("handling")
    client.force_login(UserFactory(role=role, unit=unit))

    assert client.post(f"{case.get_absolute_url()}danh-tinh/").status_code == 404


@pytest.mark.parametrize("role", ["controller", "leader", "administrator"])
def test_reception_the_approver_and_the_administrator_see_it(client, case_in, role):
    case = case_in("handling")
    client.force_login(UserFactory(role=role))

    assert client.post(f"{case.get_absolute_url()}danh-tinh/").status_code == 200


@pytest.mark.parametrize("slug", STEPS)
def test_a_stranger_finds_no_step(client, case_in, slug):
    case = case_in("handling")

    assert take(client, UserFactory(role="officer"), case, slug).status_code == 404
    assert case.events.last().action == "assign"


@pytest.mark.parametrize("slug", STEPS)
def test_a_step_that_is_not_open_leads_back_with_a_sentence(client, case_in, administrator, slug):
    case = case_in("handling")
    client.force_login(administrator)

    response = client.get(f"{case.get_absolute_url()}{slug}/", follow=True)

    assert response.redirect_chain == [(case.get_absolute_url(), 302)]
    assert [str(one) for one in response.context["messages"]] == [
        f"Bạn không có quyền thực hiện việc “{life.words(STEPS[slug].name)}” đối với phản ánh này."
    ]


def test_what_the_page_offers_can_be_done(client, case_in, unit_officer):
    case = case_in("handling")
    response = page_of(client, unit_officer, case)

    offered = [response.context["main"], *response.context["menu"]]
    assert [client.get(url).status_code for _, url in offered] == [200] * len(offered)
    assert response.context["main"][0] == "Đơn vị nhận xử lý"


def test_an_unknown_step_is_not_found(client, case_in, controller):
    case = case_in("handling")

    assert take(client, controller, case, "bay-len-troi").status_code == 404


def test_a_case_is_classified_on_its_page(client, case_in, controller):
    case = case_in("new")

    take(client, controller, case, "phan-loai", subject_class="own_rule", revision=case.revision)

    case.refresh_from_db()
    assert (case.status, case.subject_class) == ("received", "own_rule")


def test_who_is_not_received_reads_why(client, case_in, controller):
    case = case_in("new")
    wrong = take(client, controller, case, "phan-loai", subject_class="unacceptable", text="")
    take(client, controller, case, "phan-loai", subject_class="unacceptable", text="Thiếu nội dung.")

    assert "Ghi lý do từ chối; người gửi sẽ đọc được." in wrong.content.decode()
    case.refresh_from_db()
    assert case.status == "refused"
    assert case.events.public().last().text == "Thiếu nội dung."


def test_somebody_of_another_unit_is_not_the_officer(client, case_in, controller, unit):
    case = case_in("received")

    page = take(client, controller, case, "giao", unit=unit.pk, officer=UserFactory().pk).content.decode()

    assert "Chọn người của đơn vị xử lý." in page
    assert Case.objects.get(pk=case.pk).status == "received"


def test_who_accepts_becomes_the_officer_where_none_was_named(client, case_in, controller, unit, unit_officer, now):
    case = case_in("received")
    reception.assign(case=case, unit=unit, by=controller, now=now)

    take(client, unit_officer, case, "nhan")

    case.refresh_from_db()
    assert (case.officer, case.accepted_by) == (unit_officer, unit_officer)


def test_a_unit_that_sends_back_loses_sight_of_it(client, case_in, unit_officer):
    case = case_in("handling")

    response = take(client, unit_officer, case, "tra-lai", reason="Thuộc Chi cục TĐC.")

    assert response["Location"] == "/noi-bo/phan-anh/"
    case.refresh_from_db()
    assert (case.status, case.unit, case.officer) == ("received", None, None)


def test_a_draft_written_over_somebody_elses_is_refused_and_kept(client, case_in, unit_officer, controller, now):
    case = case_in("handling")
    handling.draft(case=case, text="Bản của người khác.", by=controller, now=now)

    page = take(client, unit_officer, case, "du-thao", text="Bản của tôi.", revision=case.revision)

    assert "Người khác vừa sửa nội dung này." in page.content.decode()
    assert "Bản của tôi." in page.content.decode()
    assert Case.objects.get(pk=case.pk).draft == "Bản của người khác."


def test_returned_with_remarks_and_approved_the_second_time(client, case_in, unit_officer, leader):
    case = case_in("approval")

    take(client, leader, case, "tra-du-thao", remarks="Nêu rõ ngày.", revision=case.revision)
    assert "Nêu rõ ngày." in page_of(client, unit_officer, case).content.decode()
    case.refresh_from_db()
    take(client, unit_officer, case, "du-thao", text="Ngày 14/12.", revision=case.revision)
    take(client, unit_officer, case, "trinh")
    take(client, leader, case, "duyet")

    case.refresh_from_db()
    assert (case.status, case.answer, case.approved_by) == ("approved", "Ngày 14/12.", leader)


def test_a_question_with_a_file_reaches_the_sender_and_stops_the_clock(client, case_in, unit_officer):
    case = case_in("handling")

    take(client, unit_officer, case, "hoi-nguoi-gui", question="Số nào?", files=SimpleUploadedFile("mau.pdf", PDF))

    case.refresh_from_db()
    assert (case.status, case.clocks.get(kind="answer").due_date) == ("waiting", None)
    assert case.files.get().is_public is True
    assert "Đang dừng" in page_of(client, unit_officer, case).content.decode()


def test_a_bad_file_is_refused_by_its_name_and_nothing_is_sent(client, case_in, unit_officer):
    case = case_in("handling")
    files = [SimpleUploadedFile("a.html", b"<html>"), SimpleUploadedFile("mau.pdf", PDF)]

    page = take(client, unit_officer, case, "hoi-nguoi-gui", question="Số nào?", files=files).content.decode()

    assert "a.html: Tệp phải là PDF, JPG, PNG, DOCX hoặc XLSX." in page
    assert "Số nào?" in page
    assert Case.objects.get(pk=case.pk).status == "handling"


def test_a_note_with_a_file_stays_inside(client, case_in, unit_officer):
    case = case_in("handling")

    take(client, unit_officer, case, "ghi-chu", text="Đã gọi.", files=SimpleUploadedFile("a.pdf", PDF))

    assert [event.text for event in case.events.public() if event.text] == []
    assert case.files.get().is_public is False


def test_what_came_on_paper_is_written_down_with_its_file(client, case_in, controller):
    case = case_in("waiting")

    take(client, controller, case, "ghi-bo-sung", text="Số 15.", files=SimpleUploadedFile("don.pdf", PDF))

    case.refresh_from_db()
    assert (case.status, case.files.get().file.name, case.files.get().is_public) == ("handling", "don.pdf", True)


def test_a_file_of_a_case_is_downloaded_and_never_shown(client, case_in, unit_officer):
    case = case_in("handling")
    take(client, unit_officer, case, "ghi-chu", text="Đã gọi.", files=SimpleUploadedFile("a.pdf", PDF))
    path = f"{case.get_absolute_url()}tep/{case.files.get().pk}/"

    response = client.get(path)

    assert response["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    client.force_login(UserFactory(role="officer"))
    assert client.get(path).status_code == 404


def test_two_that_speak_of_the_same_are_linked_and_the_draft_is_offered(client, case_in, controller, unit_officer, now):
    first, second = case_in("approved"), case_in("handling")

    take(client, controller, second, "danh-dau-trung", other=first.number.lower())

    second.refresh_from_db()
    assert second.duplicate_of == first
    client.force_login(unit_officer)
    assert client.get(f"{second.get_absolute_url()}du-thao/").context["form"]["text"].value() == first.answer


def test_a_number_that_nobody_has_is_said(client, case_in, controller):
    case = case_in("handling")

    page = take(client, controller, case, "danh-dau-trung", other="9999-1").content.decode()

    assert "Không có phản ánh số “9999-1”." in page


def test_spam_is_told_from_what_is_not(client, received, controller):
    first, second = (received(suspicions=["Có 9 liên kết."]).case for _ in range(2))

    take(client, controller, first, "bo-nghi-ngo")
    take(client, controller, second, "thu-rac")

    assert list(Case.objects.order_by("pk").values_list("status", "is_spam")) == [("new", False), ("refused", True)]


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_asks_the_same_number_of_queries_however_much_was_said(client, case_in, unit_officer, count, now):
    case = case_in("handling")
    for _ in range(count):
        handling.note(case=case, text="Ghi.", by=unit_officer, now=now)
        senders.add(case=case, text="Thêm.", now=now)
        CaseFactory(duplicate_of=case)
    client.force_login(unit_officer)

    assert queries_of(client, case.get_absolute_url()) == 12
