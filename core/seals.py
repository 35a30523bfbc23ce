"""Seals: a preview posts back a hash of what it showed, and the action refuses when the result would differ."""

import hashlib

from core.refusals import NotAllowed

OTHERWISE = "Nội dung đã thay đổi từ lúc bạn xem. Hãy xem lại rồi xác nhận."


def seal(*shown):
    """A short hash of these values, made from their `repr`. Equal values have equal seals."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]


def require_seal(handed_back, expected, words=OTHERWISE):
    """Refuse when the page showed something else. `handed_back` None: the call comes from the command line, no page."""
    if handed_back is not None and handed_back != expected:
        raise NotAllowed(words)
