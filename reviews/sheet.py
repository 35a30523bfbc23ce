"""The review sheet ("Phiếu rà soát nội bộ"): questions with answers, and what is missing."""

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse

from reviews.models import ReviewAnswer, ReviewQuestion

Group = ReviewQuestion.Group


@dataclass(frozen=True)
class QuestionLine:
    """A question and its answer. `is_asked`: the question is valid, so the review needs an answer to be complete."""

    question: ReviewQuestion
    value: str = ""
    note: str = ""
    is_asked: bool = True

    @property
    def words(self):
        return ReviewAnswer.Value(self.value).label if self.value else ""

    @property
    def anchor(self):
        return f"cau-{self.question.pk}"


def lines(review, day):
    """The questions valid on that day and the answered ones; of a finished review only the answered ones.

    An answer is kept with its question when the list of questions changes later.
    """
    answers = {one.question_id: one for one in review.answers.all()}
    valid = ReviewQuestion.objects.none() if review.is_done else ReviewQuestion.objects.valid_on(day)
    asked = Q(pk__in=valid.values("pk"))
    questions = ReviewQuestion.objects.annotate(is_asked=ExpressionWrapper(asked, BooleanField()))
    found = [
        QuestionLine(
            question,
            value=answers[question.pk].value if question.pk in answers else "",
            note=answers[question.pk].note if question.pk in answers else "",
            is_asked=question.is_asked,
        )
        for question in questions.filter(asked | Q(pk__in=answers.keys()))
    ]
    order = Group.values
    return sorted(found, key=lambda line: (order.index(line.question.group), line.question.position, line.question.pk))


def grouped(lines):
    """[(label of the group, its lines)] without empty groups; a line is any object with a `question`."""
    by_group = {}
    for line in lines:
        by_group.setdefault(line.question.group, []).append(line)
    return [(Group(group).label, by_group[group]) for group in Group.values if group in by_group]


@dataclass(frozen=True)
class Missing:
    words: str
    anchor: str


def missing(review, lines):
    """What is missing to complete the review: links on the page, and the refusal of the action."""
    found = [
        Missing(f"Chưa trả lời: {line.question.text}", line.anchor)
        for line in lines
        if line.is_asked and not line.value
    ]
    if not review.conclusion.strip():
        found.append(Missing("Chưa ghi kết luận rà soát", "id_conclusion"))
    return found


def address(review):
    return reverse("reviews:sheet", args=[review.pk])
