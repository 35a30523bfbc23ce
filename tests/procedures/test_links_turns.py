"""Whose link is visited when: once, politely, and again after a while."""

from datetime import timedelta

import pytest
from django.db import transaction

from core.refusals import NotAllowed
from procedures.actions import links, publishing
from procedures.models import Publication
from procedures.tasks import check_link, sweep_links
from tests.factories import UnitFactory, UserFactory
from tests.procedures.linked import check, gone, publish, state
from tests.procedures.misbehaving import HOST
from tests.together import together

pytestmark = pytest.mark.usefixtures("hurried_links")

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


# Who is visited, once.


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_at_once_one_visits(published, web, now):
    together(8, lambda: check(published, now, web))

    assert (len(web.visited), published.checks.count()) == (1, 1)


def test_a_task_that_comes_twice_visits_once(published, web, now):
    check(published, now, web)
    check(published, now + timedelta(seconds=30), web)

    assert len(web.visited) == 1


def test_what_a_killed_worker_held_is_taken_over_after_its_lease(published, web, now):
    Publication.objects.filter(pk=published.pk).update(check_leased_until=now + links.LEASE)

    check(published, now + links.LEASE - MINUTE, web)
    assert (web.visited, links.sweep(now=now + links.LEASE - MINUTE)) == ([], 0)
    check(published, now + links.LEASE + MINUTE, web)

    assert len(web.visited) == 1


def test_a_worker_that_was_too_slow_writes_nothing(published, now):
    def slow(link, **_more):
        Publication.objects.filter(pk=published.pk).update(check_leased_until=now + 9 * MINUTE)  # another's by now
        return gone(link)

    assert check(published, now, slow) is None
    assert (published.checks.count(), state(published)) == (0, (None, None, now + 9 * MINUTE))


def test_what_was_found_at_an_old_link_is_not_held_against_the_new_one(published, controller, now):
    def meanwhile(link, **_more):
        new = {"publication": published, "done_date": published.done_date, "link": f"http://{HOST}/moi"}
        publishing.change_proof(**new, by=controller, now=now)
        return gone(link)

    assert check(published, now, meanwhile) is None
    assert (published.checks.count(), state(published)) == (0, (None, None, None))


def test_a_withdrawn_decision_is_left_alone(published, linked_decision, web, controller, now):
    type(linked_decision).objects.update(withdrawn_at=now, withdrawn_by=controller)

    assert (check(published, now, web), web.visited, links.sweep(now=now)) == (None, [], 0)
    assert state(published) == (None, None, None)


def test_a_link_of_a_notice_on_a_wall_is_left_alone(linked_decision, web, controller, now):
    row = publish(linked_decision, "Bộ phận TN&TKQ", f"http://{HOST}/", controller, now)

    assert (check(row, now, web), web.visited, links.sweep(now=now)) == (None, [], 0)


# Politeness.


def test_two_publications_of_one_host_are_spaced(linked_decision, published, web, controller, now, hurried_links):
    other = publish(linked_decision, "Cổng DVC quốc gia", f"http://www.{HOST}/", controller, now)
    check(published, now, web)
    assert (check(other, now + timedelta(seconds=2), web), state(other)[2]) == (None, None)
    assert hurried_links == [(other.pk, 3)]

    check(other, now + links.POLITE, web)

    assert web.visited == [published.link, other.link]


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_with_eight_links_of_one_host_one_visits(linked_decision, published, web, controller, now):
    channels = ["CSDL quốc gia", "Cổng DVC quốc gia", "Cổng DVC tỉnh", "Trang TTĐT Sở"]
    rows = [
        published,
        *(
            publish(linked_decision, one, f"http://{HOST}/{place}", controller, now)
            for place, one in enumerate(channels[1:])
        ),
    ]
    todo = rows * 2

    together(8, lambda: check(todo.pop(), now, web))

    assert len(web.visited) == 1


def test_a_host_that_failed_rests_and_the_others_do_not_wait_for_it(
    linked_decision, published, web, controller, now, hurried_links
):
    same = publish(linked_decision, "Cổng DVC quốc gia", f"http://{HOST}/2", controller, now)
    other = publish(linked_decision, "Trang TTĐT Sở", "http://cu.mau.vn/", controller, now)
    web.says[published.link] = "unreachable"
    check(published, now, web)

    check(same, now + MINUTE, web)
    assert (len(web.visited), hurried_links) == (1, [])
    links.sweep(now=now + 2 * MINUTE)
    assert hurried_links == [(other.pk, 0)]
    hurried_links.clear()
    links.sweep(now=now + 6 * MINUTE)
    assert hurried_links == [(same.pk, 0), (other.pk, 0)]


# When.


