"""Access tokens: handed out once as a secret text, kept only as a hash."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, insert, select, update

from people.grants import Grant, TokenKind
from people.roles import Role
from people.schema import access_tokens
from people.store import People
from people.tokens import (
    TokenOrder,
    TokenRecord,
    grant_of,
    hash_of,
    looks_like_secret,
    new_secret,
    read_grant,
    read_record,
    row_of,
)

__all__ = ["AccessTokens", "Grant", "TokenKind", "TokenOrder", "TokenRecord"]

ISSUED_AT_ONCE_MAX = 10_000
LISTED_TOKENS_MAX = 200

_table = access_tokens.c
# Made once: building it anew costs a request as much as asking.
_GOOD = select(access_tokens).where(
    _table.token_hash == bindparam("hash"),
    _table.revoked_at.is_(None),
    _table.expires_at > bindparam("now"),
)


class AccessTokens:
    """Tokens of persons and devices. All refusals look alike: there is no such grant."""

    def __init__(self, people: People) -> None:
        self._people = people

    def issue(
        self,
        *,
        person_id: UUID | None,
        role: Role,
        unit_code: str,
        place_id: UUID | None = None,
        kind: TokenKind,
        ttl: timedelta,
        label: str,
        now: datetime,
    ) -> tuple[str, Grant]:
        """Issue one token; the secret text is told now and never again."""
        order = TokenOrder(
            person_id=person_id,
            role=role,
            unit_code=unit_code,
            place_id=place_id,
            kind=kind,
            ttl=ttl,
            label=label,
        )
        return self.issue_many([order], now=now)[0]

    def issue_many(self, orders: Iterable[TokenOrder], *, now: datetime) -> list[tuple[str, Grant]]:
        """Issue tokens in the order asked for: all of them, or none when one is refused."""
        wanted = list(orders)
        if len(wanted) > ISSUED_AT_ONCE_MAX:
            raise ValueError(f"at most {ISSUED_AT_ONCE_MAX} tokens are issued at once")
        issued = [(new_secret(), grant_of(order, now)) for order in wanted]
        rows = [
            row_of(secret, grant) | {"label": order.label, "created_at": now}
            for order, (secret, grant) in zip(wanted, issued, strict=True)
        ]
        if rows:
            with self._people.writing_for_persons() as connection:
                connection.execute(insert(access_tokens), rows)
        return issued

    def find(self, secret: str, *, now: datetime) -> Grant | None:
        """Return what the token allows; None when it is unknown, expired or revoked.

        A grant found is believed for RECENT_GRANT_AGE_MAX without asking the database again, so
        a revocation by another process takes effect here within that time.
        """
        if not looks_like_secret(secret):
            return None
        token_hash = hash_of(secret)
        recent = self._people.recent_grants
        if (grant := recent.get(token_hash, now=now)) is not None:
            return grant
        generation = recent.generation
        with self._people.asking() as connection:
            row = connection.execute(_GOOD, {"hash": token_hash, "now": now}).one_or_none()
        if row is None:
            # Not remembered: guesses would push honest grants out.
            return None
        grant = read_grant(row)
        recent.keep(token_hash, grant, now=now, generation=generation)
        return grant

    def recent(self, secret: str, *, now: datetime) -> Grant | None:
        """Return what the token allows if `find` found it a moment ago; asks no database."""
        return self._people.recent_grants.get(hash_of(secret), now=now)

    def revoke(self, token_id: UUID, now: datetime) -> bool:
        """End one token; say whether it was not revoked before."""
        return self._revoke(_table.token_id == token_id, now) > 0

    def revoke_person(self, person_id: UUID, now: datetime) -> int:
        """End every token of a person; say how many were not revoked before."""
        return self._revoke(_table.person_id == person_id, now)

    def list_of(self, person_id: UUID) -> list[TokenRecord]:
        """List a person's latest tokens, newest first, revoked and expired ones too."""
        query = (
            select(access_tokens)
            .where(_table.person_id == person_id)
            .order_by(_table.created_at.desc(), _table.token_id)
            .limit(LISTED_TOKENS_MAX)
        )
        with self._people.reading() as connection:
            return [read_record(row) for row in connection.execute(query)]

    def _revoke(self, which: ColumnElement[bool], now: datetime) -> int:
        statement = update(access_tokens).where(which, _table.revoked_at.is_(None))
        with self._people.writing() as connection:
            revoked = connection.execute(statement.values(revoked_at=now)).rowcount
        self._people.recent_grants.clear()
        return revoked
