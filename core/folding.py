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
    """The same in the database, for comparing whole words of letters and digits: punctuation may stay.

    PostgreSQL translates letter by letter; SQLite has no such function and calls `fold`.
    """

    function = "fold"
    arity = 1
    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        connection.ensure_connection()
        connection.connection.create_function("fold", 1, lambda text: fold(text or ""), deterministic=True)
        return super().as_sql(compiler, connection, **context)

    def as_postgresql(self, compiler, connection, **context):
        sql, params = super().as_sql(compiler, connection, template="%(expressions)s", **context)
        return f"TRANSLATE(LOWER({sql}), %s, %s)", (*params, ACCENTED + ACCENTS, BARE)


LETTERS = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if len(fold(chr(code))) == 1]
ACCENTED, BARE = "".join(LETTERS), "".join(fold(letter) for letter in LETTERS)
ACCENTS = "".join(chr(code) for code in range(0x300, 0x370))  # accents as characters of their own: they go
