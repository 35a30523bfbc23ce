"""No transaction is open while a file is examined, a PDF drawn or a secret hashed (see tests/slow_work.py)."""

import importlib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction
from django.forms import BaseForm

from files.fields import DocumentField
from tests import slow_work
from tests.files.factories import taken

TESTS = Path(__file__).resolve().parent.parent
# Each form that takes files, with a test that sends one through its page: the watch of every test looks on.
SENT_BY = {
    "dossiers.forms.FileForm": (
        "dossiers/test_dossiers.py",
        "test_a_filled_in_file_is_sent_and_shown_before_it_is_written",
    ),
    "feedback.forms.entering.EnterForm": ("feedback/test_entering.py", "test_scans_go_with_the_case"),
    "feedback.forms.tracking.WriteForm": (
        "feedback/test_tracking.py",
        "test_a_question_is_answered_without_an_account_and_with_a_file",
    ),
    "feedback.forms.working.AskForm": (
        "feedback/test_working.py",
        "test_a_question_with_a_file_reaches_the_sender_and_stops_the_clock",
    ),
    "feedback.forms.working.NoteForm": ("feedback/test_working.py", "test_a_note_with_a_file_stays_inside"),
    "feedback.forms.working.ReplyForm": (
        "feedback/test_working.py",
        "test_what_came_on_paper_is_written_down_with_its_file",
    ),
    "plans.forms.work.DeliverableForm": ("plans/test_pages.py", "test_a_file_is_downloaded_and_never_shown"),
    "procedures.forms.catalogue.FormFileForm": (
        "procedures/test_catalogue_facts.py",
        "test_a_form_is_added_told_and_taken_off_again",
    ),
    "procedures.forms.decisions.DecisionForm": (
        "procedures/test_decision_pages_entering.py",
        "test_an_error_keeps_everything_and_leads_to_the_line",
    ),
    "procedures.forms.publications.LineForm": (
        "procedures/test_publications_rows.py",
        "test_a_row_ticks_the_chosen_channels_and_leaves_the_others",
    ),
    "procedures.forms.publications.ProofForm": (
        "procedures/test_publications.py",
        "test_a_photo_is_kept_and_given_back_as_a_download",
    ),
    "reviews.forms.reviews.PlanForm": (
        "reviews/test_review_pages.py",
        "test_the_head_of_the_plan_is_typed_and_its_paper_read_by_everybody",
    ),
    "reviews.forms.reviews.SheetForm": (
        "reviews/test_review_sheet_pages.py",
        "test_the_official_forms_are_downloads_for_everybody",
    ),
}


def forms_with_files():
    for app in apps.get_app_configs():
        for path in Path(app.path).glob("forms*/**/*.py") if "site-packages" not in app.path else ():
            importlib.import_module(f"{app.name}.{path.relative_to(app.path).with_suffix('')}".replace("/", "."))
        if "site-packages" not in app.path and (Path(app.path) / "forms.py").exists():
            importlib.import_module(f"{app.name}.forms")
    return {
        f"{form.__module__}.{form.__qualname__}"
        for form in subclasses(BaseForm)
        if not form.__module__.startswith("tests")
        and any(isinstance(field, DocumentField) for field in getattr(form, "base_fields", {}).values())
    }


def subclasses(parent):
    for child in parent.__subclasses__():
        yield child
        yield from subclasses(child)


def test_every_form_that_takes_files_has_a_test_that_sends_one():
    assert forms_with_files() == set(SENT_BY)


@pytest.mark.parametrize(("file", "name"), SENT_BY.values(), ids=SENT_BY)
def test_the_tests_that_send_a_file_are_there(file, name):
    assert f"def {name}(" in (TESTS / file).read_text()


@pytest.mark.django_db(transaction=True)
def test_a_file_examined_inside_a_transaction_is_noticed(slow):
    with transaction.atomic():
        taken()
    found = slow_work.inside(slow)
    slow.clear()  # planted

    assert found == ["take"]


@pytest.mark.django_db
def test_the_transaction_around_a_test_is_not_counted(slow):
    taken()

    assert slow == [("take", False)]
