"""What stands in the repository, and what we do not want to find there. Each check answers with its findings."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = tuple(
    "config core organization files outbox documents deadlines plans procedures dossiers reviews feedback".split()  # noqa: SIM905
)
VAGUE = {"utils", "helpers", "services", "selectors", "managers", "mixins", "constants", "signals"}
# Pages that the browser's policy governs; papers and letters are rendered elsewhere and carry their own style.
NOT_PAGES = ("documents/nd30.html", "papers/", "mail/")
INLINE = re.compile(r"<script\b(?![^>]*\bsrc=)|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE)


def python_files():
    folders = [ROOT / folder for folder in (*APPS, "tests", "bin")]
    return [path for folder in folders for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def templates():
    folders = [ROOT / "templates", *(ROOT / app / "templates" for app in APPS)]
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in (".html", ".txt")]


def name(path):
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def too_long(paths, limit):
    return [name(path) for path in paths if len(path.read_text().splitlines()) > limit]


def is_views(path):
    return path.stem == "views" or path.parent.name == "views"


def long_functions(paths, limit):
    """Functions of more lines than that, their docstrings counted, their decorators not."""
    functions = [(path, one) for path in paths for one in ast.walk(ast.parse(path.read_text()))]
    return [
        f"{name(path)}: {one.name}"
        for path, one in functions
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and one.end_lineno - one.lineno + 1 > limit
    ]


def vague_names(paths):
    return [name(path) for path in paths if VAGUE & {path.stem, path.parent.name}]


def inline_code(paths):
    pages = [path for path in paths if not any(part in path.as_posix() for part in NOT_PAGES)]
    return [f"{name(path)}: {found[0].strip()}" for path in pages for found in INLINE.finditer(path.read_text())]


def indexes(text):
    """Places to fetch from that a lock file names; comments are for people."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return [line for line in lines if re.search(r"https?:|file:|^\s*(-i|-f|--[a-z-]*(index|find-links|host))", line)]
