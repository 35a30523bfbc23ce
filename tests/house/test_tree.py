"""Habits of the house that a reader would otherwise have to watch for."""

import pytest

from tests.house import tree


def test_no_python_file_is_longer_than_400_lines():
    assert tree.too_long(tree.python_files(), 400) == []


def test_no_function_is_longer_than_40_lines():
    ours = [path for path in tree.python_files() if tree.ROOT / "tests" not in path.parents]

    assert tree.long_functions(ours, 40) == []


def test_no_view_is_longer_than_25_lines():
    views = [path for path in tree.python_files() if tree.is_views(path)]

    assert {tree.name(path) for path in views} >= {"deadlines/views.py", "plans/views/plans.py"}
    assert tree.long_functions(views, 25) == []


def test_no_module_has_a_name_that_could_hold_anything():
    assert tree.vague_names(tree.python_files()) == []


def test_no_page_holds_script_or_style_of_its_own():
    assert tree.inline_code(tree.templates()) == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_files_name_no_place_to_fetch_from(lock):
    assert tree.indexes((tree.ROOT / lock).read_text()) == []


def test_the_checks_look_at_real_files():
    assert "config/settings.py" in [tree.name(path) for path in tree.python_files()]
    assert "templates/base.html" in [tree.name(path) for path in tree.templates()]


# The same checks on faults planted for them.


def test_a_file_of_401_lines_is_found(tmp_path):
    (tmp_path / "long.py").write_text("x = 1\n" * 401)

    assert tree.too_long([tmp_path / "long.py"], 400) == ["long.py"]


def test_a_function_of_one_line_too_many_is_found_with_its_docstring_and_inside_a_class(tmp_path):
    fits = 'def fits():\n    """Why."""\n' + "    x = 1\n" * 38
    too_long = 'class Plan:\n    async def save(self):\n        """Why."""\n' + "        x = 1\n" * 39
    (tmp_path / "views.py").write_text(fits + too_long)

    assert tree.long_functions([tmp_path / "views.py"], 40) == ["views.py: save"]
    assert tree.long_functions([tmp_path / "views.py"], 39) == ["views.py: fits", "views.py: save"]


@pytest.mark.parametrize("path", ["plans/utils.py", "plans/services/plans.py"])
def test_a_vague_name_is_found(path):
    assert tree.vague_names([tree.ROOT / path]) == [path]


@pytest.mark.parametrize(
    "fault",
    [
        "<script>go()</script>",
        "<style>a {}</style>",
        '<p style="x">',
        "<a onclick='go()'>",
        '<a href="javascript:go()">',
    ],
)
def test_script_and_style_inside_a_page_are_found(tmp_path, fault):
    (tmp_path / "page.html").write_text(f"<main>{fault}</main>")

    assert len(tree.inline_code([tmp_path / "page.html"])) == 1


def test_a_linked_script_is_allowed(tmp_path):
    (tmp_path / "page.html").write_text('<script src="/static/htmx.js" defer></script>')

    assert tree.inline_code([tmp_path / "page.html"]) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://mirror.example/simple",
        "--find-links wheels",
        "-i mirror",
        "x @ https://files.example/x.whl",
    ],
)
def test_an_index_in_a_lock_file_is_found(line):
    assert tree.indexes(f"# a comment\n{line}\nx==1.0 \\\n    --hash=sha256:00\n") == [line]
