"""Checks of the libraries and fonts that PDF needs. Nothing here loads Pango, so that its absence can be reported."""

import ctypes
import shutil
import subprocess

# Libraries that WeasyPrint loads by name, and the Debian package of each.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
# Faces with the measures of Times New Roman. All letters of Vietnamese with two marks lie in this range;
# fonts-liberation 1.07 lacks most of it, and letters of another font would be mixed in silently.
FAMILIES = ["Times New Roman", "Tinos", "Liberation Serif"]
VIETNAMESE = "1ea0-1ef9"
FONT_PACKAGE = "fonts-croscore"


def missing_packages():
    """Debian packages to install for correct PDF files; [] when nothing is missing."""
    missing = [package for library, package in LIBRARIES.items() if not can_load(library)]
    if shutil.which("fc-list") is None:
        return [*missing, "fontconfig", FONT_PACKAGE]
    return missing if complete_families() else [*missing, FONT_PACKAGE]


def can_load(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def complete_families():
    """The font families of FAMILIES that have every Vietnamese letter."""
    return [family for family in FAMILIES if has_vietnamese(family)]


def has_vietnamese(family):
    # No shell is used, and the family is a constant.
    listed = subprocess.run(  # noqa: S603  a program of the system, nothing typed by people
        [shutil.which("fc-list"), f":family={family}:charset={VIETNAMESE}", "family"],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return bool(listed.stdout.strip())
