"""Rate limits: per address, per key and for all clients, behind a proxy, and with concurrent requests."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache

from feedback import limits
from tests.together import together


@pytest.fixture(autouse=True)
def small(settings, now):
    settings.FEEDBACK_LIMITS = {"try": {"address": 2, "everybody": 5}, "other": {"address": 2}, "key": {"key": 1}}
    with time_machine.travel(now, tick=False) as clock:
        yield clock


@pytest.fixture
def spend(rf):
    def spend(address="203.0.113.5", name="try", key="", **headers):
        return limits.spend(rf.post("/", REMOTE_ADDR=address, **headers), name, key=key)

    return spend


def test_an_address_may_try_so_often_and_no_more(spend):
    assert [spend() for _ in range(4)] == [True, True, False, False]


def test_another_address_counts_for_itself(spend):
    for _ in range(3):
        spend()

    assert spend("203.0.113.6") is True


def test_each_limit_counts_for_itself(spend):
    for _ in range(3):
        spend()

    assert spend(name="other") is True


def test_everybody_together_has_a_limit_too(spend):
    assert [spend(f"203.0.113.{n}") for n in range(7)] == [True] * 5 + [False] * 2


def test_a_key_is_counted_from_whatever_address_it_is_tried(spend):
    tries = [("203.0.113.1", "PAKN-2026-0001"), ("203.0.113.2", "PAKN-2026-0001"), ("203.0.113.2", "PAKN-2026-0002")]

    assert [spend(address, "key", key) for address, key in tries] == [True, False, True]


def test_one_address_cannot_use_up_what_everybody_shares(spend):
    for _ in range(20):
        spend("203.0.113.1")

    assert spend("203.0.113.2") is True


def test_a_stranger_elsewhere_cannot_use_up_the_tries_of_a_key(spend, settings):
    settings.FEEDBACK_LIMITS = {"try": {"key_here": 1}}

    tries = [spend("203.0.113.1", key="a"), spend("203.0.113.1", key="a"), spend("203.0.113.2", key="a")]

    assert tries == [True, False, True]


def test_an_hour_later_it_may_try_again(spend, small, now):
    for _ in range(3):
        spend()

    small.move_to(now + timedelta(hours=1))

    assert spend() is True


def test_behind_a_proxy_the_address_is_the_visitors(spend, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    first = [spend("127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1") for _ in range(3)]

    assert first == [True, True, False]
    assert spend("127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.2") is True


def test_an_address_that_the_visitor_wrote_himself_counts_for_nothing(spend, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    tries = [spend("127.0.0.1", HTTP_X_FORWARDED_FOR=f"192.0.2.{n}, 198.51.100.1") for n in range(3)]

    assert tries == [True, True, False]


def test_without_a_proxy_nobody_believes_the_header(spend):
    assert [spend(HTTP_X_FORWARDED_FOR=f"192.0.2.{n}") for n in range(3)] == [True, True, False]


def test_the_addresses_of_one_ipv6_network_count_as_one(spend):
    tries = [spend(address) for address in ("2001:db8::1", "2001:db8::ffff", "2001:db8:0:0:1::2", "2001:db8:0:1::1")]

    assert tries == [True, True, False, True]


def test_eight_at_once_are_counted_one_by_one(spend, settings):
    settings.FEEDBACK_LIMITS = {"try": {"address": 5}}

    assert sorted(together(8, spend)) == ["refused"] * 3 + ["won"] * 5


def test_what_a_full_cache_threw_out_stops_nobody(spend, monkeypatch):
    monkeypatch.setattr(limits, "cache", SimpleNamespace(add=lambda *args, **kwargs: False, incr=cache.incr))

    assert spend() is True


def test_a_refusal_is_logged_without_saying_who(spend, caplog):
    for _ in range(3):
        spend(key="PAKN-2026-0001")

    assert [record.getMessage() for record in caplog.records] == ["Too many tries of “try” (limit for: address)."]


def test_neither_address_nor_key_stands_in_the_cache(spend, settings, monkeypatch):
    settings.FEEDBACK_LIMITS = {"try": {"address": 1, "key": 1}}
    places = []
    kept = SimpleNamespace(add=lambda place, *args, **kwargs: places.append(place), incr=lambda place: 1)
    monkeypatch.setattr(limits, "cache", kept)

    spend("203.0.113.5", key="PAKN-2026-0001")

    assert [place.rsplit(":", 1)[0].rsplit(":", 1)[0] for place in places] == [
        "feedback:try:address",
        "feedback:try:key",
    ]
    assert [("203.0.113" in place, "PAKN" in place) for place in places] == [(False, False)] * 2
