"""Web, worker and beat of the Procfile in one terminal, through honcho; when this ends, all three have ended."""

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from honcho import manager as honcho
from honcho.environ import parse_procfile
from honcho.printer import Printer

# A worker looks up from its queue every few seconds, finishes what it has begun and says goodbye.
honcho.KILL_WAIT = 15


class Together(honcho.Manager):
    def terminate(self):
        """Honcho can only end what has begun: a wish that comes within the first moment waits for it."""
        if self._all_started():
            super().terminate()
        else:
            signal.setitimer(signal.ITIMER_REAL, 0.2)

    def _killall(self, force=False):
        """Gently, only the program itself is asked: a Celery whose children are ended first waits for them forever."""
        for process in self._processes.values():
            if "pid" in process and "returncode" not in process:
                with suppress(ProcessLookupError):
                    if force:
                        os.killpg(process["pid"], signal.SIGKILL)
                    else:
                        os.kill(process["pid"], signal.SIGTERM)


def closed_terminal(*_):
    """Honcho knows Ctrl-C and SIGTERM; a closed terminal is the same wish, and there is nowhere left to write to."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())
    os.kill(os.getpid(), signal.SIGTERM)


manager = Together(Printer(sys.stdout, colour=sys.stdout.isatty()))
for name, command in parse_procfile(Path("Procfile").read_text()).processes.items():
    manager.add_process(name, command)

signal.signal(signal.SIGHUP, closed_terminal)
signal.signal(signal.SIGALRM, lambda *_: manager.terminate())
try:
    manager.loop()
finally:
    manager.kill()
sys.exit(manager.returncode)
