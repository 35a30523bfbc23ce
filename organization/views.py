"""Pages about the signed-in user."""

from allauth.mfa.utils import is_mfa_enabled
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe


@require_safe
def account_settings(request):
    return TemplateResponse(request, "account/settings.html", {"has_second_factor": is_mfa_enabled(request.user)})
