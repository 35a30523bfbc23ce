"""The initial questions of the review sheet."""

from django.db import transaction

from core import tables
from reviews import seeds
from reviews.models import ReviewQuestion


@transaction.atomic
def load_questions():
    """Store the questions if there are none; return how many were stored."""
    return tables.fill(ReviewQuestion, seeds.review_questions())
