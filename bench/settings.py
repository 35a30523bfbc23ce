"""The settings of production, with what only a measurement needs: bare views, counted queries, no limits."""

from config.settings import *  # noqa: F403
from config.settings import FEEDBACK_LIMITS as LIMITS
from config.settings import LOGGING
from config.settings import MIDDLEWARE as PRODUCTION

ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.counting.count_queries", *PRODUCTION]

# All visitors of a bench come from one address.
FEEDBACK_LIMITS = {name: dict.fromkeys(limits, 10**9) for name, limits in LIMITS.items()}

# The client counts the errors; a hundred tracebacks hide what it says.
LOGGING["loggers"]["django.request"] = {"level": "CRITICAL"}
