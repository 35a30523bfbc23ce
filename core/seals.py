"""What was shown is what is written: a page hands back the seal of what it showed."""

import hashlib

from core.refusals import NotAllowed

OTHERWISE = "Nội dung đã thay đổi từ lúc bạn xem. Hãy xem lại rồi xác nhận."


def seal(*shown):
    """Short for these values, which have a `repr` that says all of them. Equal values have equal seals."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]


def require_seal(handed_back, expected, words=OTHERWISE):
    """Refuse when the page showed something else. None: no page was read (command line)."""
    if handed_back is not None and handed_back != expected:
        raise NotAllowed(words)
