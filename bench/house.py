"""What the benches share: a database of their own, the web server of the README, its CPU time, tables in Markdown.

The client process imports no Django: filling is done by another process, answering by the web server.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psycopg
import redis

from bench.visitor import Visitor

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "postgres://postgres@127.0.0.1:5432/kstthc_bench"
REDIS = "redis://127.0.0.1:6379/5"
GUNICORN = "config.wsgi --worker-class gthread --workers 2 --threads 8 --no-control-socket --log-level warning"
LARGE = 100_000
READY_WITHIN = 60  # seconds


def options(words):
    """The addresses of the services, and how many cases the large house has."""
    found = argparse.ArgumentParser(description=words)
    found.add_argument("--database", default=os.environ.get("BENCH_DATABASE_URL", DATABASE), help="made and dropped")
    found.add_argument("--redis", default=os.environ.get("BENCH_REDIS_URL", REDIS), help="emptied before and after")
    found.add_argument("--cases", type=int, default=LARGE, help="cases in the large house")
    asked = found.parse_args()
    # What is dropped and emptied must have been made for it.
    if not urlsplit(asked.database).path.endswith("_bench"):
        found.error("The name of the database must end in _bench: it is dropped.")
    if urlsplit(asked.redis).path in ("", "/", "/0"):
        found.error("Redis 0 is not for benches: the database is emptied.")
    # SIGTERM also stops the web server and drops the database.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    return asked


class House:
    """A running web server, and what was filled into its database."""

    def __init__(self, facts, port, process, watcher):
        self.facts, self.port, self.process, self.watcher = facts, port, process, watcher

    def visitor(self, who=None, **given):
        return Visitor(self.port, session=self.facts["sessions"].get(who), **given)

    def cpu(self):
        """{thread: seconds} of the web processes and of their connections in PostgreSQL (if that runs here)."""
        sql = """SELECT pid FROM pg_stat_activity WHERE datname = current_database()
                 AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""
        backends = [pid for (pid,) in self.watcher.execute(sql)]
        return {place: seconds for pid in [*children(self.process.pid), *backends] for place, seconds in ran(pid)}

    def cpu_since(self, before):
        return sum(seconds - before.get(place, 0) for place, seconds in self.cpu().items())

    def rows(self, sql):
        return self.watcher.execute(sql).fetchall()


@contextmanager
def running(asked, cases):
    """A house with so many cases, open for business, gone afterwards."""
    with TemporaryDirectory(prefix="kstthc-bench-") as folder, new_database(asked.database):
        port = free_port()
        environment = {
            **os.environ,
            "VAR_DIR": folder,
            "DATABASE_URL": asked.database,
            "REDIS_URL": asked.redis,
            "SITE_URL": f"http://127.0.0.1:{port}",
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }
        facts = filled(environment, cases)
        with (
            empty_redis(asked.redis),
            psycopg.connect(asked.database, autocommit=True) as watcher,
            web(environment, port) as process,
        ):
            yield House(facts, port, process, watcher)


@contextmanager
def new_database(address):
    name, maintenance = urlsplit(address).path[1:], urlsplit(address)._replace(path="/postgres").geturl()
    drop = psycopg.sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(psycopg.sql.Identifier(name))
    create = psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name))
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(create)
    try:
        yield
    finally:
        with psycopg.connect(maintenance, autocommit=True) as connection:
            connection.execute(drop)


@contextmanager
def empty_redis(address):
    with redis.Redis.from_url(address) as cache:
        cache.flushdb()
        try:
            yield
        finally:
            cache.flushdb()


def filled(environment, cases):
    """Fill the database in a process of its own; what it tells: sessions and the keys of some rows."""
    note(f"Filling {cases:,} cases …")
    command = [sys.executable, "-m", "bench.filling", str(cases)]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE)  # noqa: S603  ours
    return json.loads(done.stdout)


@contextmanager
def web(environment, port):
    """The README's server: two processes of eight threads."""
    command = [sys.executable, "-m", "gunicorn", *GUNICORN.split(), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)  # noqa: S603  ours
    try:
        wait_for(port, process)
        yield process
    finally:
        process.terminate()
        process.wait()


def wait_for(port, process):
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            if Visitor(port).get("/readyz").status == 200 and len(children(process.pid)) == 2:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit("The web server did not start.")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def children(parent):
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(place.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(place.parent.name))
        except OSError:  # it ended while we looked
            continue
    return found


def ran(pid):
    """(thread, seconds on a CPU) of a process. The kernel counts in nanoseconds; `stat` would count in 10 ms."""
    for place in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            yield str(place), int(place.read_text().split()[0]) / 1e9
        except OSError:
            continue


def share(values, part):
    """The smallest value that so large a part of all values does not pass: 0.5 for p50."""
    return sorted(values)[ceil(part * len(values)) - 1] if values else float("nan")


def machine():
    """One line for under a table: what it was measured on."""
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, load {load:.1f}, Python {sys.version.split()[0]}, {time.strftime('%d/%m/%Y %H:%M')}"
    )


def table(heads, rows):
    """Markdown; every column but the first holds figures."""
    lines = [heads, ["---", *["--:"] * (len(heads) - 1)], *rows]
    say("\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n")


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def note(line):
    """Progress; the tables alone go to standard output."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stderr.flush()
