"""Middleware that counts the queries of a page: asked by a header of the request, answered by one of the response."""

from django.db import connection

from bench.visitor import ASKED, TOLD


def count_queries(get_response):
    """Stands first in MIDDLEWARE: the queries for the session and the user count too. Not asked, it costs nothing."""

    def middleware(request):
        if ASKED not in request.headers:
            return get_response(request)
        asked = 0

        def count(execute, sql, params, many, context):
            nonlocal asked
            asked += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            response = get_response(request)
        response[TOLD] = asked
        return response

    return middleware
