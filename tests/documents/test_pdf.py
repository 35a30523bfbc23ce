"""The page of NĐ 30/2020 as it comes out of the printer."""

from io import BytesIO

import pytest
from PIL import ImageFile
from pypdf import PdfReader

MM = 72 / 25.4
LETTERS = "Nguyễn Ưỡng ằẳẵặ ỗộ ợỹ <b>Nguyễn ỗộợỹ</b> <i>Nguyễn ỗộợỹ</i> <b><i>Nguyễn ỗộợỹ</i></b>"


def opened(data):
    return PdfReader(BytesIO(data))


def placed(page):
    """[(text, mm from the left, mm from the top)] of every piece of text on a page."""
    found, height = [], float(page.mediabox.height)

    def visit(text, cm, tm, *_):
        if text.strip():
            x = tm[4] * cm[0] + cm[4]
            y = tm[5] * cm[3] + cm[5]
            found.append((text.strip(), x / MM, (height - y) / MM))

    page.extract_text(visitor_text=visit)
    return found


def families(reader):
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            names.add(font.get_object()["/BaseFont"].split("+")[-1])
    return {name.split("-")[0].replace("#20", "").removesuffix("Bold").removesuffix("Italic") for name in names}


def test_every_vietnamese_letter_comes_from_one_family(paper):
    reader = opened(paper(f"<h2>Mục ẳ</h2><p>{LETTERS}</p><table><tr><th>Ẵ</th><td>Ỡ</td></tr></table>"))

    assert len(families(reader)) == 1
    assert families(reader) <= {"Tinos", "LiberationSerif", "TimesNewRoman"}


def test_the_text_can_be_copied_out_again(paper):
    assert "Nguyễn Ưỡng ằẳẵặ ỗộ ợỹ" in opened(paper(f"<p>{LETTERS}</p>")).pages[0].extract_text()


def test_the_page_is_a4_portrait(paper):
    box = opened(paper()).pages[0].mediabox

    assert (round(box.width / MM), round(box.height / MM)) == (210, 297)


def test_the_head_has_every_part_in_its_words(paper):
    text = opened(paper()).pages[0].extract_text()

    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    assert lines[:4] == [
        "UBND TỈNH BÀ RỊA - VŨNG TÀU",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_number_and_date_stand_on_one_line(paper):
    pieces = placed(opened(paper()).pages[0])

    number = next(top for text, _, top in pieces if "05/KH-SKHCN" in text)
    date = next(top for text, _, top in pieces if "tháng 02 năm" in text)
    assert number == pytest.approx(date, abs=0.3)


def test_the_first_page_has_no_number_and_the_second_has_it_centred_in_the_top_margin(paper):
    pages = opened(paper("<p>dòng</p>" * 60)).pages

    assert [text for text, _, top in placed(pages[0]) if top < 15] == []
    [(text, left, _)] = [piece for piece in placed(pages[1]) if piece[2] < 18]
    assert text == "2"
    # The middle of the text between margins of 30 and 15 mm.
    assert left == pytest.approx(30 + 165 / 2, abs=2)


def test_each_annex_is_numbered_from_one_again(paper):
    annex = '<section class="appendix"><p class="annex-number">Phụ lục</p>' + "<p>dòng</p>" * 40 + "</section>"
    pages = opened(paper("<p>dòng</p>" * 40, appendices=annex + annex)).pages

    numbers = [[text for text, _, top in placed(page) if top < 18 and text.isdigit()] for page in pages]
    assert numbers == [[], ["2"], [], ["2"], [], ["2"]]


def test_an_annex_lies_across(paper):
    pages = opened(paper(appendices='<section class="appendix"><p>Biểu</p></section>')).pages

    assert [page.mediabox.width > page.mediabox.height for page in pages] == [False, True]


def test_the_text_keeps_its_margins(paper):
    pages = opened(paper("<p>" + "chữ " * 3000 + "</p>")).pages

    for page in pages:
        body = [piece for piece in placed(page) if piece[2] > 20]
        assert min(left for _, left, _ in body) >= 29.9
        assert max(top for _, _, top in body) <= 277.5


def test_the_heading_of_a_table_stands_on_every_page(paper):
    rows = "".join(f"<tr><td>Việc {number}</td><td>Kết quả</td></tr>" for number in range(120))
    head = '<thead><tr><th scope="col">Nội dung công việc</th><th scope="col">Ghi chú</th></tr></thead>'
    pages = opened(paper(f"<table>{head}<tbody>{rows}</tbody></table>")).pages

    assert len(pages) > 2
    assert all("Nội dung công việc" in page.extract_text() for page in pages)


def test_a_table_breaks_between_rows_and_not_inside_them(paper):
    row = "<tr><td>" + "<p>dòng</p>" * 9 + "<p>hết</p></td></tr>"
    pages = opened(paper(f"<table><tbody>{row * 12}</tbody></table>")).pages

    assert len(pages) > 1
    for page in pages:
        words = [word for word in page.extract_text().split() if word in ("dòng", "hết")]
        assert words.count("dòng") == 9 * words.count("hết")


def test_a_row_taller_than_a_page_is_shown_whole(paper):
    row = "<tr><td>" + "".join(f"<p>dòng {number}</p>" for number in range(150)) + "</td></tr>"
    text = " ".join(page.extract_text() for page in opened(paper(f"<table><tbody>{row}</tbody></table>")).pages)

    assert all(f"dòng {number}" in text for number in range(150))


def test_the_file_can_be_read_aloud(paper):
    root = opened(paper()).trailer["/Root"]

    assert bool(root["/MarkInfo"]["/Marked"]) is True
    assert root["/Lang"] == "vi"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"]) is True
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_the_file_says_its_title_and_who_issues_it(paper):
    about = opened(paper()).metadata

    assert (about.title, about.author) == ("Kế hoạch năm 2026", "Sở Khoa học và Công nghệ")


def test_making_a_paper_does_not_let_broken_pictures_pass_elsewhere(paper):
    paper()

    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_peoples_text_is_shown_and_not_obeyed(paper):
    text = opened(paper("<p>{{ words }}</p>", {"words": "<b>A</b> & <script>"})).pages[0].extract_text()

    assert "<b>A</b> & <script>" in text


def test_signs_that_no_font_has_do_not_spoil_the_words_around_them(paper):
    text = opened(paper("<p>{{ words }}</p>", {"words": "Nguyễn\x07 Văn\x0bÁnh\ufffe"})).pages[0].extract_text()

    assert "Nguyễn Văn Ánh" in " ".join(text.split())
