"""Compiles config/locale: our words for sentences of Django that its own catalogue leaves in English.

    python bin/catalogue.py

Run it after every change of a .po file and commit both files. Needs no gettext tools.
"""

import ast
import struct
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "config" / "locale"


def entries(text):
    """Each entry of a .po file: {"msgid": ..., "msgstr": ..., "places": "file:line ..."}."""
    for block in text.split("\n\n"):
        entry, last = {}, None
        for line in block.splitlines():
            if line.startswith("#: "):
                entry["places"] = f"{entry.get('places', '')} {line[3:]}"
            elif line.startswith('"'):
                entry[last] += ast.literal_eval(line)
            elif line and not line.startswith("#"):
                last, _, quoted = line.partition(" ")
                entry[last] = ast.literal_eval(quoted)
        if "msgid" in entry:
            yield entry


def key(entry):
    """What gettext looks up: the context, the sentence and its plural in one string."""
    context = f"{entry['msgctxt']}\x04" if "msgctxt" in entry else ""
    plural = f"\x00{entry['msgid_plural']}" if "msgid_plural" in entry else ""
    return f"{context}{entry['msgid']}{plural}"


def compiled(text):
    """The bytes of the .mo file: two tables of (length, offset), then the strings. Vietnamese has no plural."""
    words = sorted(
        (key(entry).encode(), entry.get("msgstr", entry.get("msgstr[0]")).encode()) for entry in entries(text)
    )
    head = struct.calcsize("7I")
    offset = head + 16 * len(words)
    tables, strings = [], b""
    for column in (0, 1):
        for pair in words:
            tables.append(struct.pack("<2I", len(pair[column]), offset + len(strings)))
            strings += pair[column] + b"\x00"
    header = struct.pack("<7I", 0x950412DE, 0, len(words), head, head + 8 * len(words), 0, 0)
    return header + b"".join(tables) + strings


if __name__ == "__main__":
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        source.with_suffix(".mo").write_bytes(compiled(source.read_text()))
