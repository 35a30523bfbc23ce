import pytest

from core.roman import roman


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (38, "XXXVIII"), (49, "XLIX"), (90, "XC"), (2026, "MMXXVI")],
)
def test_a_number_is_written_in_roman_figures(number, written):
    assert roman(number) == written
