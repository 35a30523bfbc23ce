"""`make mutants`: small faults planted one at a time (cosmic-ray); a fault that no test notices is a missing test.

Works on a copy of the tree that is thrown away. Prints each fault that survived, and killed / made. Ends with 1 below
95 %. One or more names of modules limit the run: `make mutants ARGS=deadlines/rules.py`.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# Where a wrong sign is wrong for a person or a date, and the tests that must notice.
MODULES = {
    "organization/permissions.py": ["tests/organization/test_panel_doors.py", "tests/organization/test_admin.py"],
    "deadlines/rules.py": ["tests/deadlines/test_rules.py", "tests/deadlines/test_terms.py"],
    "plans/states.py": ["tests/plans/test_states.py"],
    "feedback/life.py": ["tests/feedback/test_life_guards.py", "tests/feedback/test_life.py"],
    "deadlines/agenda.py": ["tests/deadlines/test_agenda.py", "tests/plans/test_home.py", "tests/house/test_agenda.py"],
}
# A neighbour of the same kind: `<` becomes `<=`, not `is`. The other replacements say little and cost much.
KEPT = (
    r"core/(?!AddNot|ExceptionReplacer|NumberReplacer|ReplaceAndWithOr|ReplaceOrWithAnd|ReplaceTrueWithFalse"
    r"|ReplaceFalseWithTrue|ReplaceBinaryOperator_(Add_Sub|Sub_Add|Mul_Div)|ReplaceUnaryOperator_Delete_Not"
    r"|ReplaceComparisonOperator_(Lt_LtE|LtE_Lt|Gt_GtE|GtE_Gt|Eq_NotEq|NotEq_Eq|Is_IsNot|IsNot_Is|In_NotIn|NotIn_In))"
    r".*"
)
CONFIG = """
[cosmic-ray]
module-path = "{module}"
timeout = 120.0
excluded-modules = []
test-command = "{python} -m pytest -x -q -n 0 --reuse-db -p no:randomly {tests}"
[cosmic-ray.distributor]
name = "local"
[cosmic-ray.filters.operators-filter]
exclude-operators = ['{kept}']
"""
ENOUGH = 95  # percent
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", "static-built")


def main():
    asked = sys.argv[1:] or list(MODULES)
    with ThreadPoolExecutor(2) as workers:
        results = dict(zip(asked, workers.map(faults_of, asked), strict=True))
    killed, made = (sum(one[place] for one in results.values()) for place in (0, 1))
    for module, (dead, all_of, _) in results.items():
        say(f"{module}: {dead} of {all_of} killed")
    for _, _, alive in results.values():
        for fault in alive:
            say(fault)
    say(f"All: {killed} of {made} killed ({100 * killed / made:.1f} %)")
    return int(100 * killed < ENOUGH * made)


def faults_of(module):
    """(killed, made, the diffs of the faults that survived)."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "tree")
        shutil.copytree(
            ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", "static-built")
        )
        config = copy / "mutants.toml"
        tests = " ".join(MODULES[module])
        config.write_text(CONFIG.format(module=module, python=sys.executable, tests=tests, kept=KEPT))
        run(copy, "cosmic-ray", "baseline", config)
        run(copy, "cosmic-ray", "init", config, "session.sqlite")
        run(copy, "cr-filter-operators", "session.sqlite", config)
        run(copy, "cosmic-ray", "exec", config, "session.sqlite")
        dump = run(copy, "cosmic-ray", "dump", "session.sqlite")
    return counted([json.loads(line) for line in dump.splitlines()])


def run(folder, name, *arguments):
    environment = {**os.environ, "VAR_DIR": str(folder / "var")}
    command = [str(BIN / name), *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  ours
    if done.returncode:
        sys.exit(f"{name} {arguments[0]}: {done.stdout}{done.stderr}")
    return done.stdout


def counted(lines):
    tried = [(work, result) for work, result in lines if result and result["worker_outcome"] == "normal"]
    alive = [result["diff"] for _, result in tried if result["test_outcome"] == "survived"]
    return len(tried) - len(alive), len(tried), alive


def say(text):
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
