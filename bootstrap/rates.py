"""Where requests are counted: in Redis for all processes together, or in this one's memory."""

from limits.storage import RedisStorage
from redis import ConnectionPool
from redis.backoff import NoBackoff
from redis.retry import Retry

from api.rates.limiter import RateLimits

CONNECT_TIMEOUT_S = 0.1
READ_TIMEOUT_S = 0.1
"""Connecting to a Redis that hangs and waiting for its answer takes 0.2 s at most."""
CONNECTIONS_MAX = 64
"""Twice the requests that a process answers at once."""
PREFIX = "redbee:rates"


def rate_limits(redis_url: str | None) -> RateLimits:
    """Return the counter of the settings; no connection is opened yet."""
    if redis_url is None:
        return RateLimits()
    pool = ConnectionPool.from_url(
        redis_url,
        socket_connect_timeout=CONNECT_TIMEOUT_S,
        socket_timeout=READ_TIMEOUT_S,
        retry=Retry(NoBackoff(), 0),
        max_connections=CONNECTIONS_MAX,
    )
    storage = RedisStorage(redis_url, connection_pool=pool, key_prefix=PREFIX, wrap_exceptions=True)
    return RateLimits(storage, pool.disconnect)
