"""Storing checked files, and removing them."""

import secrets
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction

from files import scanning
from files.models import StoredFile
from files.names import extension_of
from files.scanning import Verdict

YOUNG = timedelta(days=1)


def keep(checked, *, by, now):
    """Store a `taking.Checked` under a random name. After a rollback its bytes stay until `forget_orphans`."""
    stored = StoredFile(
        name=checked.name,
        scan=checked.scan,
        content_type=checked.content_type,
        size=len(checked.data),
        sha256=checked.sha256,
        stored_at=now,
        stored_by=by,
    )
    # FileField writes the bytes before the row: bytes without a row are possible, a row without bytes is not.
    path = f"{secrets.token_hex(16)}.{extension_of(checked.name)}"
    stored.file.save(path, ContentFile(checked.data), save=False)
    stored.save(force_insert=True)
    return stored


def forget(stored):
    """Delete the row, and after the commit its bytes. Bytes that cannot be deleted are left to `forget_orphans`."""
    storage, path = stored.file.storage, stored.file.name
    stored.delete()
    transaction.on_commit(lambda: storage.delete(path), robust=True)


def scan_waiting(*, most=100):
    """Scan again the files that wait for the scanner. An infected file loses its bytes; its row stays."""
    done = 0
    for stored in StoredFile.objects.waiting().order_by("pk")[:most]:
        with stored.file.open("rb") as file:
            verdict = scanning.scan(file.read(), patient=True)
        if verdict == Verdict.UNKNOWN:
            break
        infected = verdict == Verdict.INFECTED
        scan = StoredFile.Scan.INFECTED if infected else StoredFile.Scan.CLEAN
        done += StoredFile.objects.waiting().filter(pk=stored.pk).update(scan=scan)
        if infected:
            stored.file.storage.delete(stored.file.name)
    return done


def forget_orphans(*, now):
    """Delete bytes without a row, left by a rollback. Recent ones stay: their transaction may still be running."""
    storage = StoredFile._meta.get_field("file").storage
    months = [month for year in folders(storage, "") for month in folders(storage, year)]
    orphans = [path for month in months for path in orphans_of(storage, month, before=now - YOUNG)]
    for path in orphans:
        storage.delete(path)
    return len(orphans)


def orphans_of(storage, month, *, before):
    """Paths without a row in the folder of one month, in one query."""
    kept = set(StoredFile.objects.filter(file__startswith=f"{month}/").values_list("file", flat=True))
    paths = {f"{month}/{name}" for name in storage.listdir(month)[1]} - kept
    return [path for path in sorted(paths) if storage.get_modified_time(path) < before]


def folders(storage, path):
    if not storage.exists(path or "."):
        return []
    return [f"{path}/{name}".lstrip("/") for name in storage.listdir(path)[0] if name.isdigit()]
