"""Several people doing the same thing in the same moment."""

import threading

from django.db import connection

from core.refusals import NotAllowed


def together(count, work):
    """Run `work` in `count` threads at once; say for each "won", "refused", or the name of what it raised."""
    start, results = threading.Barrier(count), []

    def one():
        start.wait()
        try:
            results.append("refused" if work() is False else "won")
        except NotAllowed:
            results.append("refused")
        except Exception as error:  # a surprise must be seen in the result, not lost in a thread
            results.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
