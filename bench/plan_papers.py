"""What the papers and the page of a plan cost: time, memory, queries. Run: .venv/bin/python bench/plan_papers.py

Everything happens in a folder of its own that is thrown away: a new SQLite database with the sample plan of 16 tasks
and longer ones of 40 and 200. Each line comes from a process of its own: no peak of memory hides another.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples/ke-hoach-2021.tsv"
PLANS = {2021: 16, 2022: 40, 2023: 200}
PAPERS = ["ke-hoach.pdf", "ke-hoach.xlsx", "tien-do.pdf", "tien-do.xlsx"]
PAGE = "plan page"
ROUNDS = 5


def main():
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "VAR_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        environment |= {"REDIS_URL": "", "LOG_LEVEL": "WARNING"}
        run(environment, "prepare", folder)
        bare = run(environment, "measure", "nothing", "2021")
        say(f"{'':<14} {'tasks':>5} {'first, s':>9} {'then, s':>9} {'peak, MB':>9} {'size, KB':>9} {'queries':>8}")
        say(f"{'Django alone':<14} {'':>5} {'':>9} {'':>9} {bare['peak']:>9.0f}")
        for what in [*PAPERS, PAGE]:
            for year, tasks in PLANS.items():
                one = run(environment, "measure", what, str(year))
                figures = f"{one['first']:>9.2f} {one['then']:>9.2f} {one['peak']:>9.0f} {one['size']:>9.0f}"
                say(f"{what:<14} {tasks:>5} {figures} {one['queries']:>8}")


def run(environment, *arguments):
    command = [sys.executable, "-W", "ignore::UserWarning", __file__, *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE)  # noqa: S603  ours
    return json.loads(done.stdout or "null")


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def start_django():
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()


def prepare(folder):
    """The sample department, its plan of 16 tasks, and the same tasks over and over until there are 40 and 200."""
    import tomllib

    from django.core.management import call_command
    from django.utils import timezone

    from config.management.commands.load_sample import load_units
    from deadlines import actions as deadlines
    from organization.models import Agency

    call_command("migrate", verbosity=0)
    sample = tomllib.loads((ROOT / "samples/co-quan-mau.toml").read_text())
    Agency.objects.create(**sample["agency"])
    load_units(sample["units"])
    deadlines.load_rules()
    for year, tasks in PLANS.items():
        deadlines.seed_year(year=year, by=None, now=timezone.now())
        deadlines.make_periods(year=year)
        file = Path(folder) / f"{year}.tsv"
        file.write_text(long_table(tasks))
        with (Path(folder) / "import.log").open("w") as log:
            call_command("import_plan", file, year=year, stdout=log, stderr=log)


def long_table(count):
    heading, *lines = SAMPLE.read_text().splitlines()
    rows = sorted(divmod(place, len(lines))[::-1] for place in range(count))
    found = [heading]
    for number, (place, _round) in enumerate(rows, start=1):
        cells = lines[place].split("\t")
        found.append("\t".join([*cells[:2], str(number), *cells[3:]]))
    return "\n".join(found) + "\n"


def measure(what, year):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    work = {"nothing": lambda: b"", PAGE: page_of(year)}.get(what) or paper_of(what, year)
    times, size = [], 0
    with CaptureQueriesContext(connection) as queries:
        for _ in range(1 if what == "nothing" else ROUNDS + 1):
            begun, asked = time.perf_counter(), len(queries)
            size = len(work())
            times.append(time.perf_counter() - begun)
            last = len(queries) - asked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    first, then = times[0], median(times[1:] or [0])
    return {"first": first, "then": then, "peak": peak, "size": size / 1024, "queries": last}


def paper_of(name, year):
    from datetime import date

    from plans import papers

    return lambda: papers.make({"paper": name, "year": year}, date(year, 11, 23))[0]


def page_of(year):
    """The page of a signed-in user, with the menu."""
    from django.conf import settings
    from django.test import Client

    from organization.models import User

    # As the tests do: a fresh checkout has no gathered static files.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

    person, _ = User.objects.get_or_create(username="bench", email="bench@example.org", role=User.Role.CONTROLLER)
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)

    def get():
        response = client.get(f"/noi-bo/ke-hoach/{year}/")
        assert response.status_code == 200, response.status_code  # noqa: S101  a page that fails is fast
        return response.content

    return get


if __name__ == "__main__":
    if sys.argv[1:]:
        start_django()
        step, *given = sys.argv[1:]
        figures = prepare(given[0]) if step == "prepare" else measure(given[0], int(given[1]))
        sys.stdout.write(json.dumps(figures))
    else:
        main()
