"""What a token allows, and a short memory of the tokens seen last."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Lock
from uuid import UUID

from people.roles import Role

RECENT_GRANTS_MAX = 10_000
RECENT_GRANT_AGE_MAX = timedelta(seconds=5)


class TokenKind(StrEnum):
    """How a token is carried: by a program or device in a header, or by a browser in a cookie."""

    BEARER = "bearer"
    SESSION = "session"
    DEVICE = "device"
    """Of a browser that stands in a place; it belongs to nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Who is calling and in which role, until when. `person_id` is None for a device."""

    token_id: UUID
    person_id: UUID | None
    role: Role
    unit_code: str
    place_id: UUID | None
    kind: TokenKind
    expires_at: datetime


class RecentGrants:
    """Grants found in the last seconds, so that a busy phone costs no query for each request.

    Bounded in number and in age: what another process revokes is honoured here within
    RECENT_GRANT_AGE_MAX. What this process revokes is honoured at once, for it calls `clear`.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._grants: OrderedDict[bytes, tuple[datetime, Grant]] = OrderedDict()
        self._generation = 0

    def __len__(self) -> int:
        return len(self._grants)

    @property
    def generation(self) -> int:
        """Count of the clearings so far: read it before the query whose answer you will `keep`."""
        return self._generation

    def get(self, token_hash: bytes, *, now: datetime) -> Grant | None:
        """Return a grant kept a moment ago and not expired since."""
        kept = self._grants.get(token_hash)
        if kept is None:
            return None
        kept_at, grant = kept
        # A clock set back must not make a kept grant young for ever: hence the lower bound.
        if kept_at <= now < min(kept_at + RECENT_GRANT_AGE_MAX, grant.expires_at):
            return grant
        return None

    def keep(self, token_hash: bytes, grant: Grant, *, now: datetime, generation: int) -> None:
        """Remember a grant, unless something was revoked while it was being looked up."""
        with self._lock:
            if generation != self._generation:
                return
            self._grants[token_hash] = (now, grant)
            self._grants.move_to_end(token_hash)
            if len(self._grants) > RECENT_GRANTS_MAX:
                self._grants.popitem(last=False)

    def clear(self) -> None:
        """Forget all of them: something was revoked or erased."""
        with self._lock:
            self._generation += 1
            self._grants.clear()
