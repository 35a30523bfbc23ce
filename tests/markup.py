"""The HTML of a page, with blanks only where a reader sees them."""

import re

from tests.house.tree import BLOCK

# Blanks at the edge of these are never shown.
EDGE = re.compile(rf" ?(</?(?:{BLOCK}|button|caption|input|legend|option|select|summary|title)\b[^>]*>) ?")


def markup(response):
    """HTML of a response: one blank for each run of blanks, none beside a block element or at the end of a tag."""
    text = " ".join(response.content.decode().split())
    return EDGE.sub(r"\1", re.sub(r" (/?>)", r"\1", text))
