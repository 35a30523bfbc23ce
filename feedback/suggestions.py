"""Suggestions for a question: published answers and procedures with the same words."""

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils import timezone

from core.folding import fold
from feedback.models import PublicText
from procedures.models import Version

MOST = 3
MOST_WORDS = 12
# Words that occur in every feedback.
COMMON = """
cua cho voi nhung khong duoc toi chung trong mot cac ngay nay den tai thi nhu khi roi sau truoc phan anh kien nghi
cham tra gui nop xin ong dang theo ve viec lam con rat qua hay bao gio
"""


def words_of(text):
    found = [word for word in fold(text).split() if len(word) > 2 and word not in COMMON.split()]
    return list(dict.fromkeys(found))[:MOST_WORDS]


def best(rows, text):
    """Rows with at least two words of the text, ordered by the number of common words."""
    words = words_of(text)
    if len(words) < 2:
        return []
    shared = sum(
        (Case(When(search_text__contains=word, then=1), default=0, output_field=IntegerField()) for word in words),
        start=Value(0),
    )
    any_word = Q()
    for word in words:
        any_word |= Q(search_text__contains=word)
    return list(rows.filter(any_word).annotate(shared=shared).filter(shared__gte=2).order_by("-shared", "-pk")[:MOST])


def answers(text):
    return best(PublicText.objects.current().select_related("case"), text)


def procedures(text):
    return best(Version.objects.in_force(timezone.localdate()).select_related("procedure"), text)
