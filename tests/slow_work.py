"""Notices slow work (a file examined, a PDF drawn, a secret hashed) inside a transaction of our own."""

from functools import wraps

from django.db import connection, transaction

from documents import pdf
from feedback import numbers
from files import taking

SLOW = [(taking, "take"), (taking, "made"), (pdf, "render"), (numbers, "secret_hash")]


def in_own_transaction():
    """Whether an atomic block is open, apart from the one that pytest-django puts around a test."""
    return any(not block._from_testcase for block in connection.atomic_blocks)


def watch(monkeypatch):
    """[(what was done, whether it was done inside a transaction)], filled while the test runs."""
    seen = []
    for module, name in SLOW:
        monkeypatch.setattr(module, name, watched(getattr(module, name), name, seen))
    return seen


def watched(function, name, seen):
    @wraps(function)
    def noted(*args, **options):
        seen.append((name, in_own_transaction()))
        return function(*args, **options)

    return noted


def inside(seen):
    return [name for name, is_inside in seen if is_inside]


def of_the_test():
    """An atomic block of the test itself, like that of pytest-django: not counted as a lock."""
    block = transaction.atomic()
    block._from_testcase = True
    return block
