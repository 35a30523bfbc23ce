"""Which addresses a link may lead to: the table of those that must never be connected to."""

import socket

import pytest

from procedures.links.addresses import Internet, Refused, is_public

NEVER = [
    "0.0.0.0",  # noqa: S104  never bound, only judged
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.9",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::8.8.8.8",  # the old form, which some systems still take for the IPv4 address
    "::ffff:0:7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::8.8.8.8",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]
PUBLIC = ["8.8.8.8", "113.160.1.1", "203.162.0.1", "2001:4860:4860::8888", "2405:4800::1", "::ffff:8.8.8.8"]


@pytest.mark.parametrize("address", NEVER)
def test_this_address_is_never_visited(address):
    assert is_public(address) is False


@pytest.mark.parametrize("address", PUBLIC)
def test_this_address_may_be_visited(address):
    assert is_public(address) is True


def answering(monkeypatch, *addresses):
    """The resolver of this test."""
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: rows)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
def test_a_name_that_resolves_to_a_private_address_is_refused(monkeypatch, address):
    answering(monkeypatch, address)

    with pytest.raises(Refused):
        Internet().addresses("trang.mau.vn", 80, 1)


def test_one_private_address_among_public_ones_is_enough(monkeypatch):
    answering(monkeypatch, "8.8.8.8", "10.1.2.3")

    with pytest.raises(Refused):
        Internet().addresses("trang.mau.vn", 80, 1)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "127.1", "2130706433", "0x7f000001", "0"])
def test_this_machine_is_refused_by_whatever_name(host):
    with pytest.raises((Refused, socket.gaierror)):
        Internet().addresses(host, 80, 5)


def test_public_addresses_are_handed_on_as_they_were_judged(monkeypatch):
    answering(monkeypatch, "8.8.8.8", "2001:4860:4860::8888")

    found = Internet().addresses("trang.mau.vn", 80, 1)

    assert [address for *_, address in found] == [("8.8.8.8", 80), ("2001:4860:4860::8888", 80)]


def test_a_name_that_cannot_be_asked_for_is_not_found():
    with pytest.raises(socket.gaierror):
        Internet().addresses("a" * 70 + ".vn", 80, 5)
