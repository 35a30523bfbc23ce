"""Says in one sentence that a port is taken, before anything starts on it."""

import socket
import sys

port = int(sys.argv[1]) if sys.argv[1].isdecimal() else 0
if not 0 < port < 65536:
    sys.exit(f"PORT must be a number from 1 to 65535, not {sys.argv[1]!r}.")

with socket.socket() as door:
    # As the web server does: a port that was left a second ago is free.
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(("127.0.0.1", port))
    except PermissionError:
        sys.exit(f"Port {port} is not open to this user. Choose another: make run PORT=8001")
    except OSError:
        sys.exit(f"Port {port} is already taken by another program. Choose another: make run PORT={port + 1}")
