"""File names for display, without dangerous parts."""

import re
import unicodedata

LONGEST_NAME = 150


def safe_name(name):
    """The name without folders (Unix or Windows), control characters and Unicode direction marks."""
    bare = unicodedata.normalize("NFC", str(name)).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in bare if unicodedata.category(letter)[0] != "C")
    shown = re.sub(r'[<>:"|?*]', "_", " ".join(shown.split())).rstrip(". ")
    stem, dot, extension = shown.rpartition(".")
    if not dot:
        return shown[:LONGEST_NAME]
    return f"{(stem.strip('. ') or 'tep')[: LONGEST_NAME - 10]}.{extension[:9].lower()}"


def extension_of(name):
    """The extension in small letters, without the dot; "" for a name without one."""
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""
