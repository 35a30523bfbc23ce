"""Signs of spam: each is a sentence; none of them deletes a case."""

from datetime import timedelta

import pytest

from feedback import spam

TEXT = "Tôi nộp hồ sơ ngày 16/11, đến nay chưa có kết quả. Xem https://vidu.vn/giay-hen."


def found(now, *, text=TEXT, trap="", age=timedelta(minutes=2)):
    return spam.suspicions(text=text, trap=trap, started_at=now - age, now=now)


def test_a_feedback_with_a_link_is_not_suspicious(now):
    assert found(now) == []


def test_the_field_that_people_do_not_see_gives_a_machine_away(now):
    assert found(now, trap="x") == ["Ô ẩn dành cho máy đã được điền."]


@pytest.mark.parametrize(
    ("seconds", "sentences"),
    [
        (-5, ["Gửi sau 0 giây, nhanh hơn một người có thể viết."]),
        (7, ["Gửi sau 7 giây, nhanh hơn một người có thể viết."]),
        (8, []),
        (86_000, []),
    ],
)
def test_nobody_writes_in_less_than_eight_seconds(now, seconds, sentences):
    assert found(now, age=timedelta(seconds=seconds)) == sentences


@pytest.mark.parametrize("link", ["http://a.b ", "HTTPS://a.b ", "www.a.b ", "[url=a] ", "<a href=a> "])
def test_many_links_are_counted_however_they_are_written(now, link):
    assert (found(now, text=TEXT + link * 2), found(now, text=TEXT + link * 3)) == ([], ["Có 4 liên kết."])


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Купите дешево сейчас", ["Phần lớn không viết bằng chữ tiếng Việt."]),
        ("免费赠送", ["Phần lớn không viết bằng chữ tiếng Việt."]),
        ("Giấy phép của công ty Восток chưa được cấp", []),
        ("Ho so nop qua han, xin tra loi", []),
        ("1234 !!!", []),
    ],
)
def test_what_is_mostly_written_in_other_letters_is_suspicious(now, text, sentences):
    assert found(now, text=text) == sentences


def test_several_signs_are_all_said(now):
    assert len(found(now, text="http://a " * 9, trap="x", age=timedelta(0))) == 3
