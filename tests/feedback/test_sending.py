"""The last step of the public form: short under the lock of the case number, and all or nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from feedback import mails, numbers
from feedback.actions import entering, submissions
from feedback.models import Case, CaseFile, CaseNumber, Submission
from files.models import StoredFile
from outbox.models import Message
from tests.documents.factories import PDF
from tests.feedback.doors import CHECK, CONTENT, FILES, WHAT, aged, typed
from tests.slow_work import in_own_transaction
from tests.together import together

pytestmark = [pytest.mark.usefixtures("rules"), pytest.mark.django_db(transaction=True)]
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def at_nine(now):
    with time_machine.travel(now, tick=False):
        yield


def ready(client, files=1):
    """A form before its last step, with so many files."""
    submission = typed(client)
    for number in range(files):
        client.post(FILES, {"files": [SimpleUploadedFile(f"{number}.pdf", PDF)]})
    aged(submission, MINUTE)
    return submission


def statements(client):
    """(all of the last step, those from the counter of numbers to the commit)"""
    with CaptureQueriesContext(connection) as captured:
        assert client.post(CHECK).status_code == 302
    found = [one["sql"] for one in captured.captured_queries]
    first = next(place for place, sql in enumerate(found) if sql.startswith('UPDATE "feedback_casenumber"'))
    last = next(place for place, sql in enumerate(found) if sql == "COMMIT" and place > first)
    return len(found), last - first


@pytest.mark.parametrize("files", [1, 5])
def test_the_counter_of_numbers_is_held_for_the_same_few_statements_however_many_files(client, files):
    ready(Client(), 0)
    submissions.send(submission=Submission.objects.get(), now=Submission.objects.get().started_at + MINUTE)
    ready(client, files)

    assert statements(client) == (29, 16)


def test_the_secret_the_due_dates_and_the_letter_are_ready_before_the_number(client, monkeypatch):
    done = []
    for module, name in [
        (numbers, "secret_hash"),
        (entering.clocks, "opening"),
        (mails, "written"),
        (submissions.spam, "suspicions"),
        (numbers, "next_number"),
    ]:
        monkeypatch.setattr(module, name, noted(getattr(module, name), name, done))
    ready(client)

    client.post(CHECK)

    assert done == [
        ("suspicions", False),
        ("opening", False),
        ("secret_hash", False),
        ("written", False),
        ("next_number", True),
    ]


def noted(function, name, done):
    def first(*args, **options):
        done.append((name, in_own_transaction()))
        return function(*args, **options)

    return first


def test_the_letter_names_the_number_that_was_given_after_it_was_written(client):
    ready(client)

    client.post(CHECK)

    text = Message.objects.get().text
    assert "Số: PAKN-2026-0001\n" in text.replace("\r", "")
    assert text.count("PAKN-") == text.count("PAKN-2026-0001") == 2


def test_a_sending_that_fails_at_its_end_leaves_no_case_no_number_and_the_form_as_it_was(client, monkeypatch):
    submission = ready(client)
    with monkeypatch.context() as broken:
        broken.setattr(mails, "queue", refuse)
        with pytest.raises(RuntimeError):
            client.post(CHECK)

    left = [model.objects.count() for model in (Case, CaseFile, CaseNumber, Message)]
    submission.refresh_from_db()
    assert (left, submission.sent_at, submission.files.count()) == ([0, 0, 0, 0], None, 1)
    assert client.post(CHECK)["Location"].endswith("/PAKN-2026-0001/")


def refuse(*args, **options):
    raise RuntimeError


def test_eight_who_send_at_once_get_eight_numbers_without_a_gap():
    people = [Client() for _ in range(8)]
    for one in people:
        ready(one)
    waiting = iter(people)

    results = together(8, lambda: next(waiting).post(CHECK))

    assert results == ["won"] * 8
    assert sorted(Case.objects.values_list("number", flat=True)) == [f"PAKN-2026-{n:04}" for n in range(1, 9)]
    assert (StoredFile.objects.count(), CaseFile.objects.values("case").distinct().count()) == (8, 8)


def test_what_another_page_changed_meanwhile_is_shown_before_it_is_sent(client, monkeypatch):
    ready(client)
    prepare = entering.prepare

    def change_meanwhile(**facts):
        other = Client()
        other.cookies = client.cookies
        other.post(CONTENT, WHAT | {"title": "Tóm tắt khác"})
        return prepare(**facts)

    monkeypatch.setattr(entering, "prepare", change_meanwhile)

    response = client.post(CHECK)

    page = response.content.decode()
    assert (response.status_code, Case.objects.count()) == (409, 0)
    assert [words in page for words in (submissions.CHANGED, "Tóm tắt khác")] == [True, True]


def test_a_sixth_file_is_refused_without_being_examined(client, slow):
    ready(client, 5)
    before = len(slow)

    response = client.post(FILES, {"files": [SimpleUploadedFile("6.pdf", PDF)]})

    assert response.context["problems"] == ["6.pdf: Gửi nhiều nhất 5 tệp một lần."]
    assert len(slow) == before


def test_a_file_that_is_examined_while_the_form_is_sent_is_not_kept(client, monkeypatch):
    submission = ready(client, 0)
    take = submissions.taking.take

    def send_meanwhile(upload):
        submissions.send(submission=submission, now=submission.started_at + MINUTE)
        return take(upload)

    submission.refresh_from_db()
    monkeypatch.setattr(submissions.taking, "take", send_meanwhile)

    response = client.post(FILES, {"files": [SimpleUploadedFile("a.pdf", PDF)]})

    assert response.context["problems"] == [f"a.pdf: {submissions.SENT}"]
    assert StoredFile.objects.count() == 0
