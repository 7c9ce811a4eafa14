"""Refusals: what the ledger says when it will not record something.

A refusal is an expected answer, not a bug. Each class has a ``code`` that callers may rely on
for ever, and the facts needed to explain it in any language. The family decides the HTTP status
(``api/errors.py``); the Chinese sentences stand in ``web/messages_zh.py``.
"""

from typing import ClassVar


class LedgerError(Exception):
    """Base of every refusal."""

    code: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        super().__init__(", ".join(f"{name}={value}" for name, value in facts.items()))
        self._facts = facts

    @property
    def facts(self) -> dict[str, object]:
        """The named values behind this refusal."""
        return dict(self._facts)


class NotFoundError(LedgerError):
    """What the command names does not exist."""


class ConflictError(LedgerError):
    """The command clashes with something already recorded."""


class RuleError(LedgerError):
    """The command is understood, and a rule of the ledger forbids it."""


class ForbiddenError(LedgerError):
    """The command is allowed, but not to this person."""


class UnavailableError(LedgerError):
    """The ledger cannot answer now; the same command may be sent again with the same key."""

    retry_after_s: ClassVar[int] = 2


class KeyReusedError(ConflictError):
    """An idempotency key was used before, for a different command."""

    code = "idempotency_key_reused"


class BusyError(UnavailableError):
    """Too many commands wait, or others kept writing to the same stream."""

    code = "service_busy"


class StorageUnavailableError(UnavailableError):
    """The event store does not answer or cannot write. Nothing is half-written."""

    code = "storage_unavailable"
    retry_after_s = 5
