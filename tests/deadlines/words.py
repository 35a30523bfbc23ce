"""What a page says, as a reader would hear it."""

import re

from django.utils.html import strip_tags


def texts(response, start, end):
    """The texts between `start` and `end` in a page."""
    return [part.split(end)[0] for part in response.content.decode().split(start)[1:]]


def counting(response):
    """The lines of the explanation of a due date."""
    (lines,) = texts(response, "<ol>", "</ol>")
    return [" ".join(strip_tags(line).split()) for line in re.findall(r"<li.*?</li>", lines, re.DOTALL)]
