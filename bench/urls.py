"""Every address of the house, and the two bare views that other pages are compared with."""

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path


def bare_staff(request):
    """The least that a staff page can cost: every middleware, the session, who signed in, and one indexed query."""
    return bare(request)


@login_not_required
def bare_public(request):
    """The least that a public page can cost: every middleware and one indexed query."""
    return bare(request)


def bare(request):
    return HttpResponse(str(get_user_model().objects.filter(pk=1).exists()))


urlpatterns = [
    path("bench/bare-staff/", bare_staff),
    path("bench/bare-public/", bare_public),
    path("", include("config.urls")),
]