def test_a_new_proof_is_visited_right_after_the_commit(
    linked_decision, controller, now, hurried_links, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        row = publish(linked_decision, "CSDL quốc gia", f"http://{HOST}/", controller, now)
        assert hurried_links == []

    assert hurried_links == [(row.pk, 0)]


@pytest.mark.django_db(transaction=True)
def test_with_the_broker_down_the_proof_is_kept_and_the_sweep_finds_it(
    linked_decision, controller, now, monkeypatch, hurried_links
):
    working = check_link.apply_async

    def refused(**_options):
        raise ConnectionRefusedError

    monkeypatch.setattr(check_link, "apply_async", refused)
    row = publish(linked_decision, "CSDL quốc gia", f"http://{HOST}/", controller, now)
    monkeypatch.setattr(check_link, "apply_async", working)

    assert (links.sweep(now=now), hurried_links) == (1, [(row.pk, 0)])


@pytest.mark.parametrize(
    ("answer", "hours", "is_due"),
    [
        ("ok", 7 * 24 - 1, False),
        ("ok", 7 * 24 + 1, True),
        ("moved", 25, False),
        ("gone", 23, False),
        ("gone", 25, True),
        ("unreachable", 23, False),
        ("unreachable", 25, True),
        ("refused", 25, False),
    ],
)
def test_a_link_is_due_again_after_a_week_and_after_a_day_when_something_is_wrong(
    published, web, now, answer, hours, is_due
):
    web.says[published.link] = answer
    check(published, now, web)

    assert links.sweep(now=now + timedelta(hours=hours)) == int(is_due)


def test_the_sweep_takes_the_never_visited_first_then_the_oldest_each_host_at_its_pace(
    linked_decision, controller, now, hurried_links
):
    channels = {
        "CSDL quốc gia": 9,
        "Cổng DVC quốc gia": 20,
        "Cổng DVC tỉnh": None,
        "Trang TTĐT Sở": 30,
        "Trang CCHC tỉnh": 8,
    }
    rows = []
    for place, (channel, days) in enumerate(channels.items()):
        host = "cu.mau.vn" if channel == "Trang TTĐT Sở" else HOST
        rows.append(publish(linked_decision, channel, f"http://{host}/{place}", controller, now))
        Publication.objects.filter(pk=rows[-1].pk).update(checked_at=days and now - days * DAY)

    links.sweep(now=now)

    assert hurried_links == [(rows[2].pk, 0), (rows[3].pk, 0), (rows[1].pk, 5), (rows[0].pk, 10), (rows[4].pk, 15)]


def test_the_sweep_is_bounded_for_each_host_and_in_all(
    linked_decision, published, controller, now, monkeypatch, hurried_links
):
    for place, channel in enumerate(["Cổng DVC quốc gia", "Cổng DVC tỉnh"]):
        publish(linked_decision, channel, f"http://{HOST}/{place}", controller, now)
    publish(linked_decision, "Trang TTĐT Sở", "http://cu.mau.vn/", controller, now)
    monkeypatch.setattr(links, "SWEEP_ROWS_OF_A_HOST", 2)
    assert links.sweep(now=now) == 3
    monkeypatch.setattr(links, "SWEEP_ROWS", 1)

    assert links.sweep(now=now) == 1


def test_the_clock_sweeps_and_the_door_of_the_worker_visits(published, settings, monkeypatch):
    called = []
    monkeypatch.setattr(links, "check", lambda **given: called.append(given["publication_id"]))
    monkeypatch.setattr(links, "sweep", lambda **given: called.append("sweep"))

    check_link(publication_id=published.pk)
    sweep_links()

    assert called == [published.pk, "sweep"]
    assert settings.CELERY_BEAT_SCHEDULE["procedures-links"]["task"] == sweep_links.name


# Asking for another visit.


def test_asked_again_the_link_is_due_at_once(
    client, published, web, controller, now, django_capture_on_commit_callbacks, hurried_links
):
    check(published, now, web)
    client.force_login(controller)

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"/noi-bo/cong-khai/luot/{published.pk}/kiem-tra/")

    assert (response.status_code, response.url) == (302, f"/noi-bo/cong-khai/luot/{published.pk}/")
    assert (state(published)[0], hurried_links) == (None, [(published.pk, 0)])
    page = client.get(response.url).content.decode()
    assert "Đã yêu cầu kiểm tra lại đường dẫn" in page


def test_a_stranger_asks_in_vain(client, published):
    client.force_login(UserFactory(role="officer", unit=UnitFactory()))

    response = client.post(f"/noi-bo/cong-khai/luot/{published.pk}/kiem-tra/")

    assert response.status_code == 404


def test_looking_at_the_address_asks_for_nothing(client, published, controller):
    client.force_login(controller)

    assert client.get(f"/noi-bo/cong-khai/luot/{published.pk}/kiem-tra/").status_code == 405


def test_somebody_of_another_unit_may_not_ask(published, now):
    with pytest.raises(NotAllowed, match=r"^Kênh này do đơn vị khác ghi nhận\.$"):
        links.check_again(publication=published, by=UserFactory(role="officer", unit=UnitFactory()), now=now)


def test_a_link_visited_a_moment_ago_is_not_visited_again(published, web, controller, now):
    check(published, now, web)

    with pytest.raises(NotAllowed, match=r"^Đường dẫn vừa được kiểm tra\. Hãy đợi một phút rồi thử lại\.$"):
        links.check_again(publication=published, by=controller, now=now + timedelta(seconds=30))


@pytest.mark.parametrize("channel", ["Bộ phận TN&TKQ", "Cổng DVC tỉnh"])
def test_there_is_nothing_to_visit_on_a_wall_or_where_nothing_is_public_yet(linked_decision, controller, now, channel):
    row = linked_decision.publications.get(channel__short_name=channel)
    if not row.channel.is_electronic:
        publish(linked_decision, channel, f"http://{HOST}/", controller, now)

    with pytest.raises(NotAllowed, match=r"^Chỉ kiểm tra đường dẫn đã ghi nhận trên kênh điện tử"):
        links.check_again(publication=row, by=controller, now=now)


@pytest.mark.django_db(transaction=True)
def test_a_visit_asked_for_in_a_transaction_that_fails_is_not_made(published, controller, now, hurried_links):
    hurried_links.clear()
    with transaction.atomic():
        links.check_again(publication=published, by=controller, now=now)
        transaction.set_rollback(True)

    assert hurried_links == []
