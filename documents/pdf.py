"""The one way to make a PDF: a template in the layout of NĐ 30/2020, rendered without reaching for anything outside."""

from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

STYLE = Path(__file__).resolve().parent / "nd30.css"


class NothingFromOutside(URLFetcher):
    """Gives what lies inside the document itself (data:) and refuses every other address unread.

    The standard fetcher would follow http://127.0.0.1/… and embed local files named in people's text.
    """

    def __init__(self):
        super().__init__(allowed_protocols=("data",), allow_redirects=False)


def render(template, context):
    """The bytes of a tagged PDF/UA. `template` extends documents/nd30.html; it is given facts and asks no query."""
    html = HTML(string=render_to_string(template, context), url_fetcher=NothingFromOutside())
    return html.write_pdf(stylesheets=[style()], pdf_variant="pdf/ua-1")


@cache
def style():
    return CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=NothingFromOutside())
