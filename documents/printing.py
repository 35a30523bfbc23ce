"""HTML to PDF with WeasyPrint. Use it through documents.pdf."""

from functools import cache
from pathlib import Path

from PIL import ImageFile
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

# WeasyPrint turns this on for the whole process; then half a picture would pass the check of uploads as a whole one.
ImageFile.LOAD_TRUNCATED_IMAGES = False

STYLE = Path(__file__).resolve().parent / "nd30.css"


class NothingFromOutside(URLFetcher):
    """Gives what lies inside the document itself (data:) and refuses every other address unread.

    The standard fetcher would follow http://127.0.0.1/… and embed local files named in people's text.
    """

    def __init__(self):
        super().__init__(allowed_protocols=("data",), allow_redirects=False)


def pdf_of(html):
    document = HTML(string=html, url_fetcher=NothingFromOutside())
    return document.write_pdf(stylesheets=[style()], pdf_variant="pdf/ua-1")


@cache
def style():
    return CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=NothingFromOutside())
