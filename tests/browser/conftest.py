import os
import shutil
from pathlib import Path

import pytest

from tests.browser.gates import Watch
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
    # Whatever a page asks for elsewhere fails at once and is reported by the gates.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def pytest_itemcollected(item):
    """Whatever lies in this folder needs a browser."""
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
    site = Site(Path(tmp_path_factory.mktemp("site")))
    site.manage("migrate", "--verbosity", "0")
    site.manage("collectstatic", "--no-input", "--verbosity", "0")
    site.manage("load_sample")
    site.serve()
    yield site
    site.stop()
