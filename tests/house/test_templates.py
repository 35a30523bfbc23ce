"""Templates and style sheets that can be read, each rule with a fault planted for it."""

import subprocess
import sys

import pytest

from tests.house import tree


def lint(path):
    command = [
        sys.executable,
        "-m",
        "djlint",
        "--lint",
        "--quiet",
        "--configuration",
        tree.ROOT / "pyproject.toml",
        path,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_no_template_is_longer_than_150_lines():
    assert tree.too_long(tree.templates(), 150) == []


def test_no_line_of_a_template_is_wider_than_140_columns():
    assert tree.wide_lines(tree.pages(), 140) == []


def test_no_two_block_elements_stand_on_one_line():
    assert tree.crowded_lines(tree.pages()) == []


def test_a_style_sheet_has_one_declaration_a_line():
    sheets = {tree.name(path): tree.crowded_css(path.read_text()) for path in tree.style_sheets()}

    assert {name: found for name, found in sheets.items() if found} == {}


def test_style_inside_a_paper_has_one_declaration_a_line():
    styles = [style for path in tree.pages() for style in tree.STYLE.findall(path.read_text()) if "{%" not in style]

    assert len(styles) >= 3
    assert [found for style in styles for found in tree.crowded_css(style)] == []


def test_djlint_finds_nothing_in_our_templates():
    result = lint(tree.ROOT / "templates")

    assert (result.stdout, result.returncode) == ("", 0)


def test_the_checks_look_at_real_files():
    assert "templates/base.html" in [tree.name(path) for path in tree.pages()]
    assert [tree.name(path) for path in tree.style_sheets()] == [
        "static/panel.css",
        "static/site.css",
        "documents/nd30.css",
        "templates/procedures/papers/poster.css",
        "templates/procedures/papers/poster_a3.css",
    ]


# The same checks on faults planted for them.


def test_a_template_of_151_lines_is_found(tmp_path):
    (tmp_path / "long.html").write_text("<br>\n" * 151)

    assert tree.too_long([tmp_path / "long.html"], 150) == ["long.html"]


def test_a_line_of_141_columns_is_found(tmp_path):
    (tmp_path / "wide.html").write_text("ư" * 140 + "\n" + "ư" * 141)

    assert tree.wide_lines([tmp_path / "wide.html"], 140) == ["wide.html:2"]


@pytest.mark.parametrize(
    "fault", ["<td>1</td><td>2</td>", "<li>{{ a }}</li>{% endfor %}<li>", "<h2>a</h2> <p class='b'>"]
)
def test_two_block_elements_on_one_line_are_found(tmp_path, fault):
    (tmp_path / "page.html").write_text(f"<tr>\n{fault}\n</tr>")

    assert tree.crowded_lines([tmp_path / "page.html"]) == ["page.html:2"]


@pytest.mark.parametrize(
    "fault",
    ["a { color: red; }", "color: red; margin: 0;", ".x { } .y {", "@page { size: A4; }", "b {}", "margin: 0; }"],
)
def test_a_crowded_line_of_css_is_found(fault):
    assert len(tree.crowded_css(f"a {{\n{fault}\n}}")) == 1


def test_a_rule_with_one_declaration_a_line_is_allowed():
    rule = 'a[href="{;}"],\nb:not(.c, .d) {\n  color: red;\n}\n'
    page = '@page {\n  margin: 0;\n\n  @top-center {\n    content: ";" counter(page);\n  }\n}\n'
    sheet = f"/* why; {{ */\n{rule}\n{page}"

    assert tree.crowded_css(sheet) == []


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("H025", "<div><p>Chào</p>"),
        ("H013", '<img src="/logo.png" height="1" width="1">'),
        ("T038", "{% if a %}Chào"),
        ("T001", "<p>{{a}}</p>"),
        ("H018", "<br />"),
    ],
)
def test_djlint_finds_a_fault(tmp_path, code, fault):
    (tmp_path / "page.html").write_text(f"{fault}\n")

    result = lint(tmp_path / "page.html")

    assert result.returncode == 1
    assert code in result.stdout
