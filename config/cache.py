"""The shared cache, used for rate limits. While Redis does not answer, each process counts by itself."""

import logging
import time

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

# After a failure Redis is not asked for this time: each attempt would cost a second.
AWAY_SECONDS = 30


class RedisOrOwnCache(RedisCache):
    """Redis, or a cache of the process while Redis does not answer: sign-in works and stays rate-limited."""

    away_until = 0.0

    def __init__(self, server, params):
        super().__init__(server, params)
        self.own = LocMemCache("redis-away", params)


def answered_by_either(name):
    def ask(self, *args, **kwargs):
        if time.monotonic() >= RedisOrOwnCache.away_until:
            try:
                return getattr(RedisCache, name)(self, *args, **kwargs)
            except RedisError as error:
                RedisOrOwnCache.away_until = time.monotonic() + AWAY_SECONDS
                log.warning("The cache does not answer (%s); counting in this process.", type(error).__name__)
        return getattr(self.own, name)(*args, **kwargs)

    return ask


QUESTIONS = ("add", "get", "set", "touch", "delete", "has_key", "incr", "get_many", "set_many", "delete_many", "clear")
for question in QUESTIONS:
    setattr(RedisOrOwnCache, question, answered_by_either(question))
