"""Finds English left on a page that people read."""

import html
import re

# Words that are not Vietnamese words as well.
ENGLISH = re.compile(
    r"\b(the|your|please|passwords?|sign|invalid|enter|codes?|accounts?|this|with|change|changed|confirm|generate|"
    r"reset|forgot|username|required|field|login|logout|recovery|authenticator|emails?|again|short|common|"
    r"characters?|wait|later|requests?|activate|deactivate|cancel|welcome|home|add|delete|save|history|search|"
    r"filter|view|select|action|yes|none|unknown|today|added|user|users|group|groups)\b",
    re.IGNORECASE,
)
NAMES = re.compile(r"(Google|Microsoft) Authenticator|[\w.-]+@[\w.-]+|https?://\S+")
SPOKEN = re.compile(r"""\b(?:placeholder|title|aria-label|alt|value)="([^"]*)\"""")
UNSEEN = re.compile(r"<(script|style|code)\b.*?</\1>|<input[^>]*type=\"hidden\"[^>]*>|<option.*?>", re.DOTALL)


def english(page):
    """The English words among those that a person sees or hears on this page (bytes or text)."""
    markup = text(page)
    return found(f"{without_tags(markup)} {' '.join(SPOKEN.findall(markup))}")


def text(page):
    return UNSEEN.sub(" ", page if isinstance(page, str) else page.decode())


def without_tags(markup):
    return re.sub(r"<[^>]*>", " ", markup)


def found(words):
    return sorted({word.lower() for word in ENGLISH.findall(NAMES.sub(" ", html.unescape(words)))})
