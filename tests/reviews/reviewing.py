"""What the tests of reviews share."""

from datetime import date

from reviews.actions import reviews
from reviews.models import ReviewQuestion
from tests.factories import UnitFactory
from tests.markup import markup

LIST = "/noi-bo/ra-soat/"
PLAN = f"{LIST}2026/"


def html(response):
    return markup(response)


def work(**given):
    """What a plan says of a procedure, besides its name."""
    usual = {
        "unit": given.get("unit") or UnitFactory(),
        "grounds": "province",
        "grounds_note": "",
        "expected_output": "Báo cáo",
        "start_date": date(2026, 3, 2),
        "due_date": date(2026, 6, 15),
    }
    return usual | given


def answer_all(review, by, now, conclusion="Cần thiết.", value="yes"):
    answers = dict.fromkeys(ReviewQuestion.objects.valid_on(now.date()), (value, ""))
    reviews.save_sheet(review=review, answers=answers, conclusion=conclusion, by=by, now=now)
