"""The shared cache, which counts who tried what how often. While Redis is away each process counts for itself."""

import logging
import time

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

# Not asked again for so long: each question to a Redis that does not answer would cost a second.
AWAY_SECONDS = 30


class RedisOrOwnCache(RedisCache):
    """People can still sign in without Redis, and guessing stays limited."""

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
