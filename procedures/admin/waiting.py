"""A file between its preview and its confirmation. It lies beside the files that people handed in, so that every web
server finds it; one that nobody confirms goes with the orphans (files.keeping.forget_orphans)."""

import secrets

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from import_export.tmp_storages import BaseStorage

SALT = "procedures.admin.waiting"
A_DAY = 24 * 60 * 60


class WaitingFile(BaseStorage):
    """`name` is its path, below the month in which it was handed in."""

    def save(self, data, *, now, extension):
        path = f"{now:%Y/%m}/{secrets.token_hex(16)}.{extension}"
        self.name = default_storage.save(path, ContentFile(data))

    def read(self):
        """Its bytes, or None when it is no longer there."""
        try:
            with default_storage.open(self.name, "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def remove(self):
        default_storage.delete(self.name)


def ticket(*, path, name, seal, user):
    """What the form of the preview carries: which file waits, and what was seen of it. Nobody else can use it."""
    return signing.dumps({"path": path, "name": name, "seal": seal, "user": user.pk}, salt=SALT)


def of_ticket(text, user):
    """What the ticket says, or None for one that is old, changed or somebody else's."""
    try:
        found = signing.loads(text, salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        return None
    return found if found["user"] == user.pk else None
