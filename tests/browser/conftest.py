import json
import os
import shutil

import pytest

from tests.browser.gates import Watch
from tests.browser.pages import TWO_STEPS
from tests.browser.site import Site

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Requests to other hosts fail at once and are reported by the gates.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

# They write into docs/, so they run only when they are asked for.
collect_ignore = [] if os.environ.get("SCREENSHOTS") else ["test_screenshots.py"]


def pytest_itemcollected(item):
    """Every test in this folder needs a browser."""
    item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium; no browser is ever downloaded."""
    known = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    path = os.environ.get("CHROMIUM") or next(filter(None, known), None)
    assert path, "Chromium is missing: install the package chromium or name a browser in CHROMIUM"
    return {**browser_type_launch_args, "executable_path": path, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "viewport": {"width": 1280, "height": 800},
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
    }


@pytest.fixture
def watch(page):
    """Watches the page of this test; a test that expects a problem empties the list."""
    watching = Watch(page)
    yield watching
    assert watching.problems == []


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The sample department, served for reading: tests that change something make a site of their own."""
    site = Site(tmp_path_factory.mktemp("site"))
    site.manage("migrate", "--verbosity", "0")
    site.finish("bin/static")
    site.manage("load_sample")
    answer = site.manage("shell", "--verbosity", "0", "-c", "from tests.browser.prepare import prepare; prepare()")
    site.facts = json.loads(answer.splitlines()[-1])
    site.serve()
    yield site
    site.stop()


class Visit:
    """Opens pages as a user. Each user signs in once through the real form; later pages keep that session."""

    def __init__(self, site, new_context):
        self.site, self.new_context = site, new_context

    def __call__(self, who, width=1280):
        sessions = self.site.sessions
        if who and who not in sessions:
            sessions[who] = self.sign_in(who)
        page = self.new_context(storage_state=sessions.get(who)).new_page()
        page.set_default_timeout(10_000)
        page.set_viewport_size({"width": width, "height": 740 if width < 500 else 800})
        return page, Watch(page)

    def sign_in(self, who):
        context = self.new_context()
        page = context.new_page()
        sign_in(page, self.site, who)
        if who == TWO_STEPS:
            page.get_by_label("Mã").fill(self.site.facts["recovery_code"])
            page.get_by_role("button", name="Đăng nhập", exact=True).click()
        page.wait_for_url("**/noi-bo/")
        return context.storage_state()


def sign_in(page, site, who):
    accounts = site.accounts()
    page.goto(f"{site.url}/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(who)
    page.get_by_label("Mật khẩu").fill(accounts.get(who) or accounts["kstthc"])
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


@pytest.fixture
def visit(site, new_context):
    return Visit(site, new_context)
