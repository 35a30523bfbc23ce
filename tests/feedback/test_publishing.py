"""Nothing becomes public by itself, and nothing that could tell who sent it becomes public unseen."""

from datetime import timedelta

import pytest

from core.refusals import NotAllowed
from feedback import privacy
from feedback.actions import handling, publishing, senders
from feedback.actions.publishing import identity_of
from feedback.models import Case, PublicText
from tests.factories import UserFactory
from tests.feedback.conftest import PUBLIC
from tests.markup import markup
from tests.together import together

RESULTS = "/phan-anh/ket-qua/"
REVEALING = PUBLIC | {"question": "Bà Lê Thị Mẫu, 0912 345 678, phản ánh giấy hẹn quá ngày."}


def publish(case, controller, now, fields=PUBLIC, confirmed=(), **given):
    return publishing.publish(case=case, fields=fields, confirmed=confirmed, by=controller, now=now, **given)


def test_an_answered_case_is_not_public_by_itself(client, case_in):
    case = case_in("answered")

    assert PublicText.objects.count() == 0
    assert client.get(f"{RESULTS}{case.number}/").status_code == 404


def test_a_published_answer_is_read_by_everybody_without_the_sender(client, case_in):
    case = case_in("published")

    page = client.get(f"{RESULTS}{case.number}/")

    assert "Cơ quan đã trả kết quả và xin lỗi về việc chậm trễ." in page.content.decode()
    for hidden in (case.content, case.sender.name, case.sender.phone, case.sender.address):
        assert hidden not in page.content.decode()
    assert page["Cache-Control"] == "public, max-age=60"


def test_what_could_tell_who_sent_it_blocks_until_it_is_removed(case_in, controller, now):
    case = case_in("answered")

    with pytest.raises(NotAllowed, match="Còn 2 chỗ có thể làm lộ danh tính"):
        publish(case, controller, now, REVEALING)

    assert Case.objects.get(pk=case.pk).status == "answered"
    assert publish(case, controller, now).question == PUBLIC["question"]


def test_each_place_is_confirmed_by_itself_and_remembered(case_in, controller, now):
    case = case_in("answered")
    name, phone = privacy.find(REVEALING["question"], identity_of(case.sender), "question")

    with pytest.raises(NotAllowed, match="Còn 1 chỗ"):
        publish(case, controller, now, REVEALING, confirmed={name.key})
    text = publish(case, controller, now, REVEALING, confirmed={name.key, phone.key})

    assert [mark["key"] for mark in text.confirmed_marks] == [name.key, phone.key]
    assert (text.published_by, text.published_at) == (controller, now)


def test_a_word_about_one_text_is_no_word_about_another(case_in, controller, now):
    case = case_in("answered")
    marks = privacy.find(REVEALING["question"], identity_of(case.sender), "question")
    other = REVEALING | {"answer": "Đã trả lời bà Mẫu qua số 0912 345 678."}

    with pytest.raises(NotAllowed, match="Còn 2 chỗ"):
        publish(case, controller, now, other, confirmed={mark.key for mark in marks})


def test_withdrawn_it_is_gone_outside_and_kept_inside(client, case_in, controller, now):
    case = case_in("published")

    publishing.unpublish(case=case, reason="Người gửi đề nghị.", by=controller, now=now)

    assert client.get(f"{RESULTS}{case.number}/").status_code == 404
    text = PublicText.objects.get()
    assert (text.withdrawn_by, text.withdrawn_reason) == (controller, "Người gửi đề nghị.")
    assert Case.objects.get(pk=case.pk).status == "answered"


def test_edited_it_goes_through_the_same_check_and_the_old_text_is_kept(case_in, controller, now):
    case = case_in("published")

    with pytest.raises(NotAllowed, match="lộ danh tính"):
        publishing.republish(case=case, fields=REVEALING, confirmed=(), by=controller, now=now)
    edited = PUBLIC | {"title": "Chậm trả giấy phép"}
    publishing.republish(case=case, fields=edited, confirmed=(), by=controller, now=now)

    assert PublicText.objects.current().get().title == "Chậm trả giấy phép"
    assert PublicText.objects.count() == 2


