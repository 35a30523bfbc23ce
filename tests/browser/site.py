"""An installation of its own for the browser: an empty folder, a free port, the real web server."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

YEAR = 2026  # in which its clock begins (see clock.py)
ROOT = Path(__file__).resolve().parent.parent.parent
ACCOUNT = re.compile(r"^\s*(?P<username>[\w.-]+)\s+(?P<password>\S+)", re.MULTILINE)


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class Site:
    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None
        self.sessions = {}
        self.facts = {}
        self.environment = {
            **os.environ,
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "REDIS_URL": "",
            "SITE_URL": self.url,
            "PORT": str(self.port),
        }
        self.environment.pop("EMAIL_URL", None)

    def manage(self, *command):
        """A command under the clock of the browser tests."""
        return self.finish(sys.executable, "-m", "tests.browser.clock", *command)

    def finish(self, *command):
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *command):
        """Start the command and wait until the pages answer."""
        log = (self.folder / "server.log").open("a")
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        for _ in range(600):
            assert self.process.poll() is None, (self.folder / "server.log").read_text()
            if self.answers():
                return
            time.sleep(0.1)
        raise AssertionError("The web server did not answer within a minute")

    def serve(self):
        self.start(
            *(sys.executable, "-m", "gunicorn", "tests.browser.clock", "--bind", f"127.0.0.1:{self.port}"),
            *("--worker-class", "gthread", "--threads", "8", "--no-control-socket", "--log-level", "warning"),
            *("--timeout", "0"),  # its watch would be confused by the other clock
        )

    def answers(self):
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as response:  # noqa: S310  our own address
                return response.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def stop(self, with_signal=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(with_signal)
            self.process.wait(timeout=30)

    def data(self):
        """Every row, as text; sessions come and go."""
        return self.finish(sys.executable, "manage.py", "dumpdata", "--exclude", "sessions")

    def accounts(self):
        """Username -> password of the demo accounts."""
        return dict(ACCOUNT.findall((self.folder / "demo-accounts.txt").read_text()))
