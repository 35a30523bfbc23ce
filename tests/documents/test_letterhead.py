from datetime import date

import pytest

from documents import letterhead
from tests.factories import AgencyFactory

BLANK = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_a_date_in_words_has_its_leading_zeros_where_the_decree_wants_them(day, words):
    assert letterhead.date_in_words(day) == words


def test_a_draft_leaves_room_for_the_day_and_the_month():
    words = letterhead.date_in_words(None, year=2026)

    assert words.replace(BLANK, " ").split() == ["ngày", "tháng", "năm", "2026"]
    assert f"ngày{BLANK * 5}tháng" in words


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (5, "Số: 05/KH-SKHCN"),
        ("5", "Số: 05/KH-SKHCN"),
        ("05", "Số: 05/KH-SKHCN"),
        (112, "Số: 112/KH-SKHCN"),
        ("12a", "Số: 12a/KH-SKHCN"),
        ("", f"Số:{BLANK * 8}/KH-SKHCN"),
        (None, f"Số:{BLANK * 8}/KH-SKHCN"),
    ],
)
def test_a_number_below_ten_has_a_leading_zero_and_a_draft_has_room(number, shown):
    assert letterhead.number_and_symbol(number, "KH-SKHCN") == shown


def test_each_legal_basis_ends_with_a_semicolon_and_the_last_with_a_full_stop():
    assert letterhead.grounds(["Căn cứ A;", " Căn cứ B. ", "", "Căn cứ C"]) == ["Căn cứ A;", "Căn cứ B;", "Căn cứ C."]


def test_a_paper_without_legal_bases_has_none():
    assert letterhead.grounds([]) == []


def test_the_head_is_that_of_the_agency():
    agency = AgencyFactory.build()

    assert letterhead.letterhead(
        agency=agency, number="7", symbol="KH-SKHCN", date=date(2026, 2, 5)
    ) == letterhead.Letterhead(
        superior_name="UBND tỉnh Mẫu",
        agency_name="Sở Khoa học và Công nghệ",
        number_and_symbol="Số: 07/KH-SKHCN",
        place_name="Tỉnh Mẫu",
        date_text="ngày 05 tháng 02 năm 2026",
    )
