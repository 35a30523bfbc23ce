"""What reviews owe: the year's plan to be sent, and the reviews in it."""

from django.db.models import Case, F, TextField, Value, When
from django.db.models.functions import Cast, Concat

from deadlines.agenda import Register
from reviews.models import Review, ReviewPlan


def review_plans(today):
    return ReviewPlan.objects.owed()


CODE = Case(When(procedure__code="", then=F("procedure__name")), default=F("procedure__code"), output_field=TextField())

REGISTERS = [
    Register(
        kind="reviews.plan",
        rows=review_plans,
        owner=None,
        title=Concat(
            Value("Gửi kế hoạch rà soát năm "),
            Cast("year", TextField()),
            Value(" đến cơ quan trung ương"),
            output_field=TextField(),
        ),
        url="reviews:plan",
        args=("year",),
    ),
    Register(
        kind="reviews.review",
        rows=lambda today: Review.objects.open(),
        owner="unit",
        title=Concat(Value("Rà soát thủ tục "), CODE, output_field=TextField()),
        url="reviews:review",
    ),
]
