"""Stored files: random names, served as downloads only, orphans deleted."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from files import giving, keeping, kinds
from files.models import StoredFile
from tests.documents.factories import PDF
from tests.files.factories import kept, taken

MARK = b"<script>alert(1)</script>"


def test_a_stored_file_knows_what_it_is_and_who_brought_it(officer, now):
    stored = kept("Quyết định.pdf", PDF, by=officer, now=now)

    stored.refresh_from_db()
    assert (stored.name, stored.size, stored.content_type) == ("Quyết định.pdf", len(PDF), "application/pdf")
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (stored.stored_by, stored.stored_at) == (officer, now)
    assert stored.file.read() == PDF


def test_a_stored_file_lies_under_a_name_that_nobody_guesses(now, db):
    one = kept("mat.pdf", PDF, now=now)
    other = kept("mat.pdf", PDF, now=now)

    assert one.file.name != other.file.name
    assert len(Path(one.file.name).stem) == 32
    assert "mat" not in one.file.name


def test_a_refused_file_leaves_neither_row_nor_bytes(now, db, settings):
    with pytest.raises(kinds.Rejected):
        kept("a.pdf", MARK, now=now)

    assert StoredFile.objects.count() == 0
    assert not list(Path(settings.MEDIA_ROOT).rglob("*"))


def test_a_download_is_saved_and_never_shown_as_a_page(now, db):
    stored = kept('Quyết định "1".pdf', PDF, now=now)

    response = giving.download(stored)

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%20_1_.pdf"
    )
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"


@pytest.fixture
def files(settings):
    return lambda: sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


@pytest.mark.django_db(transaction=True)
def test_bytes_whose_transaction_rolled_back_are_swept_a_day_later(files, now):
    stays, other = kept("a.pdf", PDF, now=now), taken("b.pdf", PDF)
    with transaction.atomic():
        keeping.keep(other, by=None, now=now)
        transaction.set_rollback(True)
    assert len(files()) == 2

    assert keeping.forget_orphans(now=timezone.now()) == 0
    assert keeping.forget_orphans(now=timezone.now() + timedelta(days=2)) == 1
    assert files() == [Path(stays.file.path)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [1, 5])
def test_the_sweep_asks_once_for_a_month_whatever_lies_in_it(now, django_assert_num_queries, count):
    for number in range(count):
        kept(f"{number}.pdf", PDF, now=now)

    with django_assert_num_queries(1):
        assert keeping.forget_orphans(now=timezone.now() + timedelta(days=2)) == 0


def test_no_two_rows_hold_the_same_bytes(now, db):
    one = kept("a.pdf", PDF, now=now)

    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(file=one.file.name, name="b.pdf", size=1, stored_at=now)


def test_the_sweep_leaves_what_is_not_an_upload(settings, db):
    storage = StoredFile._meta.get_field("file").storage
    storage.save("logo/a.png", ContentFile(b"x"))
    assert keeping.forget_orphans(now=timezone.now() + timedelta(days=2)) == 0


def test_the_sweep_has_nothing_to_do_before_the_first_upload(now, db):
    assert keeping.forget_orphans(now=now) == 0
