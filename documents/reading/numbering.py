"""List numbers that Word shows but does not store as text: the column "Số TT" is often a numbered list."""

import re
from dataclasses import dataclass

from docx.oxml.ns import qn

from core.roman import roman

HIGHEST = 5_000


@dataclass(frozen=True)
class Level:
    start: int
    style: str  # decimal, upperRoman, …
    text: str  # "%1."


class Numbering:
    """Computes list numbers as Word does, from the first table of the document to the last."""

    def __init__(self, levels):
        self.levels = levels  # {(list, level): Level}
        self.counts = {}

    @classmethod
    def of(cls, document):
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):  # a document without any list
            return cls({})
        patterns = {one.get(qn("w:abstractNumId")): one for one in root.iter(qn("w:abstractNum"))}
        levels = {}
        for one in root.iter(qn("w:num")):
            pattern = patterns.get(value(one, "w:abstractNumId"))
            for level in pattern.iter(qn("w:lvl")) if pattern is not None else ():
                levels[one.get(qn("w:numId")), level.get(qn("w:ilvl"))] = Level(
                    start=whole(value(level, "w:start"), 1),
                    style=value(level, "w:numFmt") or "decimal",
                    text=value(level, "w:lvlText") or "",
                )
        return cls(levels)

    def label(self, paragraph):
        """The number that Word shows before this paragraph; "" for none and for bullets."""
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is None:
            return ""
        key = (value(found, "w:numId"), value(found, "w:ilvl") or "0")
        level = self.levels.get(key)
        if level is None or level.style in ("bullet", "none"):
            return ""
        self.counts[key] = min(self.counts.get(key, level.start - 1) + 1, HIGHEST)
        for deeper in [other for other in self.counts if other[0] == key[0] and other[1] > key[1]]:
            del self.counts[deeper]
        return re.sub(r"%([1-9])", lambda match: self.shown(key[0], int(match[1]) - 1), level.text) + " "

    def shown(self, number, ilvl):
        key = (number, str(ilvl))
        level = self.levels.get(key)
        return written(self.counts.get(key, level.start), level.style) if level else ""


def written(count, style):
    if style in ("upperRoman", "lowerRoman"):
        return roman(count) if style == "upperRoman" else roman(count).lower()
    if style in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if style == "upperLetter" else letter
    return f"{count:02}" if style == "decimalZero" else str(count)


def value(element, name):
    found = element.find(qn(name))
    return found.get(qn("w:val")) if found is not None else None


def whole(text, default):
    return min(int(text), HIGHEST) if text and text.isascii() and text.isdigit() else default
