"""Finding a decision and its codes on a page, however the page writes them."""

import time
from datetime import date

import pytest

from procedures.item_changes import ItemChange
from procedures.links import reading
from procedures.links.reading import Sought
from procedures.models import Procedure

TODAY = date(2026, 11, 23)


def names(markup, number="2420/QĐ-UBND"):
    return reading.search([reading.without_tags(markup)], Sought(number, ()))[0]


def has(markup, *spellings):
    return not reading.search([reading.without_tags(markup)], Sought("1", (spellings,)))[1]


@pytest.mark.parametrize(
    "page",
    [
        "Quyết định số 2420/QĐ-UBND ngày 10/10/2026",
        "QUYẾT ĐỊNH SỐ 2420/QĐ-UBND",
        "<td>2420</td><td>/QĐ-UBND</td>",
        "2420 / QĐ - UBND",
        "2420/QD-UBND",
        "2420/Q\u00d0-UBND",  # eth
        "2420/Q&#272;-UBND",
        "2420/QĐ–UBND",
        "<b>24</b>20/QĐ-<i>UB</i>ND",
        "2420/QĐ-\nUBND",
        "24<wbr>20/QĐ-U\u00adBND",
        "(2420/QĐ-UBND).",
    ],
)
def test_the_decision_is_named(page):
    assert names(page)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "12420/QĐ-UBND",
        "2420/QĐ-UBNDT",
        "24200/QĐ-UBND",
        "2420/QĐ-BKHCN",
        "<!-- 2420/QĐ-UBND -->",
        "<script>var so = '2420/QĐ-UBND'</script>",
        "<style>2420/QĐ-UBND</style>",
        "<p>2420</p><p>3</p>/QĐ-UBND",
        '<img alt="2420/QĐ-UBND">',
    ],
)
def test_the_decision_is_not_named(page):
    assert not names(page)


@pytest.mark.parametrize(
    "page",
    [
        "1.000494",
        "1.000494.000.00.00.H29",
        "1.000494.000.00.00.H56",
        "Mã: 1.000494.",
        "(1.000494)",
        "<td>1.000494</td><td>X</td>",
        "1.000<b>494</b>",
    ],
)
def test_the_national_part_of_a_code_is_enough(page):
    assert has(page, "1.000494.000.00.00.H29")
    assert has(page, "1.000494")


@pytest.mark.parametrize("page", ["11.000494", "1.0004941", "2.1.000494", "1 000494", "1.000495", "<td>1.000</td>494"])
def test_another_code_is_not_taken_for_it(page):
    assert not has(page, "1.000494.000.00.00.H29")


def test_a_code_of_another_shape_is_looked_for_as_it_is():
    assert has("mã thủ tục mau-01", "MAU-01")
    assert not has("mẫu 01, MAU-011", "MAU-01")


def test_any_spelling_of_a_procedure_will_do_and_the_first_is_named_when_none_is_there():
    wanted = Sought("3000/QĐ-UBND", (("1.000494", "1.000777"), ("1.000888",)))

    assert reading.search(["mã 1.000777"], wanted) == (False, ("1.000888",))


# What is looked for.


def test_each_line_is_looked_for_under_its_code_of_then_and_of_today(enter, new):
    decision = enter([new("1.000001", "Cấp giấy phép"), new("1.000002", "Khai báo")])
    Procedure.objects.filter(code="1.000002").update(code="1.000009")

    assert reading.sought(decision, TODAY) == Sought(
        "2891/QĐ-UBND", (("1.000001", "1.000001"), ("1.000002", "1.000009"))
    )


def test_what_the_decision_abolishes_and_what_has_no_code_need_not_stand_on_the_page(enter, new, kinds, x_ray):
    decision = enter([new("", "Không có mã"), ItemChange(kinds["abolish"], x_ray)])

    assert reading.sought(decision, TODAY) == Sought("2891/QĐ-UBND", ())


def test_what_a_later_decision_abolished_need_not_stand_there_any_more(enter, new):
    decision = enter([new("1.000001", "Cấp giấy phép"), new("1.000002", "Khai báo")])
    Procedure.objects.filter(code="1.000002").update(abolished_date=TODAY)

    assert [codes[0] for codes in reading.sought(decision, TODAY).codes] == ["1.000001"]
    assert [codes[0] for codes in reading.sought(decision, date(2026, 11, 22)).codes] == ["1.000001", "1.000002"]


# Pages that mean harm.


@pytest.mark.parametrize(
    "unit",
    [
        "<a ",
        "<!--",
        "</",
        "<![",
        "<a b='",
        "<script>",
        "<script></script>",
        "&#1",
        "&am;",
        "<",
        "a\u0301\u0323",
        "\u0301\u0323",
        "1.",
    ],
)
def test_a_page_made_to_take_for_ever_is_read_like_any_other(unit):
    page, wanted = unit * (300_000 // len(unit)), Sought("2420/QĐ-UBND", (("1.000494",),))
    started = time.monotonic()

    assert reading.search([reading.without_tags(page)], wanted) == (False, ("1.000494",))
    assert time.monotonic() - started < 5


def test_a_number_too_long_for_a_letter_leaves_the_page_readable():
    assert names(f"&#{'1' * 5000}; 2420/QĐ-UBND")


def test_the_end_of_a_script_that_never_ends_is_not_text():
    assert reading.without_tags("trước<script>sau") == "trước"
    assert reading.without_tags("trước<SCRIPT>giữa</Script >sau") == "trước sau"
