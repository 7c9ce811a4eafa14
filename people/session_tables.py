"""The table of sessions: what a browser's access token needs besides."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table, Uuid

from people.schema import LABEL_LENGTH_MAX, UtcDateTime, access_tokens, metadata

METHOD_LENGTH_MAX = 16

# Beside the tokens, whose table stands in databases already: a session without a row is over.
sessions = Table(
    "sessions",
    metadata,
    Column(
        "token_id",
        Uuid,
        ForeignKey(access_tokens.c.token_id, ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("device_hash", LargeBinary(32), nullable=False),
    Column("device_label", String(LABEL_LENGTH_MAX), nullable=False),
    Column("method", String(METHOD_LENGTH_MAX), nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("idle_max_s", Integer),
    # When the second factor was last shown; staff only.
    Column("proved_at", UtcDateTime),
)
