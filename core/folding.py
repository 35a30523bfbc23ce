"""Vietnamese text without its accents, so that "kiem soat" finds "kiểm soát"."""

import re
import unicodedata

from django.db.models import Func, TextField


def fold(text):
    """Lower case, no accents, đ as d, punctuation and runs of blanks as one blank."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()


class Folded(Func):
    """`fold` as a database function, to search words of letters and digits. Punctuation is not removed.

    PostgreSQL decomposes the letters (NFD) and deletes the accents; SQLite cannot, so it calls the Python function.
    """

    function = "fold"
    arity = 1
    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        connection.ensure_connection()
        connection.connection.create_function("fold", 1, lambda text: fold(text or ""), deterministic=True)
        return super().as_sql(compiler, connection, **context)

    def as_postgresql(self, compiler, connection, **context):
        template = "TRANSLATE(LOWER(NORMALIZE(%(expressions)s, NFD)), %%s, %%s)"
        sql, params = super().as_sql(compiler, connection, template=template, **context)
        return sql, (*params, "đĐ" + ACCENTS, "dd")


ACCENTS = "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"  # those of Vietnamese, as characters of their own
