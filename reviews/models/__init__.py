from reviews.models.costs import CostStep, HourlyRate
from reviews.models.proposals import Proposal
from reviews.models.reviews import Review, ReviewAnswer, ReviewPlan, ReviewQuestion

__all__ = ["CostStep", "HourlyRate", "Proposal", "Review", "ReviewAnswer", "ReviewPlan", "ReviewQuestion"]
