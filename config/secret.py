import os
from contextlib import suppress
from tempfile import NamedTemporaryFile

from django.core.management.utils import get_random_secret_key


def kept_secret(path):
    """The secret in the file `path`: created once and atomically, readable by the file's owner only."""
    if not path.exists():
        with NamedTemporaryFile("w", dir=path.parent) as made:
            print(get_random_secret_key(), file=made, flush=True)
            with suppress(FileExistsError):  # another process was first: its secret is used
                os.link(made.name, path)
    return path.read_text().strip()
