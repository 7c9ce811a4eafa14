"""The table of the audit log, and what keeps it append-only on both databases."""

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
    event,
)

from people.schema import (
    POSTGRES_SCHEMA,
    ROLE_LENGTH_MAX,
    UNIT_CODE_LENGTH_MAX,
    UtcDateTime,
    metadata,
)

ACTION_LENGTH_MAX = 40
PURPOSE_LENGTH_MAX = 40
RESULT_LENGTH_MAX = 60
MARK_LENGTH_MAX = 32
KEPT_YEARS = 3
"""How long entries are kept; six months are the law's least (domain.md 6.2, 6.3)."""

# No foreign keys: an entry outlives the person, whose ID then leads to nobody.
audit_entries = Table(
    "audit_entries",
    metadata,
    Column("entry_id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("actor_id", Uuid, index=True),
    Column("actor_role", String(ROLE_LENGTH_MAX), nullable=False),
    Column("action", String(ACTION_LENGTH_MAX), nullable=False),
    Column("target_id", Uuid),
    Column("unit_code", String(UNIT_CODE_LENGTH_MAX)),
    Column("purpose", String(PURPOSE_LENGTH_MAX)),
    Column("result", String(RESULT_LENGTH_MAX), nullable=False),
    Column("address_mark", String(MARK_LENGTH_MAX)),
    Column("digest", LargeBinary(32), nullable=False),
)
Index("audit_entries_target", audit_entries.c.target_id, audit_entries.c.entry_id)

# One row: the last entry that was old enough to go, so that the chain still has a beginning.
audit_anchor = Table(
    "audit_anchor",
    metadata,
    Column("anchor_id", Integer, primary_key=True, autoincrement=False),
    Column("entry_id", BigInteger, nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
)

_POSTGRES_GUARD = f"""
CREATE OR REPLACE FUNCTION {POSTGRES_SCHEMA}.audit_is_append_only() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at < now() - interval '{KEPT_YEARS} years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit log is append-only';
END
$$ LANGUAGE plpgsql
"""
_POSTGRES_ROWS = f"""
CREATE OR REPLACE TRIGGER audit_entries_append_only
BEFORE UPDATE OR DELETE ON {POSTGRES_SCHEMA}.audit_entries
FOR EACH ROW EXECUTE FUNCTION {POSTGRES_SCHEMA}.audit_is_append_only()
"""
_POSTGRES_TABLE = f"""
CREATE OR REPLACE TRIGGER audit_entries_not_truncated
BEFORE TRUNCATE ON {POSTGRES_SCHEMA}.audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION {POSTGRES_SCHEMA}.audit_is_append_only()
"""
_SQLITE_UPDATE = """
CREATE TRIGGER IF NOT EXISTS audit_entries_not_changed BEFORE UPDATE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""
_SQLITE_DELETE = f"""
CREATE TRIGGER IF NOT EXISTS audit_entries_not_deleted BEFORE DELETE ON audit_entries
WHEN OLD.at >= strftime('%Y-%m-%d %H:%M:%f', 'now', '-{KEPT_YEARS} years')
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""

for _dialect, _statements in (
    ("postgresql", (_POSTGRES_GUARD, _POSTGRES_ROWS, _POSTGRES_TABLE)),
    ("sqlite", (_SQLITE_UPDATE, _SQLITE_DELETE)),
):
    for _statement in _statements:
        # DDL formats with %: the doubled ones come out single.
        _guard = DDL(_statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
        event.listen(audit_entries, "after_create", _guard.execute_if(dialect=_dialect))
