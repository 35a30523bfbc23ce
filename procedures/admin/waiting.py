"""A file between preview and confirmation. It is stored with the uploads, so that every web server can read it; a file
that is not confirmed is deleted by files.keeping.forget_orphans."""

import secrets

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from import_export.tmp_storages import BaseStorage

SALT = "procedures.admin.waiting"
A_DAY = 24 * 60 * 60


class WaitingFile(BaseStorage):
    """`name` is the path, in the folder of the month of the upload."""

    def save(self, data, *, now, extension):
        path = f"{now:%Y/%m}/{secrets.token_hex(16)}.{extension}"
        self.name = default_storage.save(path, ContentFile(data))

    def read(self):
        """The bytes, or None when the file is gone."""
        try:
            with default_storage.open(self.name, "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def remove(self):
        default_storage.delete(self.name)


def ticket(*, path, name, seal, user):
    """A signed ticket in the form of the preview: path, name, seal and user. Only this user can use it."""
    return signing.dumps({"path": path, "name": name, "seal": seal, "user": user.pk}, salt=SALT)


def of_ticket(text, user):
    """The content of the ticket; None when it is expired, changed or of another user."""
    try:
        found = signing.loads(text, salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        return None
    return found if found["user"] == user.pk else None
