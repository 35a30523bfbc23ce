"""The first questions of the review sheet."""

from django.db import transaction

from core import tables
from reviews import seeds
from reviews.models import ReviewQuestion


@transaction.atomic
def load_questions():
    """Fill the list if it is still empty; return how many rows were added."""
    return tables.fill(ReviewQuestion, seeds.review_questions())
