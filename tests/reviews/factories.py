"""Real rows of the reviews."""

from datetime import date

import factory

from reviews.models import Proposal, Review, ReviewPlan
from tests.factories import UnitFactory
from tests.procedures.factories import CREATED, VersionFactory


class ReviewPlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewPlan
        django_get_or_create = ["year"]

    year = 2026
    created_at = CREATED


class ReviewFactory(factory.django.DjangoModelFactory):
    """An open review of a procedure in force."""

    class Meta:
        model = Review

    plan = factory.SubFactory(ReviewPlanFactory)
    procedure = factory.LazyAttribute(lambda review: VersionFactory().procedure)
    unit = factory.SubFactory(UnitFactory)
    grounds = Review.Grounds.PROVINCE
    expected_output = "Báo cáo kết quả rà soát"
    start_date = date(2026, 9, 1)
    due_date = date(2026, 12, 10)
    created_at = CREATED


class ProposalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Proposal

    year = 2026
    unit = factory.SubFactory(UnitFactory)
    kind = Proposal.Kind.AMEND
    title = factory.Sequence(lambda n: f"Bớt một thành phần hồ sơ {n}")
    content = "Cơ quan tra cứu được trong cơ sở dữ liệu của mình."
    proposed_date = date(2026, 6, 12)
    recorded_at = CREATED
