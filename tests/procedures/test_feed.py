"""What changed lately: the page, and the feed for programs."""

from datetime import UTC, date, timedelta
from xml.etree import ElementTree

import pytest
import time_machine

from procedures import feeds
from procedures.actions import catalogue, decisions
from procedures.item_changes import ItemChange
from procedures.models import Decision, DecisionItem, Procedure
from tests.markup import markup
from tests.procedures.factories import VersionFactory
from tests.queries import queries_of

PAGE, FEED = "/thu-tuc/thay-doi/", "/thu-tuc/thay-doi.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://tthc.example.org"


@pytest.fixture(autouse=True)
def on_the_day(now, settings):
    settings.SITE_URL = SITE
    with time_machine.travel(now, tick=False):
        yield


def feed(client):
    response = client.get(FEED)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314  our own


def said(entry, *names):
    return tuple(entry.find(f"{ATOM}{name}").text for name in names)


def text(client, path=PAGE):
    response = client.get(path)
    assert response.status_code == 200
    return markup(response)


def names(client, query=""):
    return [item.name for item in client.get(PAGE + query).context["page"]]


# The page.


@pytest.mark.django_db
def test_an_installation_without_any_row_says_that_nothing_has_changed(client):
    assert "Chưa có thay đổi nào" in text(client)
    assert feed(client).findall(f"{ATOM}entry") == []


def test_changes_stand_under_their_decision_the_newest_paper_first(client, enter, new, kinds, x_ray):
    enter([new("1.000001", "A"), new("1.000002", "B")], number="1/QĐ-UBND", sign_date=date(2026, 11, 3))
    enter([ItemChange(kinds["amend"], x_ray, name="C")], number="2/QĐ-UBND", sign_date=date(2026, 11, 5))
    enter([new("1.000003", "D")], number="3/QĐ-UBND", sign_date=date(2026, 11, 4))

    words = text(client)

    assert names(client) == ["C", "D", "A", "B"]
    assert words.count("<h2>Quyết định số 1/QĐ-UBND ngày 03/11/2026</h2>") == 1
    assert words.count("Có hiệu lực từ ngày 09/11/2026") == 3


def test_each_change_says_its_kind_and_leads_to_the_procedure(client, enter, kinds, x_ray):
    enter([ItemChange(kinds["abolish"], x_ray)])

    words = text(client)

    assert '<span class="state state-late">Bãi bỏ</span>' in words
    assert f'<a href="/thu-tuc/{x_ray.pk}/">Khai báo thiết bị X-quang chẩn đoán trong y tế</a>' in words


def test_what_replaces_another_names_the_other(client, enter, kinds, x_ray):
    enter([ItemChange(kinds["replace"], x_ray, code="1.000999", name="Khai báo mới")])

    assert f'Thay cho <a href="/thu-tuc/{x_ray.pk}/">thủ tục cũ mã 1.000494</a>' in text(client)


def test_only_what_decisions_of_the_province_say_today_is_a_change(client, enter, new, controller, now):
    enter([new("1.000001", "Của Bộ")], level=Decision.Level.MINISTRY)
    wrong = enter([new("1.000002", "Nhập nhầm")])
    enter([new("1.000003", "Đứng vững")], number="2/QĐ-UBND")
    decisions.withdraw(decision=wrong, reason="Nhập nhầm", by=controller, now=now)

    assert names(client) == ["Đứng vững"]
    assert len(feed(client).findall(f"{ATOM}entry")) == 1


def test_changes_are_shown_a_page_at_a_time(client, enter, new):
    enter([new(f"1.{number:06}", f"{number}") for number in range(51)])

    assert [len(names(client)), names(client, "?trang=2")] == [50, ["50"]]


def test_changes_of_samples_are_called_samples(client, enter, new):
    enter([new("1.000001", "A")])
    assert "Dữ liệu mẫu" not in text(client)

    Decision.objects.update(is_sample=True)

    assert "Dữ liệu mẫu" in text(client)


