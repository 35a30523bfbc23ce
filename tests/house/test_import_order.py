import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import tree

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def lint_imports(folder):
    command = [str(LINT_IMPORTS), "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_an_app_imports_only_from_the_apps_below_it():
    status, words = lint_imports(tree.ROOT)

    assert status == 0, words


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("core/folding.py", "import plans"),
        ("outbox/actions.py", "import documents"),
        ("plans/apps.py", "import weasyprint"),
    ],
)
def test_an_import_against_the_order_is_found(tmp_path, module, line):
    for app in tree.APPS:
        shutil.copytree(tree.ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(tree.ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / module).open("a") as file:
        file.write(f"\n{line}\n")

    status, words = lint_imports(tmp_path)

    assert (status, "BROKEN" in words) == (1, True)
