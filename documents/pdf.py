"""The one way to make a PDF: a template in the layout of NĐ 30/2020, rendered without fetching anything."""

import re

from django.template.loader import render_to_string

# Characters that text pasted from Word contains. No font has them, and a screen reader would stop at each.
NOT_ON_PAPER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def render(template, context):
    """The bytes of a tagged PDF/UA. `template` extends documents/nd30.html; it receives facts and runs no query."""
    # Pango is loaded with the first PDF: on a machine without it the rest works, and check_pdf names what to install.
    from documents.printing import pdf_of

    return pdf_of(NOT_ON_PAPER.sub(" ", render_to_string(template, context)))