def test_pages_tell_readers_of_feeds_where_it_is(client, register):
    link = '<link rel="alternate" type="application/atom+xml"'

    assert [link in text(client, path) for path in (PAGE, "/thu-tuc/")] == [True, True]


def test_the_page_asks_the_same_number_of_queries_for_any_number_of_changes(client, enter, new):
    asked = []
    for place in range(2):
        lines = [new(f"{place}.{number:06}", "Tên") for number in range(1 + 4 * place)]
        enter(lines, number=f"{place}/QĐ-UBND")
        asked.append([queries_of(client, PAGE), queries_of(client, FEED)])

    assert asked[0] == asked[1]


# The feed.


def test_an_entry_says_what_when_and_where(client, enter, kinds, x_ray, now):
    enter([ItemChange(kinds["amend"], x_ray, name="Khai báo thiết bị")])
    item = DecisionItem.objects.get()

    [entry] = feed(client).findall(f"{ATOM}entry")

    assert said(entry, "title", "summary", "id", "published", "updated") == (
        "Sửa đổi, bổ sung: Khai báo thiết bị",
        "Quyết định số 2891/QĐ-UBND ngày 02/11/2026, có hiệu lực từ ngày 09/11/2026.",
        f"{SITE}{PAGE}#dong-{item.pk}",
        "2026-11-02T00:00:00+07:00",
        now.astimezone(UTC).isoformat(),
    )
    assert entry.find(f"{ATOM}link").get("href") == f"{SITE}/thu-tuc/{x_ray.pk}/"


def test_the_feed_says_who_it_is_and_when_it_last_changed(client, enter, new, now):
    enter([new("1.000001", "A")])
    enter([new("1.000002", "B")], number="2/QĐ-UBND", sign_date=date(2026, 1, 5), now=now + timedelta(hours=1))

    found = feed(client)

    assert said(found, "title", "id", "updated") == (
        "Thủ tục hành chính mới thay đổi",
        f"{SITE}{FEED}",
        (now + timedelta(hours=1)).astimezone(UTC).isoformat(),
    )
    assert said(found.find(f"{ATOM}author"), "name") == ("Sở Khoa học và Công nghệ",)
    assert {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")} == {
        "alternate": f"{SITE}{PAGE}",
        "self": f"{SITE}{FEED}",
    }


def test_an_entry_keeps_its_id_when_its_procedure_gets_another_code(client, enter, new, controller, now):
    enter([new("1.000001", "A")])
    before = said(feed(client).find(f"{ATOM}entry"), "id")
    one = Procedure.objects.get()

    catalogue.edit_facts(procedure=one, code="1.000001.000.00.00.H29", field=one.field, by=controller, now=now)

    assert said(feed(client).find(f"{ATOM}entry"), "id") == before


def test_the_feed_stays_readable_whatever_was_pasted_from_word(client, enter, new):
    enter([new("1.000001", "A")])
    DecisionItem.objects.update(name="Khai\x0bbáo\x07 <b>& 'con'</b> ]]>\ufffe")
    Decision.objects.update(number="1\x1f/QĐ")

    [entry] = feed(client).findall(f"{ATOM}entry")

    assert said(entry, "title", "summary") == (
        "Ban hành mới: Khai báo  <b>& 'con'</b> ]]> ",
        "Quyết định số 1 /QĐ ngày 02/11/2026, có hiệu lực từ ngày 09/11/2026.",
    )


def test_the_feed_holds_the_last_fifty(client, enter, new):
    enter([new(f"1.{number:06}", f"{number}") for number in range(51)])

    assert len(feed(client).findall(f"{ATOM}entry")) == feeds.SHOWN == 50


def test_a_change_to_a_procedure_that_was_imported_leads_to_its_page(client, enter, kinds, register):
    one = VersionFactory(procedure__code="").procedure
    enter([ItemChange(kinds["amend"], one, name="Tên mới")])

    [entry] = feed(client).findall(f"{ATOM}entry")

    assert client.get(entry.find(f"{ATOM}link").get("href").removeprefix(SITE)).status_code == 200
