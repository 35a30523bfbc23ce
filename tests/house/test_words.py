"""One word, one idea: class names, words of the trail, modules of core, and the English of docstrings."""

import ast

import pytest
from django.apps import apps

from tests.house import tree, words

OURS = [path for path in tree.python_files() if path.relative_to(tree.ROOT).parts[0] in tree.APPS]


def of_app(app):
    return [path for path in OURS if path.relative_to(tree.ROOT).parts[0] == app]


def parsed(paths):
    return {path: ast.parse(path.read_text()) for path in paths}


@pytest.mark.parametrize("app", [app for app in tree.APPS if app not in ("config", "core")])
def test_each_recorded_action_has_its_words_and_each_word_is_recorded(app):
    said = getattr(apps.get_app_config(app), "audit_words", {})

    assert set(words.recorded(parsed(of_app(app)))) == set(said)


@pytest.mark.parametrize("app", tree.APPS)
def test_no_two_classes_of_an_app_have_one_name(app):
    assert words.repeated_classes(of_app(app)) == {}


@pytest.mark.parametrize("module", [path.stem for path in of_app("core") if path.stem != "__init__"])
def test_each_module_of_core_has_two_apps_that_import_it(module):
    others = [path for path in OURS if path not in of_app("core")]

    assert len(words.importers(module, others)) >= 2


def test_no_word_that_was_given_up_comes_back():
    paths = [path for path in [*tree.python_files(), *tree.templates()] if path.stem not in ("words", "test_words")]

    assert words.given_up(paths) == []


def test_docstrings_and_comments_name_who_and_what_is_meant():
    assert words.riddles(tree.python_files()) == []


# The same checks on faults planted for them.


@pytest.mark.parametrize(
    "code",
    [
        "def act():\n    audit.record('plans.lost', target=1)",
        "def act():\n    action = 'plans.kept' if x else 'plans.lost'\n    audit.record(action, target=1)",
        "def _tell(row, action):\n    audit.event(action, target=1)\ndef act():\n    _tell(row, action='plans.lost')",
        "def act():\n    rows = [(row, 'plans.lost')]\n    [audit.event(action, target=row) for row, action in rows]",
        "def _tell(action, row):\n    audit.record(action, target=1)\ndef act():\n    x._tell('plans.lost', row)",
    ],
)
def test_an_action_is_found_where_it_is_written_and_where_it_is_passed_on(code):
    assert "plans.lost" in words.recorded({tree.ROOT / "plans/x.py": ast.parse(code)})


def test_an_action_that_cannot_be_read_from_the_code_is_found():
    code = "def act(row):\n    audit.record(f'plans.{row}', target=row)"

    assert words.recorded({tree.ROOT / "plans/x.py": ast.parse(code)}) == {None: ["plans/x.py:2"]}


def test_two_classes_of_one_name_are_found(tmp_path):
    for stem in ("board", "matrix"):
        (tmp_path / f"{stem}.py").write_text("class Line:\n    class Meta:\n        pass\nclass Command:\n    pass")

    assert words.repeated_classes(sorted(tmp_path.iterdir())) == {"Line": ["board.py", "matrix.py"]}


@pytest.mark.parametrize(
    "code",
    ["from core import days", "from core.days import parse", "import core.days", "from core import (\n a,\n days)"],
)
def test_an_import_of_core_is_found_however_it_is_written(tmp_path, code):
    (tmp_path / "one.py").write_text(code)
    (tmp_path / "other.py").write_text("from core import rows\nfrom core.rows import days")

    assert words.importers("days", sorted(tmp_path.iterdir())) == {"one.py"}


@pytest.mark.parametrize(
    "line", ["rows.standing()", "class Standing:", "STANDING = 1", "{{ line.standing }}", "_standing"]
)
def test_a_word_that_was_given_up_is_found(tmp_path, line):
    (tmp_path / "page.html").write_text(f"an outstanding example\n{line}\n")

    assert words.given_up([tmp_path / "page.html"]) == ["page.html:2"]


def test_a_riddle_is_found_in_docstrings_and_comments_but_not_in_code(tmp_path):
    code = ['"""`told`: rows.', "", 'Held by nobody."""', "told = 'whoever'", "x = 1  # made anew"]
    (tmp_path / "one.py").write_text("\n".join(code))

    assert words.riddles([tmp_path / "one.py"]) == ["one.py:1: nobody", "one.py:5: anew"]
