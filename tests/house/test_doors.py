"""Who may knock where: the public pages, sign-in before everything else, and no form without its token."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.house.addresses import doors

# Every page that is open without sign-in. A new one must be added here on purpose.
PUBLIC = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "feedback:form_check",
    "feedback:form_content",
    "feedback:form_discard",
    "feedback:form_files",
    "feedback:receipt",
    "feedback:form_sender",
    "feedback:start",
    "feedback:guidance",
    "feedback:guidance_sheet",
    "healthz",
    "mfa_authenticate",
    "procedures:changes",
    "procedures:feed",
    "procedures:public_form_file",
    "procedures:public",
    "procedures:order_poster",
    "procedures:poster_a3",
    "procedures:poster_a4",
    "procedures:poster_file",
    "procedures:poster_job",
    "procedures:posters",
    "procedures:public_procedure",
    "procedures:public_qr",
    "procedures:public_version",
    "readyz",
    "feedback:result",
    "feedback:results",
    "root",
    "feedback:act",
    "feedback:tracked",
    "feedback:tracked_file",
    "feedback:track",
    "feedback:forgotten",
    "feedback:leave",
    "feedback:open_link",
}
# Django's own answer to unknown addresses of the admin panel: it only leads to the sign-in.
ADMIN_CATCH_ALL = "admin:/quan-tri/x"

STAFF_DOORS = [door for door in doors() if door.name not in PUBLIC and door.name != ADMIN_CATCH_ALL]


def test_the_public_pages_are_exactly_the_listed_ones():
    assert {door.name for door in doors() if door.is_public} - {ADMIN_CATCH_ALL} == PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize("door", STAFF_DOORS, ids=lambda door: door.name)
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_signing_in_every_other_page_leads_to_the_sign_in(client, door, method):
    response = getattr(client, method)(door.path)

    assert response.status_code == 302
    assert response.url.split("?")[0] in (reverse("account_login"), reverse("admin:login"))


@pytest.mark.django_db
@pytest.mark.parametrize("door", doors(), ids=lambda door: door.name)
def test_a_form_without_its_token_is_refused_everywhere(administrator, door):
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator)

    response = client.post(door.path)

    assert response.status_code == 403
    assert next(template.name for template in response.templates) == "errors/csrf.html"


def test_no_view_is_freed_from_the_token():
    assert [door.name for door in doors() if getattr(door.view, "csrf_exempt", False)] == []
