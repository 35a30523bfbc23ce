"""The one way to make a PDF: a template in the layout of NĐ 30/2020, rendered without reaching for anything outside."""

from django.template.loader import render_to_string


def render(template, context):
    """The bytes of a tagged PDF/UA. `template` extends documents/nd30.html; it is given facts and asks no query."""
    # Pango is loaded with the first PDF: on a machine without it everything else works, and check_pdf says what to do.
    from documents.printing import pdf_of

    return pdf_of(render_to_string(template, context))
