"""Numbers that have no gap, secrets that people can type, tokens that nobody can guess."""

import hashlib
import re
import secrets

from django.db.models import F
from django.utils import timezone

from feedback.models import CaseNumber

# No letter that looks like another one, on paper or said by telephone.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LETTERS = 12
GROUP = 4
TOKEN_BYTES = 24  # 192 bits


def next_number(now):
    """The next number of the year. The row stays locked until the caller's transaction ends: no gap, no twin.

    Every sender of the year waits for that transaction, so nothing slow may follow in it.
    """
    year = timezone.localdate(now).year
    counter = CaseNumber.objects.filter(year=year)
    if not counter.update(last=F("last") + 1):
        CaseNumber.objects.get_or_create(year=year)  # the first case of the year
        counter.update(last=F("last") + 1)
    return f"PAKN-{year}-{counter.get().last:04}"


def new_secret():
    """Twelve letters of 31: 59 bits, kept behind rate limits and a slow hash."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
    return "-".join(letters[start : start + GROUP] for start in range(0, LETTERS, GROUP))


def normal(typed):
    """A secret as it was given out, however it was typed: small letters, blanks, no hyphens."""
    return re.sub(r"[^A-Z0-9]", "", typed.upper())


def normal_number(typed):
    """ "pakn 2026 42" is PAKN-2026-0042; what is no number at all stays as it is."""
    found = re.fullmatch(r"\s*(?:PAKN)?[\s\-./]*(\d{4})[\s\-./]+(\d{1,9})\s*", typed.upper())
    return f"PAKN-{found[1]}-{int(found[2]):04}" if found else typed.strip()[:20]


def new_token():
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token):
    """Tokens are long and random: a fast hash is enough to keep them out of a stolen database."""
    return hashlib.sha256(token.encode()).hexdigest()
