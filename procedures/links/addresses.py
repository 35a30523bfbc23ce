"""Which IP addresses a link may lead to: public ones only, checked after name resolution."""

import ipaddress
import socket
import ssl
import threading

# The public part of IPv6: without NAT64, IPv4-mapped and site-local addresses.
PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")
# Networks that `is_global` accepts, or not in every Python version: special purposes, tunnels (6to4, Teredo) with an
# IPv4 address inside, documentation.
NEVER = [
    ipaddress.ip_network(one)
    for one in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    )
]


class Refused(Exception):
    """The link must not be opened. The message is shown to the user."""


class Internet:
    """Name resolution and connections. Tests pass another object to `visit`; no setting replaces it."""

    def addresses(self, host, port, seconds):
        """The addresses of a host. Refused when one of them is not public."""
        found = resolve(host, port, seconds)
        if not all(is_public(address[0]) for *_, address in found):
            raise Refused("Tên miền trỏ về địa chỉ mạng nội bộ nên không được mở.")
        return found

    def tls(self):
        return ssl.create_default_context()


def is_public(text):
    address = ipaddress.ip_address(text)
    if address.version == 6:
        if address.ipv4_mapped:
            address = address.ipv4_mapped
        elif address not in PUBLIC_IPV6:
            return False
    return address.is_global and not address.is_multicast and not any(address in network for network in NEVER)


def resolve(host, port, seconds):
    """getaddrinfo with a time limit: without one it may take minutes."""
    answers = []

    def ask():
        try:
            answers.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if not answers:
        raise TimeoutError
    if isinstance(answers[0], Exception):
        raise socket.gaierror(str(answers[0]))
    return answers[0]
