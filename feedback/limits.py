"""How often somebody may try: counted in the shared cache for an address, for a key, and for everybody together."""

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
    """Whether one more try is allowed; it is counted as one. Refusals are logged without saying who."""
    limits = settings.FEEDBACK_LIMITS[name]
    here = address(request)
    holders = {"address": here, "key": key, "key_here": key and f"{here} {key}", "everybody": "everybody"}
    for kind, most in limits.items():
        # The first limit that is passed ends it: one address must not use up what everybody shares.
        if holders[kind] and count(name, kind, holders[kind]) > most:
            log.warning("Too many tries of “%s” (limit for: %s).", name, kind)
            return False
    return True


def count(name, kind, holder):
    """How often in this hour of the clock, counting this time. `add` and `incr` are atomic in Redis and in a process.

    The hour stands in the key: a counter that lost its end in the cache is left behind with its hour.
    """
    hour = int(time.time() // HOUR)
    place = f"feedback:{name}:{kind}:{hour}:{hashlib.sha256(holder.encode()).hexdigest()}"
    cache.add(place, 0, timeout=2 * HOUR)
    try:
        return cache.incr(place)
    except ValueError:  # thrown out by a full cache between the two questions
        return 1


def address(request):
    """Whose address, behind as many proxies as settings say; the many addresses of one IPv6 network count as one."""
    found = get_adapter().get_client_ip(request)
    try:
        ip = ipaddress.ip_address(found)
    except ValueError:
        return found
    return str(ipaddress.ip_network(f"{ip}/{IPV6_PREFIX}", strict=False)) if ip.version == 6 else found
