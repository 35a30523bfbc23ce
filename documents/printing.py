"""HTML to PDF with WeasyPrint. Use it through documents.pdf."""

from functools import cache
from pathlib import Path

from PIL import ImageFile
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

# WeasyPrint turns this on for the whole process; then the check of uploads would accept a truncated picture.
ImageFile.LOAD_TRUNCATED_IMAGES = False

STYLE = Path(__file__).resolve().parent / "nd30.css"


class NothingFromOutside(URLFetcher):
    """A URL fetcher for `data:` URLs only: every other address is refused without a request.

    The standard fetcher would request http://127.0.0.1/… and embed local files that a user's text names.
    """

    def __init__(self):
        super().__init__(allowed_protocols=("data",), allow_redirects=False)


def pdf_of(html):
    document = HTML(string=html, url_fetcher=NothingFromOutside())
    return document.write_pdf(stylesheets=[style()], pdf_variant="pdf/ua-1")


@cache
def style():
    return CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=NothingFromOutside())
