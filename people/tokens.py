"""What an access token is made of: an order, a secret, a row, a record."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row

from people.grants import Grant, TokenKind
from people.roles import Role
from people.schema import LABEL_LENGTH_MAX, UNIT_CODE_LENGTH_MAX, access_tokens

SECRET_PREFIX = "rb_"  # noqa: S105 - so that scanners of leaked secrets know one when they see it
SECRET_LENGTH = len(SECRET_PREFIX) + 43
TTL_MAX = timedelta(days=400)

_table = access_tokens.c
GRANT_COLUMNS = (
    _table.token_id,
    _table.person_id,
    _table.role,
    _table.unit_code,
    _table.place_id,
    _table.kind,
    _table.expires_at,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenOrder:
    """A token to be issued. A device has no `person_id`; `ttl` counts from the issuing."""

    person_id: UUID | None
    role: Role
    unit_code: str
    place_id: UUID | None = None
    kind: TokenKind
    ttl: timedelta
    label: str

    def __post_init__(self) -> None:
        if not timedelta(0) < self.ttl <= TTL_MAX:
            raise ValueError(f"a token lives up to {TTL_MAX.days} days")
        if len(self.label) > LABEL_LENGTH_MAX:
            raise ValueError(f"a label has at most {LABEL_LENGTH_MAX} characters")
        if not 1 <= len(self.unit_code) <= UNIT_CODE_LENGTH_MAX:
            raise ValueError(f"a unit code has 1 to {UNIT_CODE_LENGTH_MAX} characters")


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRecord:
    """A token as its owner sees it in a list: never the secret."""

    grant: Grant
    label: str
    created_at: datetime
    revoked_at: datetime | None


def new_secret() -> str:
    """Return a secret text of 256 random bits that is safe in a header, a cookie and a URL."""
    return SECRET_PREFIX + secrets.token_urlsafe(32)


def looks_like_secret(text: str) -> bool:
    """Tell whether a look into the database is worth while."""
    return len(text) == SECRET_LENGTH and text.startswith(SECRET_PREFIX)


def hash_of(secret: str) -> bytes:
    """Return what is kept of a secret. 256 random bits need neither salt nor a slow hash."""
    # Strangers type this: half a surrogate pair must be a wrong secret, not a crash.
    return hashlib.sha256(secret.encode(errors="surrogatepass")).digest()


def grant_of(order: TokenOrder, now: datetime) -> Grant:
    """Return the grant that fulfils an order."""
    return Grant(
        token_id=uuid4(),
        person_id=order.person_id,
        role=Role(order.role),
        unit_code=order.unit_code,
        place_id=order.place_id,
        kind=TokenKind(order.kind),
        expires_at=now + order.ttl,
    )


def row_of(secret: str, grant: Grant) -> dict[str, Any]:
    """Return the grant as columns, under the hash of its secret."""
    columns = {column.name: getattr(grant, column.name) for column in GRANT_COLUMNS}
    return {"token_hash": hash_of(secret), **columns}


def read_grant(row: Row[Any]) -> Grant:
    """Return the grant that GRANT_COLUMNS of a row tell."""
    return Grant(
        token_id=row.token_id,
        person_id=row.person_id,
        role=Role(row.role),
        unit_code=row.unit_code,
        place_id=row.place_id,
        kind=TokenKind(row.kind),
        expires_at=row.expires_at,
    )


def read_record(row: Row[Any]) -> TokenRecord:
    """Return the record that a whole row tells."""
    return TokenRecord(
        grant=read_grant(row),
        label=row.label,
        created_at=row.created_at,
        revoked_at=row.revoked_at,
    )
