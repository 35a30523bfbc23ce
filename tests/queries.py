"""How many queries a page asks: lists ask the same for one row and for five."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(client, path):
    """Asked twice: the first time fills what is kept between pages."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)
