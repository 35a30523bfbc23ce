"""The one way to make a PDF: a template in the layout of NĐ 30/2020, rendered without reaching for anything outside."""

import re

from django.template.loader import render_to_string

# Text pasted from Word brings them along; no font has them, and a reader of the file would stumble over every word.
NOT_ON_PAPER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def render(template, context):
    """The bytes of a tagged PDF/UA. `template` extends documents/nd30.html; it is given facts and asks no query."""
    # Pango is loaded with the first PDF: on a machine without it everything else works, and check_pdf says what to do.
    from documents.printing import pdf_of

    return pdf_of(NOT_ON_PAPER.sub(" ", render_to_string(template, context)))
