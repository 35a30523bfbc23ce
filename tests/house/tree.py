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
# Elements that begin a line of their own on the page; a blank beside them is never seen.
BLOCK = (
    "article|aside|blockquote|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|li|main|nav|ol|p|pre|section|table|"
    "tbody|td|tfoot|th|thead|tr|ul"
)
TWO_BLOCKS = re.compile(rf"</(?:{BLOCK})>\s*(?:{{%.*?%}}\s*)*<(?:{BLOCK})\b")
STYLE = re.compile(r"<style>\n(.*?)</style>", re.DOTALL)
INLINE = re.compile(r"<script\b(?![^>]*\bsrc=)|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE)


def python_files():
    folders = [ROOT / folder for folder in (*APPS, "tests", "bin")]
    return [path for folder in folders for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def templates():
    folders = [ROOT / "templates", *(ROOT / app / "templates" for app in APPS)]
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in (".html", ".txt")]


def pages():
    """Templates in HTML. In an e-mail (.txt) a line is a paragraph and may be long."""
    return [path for path in templates() if path.suffix == ".html"]


def style_sheets():
    return [path for folder in ("static", "documents", "templates") for path in sorted((ROOT / folder).rglob("*.css"))]


def name(path):
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def too_long(paths, limit):
    return [name(path) for path in paths if len(path.read_text().splitlines()) > limit]


def lines_where(paths, is_fault):
    """Place of each line at fault, as "file:line"."""
    lines = [(path, number, line) for path in paths for number, line in enumerate(path.read_text().splitlines(), 1)]
    return [f"{name(path)}:{number}" for path, number, line in lines if is_fault(line)]


def wide_lines(paths, limit):
    return lines_where(paths, lambda line: len(line) > limit)


def crowded_lines(paths):
    """Lines of a template on which one block element ends and another begins."""
    return lines_where(paths, TWO_BLOCKS.search)


def crowded_css(text):
    """Lines of CSS with more than a selector, a declaration or a bracket."""
    plain = re.sub(r"/\*.*?\*/|\"[^\"]*\"|\([^()]*\)", "", text)
    return [line.strip() for line in plain.splitlines() if not re.fullmatch(r"[^;{}]*[;{,]?|\s*}", line.rstrip())]


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
