import os
from contextlib import suppress
from tempfile import NamedTemporaryFile

from django.core.management.utils import get_random_secret_key


def kept_secret(path):
    """A secret of this installation: made once, whole or not at all, readable by its owner only, never in the code."""
    if not path.exists():
        with NamedTemporaryFile("w", dir=path.parent) as made:
            print(get_random_secret_key(), file=made, flush=True)
            with suppress(FileExistsError):  # another process was first: its secret counts
                os.link(made.name, path)
    return path.read_text().strip()
