"""The pages of anonymisation: access, offered actions, number of queries."""

from datetime import datetime

import pytest

from feedback.models import ENDED, Case, Disposal, RetentionRule
from tests.conftest import VIETNAM
from tests.factories import UserFactory
from tests.feedback.factories import CaseFactory
from tests.queries import queries_of

LIST = "/noi-bo/phan-anh/luu-tru/"
TYPED = {"reason": "Hết thời hạn lưu."}


@pytest.fixture
def terms(db):
    RetentionRule.objects.create(status="answered", months=12, citation="Quy định mẫu")


def due(**fields):
    return CaseFactory(status="answered", ended_at=datetime(2015, 1, 1, tzinfo=VIETNAM), **fields)


def proposed(by, now, *cases):
    disposal = Disposal.objects.create(reason="Hết hạn.", proposed_at=now, proposed_by=by)
    for case in cases:
        disposal.items.create(case=case)
    return disposal


@pytest.mark.parametrize("path", ["", "da-xong/", "1/"])
@pytest.mark.parametrize("role", ["officer", "administrator"])
def test_a_stranger_finds_nothing(client, terms, path, role):
    client.force_login(UserFactory(role=role))

    assert client.get(f"{LIST}{path}").status_code == 404


@pytest.mark.parametrize("step", ["xac-nhan", "huy"])
def test_a_stranger_changes_nothing(client, terms, controller, now, step):
    disposal = proposed(controller, now, due())
    client.force_login(UserFactory(role="officer"))

    assert client.post(f"{LIST}{disposal.pk}/{step}/").status_code == 404
    assert Disposal.objects.waiting().get() == disposal


@pytest.mark.parametrize("step", ["xac-nhan", "huy"])
def test_to_look_changes_nothing(client, terms, controller, now, step):
    client.force_login(UserFactory(role="controller"))

    assert client.get(f"{LIST}{proposed(controller, now).pk}/{step}/").status_code == 405


def test_from_the_list_to_the_forgotten_case(client, terms, controller):
    case, second = due(), UserFactory(role="controller")
    client.force_login(controller)
    page = client.post(LIST, TYPED | {"cases": [case.number]})
    disposal = Disposal.objects.get()
    assert page["Location"] == f"{LIST}{disposal.pk}/"
    assert client.get(page["Location"]).context["may_confirm"] is False

    client.force_login(second)
    assert client.get(page["Location"]).context["may_confirm"] is True
    client.post(f"{page['Location']}xac-nhan/")

    case.refresh_from_db()
    disposal.refresh_from_db()
    assert (case.sender.name, disposal.confirmed_by) == ("", second)
    words = client.get(case.get_absolute_url()).content.decode()
    assert "Danh tính người gửi đã được ẩn ngày" in words
    assert "Xem danh tính" not in words


def test_the_sender_reads_that_they_were_forgotten(client, received, now):
    receipt = received()
    Case.objects.filter(pk=receipt.case.pk).update(
        anonymised_at=now, status="answered", ended_at=now, answered_date=now
    )
    client.post("/phan-anh/tra-cuu/", {"number": receipt.case.number, "secret": receipt.secret})

    page = client.get(f"/phan-anh/tra-cuu/{receipt.case.number}/").content.decode()

    assert "các tệp đã được xóa ngày 23/11/2026 theo thời hạn lưu." in page
    assert 'name="rating"' not in page


def test_who_proposed_is_refused_in_words_and_nothing_is_lost(client, terms, controller, now):
    case = due()
    disposal = proposed(controller, now, case)
    client.force_login(controller)

    page = client.post(f"{LIST}{disposal.pk}/xac-nhan/", follow=True)

    case.refresh_from_db()
    assert "Người đề nghị không tự xác nhận được." in page.content.decode()
    assert case.sender.name == "Lê Thị Mẫu"


def test_cancelled_it_moves_to_those_that_are_done(client, terms, controller, now):
    disposal = proposed(controller, now, due())
    client.force_login(controller)

    client.post(f"{LIST}{disposal.pk}/huy/")

    assert list(client.get(f"{LIST}da-xong/").context["page"]) == [disposal]
    assert list(client.get(LIST).context["waiting"]) == []


def test_without_a_tick_or_a_reason_the_page_says_so(client, terms, controller):
    case = due()
    client.force_login(controller)

    page = client.post(LIST, {"reason": "", "forgets_words": "on"})

    assert page.context["form"].errors == {"cases": ["Đánh dấu ít nhất một phản ánh."], "reason": ["Ghi lý do."]}
    assert page.context["ticked"] == set()
    assert Disposal.objects.count() == 0
    assert list(page.context["page"]) == [case]


def test_a_case_that_was_taken_meanwhile_is_refused_in_words(client, terms, controller, now):
    case = due()
    proposed(UserFactory(role="controller"), now, case)
    client.force_login(controller)

    page = client.post(LIST, TYPED | {"cases": [case.number]})

    assert "đã ở trong đợt khác" in page.content.decode()
    assert Disposal.objects.count() == 1


def test_a_page_of_cases_is_what_can_be_proposed_at_once(client, terms, controller):
    for _ in range(51):
        due()
    client.force_login(controller)

    shown = [case.number for case in client.get(LIST).context["page"]]
    too_many = client.post(LIST, TYPED | {"cases": [case.number for case in Case.objects.all()]})

    assert len(shown) == 50
    assert "Mỗi đợt nhiều nhất 50 phản ánh." in too_many.content.decode()
    assert client.post(LIST, TYPED | {"cases": shown}).status_code == 302


def test_a_leader_is_shown_what_waits_and_no_form(client, terms, controller, leader, now):
    disposal = proposed(controller, now, due())
    due()
    client.force_login(leader)

    page = client.get(LIST)

    assert list(page.context["waiting"]) == [disposal]
    assert 'name="cases"' not in page.content.decode()


def test_no_page_of_forgetting_names_a_sender(client, terms, controller, now):
    disposal = proposed(controller, now, due())
    due()
    client.force_login(controller)

    for path in (LIST, f"{LIST}da-xong/", f"{LIST}{disposal.pk}/"):
        assert "Lê Thị Mẫu" not in client.get(path).content.decode()


@pytest.mark.parametrize("path", ["", "da-xong/", "{pk}/"])
def test_a_list_asks_the_same_for_one_row_and_for_five(client, terms, controller, leader, now, path):
    client.force_login(leader)
    disposal = proposed(controller, now, due())
    path = f"{LIST}{path.format(pk=disposal.pk)}"
    more(controller, now, disposal)
    one = queries_of(client, path)
    for _ in range(4):
        more(controller, now, disposal)

    assert queries_of(client, path) == one


def more(controller, now, disposal):
    due()
    disposal.items.create(case=due())
    proposed(controller, now, due())
    gone = proposed(UserFactory(role="controller"), now)
    gone.cancelled_at, gone.cancelled_by = now, controller
    gone.save()


def test_a_term_is_set_only_for_what_has_an_end(client, administrator):
    client.force_login(administrator)

    form = client.get("/quan-tri/feedback/retentionrule/add/").context["adminform"].form

    assert {value for value, _ in form.fields["status"].choices} == {"", *ENDED}
