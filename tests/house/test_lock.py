"""A lock file is made by one Python, but must be whole for every Python that the README promises."""

import re
import tomllib
from importlib.metadata import requires

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house import tree

# Debian 12, Ubuntu 24.04, Debian 13.
PYTHONS = ["3.11.2", "3.12.3", "3.13.5"]
PROJECT = tomllib.loads((tree.ROOT / "pyproject.toml").read_text())["project"]
RUNTIME = PROJECT["dependencies"]
EVERYTHING = RUNTIME + PROJECT["optional-dependencies"]["dev"]


def locked(file):
    return set(re.findall(r"^([a-z0-9-]+)==", (tree.ROOT / file).read_text(), re.MULTILINE))


def missing(lock, wanted, python):
    """Packages that this Python would ask for and the lock does not hold."""
    environment = {
        **default_environment(),
        "python_full_version": python,
        "python_version": ".".join(python.split(".")[:2]),
    }
    open_questions, seen, absent = [(line, "") for line in wanted], set(), set()
    while open_questions:
        line, extra = open_questions.pop()
        need = Requirement(line)
        name = canonicalize_name(need.name)
        if need.marker and not need.marker.evaluate({**environment, "extra": extra}):
            continue
        if name not in lock:
            absent.add(name)
            continue
        for part in ("", *need.extras):
            if (name, part) not in seen:
                seen.add((name, part))
                open_questions += [(inner, part) for inner in requires(name) or []]
    return absent


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(
    ("file", "wanted"), [("requirements.lock", RUNTIME), ("requirements-dev.lock", EVERYTHING)], ids=["run", "dev"]
)
def test_the_lock_is_whole_for(file, wanted, python):
    assert missing(locked(file), wanted, python) == set()


def test_a_package_that_only_one_python_asks_for_is_missed():
    lock = locked("requirements.lock") - {"async-timeout"}
    wanted = [line for line in RUNTIME if not line.startswith("async-timeout")]

    assert missing(lock, wanted, "3.11.2") == {"async-timeout"}
    assert missing(lock, wanted, "3.12.3") == set()
