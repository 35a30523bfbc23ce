"""ClamAV decides when it answers; while it is away nothing is given out and nothing is lost."""

import socket
import struct
import threading

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.refusals import NotAllowed
from files import giving, kinds, scanning
from files.fields import DocumentField
from files.models import StoredFile
from files.tasks import scan_waiting
from tests.documents.factories import PDF
from tests.files.factories import kept

SIGN = b"CLEAN-BUT-SAID-TO-BE-A-VIRUS"
BAD = PDF + b"% " + SIGN + b"\n"


@pytest.fixture(autouse=True)
def asked_at_once(monkeypatch):
    monkeypatch.setattr(scanning, "away_until", 0.0)


@pytest.fixture
def clamd(settings):
    """A scanner on a port of this machine that finds one sign. Its bytes are what clamd(8) says of INSTREAM."""
    door = socket.create_server(("127.0.0.1", 0))
    settings.CLAMAV_URL = f"tcp://127.0.0.1:{door.getsockname()[1]}"
    threading.Thread(target=serve, args=[door], daemon=True).start()
    yield door
    door.close()


def serve(door):
    while True:
        try:
            line, _ = door.accept()
        except OSError:
            return
        with line, line.makefile("rb") as incoming:
            assert incoming.read(10) == b"zINSTREAM\0"
            data = b""
            while size := struct.unpack("!I", incoming.read(4))[0]:
                data += incoming.read(size)
            line.sendall(b"stream: Test-Sign FOUND\0" if SIGN in data else b"stream: OK\0")


@pytest.fixture
def no_clamd(settings):
    """An address without a listening process."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    settings.CLAMAV_URL = f"tcp://127.0.0.1:{port}"


def store(data=PDF):
    return kept("giấy hẹn.pdf", data, now=timezone.now())


@pytest.mark.django_db
def test_without_a_scanner_a_file_waits_for_nobody():
    assert store().scan == "clean"


@pytest.mark.django_db
def test_a_clean_file_is_taken(clamd):
    assert store().scan == "clean"


@pytest.mark.django_db
def test_an_infected_file_is_not_kept(clamd):
    with pytest.raises(NotAllowed, match="mã độc"):
        store(BAD)

    assert StoredFile.objects.count() == 0


def test_an_infected_file_is_refused_at_its_field(clamd):
    with pytest.raises(forms.ValidationError) as refused:
        DocumentField().clean(SimpleUploadedFile("a.pdf", BAD))

    assert refused.value.messages == [kinds.INFECTED]


@pytest.mark.django_db
def test_while_the_scanner_is_away_a_file_is_kept_and_given_to_nobody(no_clamd):
    stored = store()

    response = giving.download(stored)

    assert stored.scan == "waiting"
    assert response.status_code == 409
    assert PDF not in response.content


@pytest.mark.django_db
def test_a_scanner_that_hangs_holds_nobody_longer_than_its_time(settings, monkeypatch):
    monkeypatch.setattr(scanning, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CLAMAV_URL = f"tcp://127.0.0.1:{silent.getsockname()[1]}"

        assert store().scan == "waiting"


@pytest.mark.django_db
def test_a_waiting_file_is_given_out_once_the_scanner_has_seen_it(settings, no_clamd, request):
    stored = store()
    request.getfixturevalue("clamd")

    assert scan_waiting() == 1

    stored.refresh_from_db()
    assert stored.scan == "clean"
    assert b"".join(giving.download(stored).streaming_content) == PDF


@pytest.mark.django_db
def test_a_waiting_file_that_turns_out_infected_loses_its_bytes_and_keeps_its_row(no_clamd, request):
    stored = store(BAD)
    request.getfixturevalue("clamd")

    scan_waiting()

    stored.refresh_from_db()
    assert stored.scan == "infected"
    assert not stored.file.storage.exists(stored.file.name)
    assert giving.download(stored).status_code == 409


@pytest.mark.django_db
def test_while_the_scanner_stays_away_the_sweep_leaves_files_as_they_are(no_clamd):
    stored = store()

    assert scan_waiting() == 0

    stored.refresh_from_db()
    assert stored.scan == "waiting"
