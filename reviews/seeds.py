"""The initial questions of the review sheet."""

from pathlib import Path

from core import tables
from reviews.models import ReviewQuestion

DATA = Path(__file__).resolve().parent / "data"
QUESTIONS_FOLLOW = "Nghị định 63/2010/NĐ-CP, Phụ lục I (nội dung tham khảo)"


def review_questions():
    found = enumerate(tables.rows(DATA / "review_questions.tsv"), start=1)
    return [ReviewQuestion(**row, position=place, citation=QUESTIONS_FOLLOW) for place, row in found]
