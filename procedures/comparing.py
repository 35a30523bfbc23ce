"""Comparison of two texts word by word. Runs no query. Very long changes are shown as a whole, to limit the time."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, OLD, NEW = "same", "old", "new"
WORD = re.compile(r"\S+\s*")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
MOST = 1_000_000  # the largest number of compared pairs of words or lines; beyond it the text is shown as replaced
AROUND = 60  # unchanged characters shown around a change
CUT = "…"


@dataclass(frozen=True)
class Piece:
    kind: str
    text: str


@dataclass(frozen=True)
class Compared:
    """One part in both versions. `label`: its name on screen."""

    label: str
    pieces: tuple

    @property
    def is_changed(self):
        return any(piece.kind != SAME for piece in self.pieces)


def parts(old, new):
    """Compare two lists of (label, text) in the same order."""
    return [Compared(label, words(before, after)) for (label, before), (_, after) in zip(old, new, strict=True)]


def words(old, new):
    """The pieces (kept, removed, added) from `old` to `new`. Differences in white space are ignored."""
    return tuple(_joined(_by_line(LINE.findall(old), LINE.findall(new))))


def _by_line(old, new):
    """Match equal lines first; compare words only between them."""
    for tag, before, after in _blocks(old, new):
        text, later = "".join(before), "".join(after)
        if tag == "equal":
            yield Piece(SAME, later)
        else:
            yield from _by_word(WORD.findall(text), WORD.findall(later))


def _by_word(old, new):
    for tag, before, after in _blocks(old, new):
        if tag == "equal":
            yield Piece(SAME, "".join(after))
        else:
            yield Piece(OLD, "".join(before))
            yield Piece(NEW, "".join(after))


def _blocks(old, new):
    """(tag, old items, new items). The common begin and end are cut off first."""
    left, right = [one.split() for one in old], [one.split() for one in new]
    head = _alike(left, right)
    tail = _alike(left[head:][::-1], right[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    yield "equal", old[:head], new[:head]
    middle, other = [" ".join(one) for one in left[head : ends[0]]], [" ".join(one) for one in right[head : ends[1]]]
    if len(middle) * len(other) > MOST:
        yield "replace", old[head : ends[0]], new[head : ends[1]]
    else:
        for tag, a, b, c, d in SequenceMatcher(None, middle, other).get_opcodes():
            yield tag, old[head + a : head + b], new[head + c : head + d]
    yield "equal", old[ends[0] :], new[ends[1] :]


def _alike(left, right):
    """The number of equal items at the beginning."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _joined(pieces):
    """The pieces without empty ones, neighbours of one kind joined."""
    kept = []
    for piece in pieces:
        if not piece.text:
            continue
        if kept and kept[-1].kind == piece.kind:
            kept[-1] = Piece(piece.kind, kept[-1].text + piece.text)
        else:
            kept.append(piece)
    return kept


def excerpts(old, new, longest=500):
    """(old, new) shortened for the trail: long texts are cut around the changed words."""
    if len(old) <= longest and len(new) <= longest:
        return old, new
    start = max(_alike(old, new) - AROUND, 0)
    same_at_the_end = _alike(old[start:][::-1], new[start:][::-1])
    rest = max(same_at_the_end - AROUND, 0)
    return tuple(_cut(text, start, len(text) - rest, longest) for text in (old, new))


def _cut(text, start, end, longest):
    end = min(end, start + longest)
    return f"{CUT if start else ''}{text[start:end]}{CUT if end < len(text) else ''}"
