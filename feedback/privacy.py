"""Finds what could tell readers of a public text who sent it. Pure: text and facts in, marks out.

Better one mark too many, which a person lets stand, than a name that nobody noticed.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

KINDS = {
    "name": "Tên người gửi",
    "phone": "Số điện thoại",
    "email": "Thư điện tử",
    "id_number": "Số giấy tờ tùy thân",
    "address": "Địa chỉ",
}
MASKS = dict.fromkeys(KINDS, "[…]")

EMAIL = re.compile(r"[\w.+-]+\s*(?:@|\(at\)|\[at\]|\(a còng\)| a còng )\s*[\w-]+(?:\s*\.\s*[\w-]+)+", re.IGNORECASE)
# 0912 345 678, +84 (912) 345-678, 84.912.345.678, 0254 385 2222; not within the number of a dossier or a procedure.
PHONE = re.compile(r"(?<![\w.\-])(?:\+?\s*84|0)[\s.\-()]{0,3}[2-9](?:[\s.\-()]{0,3}\d){7,9}(?!\w|[.\-]\d)")
# CMND has 9 digits, CCCD and căn cước 12; people write them in groups of three.
ID_NUMBER = re.compile(r"(?<![\w.\-])\d{3}(?: ?\d{3}){2}(?: ?\d{3})?(?!\w|[.\-]\d)")
HONORIFICS = ("ong", "ba", "anh", "chi", "co", "chu", "bac", "em", "thay")
# Words that many organizations share; alone they point to nobody.
COMMON = frozenset(
    "cong ty tnhh mtv cp co phan doanh nghiep tu nhan hop tac xa trung tam van phong mot thanh vien va".split()  # noqa: SIM905
)
SHORTEST_ADDRESS = 6


@dataclass(frozen=True)
class Mark:
    """A place in the text. `key` stays the same while its words do, so that a person's word about it stays too."""

    start: int
    end: int
    kind: str
    words: str
    key: str

    @property
    def label(self):
        return KINDS[self.kind]


@dataclass(frozen=True)
class Identity:
    """What we know of the sender; `own` is what the agency itself prints (its telephone, its e-mail)."""

    name: str = ""
    address: str = ""
    phone: str = ""
    postal_address: str = ""
    email: str = ""
    is_organization: bool = False
    own: tuple[str, ...] = ()


def find(text, identity, part=""):
    """Every mark in this part of what is to be read, in its order; one that lies within another is left out."""
    text = unicodedata.normalize("NFC", text)
    folded, places = folded_with_places(text)
    found = [*patterns(text, identity)]
    for kind, phrase in phrases(identity):
        found += [(places[start], places[end - 1] + 1, kind) for start, end in occurrences(phrase, folded)]
    found += [(match.start(), match.end(), "name") for match in initials(identity, text)]
    return numbered(text, outermost(found), part)


def patterns(text, identity):
    own = {digits(one) for one in identity.own} | {one.lower() for one in identity.own}
    for match in EMAIL.finditer(text):
        if match[0].lower().replace(" ", "") not in own:
            yield match.start(), match.end(), "email"
    for kind, pattern in (("phone", PHONE), ("id_number", ID_NUMBER)):
        for match in pattern.finditer(text):
            if digits(match[0]) not in own:
                yield match.start(), match.end(), kind


def phrases(identity):
    """(kind, words without accents) to look for."""
    words = fold_words(identity.name)
    if identity.is_organization:
        own = [word for word in words if word not in COMMON]
        for part in {" ".join(words), " ".join(own)} - {""}:
            yield "name", part
    elif words:
        yield "name", " ".join(words)
        if len(words) > 2:
            yield "name", " ".join(words[1:])
            yield "name", f"{words[0]} {words[-1]}"
        for honorific in HONORIFICS:
            yield "name", f"{honorific} {words[-1]}"
    for address in (identity.address, identity.postal_address):
        whole = " ".join(fold_words(address))
        parts = [" ".join(fold_words(part)) for part in re.split(r"[,;\n]", address)]
        yield from (("address", part) for part in {whole, *parts} if len(part) >= SHORTEST_ADDRESS and " " in part)


def initials(identity, text):
    """ "L.T.M.", "LTM", "Lê T. M." of Lê Thị Mẫu; two letters point to too many."""
    words = fold_words(identity.name)
    if identity.is_organization or len(words) < 3:
        return []
    letters = [word[0].upper() for word in words]
    letters = [f"[{letter}Đ]" if letter == "D" else letter for letter in letters]
    return re.finditer(r"(?<!\w)" + r"\.?\s?".join(letters) + r"(?!\w)\.?", text)


def occurrences(phrase, folded):
    start = folded.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        whole = (start == 0 or folded[start - 1] == " ") and (end == len(folded) or folded[end] == " ")
        if whole:
            yield start, end
        start = folded.find(phrase, start + 1)


def outermost(found):
    kept = []
    for start, end, kind in sorted(set(found), key=lambda one: (one[0], -one[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end, kind))
    return kept


def numbered(text, places, part):
    seen, marks = {}, []
    for start, end, kind in places:
        words = text[start:end]
        same = f"{kind}:{' '.join(fold_words(words))}"
        seen[same] = seen.get(same, 0) + 1
        key = hashlib.sha256(f"{part}:{same}:{seen[same]}".encode()).hexdigest()[:12]
        marks.append(Mark(start, end, kind, words, key))
    return tuple(marks)


def masked(text, identity):
    """A first proposal of a public text: everything found is covered. A person reads it before anybody else does."""
    text = unicodedata.normalize("NFC", text)
    for mark in reversed(find(text, identity)):
        text = text[: mark.start] + MASKS[mark.kind] + text[mark.end :]
    return text


def pieces(text, identity, part=""):
    """[(words, mark or None)]: the text cut at its marks, for a page that shows them."""
    text, last, found = unicodedata.normalize("NFC", text), 0, []
    for mark in find(text, identity, part):
        if mark.start > last:
            found.append((text[last : mark.start], None))
        found.append((mark.words, mark))
        last = mark.end
    return [*found, (text[last:], None)] if last < len(text) else found


def folded_with_places(text):
    """The text without accents, letter by letter, with the place of each letter; signs and blanks become one blank."""
    letters, places = [], []
    for place, sign in enumerate(text):
        bare = bare_letters(sign)
        if bare:
            letters.extend(bare)
            places.extend([place] * len(bare))
        elif not unicodedata.combining(sign) and (not letters or letters[-1] != " "):
            letters.append(" ")
            places.append(place)
    return "".join(letters), places


def bare_letters(sign):
    plain = unicodedata.normalize("NFD", sign.lower().replace("đ", "d"))
    return [letter for letter in plain if letter.isascii() and letter.isalnum()]


def fold_words(text):
    return folded_with_places(unicodedata.normalize("NFC", text))[0].split()


def digits(text):
    """Only the digits, from 0: +84 912 and 0912 are the same telephone."""
    bare = re.sub(r"\D", "", text)
    return f"0{bare[2:]}" if bare.startswith("84") and len(bare) > 10 else bare
