"""Suggestions for a question: published answers and procedures with the same words."""

import pytest
import time_machine

from feedback import suggestions
from tests.feedback.factories import PublicTextFactory
from tests.procedures.factories import CREATED, VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(rules):
    return PublicTextFactory(search_text="giay phep thiet bi x quang cham")


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Thiết bị X-quang của phòng khám", True),
        ("thiet bi x quang", True),
        ("Thiết kế nội thất", False),  # one word alone says nothing
        ("Tôi xin được trả lời về việc chậm trả kết quả", False),  # common words do not count
        ("", False),
        ("... !!!", False),
    ],
)
def test_an_answer_is_found_by_two_words_that_say_something(answer, text, is_found):
    assert suggestions.answers(text) == [answer] * is_found


def test_those_that_share_most_come_first_and_no_more_than_three(rules):
    rows = [PublicTextFactory(search_text=f"thiet {words}") for words in ("buc xa", "quang", "quang buc", "quang buc")]
    PublicTextFactory(search_text="do luong")

    found = suggestions.answers("thiết bị bức xạ x quang")

    assert found == [rows[3], rows[2], rows[1]]


def test_an_answer_that_was_taken_back_is_not_shown(answer, controller):
    type(answer).objects.update(withdrawn_at=CREATED, withdrawn_by=controller, withdrawn_reason="Sai")

    assert suggestions.answers("thiết bị x quang") == []


def test_only_procedures_in_force_are_shown(now, today):
    current = VersionFactory(name="Khai báo thiết bị X-quang")
    VersionFactory(name="Khai báo thiết bị X-quang cũ", valid_to=today.replace(year=2025))

    with time_machine.travel(now):
        assert suggestions.procedures("Khai báo thiết bị") == [current]


def test_a_long_text_asks_one_query(answer, django_assert_num_queries):
    with django_assert_num_queries(1):
        suggestions.answers(" ".join(f"từ{n}" for n in range(500)))
