"""The browser tests visit every page: a new one must join their list."""

import pytest

from tests.browser.pages import PAGES
from tests.house.addresses import doors

# What is no page of ours: files, machines, the admin panel of Django.
NOT_PAGES = {
    "account_set_password",
    "feedback:letter_file",
    "feedback:case_file",
    "feedback:workbook",
    "procedures:form_file",
    "deadlines:this_year",
    "procedures:decision_file",
    "procedures:enter_find",
    "documents:download",
    "dossiers:template",
    "dossiers:workbook",
    "feedback:guidance_sheet",
    "healthz",
    "mfa_authenticate",
    "mfa_download_recovery_codes",
    "plans:download",
    "plans:paper",
    "procedures:feed",
    "procedures:public_form_file",
    "procedures:poster_a3",
    "procedures:poster_a4",
    "procedures:poster_file",
    "procedures:public_qr",
    "procedures:photo",
    "readyz",
    "reviews:form_file",
    "reviews:paper",
    "reviews:plan_file",
    "reviews:plan_workbook",
    "reviews:proposals_workbook",
    "feedback:tracked_file",
    "feedback:open_link",
}

# Pages shown only as the response to a button: a GET of the address is refused.
BUTTONS_ONLY = {"feedback:identity", "feedback:act"}


@pytest.mark.django_db
def test_the_browser_visits_every_page(client, administrator):
    client.force_login(administrator)
    ours = [door for door in doors() if not door.name.startswith("admin:") and door.name not in NOT_PAGES]

    pages = {door.name for door in ours if client.get(door.path).status_code != 405}

    assert pages == {place.view for place in PAGES if place.view} - BUTTONS_ONLY
