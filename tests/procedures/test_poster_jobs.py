"""Posters of a field or of everything: chosen on a page, ordered once for all who ask, made by a worker."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from core.refusals import NotAllowed
from documents import actions as documents
from documents.models import MAX_ATTEMPTS, Job
from documents.tasks import make as make_task
from procedures import posters
from procedures.item_changes import ItemChange
from procedures.models import Field, Version
from tests.markup import markup
from tests.procedures.factories import FieldFactory, VersionFactory
from tests.queries import queries_of
from tests.together import together

CHOOSE, ORDER = "/thu-tuc/niem-yet/", "/thu-tuc/niem-yet/tao/"
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def on_the_day(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """The jobs that a worker was asked to make."""
    asked = []
    monkeypatch.setattr(make_task, "apply_async", lambda *, kwargs, **options: asked.append(kwargs["job_id"]))
    return asked


@pytest.fixture
def rendered(monkeypatch):
    """The facts of which a paper was drawn."""
    drawn = []
    monkeypatch.setattr(posters, "render", lambda facts: drawn.append(facts) or b"%PDF-1.7 made")
    return drawn


def text(response):
    return markup(response)


def press(client, paper="a4", field=""):
    return client.post(ORDER, {"kho": paper, "linh_vuc": field})


def order(now, paper="a4", field=None):
    return posters.order_poster(field, paper, today=TODAY, now=now)


def make(job, now):
    made = documents.make(job_id=job.pk, now=now)
    job.refresh_from_db()
    return made


# Choosing.


@pytest.mark.django_db
def test_without_procedures_there_is_nothing_to_print(client):
    words = text(client.get(CHOOSE))

    assert "Chưa có thủ tục nào đang có hiệu lực</h2>" in words
    assert ORDER not in words


def test_each_field_in_force_and_all_of_them_can_be_chosen(client, enter, kinds, x_ray):
    VersionFactory(procedure__field=FieldFactory(name="Sở hữu trí tuệ"))
    VersionFactory(procedure__field=FieldFactory(name="Sở hữu trí tuệ"))
    gone = VersionFactory(procedure__field=FieldFactory(name="Đã bỏ")).procedure
    enter([ItemChange(kinds["abolish"], gone)])

    words = text(client.get(CHOOSE))

    assert 'An toàn bức xạ và hạt nhân <span class="sub">(1 thủ tục)' in words
    assert 'Sở hữu trí tuệ <span class="sub">(2 thủ tục)' in words
    assert 'Tất cả <span class="sub">(3 thủ tục)' in words
    assert "Đã bỏ" not in words


def test_the_page_asks_the_same_number_of_queries_for_any_number_of_fields(client, register):
    asked = []
    for many in (1, 4):
        for number in range(many):
            VersionFactory(procedure__field=FieldFactory(name=f"Lĩnh vực {many} {number}"))
        asked.append(queries_of(client, CHOOSE))

    assert asked[0] == asked[1]


def test_what_is_too_much_for_a_file_is_not_offered(client, register, monkeypatch):
    monkeypatch.setattr(posters, "MOST_PROCEDURES", 1)
    VersionFactory()
    VersionFactory(procedure__field=FieldFactory(name="Sở hữu trí tuệ"))

    words = text(client.get(CHOOSE))

    assert "Nhiều hơn 1 thủ tục: hãy in theo từng lĩnh vực." in words
    assert words.count('value="a4"') == 2


# Ordering.


def test_pressing_orders_a_job_and_leads_to_its_page(client, x_ray):
    response = press(client)
    job = Job.objects.get()

    assert (response.status_code, response.url) == (302, f"{CHOOSE}{job.pk}/")
    assert (job.requested_by, job.file_name) == (None, "bang-niem-yet-tat-ca-a4.pdf")
    assert job.title == "bảng niêm yết: Thủ tục hành chính (A4)"


def test_a_field_has_a_job_and_a_file_of_its_own(client, x_ray):
    press(client, "a3", x_ray.field_id)

    assert Job.objects.get().file_name == "bang-niem-yet-linh-vuc-an-toan-buc-xa-va-hat-nhan-a3.pdf"


def test_whoever_presses_later_gets_the_same_job_done_or_not(client, x_ray, now, rendered):
    first = press(client).url
    assert press(Client()).url == first

    make(Job.objects.get(), now)

    with time_machine.travel(now + timedelta(days=2), tick=False):
        assert press(Client()).url == first
    assert len(rendered) == 1


def test_paper_and_field_are_jobs_apart(client, x_ray):
    urls = {press(client, paper, field).url for paper in ("a4", "a3") for field in ("", x_ray.field_id)}

    assert len(urls) == 4


def test_other_content_is_another_job(client, x_ray):
    first = press(client).url

    Version.objects.update(fee="100.000 đồng")

    assert press(client).url != first


@pytest.mark.django_db(transaction=True)
def test_eight_who_press_at_once_get_one_job(x_ray, now):
    assert together(8, lambda: order(now)) == ["won"] * 8
    assert Job.objects.count() == 1


def test_what_failed_just_now_is_not_tried_again_by_pressing(x_ray, now, monkeypatch):
    def broken(facts):
        raise RuntimeError("no fonts today")

    monkeypatch.setattr(posters, "render", broken)
    job = order(now)
    for _ in range(MAX_ATTEMPTS):
        make(job, now)
    assert job.has_failed is True

    assert order(now + timedelta(minutes=9)) == job
    assert order(now + timedelta(minutes=11)) != job


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"kho": "a5"},
        {"kho": "a4", "linh_vuc": "999"},
        {"kho": "a4", "linh_vuc": "9" * 30},
        {"kho": "a4", "linh_vuc": "x"},
    ],
)
def test_what_no_button_of_ours_sends_is_not_found(client, x_ray, sent):
    assert client.post(ORDER, sent).status_code == 404
    assert Job.objects.count() == 0


def test_an_empty_field_is_refused_in_words(client, register):
    field = FieldFactory(name="Chưa có thủ tục")

    response = press(client, field=field.pk)

    assert (response.status_code, Job.objects.count()) == (200, 0)
    assert '<p class="note note-error" role="alert">Chưa có thủ tục nào đang có hiệu lực' in text(response)


@pytest.mark.parametrize(("name", "most"), [("MOST_PROCEDURES", 1), ("MOST_LETTERS", 100)])
def test_a_file_without_bound_is_refused_before_it_is_gathered(client, register, monkeypatch, name, most):
    VersionFactory.create_batch(2)
    monkeypatch.setattr(posters, name, most)
    monkeypatch.setattr(posters, "of_many", lambda *args, **options: pytest.fail("gathered"))

    response = press(client)

    assert Job.objects.count() == 0
    assert "Bảng này quá dài cho một tệp" in text(response)
    with pytest.raises(NotAllowed):
        posters.order_poster(None, "a4", today=TODAY, now=None)


def test_an_order_needs_the_token_of_our_page(x_ray):
    client = Client(enforce_csrf_checks=True)
    token = client.get(CHOOSE).content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    assert press(client).status_code == 403
    sent = {"kho": "a4", "linh_vuc": "", "csrfmiddlewaretoken": token}
    assert client.post(ORDER, sent).status_code == 302


# Making.


def test_the_worker_makes_what_is_in_force_by_field_and_code(x_ray, now, rendered, enter, kinds):
    VersionFactory(procedure__code="2.000002", procedure__field=FieldFactory(name="Z"))
    VersionFactory(procedure__code="1.000001")
    gone = VersionFactory(procedure__code="1.000002").procedure
    enter([ItemChange(kinds["abolish"], gone)])
    job = order(now)

    assert make(job, now) is True

    [facts] = rendered
    assert [one.code for one in facts.procedures] == ["1.000001", "1.000494", "2.000002"]
    assert (facts.paper, facts.as_of, facts.title) == ("a4", "23/11/2026", "Thủ tục hành chính")


def test_the_worker_makes_only_the_field_that_was_chosen(x_ray, now, rendered):
    VersionFactory(procedure__field=FieldFactory(name="Sở hữu trí tuệ"))
    job = order(now, "a3", Field.objects.get(name="Sở hữu trí tuệ"))

    make(job, now)

    [facts] = rendered
    assert [one.field for one in facts.procedures] == ["Sở hữu trí tuệ"]
    assert (facts.paper, facts.title) == ("a3", "Thủ tục hành chính lĩnh vực Sở hữu trí tuệ")


def test_a_field_that_is_gone_meanwhile_is_told_in_words(x_ray, now, rendered):
    field = FieldFactory(name="Sở hữu trí tuệ")
    version = VersionFactory(procedure__field=field)
    job = order(now, field=field)
    version.delete()
    version.procedure.delete()
    field.delete()

    assert make(job, now) is False
    assert (job.error, rendered) == ("Lĩnh vực này không còn trong danh mục. Hãy chọn lĩnh vực khác.", [])


def test_a_real_file_comes_of_it(client, x_ray, now):
    job = order(now)
    make(job, now)

    response = client.get(f"{CHOOSE}{job.pk}/tep/")

    assert b"".join(response.streaming_content).startswith(b"%PDF-1.7")
    assert response.headers["Content-Disposition"] == 'attachment; filename="bang-niem-yet-tat-ca-a4.pdf"'


# Waiting.


def test_the_page_of_a_job_moves_by_itself_until_somebody_stops_it(client, x_ray, now):
    address = f"{CHOOSE}{order(now).pk}/"

    waiting, stopped = client.get(address), client.get(f"{address}?dung=1")

    assert (waiting.headers["Refresh"], stopped.has_header("Refresh")) == ("3", False)
    assert "Đang chờ đến lượt…" in text(waiting)
    assert '<a href="?dung=1">Xem đã xong chưa</a>' in text(stopped)
    assert waiting.headers["Cache-Control"] == "no-store"
    assert client.get(f"{address}tep/").status_code == 404


def test_the_page_of_a_job_that_is_done_leads_to_the_file(client, x_ray, now, rendered):
    job = order(now)
    make(job, now)

    response = client.get(f"{CHOOSE}{job.pk}/")

    assert response.has_header("Refresh") is False
    assert f'href="{CHOOSE}{job.pk}/tep/">Tải về bang-niem-yet-tat-ca-a4.pdf</a>' in text(response)


def test_the_page_of_a_job_that_failed_says_why(client, x_ray, now):
    job = order(now)
    Job.objects.update(finished_at=now, error="Không tạo được tệp sau 3 lần thử.")

    assert "Không tạo được tệp sau 3 lần thử." in text(client.get(f"{CHOOSE}{job.pk}/"))


def test_papers_of_people_are_not_among_those_of_everybody(client, x_ray, officer, now):
    given = {"title": "kế hoạch", "file_name": "a.pdf", "back_url": "/", "now": now}
    mine = documents.order(maker=posters.MAKER, arguments={}, by=officer, **given)
    other = documents.order(maker="plans.paper", arguments={}, by=None, **given)

    paths = [f"{CHOOSE}{job.pk}/{end}" for job in (mine, other) for end in ("", "tep/")]
    assert [client.get(path).status_code for path in paths] == [404] * 4
