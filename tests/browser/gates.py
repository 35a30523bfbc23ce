"""What every page is held to: accessibility, a quiet console, no foreign host, no sideways scrolling on a phone."""

from importlib.resources import files
from urllib.parse import urlsplit

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
HERE = {"127.0.0.1", "localhost"}
OWN_SCHEMES = {"data", "blob", "about"}


class Watch:
    """Collects what a page does wrong while a test uses it."""

    def __init__(self, page):
        self.problems = []
        self.expected_failures = set()
        page.on("console", self.spoken)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("request", self.asked)

    def spoken(self, message):
        failed_page = message.text.startswith("Failed to load resource") and message.location["url"]
        if message.type in ("error", "warning") and failed_page not in self.expected_failures:
            self.problems.append(f"console: {message.text}")

    def asked(self, request):
        address = urlsplit(request.url)
        if address.hostname not in HERE and address.scheme not in OWN_SCHEMES:
            self.problems.append(f"foreign host: {request.url}")


def violations(page):
    """What axe-core finds against WCAG 2.2 AA, each with the element."""
    page.evaluate(AXE)
    found = page.evaluate(
        "tags => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
        WCAG,
    )
    return [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]


def sideways(page):
    """How many pixels a reader would have to scroll sideways; wide tables scroll inside their own frame."""
    return page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
