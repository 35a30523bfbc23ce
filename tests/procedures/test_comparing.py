"""What changed between two texts."""

import time

import pytest

from procedures.comparing import CUT, Compared, Piece, excerpts, parts, words


def marked(old, new):
    signs = {"same": "{}", "old": "[-{}-]", "new": "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in words(old, new))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "", ""),
        ("Một bộ hồ sơ", "Một bộ hồ sơ", "Một bộ hồ sơ"),
        ("", "Không có", "[+Không có+]"),
        ("Không có", "", "[-Không có-]"),
        ("05 ngày làm việc", "03 ngày làm việc", "[-05 -][+03 +]ngày làm việc"),
        ("01 bộ hồ sơ", "01 bộ hồ sơ giấy", "01 bộ hồ sơ [+giấy+]"),
        ("nộp trực tiếp ở Sở", "nộp trực tuyến ở Sở", "nộp trực [-tiếp -][+tuyến +]ở Sở"),
        ("B1: nộp.\nB2: nhận.", "B1: nộp.\nB2: chờ.\nB3: nhận.", "B1: nộp.\nB2: [+chờ.\nB3: +]nhận."),
        ("<b>a</b>", "<b>a</b> <i>", "<b>a</b> [+<i>+]"),
    ],
)
def test_words_that_changed_are_shown_between_those_that_stayed(old, new, shown):
    assert marked(old, new) == shown
    assert "".join(piece.text for piece in words(old, new) if piece.kind != "old") == new


def test_a_new_line_leaves_the_others_alone():
    assert words("một\nba\n", "một\nhai\nba\n") == (
        Piece("same", "một\n"),
        Piece("new", "hai\n"),
        Piece("same", "ba\n"),
    )


def test_blanks_alone_are_no_change():
    assert [piece.kind for piece in words("một  hai\nba", "một hai ba")] == ["same"]


def test_each_part_says_whether_it_changed():
    compared = parts([("Phí", "Không có"), ("Thời hạn", "5 ngày")], [("Phí", "Không có"), ("Thời hạn", "3 ngày")])

    assert [(part.label, part.is_changed) for part in compared] == [("Phí", False), ("Thời hạn", True)]
    assert compared[0] == Compared("Phí", (Piece("same", "Không có"),))


def every_second(count, between):
    """Two texts of which every second word differs; the others occur many times."""
    return tuple(between.join(f"{n % 50}{between}{letter}{n}" for n in range(count)) for letter in "xy")


HUGE = {
    "the same word over and over": ("a " * 10_000, "a " * 9_999 + "b"),
    "every second word another": every_second(2_000, " "),
    "as many words as are compared one by one": every_second(499, " "),
    "two words by turns": ("a b " * 2_500, "b b a " * 1_700),
    "nothing in common": every_second(2_000, "x"),
    "lines of one letter": ("a\n" * 10_000, "b\na\n" * 5_000),
    "every second line another": every_second(499, "\n"),
}


@pytest.mark.parametrize("name", HUGE)
def test_no_text_takes_seconds(name):
    old, new = HUGE[name]
    begun = time.perf_counter()

    pieces = words(old, new)

    assert time.perf_counter() - begun < 2
    assert "".join(piece.text for piece in pieces if piece.kind != "old").split() == new.split()
    assert "".join(piece.text for piece in pieces if piece.kind != "new").split() == old.split()


def test_short_texts_are_told_whole_and_long_ones_around_the_change():
    long = "mở đầu " * 100 + "{}" + " kết thúc" * 100

    assert excerpts("cũ", "mới") == ("cũ", "mới")
    old, new = excerpts(long.format("05 ngày"), long.format("03 ngày"))
    assert (len(old) < 200, old.count("05 ngày"), new.count("03 ngày")) == (True, 1, 1)
    assert (old[0], old[-1]) == (CUT, CUT)


def test_a_text_that_is_new_altogether_is_cut_at_its_end():
    old, new = excerpts("", "a" * 2_000)

    assert (old, new) == ("", "a" * 500 + CUT)
