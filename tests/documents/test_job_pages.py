"""The page of a file that is being made, and the way to the file."""

import pytest
from django.urls import reverse

from documents import actions
from documents.models import Job
from tests.documents.jobs import CONTENT, failed, make, order
from tests.factories import UserFactory

pytestmark = pytest.mark.usefixtures("makers", "hurried")


def page_of(client, job, query=""):
    return client.get(job.get_absolute_url() + query)


def again_after(response):
    """In how many seconds the page comes again by itself."""
    return response.headers.get("Refresh")


def test_a_waiting_page_comes_again_by_itself(client, officer, now):
    client.force_login(officer)

    response = page_of(client, order(officer, now))
    page = response.content.decode()

    assert (again_after(response), page.count("<progress"), page.count("Đang chờ đến lượt…")) == ("2", 1, 1)
    assert page.count("<h1>Đang tạo kế hoạch năm 2021 (PDF)</h1>") == 1
    assert page.count('href="/noi-bo/ke-hoach/2021/"') == 1


def test_a_page_that_moves_by_itself_can_be_stopped(client, officer, now):
    client.force_login(officer)

    response = page_of(client, order(officer, now), "?dung=1")

    assert (again_after(response), response.content.decode().count("<progress")) == (None, 1)


def test_a_finished_page_leads_to_the_file_and_stands_still(client, officer, now):
    client.force_login(officer)
    job = order(officer, now)
    make(job, now)

    response = page_of(client, job)

    assert (again_after(response), response.content.decode().count("Tải về")) == (None, 1)
    response = client.get(reverse("documents:download", args=[job.pk]))
    assert b"".join(response.streaming_content) == CONTENT
    assert response["Content-Disposition"] == 'attachment; filename="ke-hoach-2021.pdf"'
    assert (response["Cache-Control"], response["X-Content-Type-Options"]) == ("private, no-store", "nosniff")


def test_a_failed_page_says_so_and_a_button_orders_anew(client, officer, now):
    client.force_login(officer)
    job = failed(officer, now)

    response = page_of(client, job)
    page = response.content.decode()

    assert (again_after(response), page.count(actions.GIVEN_UP), page.count("Thử lại</button>")) == (None, 1, 1)
    response = client.post(reverse("documents:retry", args=[job.pk]))
    assert response.url == Job.objects.open().get().get_absolute_url()


def test_pressing_again_on_what_is_under_way_says_where_it_stands(client, officer, now):
    client.force_login(officer)
    job = order(officer, now)

    response = client.post(reverse("documents:retry", args=[job.pk]), follow=True)

    assert response.redirect_chain == [(job.get_absolute_url(), 302)]
    assert [str(message) for message in response.context["messages"]] == [
        "Tệp này đang ở trạng thái “Đang chờ đến lượt”, không cần thử lại."
    ]


def test_there_is_nothing_to_download_before_it_is_made(client, officer, now):
    client.force_login(officer)

    assert client.get(reverse("documents:download", args=[order(officer, now).pk])).status_code == 404


@pytest.mark.parametrize("role", ["officer", "controller", "leader", "administrator"])
def test_nobody_but_who_ordered_it_knows_of_a_job(client, officer, now, role):
    job = failed(officer, now)
    done = order(officer, now)
    make(done, now)
    client.force_login(UserFactory(role=role))

    assert page_of(client, job).status_code == 404
    assert client.get(reverse("documents:download", args=[done.pk])).status_code == 404
    assert client.post(reverse("documents:retry", args=[job.pk])).status_code == 404
    assert Job.objects.open().count() == 0


def test_a_get_orders_nothing_anew(client, officer, now):
    client.force_login(officer)

    assert client.get(reverse("documents:retry", args=[failed(officer, now).pk])).status_code == 405
