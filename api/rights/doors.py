"""Doors to one's own rights."""

from typing import Any

from api.answers import pages_of
from api.auth import caller
from api.doors import Doors
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.rights.reads import reads_of
from api.rights.schemas import ReadAnswer

blp = Doors("rights", "What the law gives everybody")


@blp.get("/me/reads")
@requires(Action.OWN_DATA)
@blp.reads(PageQuery, pages_of(ReadAnswer))
def list_my_reads(asked: dict[str, Any]) -> Any:
    """List who read one's name or numbers, when, in which role, and what for (谁看过我的信息)."""
    found, next_key = reads_of(
        caller().person_id, asked["limit"], read_cursor(asked["cursor"], int)
    )
    return page(found, next_key)
