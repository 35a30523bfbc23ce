"""Web, worker and beat of the Procfile in one terminal, through honcho; when this ends, all three have ended."""

import os
import signal
import sys
from pathlib import Path

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer


class Together(Manager):
    def terminate(self):
        """Honcho can only end what has begun: a wish that comes within the first moment waits for it."""
        if self._all_started():
            super().terminate()
        else:
            signal.setitimer(signal.ITIMER_REAL, 0.2)


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
manager.loop()
sys.exit(manager.returncode)
