import pytest

from organization.models import AuditEvent
from outbox.models import Message
from tests.factories import UserFactory
from tests.organization.words import english
from tests.outbox.factories import MessageFactory

LIST = "/quan-tri/outbox/message/"


@pytest.fixture
def admin_client(client, administrator, agency):
    client.force_login(administrator)
    return client


@pytest.fixture
def refused(now):
    return MessageFactory(subject="Bị từ chối", failed_at=now, attempts=1, last_error="a@example.org: 550 no such user")


def page_of(message):
    return f"{LIST}{message.pk}/change/"


def test_a_refused_letter_is_shown_with_its_error_and_a_button(admin_client, refused):
    listed = admin_client.get(LIST).content.decode()
    page = admin_client.get(page_of(refused)).content.decode()

    assert '<span class="state state-late">Không gửi được</span>' in listed
    assert "a@example.org: 550 no such user" in listed
    assert f'formaction="{LIST}{refused.pk}/gui-lai/">Gửi lại</button>' in page
    assert english(page.replace("no such user", "")) == []


def test_the_button_sends_it_again(admin_client, refused, now):
    response = admin_client.post(f"{LIST}{refused.pk}/gui-lai/")

    assert response["Location"] == page_of(refused)
    refused.refresh_from_db()
    assert (refused.failed_at, refused.attempts) == (None, 0)
    assert AuditEvent.objects.of(refused).get().action == "outbox.resent"


def test_the_button_is_a_post(admin_client, refused):
    assert admin_client.get(f"{LIST}{refused.pk}/gui-lai/").status_code == 405


def test_letters_are_sent_again_in_bulk(admin_client, refused, now):
    other, sent = MessageFactory(failed_at=now, last_error="550"), MessageFactory(sent_at=now, attempts=1)
    fields = {"action": "resend_selected", "_selected_action": [refused.pk, other.pk, sent.pk]}

    page = admin_client.post(LIST, fields, follow=True)

    assert Message.objects.filter(failed_at=None, sent_at=None).count() == 2
    assert "không cần gửi lại" in page.content.decode()


def test_a_letter_that_arrived_has_no_button(admin_client, now):
    sent = MessageFactory(sent_at=now, attempts=1)

    assert "gui-lai" not in admin_client.get(page_of(sent)).content.decode()


@pytest.mark.parametrize("role", ["controller", "leader", "officer"])
def test_nobody_but_the_administrator_sees_or_sends_letters(client, agency, refused, role):
    client.force_login(UserFactory(role=role))

    assert client.get(LIST, follow=True).status_code == 403
    client.post(f"{LIST}{refused.pk}/gui-lai/")

    refused.refresh_from_db()
    assert refused.failed_at is not None


def test_letters_are_neither_added_nor_changed_nor_deleted(admin_client, refused):
    assert admin_client.get(f"{LIST}add/").status_code == 403
    assert admin_client.post(page_of(refused), {"subject": "x"}).status_code == 403
    assert admin_client.post(f"{LIST}{refused.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_secret_link_is_not_shown(admin_client):
    plain, secret = MessageFactory(text="Ai cũng đọc được"), MessageFactory(text="/dat-mat-khau/x", forget_body=True)

    assert "Ai cũng đọc được" in admin_client.get(page_of(plain)).content.decode()
    assert "/dat-mat-khau/x" not in admin_client.get(page_of(secret)).content.decode()


@pytest.mark.parametrize(
    ("state", "subjects"),
    [
        ("queued", ["Chờ"]),
        ("failed", ["Bị từ chối"]),
        ("sent", ["Một phần", "Xong"]),
        ("partly", ["Một phần"]),
        ("sending", []),
    ],
)
def test_letters_are_filtered_by_state(admin_client, refused, now, state, subjects):
    MessageFactory(subject="Chờ")
    MessageFactory(subject="Xong", sent_at=now, attempts=1)
    MessageFactory(subject="Một phần", sent_at=now, attempts=1, refused=["x@example.org"], last_error="550")

    page = admin_client.get(LIST, {"trang-thai": state})

    assert sorted(message.subject for message in page.context["cl"].result_list) == subjects


def test_letters_are_found_by_recipient(admin_client):
    MessageFactory(to=["can.tim@example.org"], subject="Tìm thấy")
    MessageFactory()

    page = admin_client.get(LIST, {"q": "can.tim"})

    assert [message.subject for message in page.context["cl"].result_list] == ["Tìm thấy"]


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_asks_the_same_for_any_number_of_letters(admin_client, count, django_assert_num_queries):
    MessageFactory.create_batch(count)

    with django_assert_num_queries(6):
        admin_client.get(LIST)
