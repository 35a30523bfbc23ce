import os
import subprocess
import sys

import pytest

SKIPPED = "import pytest\n\ndef test_one(): pass\n\n@pytest.mark.skip\ndef test_two(): pass\n"
EXPECTED_TO_FAIL = "import pytest\n\n@pytest.mark.xfail\ndef test_one(): assert False\n"
PASSED = "def test_one(): pass\n"


def run(folder, text, *, ci):
    """The exit status of a session of its own that holds this one test file."""
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "test_planted.py").write_text(text)
    environment = {**os.environ, "CI": ci, "PYTEST_ADDOPTS": "", "PYTHONPATH": os.getcwd()}
    environment.pop("PYTEST_XDIST_WORKER", None)
    plugins = ["-p", "no:django", "-p", "no:playwright", "-p", "no:cacheprovider", "-p", "tests.no_skips"]
    command = [sys.executable, "-m", "pytest", "-q", *plugins, str(folder)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode


@pytest.mark.parametrize("text", [SKIPPED, EXPECTED_TO_FAIL])
def test_a_test_that_did_not_run_fails_the_session_in_ci(tmp_path, text):
    assert run(tmp_path, text, ci="true") == 1


@pytest.mark.parametrize("text", [SKIPPED, EXPECTED_TO_FAIL])
def test_at_a_desk_a_test_may_be_skipped(tmp_path, text):
    assert run(tmp_path, text, ci="") == 0


def test_in_ci_a_session_whose_tests_all_ran_passes(tmp_path):
    assert run(tmp_path, PASSED, ci="true") == 0
