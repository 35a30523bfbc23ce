"""What the visit of a link leaves behind, and what becomes work owed."""

from datetime import timedelta
from functools import partial

import pytest

from organization.models import AuditEvent
from procedures.actions import links
from procedures.links.visiting import Limits, Visit, visit
from procedures.models import Publication, VisitedHost
from tests.procedures import misbehaving
from tests.procedures.linked import check, gone, owed, publish, state
from tests.procedures.misbehaving import HOST, Nearby

pytestmark = pytest.mark.usefixtures("hurried_links")

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def told(row):
    events = AuditEvent.objects.of(row).filter(action__startswith="procedures.link_").order_by("pk")
    return [(event.action.removeprefix("procedures."), event.actor_name, event.note) for event in events]


# What a visit leaves behind.


@pytest.fixture(scope="module")
def server():
    with misbehaving.serving() as server:
        yield server


@pytest.mark.parametrize(
    ("path", "outcome", "missing", "names", "is_owed"),
    [
        ("/tot", "ok", [], True, False),
        ("/sai-lech", "ok", ["2.001234"], False, True),
        ("/chuyen-han", "moved", [], True, False),
        ("/sang-noi-khac", "moved", [], None, False),
        ("/404", "gone", [], None, True),
        ("/500", "unreachable", [], None, False),
        ("/403", "refused", [], None, False),
        ("/muoi-mb-sau", "ok", [], None, False),
        ("/pdf", "ok", [], None, False),
    ],
)
def test_a_visit_of_a_real_server_is_noted(server, published, controller, now, path, outcome, missing, names, is_owed):
    Publication.objects.filter(pk=published.pk).update(link=f"http://{HOST}{path}")
    really = partial(visit, internet=Nearby(server.port), limits=Limits(seconds=2, size=100_000))

    check(published, now, really)

    found = published.checks.get()
    assert (found.outcome, found.missing_codes, found.names_decision) == (outcome, missing, names)
    assert (found.checked_at, found.link) == (now, f"http://{HOST}{path}")
    assert state(published) == (now, now.date() if is_owed else None, None)
    assert bool(owed()) is is_owed


def test_the_visitor_names_itself_and_the_site_of_the_agency(server, published, agency, now):
    type(agency).objects.update(website="https://skhcn.mau.vn/")
    server.asked.clear()

    check(published, now, partial(visit, internet=Nearby(server.port)))

    assert server.asked[0][1]["User-Agent"] == "KSTTHC-LinkCheck/1.0 (+https://skhcn.mau.vn/)"


def test_a_page_that_is_gone_is_owed_at_once_and_settled_when_it_is_back(published, web, now):
    web.says[published.link] = gone(published.link)
    check(published, now, web)
    check(published, now + DAY, web)
    assert state(published)[1] == now.date()
    assert owed() == ["Sửa công khai QĐ 2420/QĐ-UBND trên CSDL quốc gia: liên kết hỏng hoặc sai lệch"]

    del web.says[published.link]
    check(published, now + 2 * DAY, web)

    assert (state(published)[1], owed()) == (None, [])
    words = "Máy chủ trả lời không có trang này (404)."
    assert told(published) == [("link_broken", "Hệ thống", words), ("link_mended", "Hệ thống", "")]


def test_the_day_of_the_discovery_is_that_of_vietnam(published, web, now):
    web.says[published.link] = gone(published.link)
    late = now.replace(hour=23, minute=30)

    check(published, late, web)

    assert state(published)[1] == late.date()


def test_one_failure_is_not_owed_and_two_in_a_row_are(published, web, now):
    web.says[published.link] = Visit("unreachable", published.link, 500, "Máy chủ báo lỗi (500).")

    check(published, now, web)
    assert state(published)[1] is None
    check(published, now + DAY, web)

    assert state(published)[1] == (now + DAY).date()


def test_two_failures_with_a_good_visit_between_are_not_in_a_row(published, web, now):
    for day, answer in enumerate(["unreachable", "ok", "unreachable"]):
        web.says[published.link] = Visit(answer, published.link, 500)
        check(published, now + day * DAY, web)

    assert state(published)[1] is None


def test_a_failure_does_not_mend_what_was_broken(published, web, now):
    for day, answer in enumerate(["gone", "unreachable", "refused"]):
        web.says[published.link] = Visit(answer, published.link, 403)
        check(published, now + day * DAY, web)

    assert state(published)[1] == now.date()


def test_while_nobody_answers_us_it_may_be_our_own_network(linked_decision, published, web, controller, now):
    web.says[published.link] = "unreachable"
    for day in range(4):
        check(published, now + day * DAY, web)
    assert (state(published)[1], owed()) == (None, [])

    other = publish(linked_decision, "Trang TTĐT Sở", "http://cu.mau.vn/", controller, now)
    check(other, now + 4 * DAY, web)
    check(published, now + 5 * DAY, web)

    assert state(published)[1] == (now + 5 * DAY).date()


def test_a_link_to_another_host_is_said_once_and_not_owed(published, now):
    Publication.objects.filter(pk=published.pk).update(link="http://example.org/")

    for week in range(3):
        links.check(publication_id=published.pk, now=now + week * 7 * DAY)

    found = published.checks.get()
    assert (found.outcome, found.words) == ("refused", "Máy chủ không thuộc các tên miền được kiểm tra của kênh.")
    assert state(published) == (now + 14 * DAY, None, None)
    assert (VisitedHost.objects.count(), owed(), told(published)) == (0, [], [])


def test_a_page_that_makes_us_stumble_is_noted_and_blocks_nobody(published, web, now):
    web.says[published.link] = RuntimeError("boom")

    check(published, now, web)

    assert [(one.outcome, one.words) for one in published.checks.all()] == [("unreachable", links.STUMBLED)]
    assert state(published) == (now, None, None)


def test_only_the_last_visits_are_kept(published, web, now):
    for day in range(links.KEPT + 3):
        check(published, now + day * DAY, web)

    assert published.checks.count() == links.KEPT
    assert published.checks.last().checked_at == now + 3 * DAY
