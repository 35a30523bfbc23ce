"""Rate limits in the shared cache: per client address, per key, and for all clients together."""

import hashlib
import ipaddress
import logging
import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache

log = logging.getLogger(__name__)

HOUR = 3600
IPV6_PREFIX = 64  # one household or one server


def spend(request, name, *, key=""):
    """Count one attempt; return whether it is allowed. Refusals are logged without personal data."""
    limits = settings.FEEDBACK_LIMITS[name]
    here = address(request)
    holders = {"address": here, "key": key, "key_here": key and f"{here} {key}", "everybody": "everybody"}
    for kind, most in limits.items():
        # Stop at the first exceeded limit: one address must not use up the limit of all clients.
        if holders[kind] and count(name, kind, holders[kind]) > most:
            log.warning("Too many tries of “%s” (limit for: %s).", name, kind)
            return False
    return True


def count(name, kind, holder):
    """The number of attempts in this hour, including this one. `add` and `incr` are atomic in Redis and in a process.

    The hour is part of the key, so that a counter without expiry is not used after its hour.
    """
    hour = int(time.time() // HOUR)
    place = f"feedback:{name}:{kind}:{hour}:{hashlib.sha256(holder.encode()).hexdigest()}"
    cache.add(place, 0, timeout=2 * HOUR)
    try:
        return cache.incr(place)
    except ValueError:  # evicted by a full cache between the two calls
        return 1


def address(request):
    """The client address behind the proxies of the settings; an IPv6 network (/64) counts as one address."""
    found = get_adapter().get_client_ip(request)
    try:
        ip = ipaddress.ip_address(found)
    except ValueError:
        return found
    return str(ipaddress.ip_network(f"{ip}/{IPV6_PREFIX}", strict=False)) if ip.version == 6 else found
