"""Public pages: no sign-in, no session, the same response for every visitor."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

KEPT_SECONDS = 60


def for_everybody(view):
    """Public, GET only, the same response for all: proxies and browsers may cache a 200 for one minute."""

    @login_not_required
    @require_safe
    @conditional_page
    @wraps(view)
    def kept(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code < 400:
            patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        return response

    return kept


def kept_a_minute(key, make):
    """What `make()` returns, kept in the cache as long as a public page may be kept."""
    return cache.get_or_set(f"public:{key}", make, KEPT_SECONDS)
