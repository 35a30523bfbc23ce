"""What reviews owe: the year's plan to send, and the reviews in it."""

from django.db.models import Case, F, TextField, Value, When
from django.db.models.functions import Cast, Concat

from deadlines import moves
from deadlines.agenda import Register, Waiting
from organization.models import User
from reviews.models import Proposal, Review, ReviewPlan


def review_plans(today):
    return ReviewPlan.objects.owed()


CODE = Case(
    When(procedure__code="", then=Cast("procedure", TextField())),
    default=F("procedure__code"),
    output_field=TextField(),
)


def plans_moved(told, by, now):
    rows = ReviewPlan.objects.in_bulk([move.pk for move in told])
    moves.record("reviews.plan_saved", [(rows[move.pk], "hạn gửi", move) for move in told], by=by, now=now)


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
        moved=plans_moved,
    ),
    Register(
        kind="reviews.review",
        rows=lambda today: Review.objects.open(),
        owner="unit",
        title=Concat(Value("Rà soát thủ tục "), CODE, output_field=TextField()),
        url="reviews:review",
    ),
]

DECISIONS = [
    Waiting(
        kind="reviews.proposal",
        rows=lambda today: Proposal.objects.current().filter(outcome=Proposal.Outcome.PENDING),
        role=User.Role.CONTROLLER,
        since=F("proposed_date"),
        title=Concat(Value("Ghi kết quả sáng kiến, đề xuất: "), F("title"), output_field=TextField()),
        url="reviews:proposal",
    ),
]