def test_a_case_that_is_not_put_on_the_site_owes_no_publication(case_in, controller, now):
    case = case_in("answered")

    publishing.keep_private(case=case, reason="Việc riêng của người gửi.", by=controller, now=now)

    case.refresh_from_db()
    assert (case.status, case.due_date) == ("answered", None)
    with pytest.raises(NotAllowed):
        publishing.keep_private(case=case, reason="Lần nữa.", by=controller, now=now)


def test_opened_again_it_is_no_longer_public(client, case_in, controller, now):
    case = case_in("published")
    senders.ask_reopening(case=case, reason="Chưa rõ.", now=now)

    senders.reopen(case=case, by=controller, now=now + timedelta(days=1))

    assert client.get(f"{RESULTS}{case.number}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_publish_at_once_one_wins(case_in, controller, now):
    case = case_in("answered")

    results = together(8, lambda: publish(case, controller, now))

    assert sorted(results) == ["refused"] * 7 + ["won"]
    assert PublicText.objects.current().count() == 1


# --- The editor's page ---------------------------------------------------------------------------------------------


def path_of(case):
    return f"/noi-bo/phan-anh/{case.number}/cong-khai/"


def typed(case, **fields):
    return {**PUBLIC, "field": "", "revision": case.revision, **fields}


def test_the_page_begins_with_a_proposal_that_hides_the_sender(client, case_in, controller):
    case = case_in("answered", content="Tôi là Lê Thị Mẫu, số 0912 345 678, bị chậm.")
    client.force_login(controller)

    form = client.get(path_of(case)).context["form"]

    assert form["question"].value() == "Tôi là […], số […], bị chậm."


def test_the_page_shows_each_mark_with_a_box_and_keeps_what_was_typed(client, case_in, controller):
    case = case_in("answered")
    client.force_login(controller)

    response = client.post(path_of(case), typed(case, question=REVEALING["question"]))

    page = markup(response)
    assert "<mark>Lê Thị Mẫu</mark>" in page or "<mark>Bà Lê Thị Mẫu</mark>" in page
    assert page.count('name="confirmed"') == 2
    assert PublicText.objects.count() == 0


def test_ticked_boxes_let_it_pass(client, case_in, controller):
    case = case_in("answered")
    client.force_login(controller)
    marks = privacy.find(REVEALING["question"], identity_of(case.sender), "question")

    confirmed = [mark.key for mark in marks]
    response = client.post(path_of(case), typed(case, question=REVEALING["question"], confirmed=confirmed))

    assert response["Location"] == case.get_absolute_url()
    assert PublicText.objects.get().question == REVEALING["question"]


def test_a_text_written_over_somebody_elses_is_refused(client, case_in, controller, now):
    case = case_in("answered")
    client.force_login(controller)
    handling.note(case=case, text="Khoan đã.", by=controller, now=now)

    page = client.post(path_of(case), typed(case)).content.decode()

    assert "Người khác vừa sửa nội dung này." in page
    assert PublicText.objects.count() == 0


def test_after_having_read_that_somebody_else_saved_the_same_press_goes_through(client, case_in, controller, now):
    case = case_in("answered")
    client.force_login(controller)
    handling.note(case=case, text="Khoan đã.", by=controller, now=now)
    form = client.post(path_of(case), typed(case)).context["form"]

    client.post(path_of(case), typed(case, revision=form["revision"].value()))

    assert PublicText.objects.get().question == PUBLIC["question"]


def test_a_box_that_is_not_ticked_again_blocks_although_it_was_once(client, case_in, controller, now):
    case = case_in("answered")
    marks = privacy.find(REVEALING["question"], identity_of(case.sender), "question")
    publish(case, controller, now, REVEALING, confirmed={mark.key for mark in marks})
    case.refresh_from_db()
    client.force_login(controller)

    assert client.get(path_of(case)).context["form"].open_marks == 0
    client.post(path_of(case), typed(case, question=REVEALING["question"], title="Tiêu đề mới"))

    assert PublicText.objects.get().title == PUBLIC["title"]


@pytest.mark.parametrize("slug", ["cong-khai", "rut-cong-khai", "khong-cong-khai"])
def test_a_stranger_finds_no_editor(client, case_in, slug):
    case = case_in("published")
    client.force_login(UserFactory(role="officer"))

    assert client.get(f"/noi-bo/phan-anh/{case.number}/{slug}/").status_code == 404
