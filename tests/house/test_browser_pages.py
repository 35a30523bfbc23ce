"""The browser tests visit every page: a new one must join their list."""

import pytest

from tests.browser.pages import PAGES
from tests.house.addresses import doors

# What is no page of ours: files, machines, the admin panel of Django.
NOT_PAGES = {
    "account_set_password",
    "answers:letter_file",
    "cases:file",
    "cases:workbook",
    "catalogue:form_file",
    "deadlines:this_year",
    "decisions:file",
    "decisions:find",
    "documents:download",
    "dossiers:template",
    "dossiers:workbook",
    "guidance:pdf",
    "healthz",
    "mfa_authenticate",
    "mfa_download_recovery_codes",
    "plans:download",
    "plans:paper",
    "public:feed",
    "public:form_file",
    "public:poster_a3",
    "public:poster_a4",
    "public:poster_file",
    "public:qr",
    "publications:photo",
    "readyz",
    "reviews:form_file",
    "reviews:paper",
    "reviews:plan_file",
    "reviews:plan_workbook",
    "reviews:proposals_workbook",
    "tracking:file",
    "tracking:open",
}

# What only a button shows: whoever types the address is turned away.
BUTTONS_ONLY = {"cases:identity", "tracking:act"}


@pytest.mark.django_db
def test_the_browser_visits_every_page(client, administrator):
    client.force_login(administrator)
    ours = [door for door in doors() if not door.name.startswith("admin:") and door.name not in NOT_PAGES]

    pages = {door.name for door in ours if client.get(door.path).status_code != 405}

    assert pages == {place.view for place in PAGES if place.view} - BUTTONS_ONLY
