"""Finds words in a public text that could identify the sender. Pure: text and facts in, marks out.

A mark too many, which the user keeps, is better than a missed name.
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

AT = r"(?:@|\(at\)|\[at\]|\(a\)|\[a\]|\(a còng\)| a còng )"
EMAIL = re.compile(rf"(?<![\w.+-])[\w.+-]+\s{{0,3}}{AT}\s{{0,3}}[\w-]+(?:\s?\.\s?[\w-]+)+", re.IGNORECASE)
# Digits in the number of a dossier, a procedure or a case are excluded.
ALONE, ENDS = r"(?<!\d)(?<!\d[.\-])", r"(?!\d|[.\-]\d)"
# 0912 345 678, +84 (912) 345-678, (+84)(0)254..., 0084 912..., 0254.385.2222
GAP = r"[\s.·()\-‐-―]{0,3}"
PHONE = re.compile(rf"{ALONE}(?:(?:\+|00)?\s{{0,3}}84{GAP}(?:0{GAP})?|0{GAP})[2-9](?:{GAP}\d){{7,9}}{ENDS}")
SPOKEN = "khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin"
SPOKEN_PHONE = re.compile(rf"(?<!\w)(?:{SPOKEN})(?:[\s,.\-]+(?:{SPOKEN})){{8,}}(?!\w)", re.IGNORECASE)
# CMND has 9 digits, CCCD and căn cước 12, often in groups. Amounts of money look the same except for the unit.
ID_NUMBER = re.compile(
    rf"{ALONE}(?:\d{{12}}|\d{{9}}|\d{{6}}[ .\-]\d{{6}}|\d{{4}}([ .\-])\d{{4}}\1\d{{4}}"
    rf"|\d{{3}}([ .\-])\d{{3}}\2\d{{3}}(?:\2\d{{3}})?(?!\2\d{{3}}(?!\d))){ENDS}(?!\s{{0,3}}(?:đồng|đ\b|vnđ|vnd))",
    re.IGNORECASE,
)
HONORIFICS = ("ong", "ba", "anh", "chi", "co", "chu", "bac", "em", "thay", "di", "cau", "mo")
# "Ng. Thị Mẫu": letters of one sound are abbreviated together.
PAIRS = ("ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr")
# Words in many names of organizations; alone they identify none.
COMMON = frozenset(
    "cong ty cty tnhh mtv cp co phan doanh nghiep dntn tu nhan hop tac xa htx".split()  # noqa: SIM905
    + "trung tam van phong mot thanh vien va".split()  # noqa: SIM905
)
STREETS, WARDS = (
    ("duong", "d", "pho", "hem", "ngo"),
    ("phuong", "p", "xa", "x", "thi tran", "tt", "ap", "thon", "khu pho"),
)
TOWNS = ("thanh pho", "tp", "quan", "q", "huyen", "h", "thi xa", "tx")
# Words before the name of a place; the longer ones first.
KINDS_OF_PLACE = sorted({*STREETS, *WARDS, *TOWNS, "so nha", "so", "nha", "khu", "to"}, key=len, reverse=True)
SHORTEST_ADDRESS, SHORTEST_PLACE = 6, 8
OWN_DIGITS = 7  # this many last digits identify a telephone number


@dataclass(frozen=True)
class Mark:
    """A place in the text. `key` is made from its words, so that a confirmation stays while the words are the same."""

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
    """The known data of the sender. `own`: telephone and e-mail of the agency, which are not marked."""

    name: str = ""
    address: str = ""
    phone: str = ""
    postal_address: str = ""
    email: str = ""
    is_organization: bool = False
    own: tuple[str, ...] = ()


def clean(text):
    """NFC text without invisible characters; marks are positions in it."""
    text = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def find(text, identity, part=""):
    """The marks in this part of the text, in order; marks inside another one are left out."""
    text = clean(text)
    folded, places = folded_with_places(text)
    found = [*patterns(text, identity)]
    for kind, phrase in {*names(identity), *addresses(identity)}:
        found += [(places[start], places[end - 1] + 1, kind) for start, end in occurrences(phrase, folded)]
    found += [(start, end, "name") for start, end in [*spellings(identity, text), *given_name(identity, text)]]
    return numbered(text, outermost(found), part)


def patterns(text, identity):
    own = {digits(one) for one in identity.own} | {one.lower() for one in identity.own}
    for match in EMAIL.finditer(text):
        if match[0].lower().replace(" ", "") not in own:
            yield match.start(), match.end(), "email"
    kinds = [("phone", PHONE), ("id_number", ID_NUMBER)]
    for number in re.split(r"[,;/]", identity.phone):
        if len(end := digits(number)[-OWN_DIGITS:]) == OWN_DIGITS:
            kinds.append(("phone", re.compile(GAP.join(end) + ENDS)))
    for kind, pattern in kinds:
        for match in pattern.finditer(text):
            if digits(match[0]) not in own:
                yield match.start(), match.end(), kind
    for match in SPOKEN_PHONE.finditer(unaccented(text)):
        yield match.start(), match.end(), "phone"


def names(identity):
    """[(kind, words without accents)] to look for."""
    words = fold_words(identity.name)
    if identity.is_organization:
        own = [word for word in words if word not in COMMON]
        yield from (("name", " ".join(part)) for part in (words, own, own[-2:] if len(own) > 2 else ()) if part)
    elif words:
        yield "name", " ".join(words)
        if len(words) > 2:
            yield "name", f"{words[0]} {words[-1]}"
            yield from (("name", " ".join(words[start:])) for start in range(1, len(words) - 1))
        yield from (("name", f"{honorific} {words[-1]}") for honorific in HONORIFICS)


def addresses(identity):
    """The parts of an address with their spellings, without the province and the agency's own place."""
    own = f" {' '.join(fold_words(' , '.join(identity.own)))} "
    for address in (identity.address, identity.postal_address):
        written = [" ".join(fold_words(part)) for part in re.split(r"[,;\n]", address)]
        yield from (("address", whole) for whole in [" ".join(fold_words(address))] if len(written) > 1)
        for part in written:
            if part.startswith("tinh ") or f" {part} " in own:
                continue
            if len(part) >= SHORTEST_ADDRESS and " " in part:
                yield "address", part
            yield from (("address", other) for other in other_writings(part))


