"""Vietnamese text without its accents, so that "kiem soat" finds "kiểm soát"."""

import re
import unicodedata


def fold(text):
    """Lower case, no accents, đ as d, punctuation and runs of blanks as one blank."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()
