"""Numbers of cases without gaps, secrets that can be typed, and random tokens."""

import hashlib
import re
import secrets

from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.db.models import F
from django.utils import timezone

from feedback.models import CaseNumber

# Without letters and digits that look or sound alike on paper or by telephone.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LETTERS = 12
GROUP = 4
TOKEN_BYTES = 24  # 192 bits


def next_number(now):
    """The next number of the year. The row stays locked until the caller's transaction ends: no gap, no duplicate.

    Other senders wait for that transaction, so nothing slow may follow in it.
    """
    year = timezone.localdate(now).year
    counter = CaseNumber.objects.filter(year=year)
    if not counter.update(last=F("last") + 1):
        CaseNumber.objects.get_or_create(year=year)  # the first case of the year
        counter.update(last=F("last") + 1)
    return f"PAKN-{year}-{counter.get().last:04}"


class SecretHasher(Argon2PasswordHasher):
    """Argon2id with the minimum of OWASP (19 MiB, two passes, one lane): 0.03 s of one core.

    Django's parameters cost 0.22 s and 100 MB, for passwords that users choose. The secret of a case is random, and
    fifty senders at once would wait 5 s for the hashes alone. The hash contains its parameters, so check_password()
    works unchanged.
    """

    time_cost, memory_cost, parallelism = 2, 19_456, 1


def new_secret():
    """Twelve of 31 letters: 59 bits, protected by rate limits and a slow hash."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
    return "-".join(letters[start : start + GROUP] for start in range(0, LETTERS, GROUP))


def secret_hash(secret):
    return make_password(normal(secret), hasher=SecretHasher())


def normal(typed):
    """The secret in its normal form, from input with small letters, blanks or hyphens."""
    return re.sub(r"[^A-Z0-9]", "", typed.upper())


def normal_number(typed):
    """PAKN-2026-0042 for "pakn 2026 42"; other input unchanged."""
    found = re.fullmatch(r"\s*(?:PAKN)?[\s\-./]*(\d{4})[\s\-./]+(\d{1,9})\s*", typed.upper())
    return f"PAKN-{found[1]}-{int(found[2]):04}" if found else typed.strip()[:20]


def new_token():
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token):
    """The sha256 of a token. Tokens are long and random, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