def other_writings(part):
    """ "so 5 duong vi du" is also "5 vi du" and "duong vi du"; "phuong mau don" is also "p mau don"."""
    house, kinds, rest = [], set(), part
    while True:
        kind = next((kind for kind in KINDS_OF_PLACE if rest.startswith(f"{kind} ")), None)
        word = rest.split(" ", 1)[0]
        if kind:
            kinds.add(kind)
        elif any(sign.isdigit() for sign in word) and " " in rest:
            house.append(word)
        else:
            break
        rest = rest[len(kind or word) + 1 :]
    if len(rest) < 2:
        return
    if house:
        yield from (f"{' '.join(house)} {between}{rest}" for between in ("", *(f"{kind} " for kind in STREETS)))
    for group in (STREETS, WARDS, TOWNS):
        if kinds & set(group) or (house and group is STREETS):
            yield from (f"{kind} {rest}" for kind in group)
    if " " in rest and len(rest) >= SHORTEST_PLACE and not kinds & set(TOWNS):
        yield rest


def spellings(identity, text):
    """ "L.T.M.", "LTM", "Lê T. Mẫu", "lethimau" for Lê Thị Mẫu; two letters alone are too common."""
    words = fold_words(identity.name)
    if identity.is_organization or len(words) < 2:
        return
    letters = [rf"{word[0].upper()}{word[1] + '?' if word[:2] in PAIRS else ''}" for word in words]
    either = [f"((?i:{word})|{letter})" for word, letter in zip(words, letters, strict=True)]
    pattern = r"(?<!\w)" + r"[\s.]{0,2}".join(either) + r"(?!\w)\.?"
    for match in re.finditer(pattern, unaccented(text)):
        full = sum(found.lower() == word for found, word in zip(match.groups(), words, strict=True))
        if full or len(words) > 2:
            ends = match.end() if not full or match[0][-1] != "." else match.end() - 1
            yield match.start(), ends


def given_name(identity, text):
    """The given name alone, capitalised ("theo lời Mẫu thì"); not in "Mẫu đơn ..." or "Việt Nam"."""
    words = clean(identity.name).split()
    if identity.is_organization or len(words) < 2:
        return
    found = list(re.finditer(r"\w+", text))
    for before, match, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if not match[0][0].isupper() or same_letters(match[0]) != same_letters(words[-1]) or before is None:
            continue
        between = text[before.end() : match.start()]
        apart = not between.isspace() or "\n" in between or before[0][0].isupper()
        followed = after and after[0][0].isupper() and text[match.end() : after.start()].isspace()
        if not apart and not followed:
            yield match.start(), match.end()


def same_letters(word):
    """The letters and accents of a word in sorted order, so that Hoà and Hòa are equal."""
    return sorted(unicodedata.normalize("NFD", word.lower()))


def unaccented(text):
    """The text without accents, letter by letter, so that positions stay."""
    return "".join(unicodedata.normalize("NFD", sign.replace("đ", "d").replace("Đ", "D"))[0] for sign in text)


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
    for start, end, kind in sorted(set(found), key=lambda one: (one[0], -one[1], one[2])):
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
    """The text with all marks masked, as a first proposal. A user checks it before publication."""
    text = clean(text)
    for mark in reversed(find(text, identity)):
        text = text[: mark.start] + MASKS[mark.kind] + text[mark.end :]
    return text


def pieces(text, identity, part=""):
    """[(words, mark or None)]: the text cut at its marks, for the page."""
    text, last, found = clean(text), 0, []
    for mark in find(text, identity, part):
        if mark.start > last:
            found.append((text[last : mark.start], None))
        found.append((mark.words, mark))
        last = mark.end
    return [*found, (text[last:], None)] if last < len(text) else found


def folded_with_places(text):
    """(text without accents, position of each letter); runs of other characters become one blank."""
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
    return folded_with_places(clean(text))[0].split()


def digits(text):
    """The digits of a telephone number beginning with 0: +84 912 and 0912 are equal."""
    bare = re.sub(r"\D", "", text)
    return f"0{bare[2:]}" if bare.startswith("84") and len(bare) > 10 else bare
