"""Sign-in, the second factor and cache headers, for every request."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers


class SignInMiddleware(LoginRequiredMiddleware):
    """LoginRequiredMiddleware that asks the view first: Django's reads the user, and a session, on public pages."""

    def process_view(self, request, view, args, kwargs):
        if is_open(view):
            return None
        return super().process_view(request, view, args, kwargs)


def is_open(view):
    return not getattr(view, "login_required", True)


class SecondFactorMiddleware:
    """With REQUIRE_MFA, controllers and administrators without a second factor are redirected to its setup."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.REQUIRE_MFA or is_open(view):
            return None
        user = request.user
        if not user.is_authenticated or not user.needs_second_factor:
            return None
        name = request.resolver_match.view_name or ""
        if name.startswith(("mfa_", "account_")) or is_mfa_enabled(user):
            return None
        messages.warning(request, "Vai trò của bạn cần xác thực hai bước. Hãy thiết lập trước khi tiếp tục.")
        return redirect("mfa_activate_totp")


def private_pages(get_response):
    """Adds `Cache-Control: no-store` for signed-in users: no shared cache, no old page after sign-out."""

    def middleware(request):
        response = get_response(request)
        # The order matters: `request.user` is not read on public pages, so that they do not vary by cookie.
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    return middleware
