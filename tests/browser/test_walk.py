"""The whole first capability, as a new user on a new machine meets it: from `make run` to a restart."""

import csv
import io
import signal
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import sign_in
from tests.browser.gates import Watch
from tests.browser.site import ROOT, Site

YEAR = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).year
PLAN = f"/noi-bo/ke-hoach/{YEAR}/"
TASK = f"{PLAN}nhiem-vu/2/"  # without a date; the sample has one training for it
STATE = "dt:text-is('Trạng thái') + dd"
DECISION = "Công bố danh mục thủ tục hành chính lĩnh vực hoạt động khoa học"


@pytest.fixture
def site(tmp_path):
    """What `make run` starts, in an empty folder."""
    site = Site(tmp_path)
    site.start("bin/run")
    yield site
    site.stop(signal.SIGINT)


@pytest.fixture
def walk(site, page):
    page.set_default_timeout(10_000)
    return Walk(site, page)


class Walk:
    def __init__(self, site, page):
        self.site, self.page, self.watch = site, page, Watch(page)

    def go(self, path):
        return self.page.goto(self.site.url + path)

    def sign_in(self, who):
        sign_in(self.page, self.site, who)
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Việc của tôi")

    def sign_out(self):
        self.page.get_by_role("button", name="Đăng xuất", exact=True).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")

    def press(self, words):
        self.page.get_by_role("button", name=words, exact=True).click()

    def follow(self, words):
        self.page.get_by_role("link", name=words, exact=True).click()

    def menu(self, heading, words):
        self.page.locator("summary", has_text=heading).click()
        self.follow(words)

    def download(self, words):
        """The bytes of a paper and its name."""
        self.page.locator("summary", has_text="Tải về").click()
        with self.page.expect_download(timeout=30_000) as waiting:
            self.follow(words)
        self.page.locator("summary", has_text="Tải về").click()
        return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def test_a_new_user_walks_through_the_year(walk):
    walk.sign_in("kstthc")
    see_the_plan_of_2021_word_for_word(walk)
    record_a_decision(walk)
    export_both_documents(walk)
    clone_the_plan(walk)
    walk.sign_out()
    see_as_an_officer_of_another_unit(walk)
    before = walk.site.data()

    walk.site.stop(signal.SIGINT)
    walk.site.start("bin/run")

    assert walk.site.data() == before
    find_everything_again(walk)
    assert walk.watch.problems == []


def see_the_plan_of_2021_word_for_word(walk):
    with (ROOT / "samples/ke-hoach-2021.tsv").open() as file:
        written = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    walk.go("/noi-bo/ke-hoach/2021/")

    groups = walk.page.locator("tr.group").all_inner_texts()
    assert groups == list(dict.fromkeys(f"{row['section']}. {row['section_title']}" for row in written))
    shown = [row.locator("td").all_inner_texts() for row in walk.page.locator("tbody tr:not(.group)").all()]
    assert (len(groups), len(shown)) == (7, 16)
    for cells, row in zip(shown, written, strict=True):
        number, task, units, _, timing, _ = (cell.splitlines() for cell in cells)
        assert number == [row["number"]]
        assert task == [row["title"], f"Kết quả: {row['deliverable']}"]
        assert units == [row["lead"], f"Phối hợp: {row['support']}"]
        assert row["timing"] in timing


def record_a_decision(walk):
    walk.go(PLAN)
    walk.page.locator(f"a[href='{TASK}']").click()
    state = walk.page.locator(STATE)
    expect(state).to_have_text("Đang thực hiện")

    walk.follow("Ghi kết quả")
    walk.recording = walk.page.url
    walk.page.locator("main [name=kind]").select_option("decision")
    walk.page.locator("main [name=number]").fill("1234/QĐ-UBND")
    walk.page.locator("main [name=title]").fill(DECISION)
    walk.press("Ghi kết quả")

    expect(state).to_have_text("Hoàn thành")
    expect(walk.page.locator(".story li").first).to_contain_text("1234/QĐ-UBND")


def see_as_an_officer_of_another_unit(walk):
    walk.sign_in("qlkh")
    walk.go(TASK)
    expect(walk.page.get_by_text(DECISION).first).to_be_visible()
    expect(walk.page.get_by_role("link", name="Ghi kết quả")).to_have_count(0)

    walk.watch.expected_failures = {walk.recording}
    assert walk.page.goto(walk.recording).status == 404


def export_both_documents(walk):
    walk.go(PLAN)
    name, data = walk.download("Kế hoạch (PDF)")
    assert name == f"ke-hoach-kstthc-{YEAR}.pdf"
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words

    name, data = walk.download("Kế hoạch (Excel)")
    assert name == f"ke-hoach-kstthc-{YEAR}.xlsx"
    numbers = [row[0].value for row in load_workbook(io.BytesIO(data)).active.iter_rows()]
    assert [number for number in numbers if isinstance(number, int)] == list(range(1, 17))


def clone_the_plan(walk):
    walk.go(PLAN)
    walk.menu("Việc khác", "Lập kế hoạch năm sau")
    walk.press("Lập kế hoạch")

    expect(walk.page).to_have_url(f"{walk.site.url}/noi-bo/ke-hoach/{YEAR + 1}/")
    expect(walk.page.locator("tbody tr:not(.group)")).to_have_count(16)
    assert walk.page.get_by_text("kết quả đã ghi").count() == 0


def find_everything_again(walk):
    walk.go("/noi-bo/")
    walk.sign_out()
    walk.sign_in("kstthc")
    walk.go(TASK)
    expect(walk.page.locator(STATE)).to_have_text("Hoàn thành")
    expect(walk.page.locator(".story li").first).to_contain_text("1234/QĐ-UBND")
    walk.go("/noi-bo/ke-hoach/")
    years = [row.locator("td").first.inner_text() for row in walk.page.locator("tbody tr").all()]
    assert years == [str(YEAR + 1), str(YEAR), "2021"]
