"""Doors of the audit log, for the audit administrator."""

from typing import Any

from api.answers import pages_of
from api.audits.reading import Looked, read_log, verify_log
from api.audits.schemas import AuditEntryAnswer, AuditQuery, VerifyAnswer, VerifySchema
from api.doors import Doors
from api.idempotency import stamp
from api.paging import page, read_cursor
from api.permissions import Action, requires

blp = Doors("audit", "Who did what to whose data")


@blp.get("/audit")
@requires(Action.SEE_AUDIT)
@blp.reads(AuditQuery, pages_of(AuditEntryAnswer))
def see_audit(asked: dict[str, Any]) -> Any:
    """List who did what with whose data in the caller's unit, newest first (审计日志).

    A page may hold fewer entries than its limit: those of other units are left out.
    """
    before = read_cursor(asked["cursor"], int)
    looked = Looked(
        refused=asked["refused"], reads=asked["reads"], before=before, limit=asked["limit"]
    )
    found, next_key = read_log(looked)
    return page(found, next_key)


@blp.post("/audit/verification")
@requires(Action.SEE_AUDIT)
@blp.commands(VerifySchema, VerifyAnswer, status=200)
def verify_audit(_loaded: dict[str, Any]) -> Any:
    """Compute every digest of the log again (核验审计日志); it reads the whole log."""
    stamp()
    return verify_log()
