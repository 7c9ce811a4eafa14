"""Doors through which an administrator changes the tree of units."""

from typing import Any

from flask import Response

from api.auth import caller
from api.doors import Doors
from api.execution import execute
from api.idempotency import stamp
from api.permissions import Action, requires
from api.reading import settled, wait_for
from api.registry.doors import require_code
from api.registry.schemas import (
    CHILDREN_MAX,
    ChangeSchema,
    MergeUnitSchema,
    MoveUnitSchema,
    RegisterUnitSchema,
    RenameUnitSchema,
    SplitUnitSchema,
    UnitChanged,
    UnitEnded,
)
from api.services import services
from ledger.registry.commands import (
    CloseUnit,
    MergeUnit,
    MoveUnit,
    RegisterUnit,
    RenameUnit,
    SplitUnit,
)
from ledger.registry.errors import UnitHasChildrenError, UnitNotFoundError

blp = Doors("units", "Changes of the tree of units")

CHILDREN_TOLD_MAX = 20


@blp.post("/units")
@requires(Action.CHANGE_UNITS)
@blp.commands(RegisterUnitSchema, UnitChanged)
def register_unit(loaded: dict[str, Any]) -> Response:
    """Enter a unit into the tree (登记单位); its code begins with its parent's."""
    parent, day = loaded["parent_code"], loaded["valid_from"]
    caller().require_unit(parent)
    above = settled(services(), lambda: services().views.units.of(parent, day))
    if above is None:
        raise UnitNotFoundError(code=parent)
    return execute(RegisterUnit(**stamp(), **loaded), 201)


@blp.post("/units/<string:code>/renaming")
@requires(Action.CHANGE_UNITS)
@blp.commands(RenameUnitSchema, UnitChanged)
def rename_unit(loaded: dict[str, Any], code: str) -> Response:
    """Give a unit another name from a day on (单位更名)."""
    _require(code)
    return execute(RenameUnit(**stamp(), code=code, **loaded), 201)


@blp.post("/units/<string:code>/move")
@requires(Action.CHANGE_UNITS)
@blp.commands(MoveUnitSchema, UnitChanged)
def move_unit(loaded: dict[str, Any], code: str) -> Response:
    """Put a unit under another one from a day on (单位划转)."""
    _require(code)
    caller().require_unit(loaded["parent_code"])
    return execute(MoveUnit(**stamp(), code=code, **loaded), 201)


@blp.post("/units/<string:code>/closure")
@requires(Action.CHANGE_UNITS)
@blp.commands(ChangeSchema, UnitChanged)
def close_unit(loaded: dict[str, Any], code: str) -> Response:
    """End a unit below which nothing lies (撤销单位); `valid_from` is the first day without it."""
    _require(code)
    _refuse_left_behind(code, _children_of(code))
    return execute(CloseUnit(**stamp(), code=code, **loaded), 201)


@blp.post("/units/<string:code>/split")
@requires(Action.CHANGE_UNITS)
@blp.commands(SplitUnitSchema, UnitEnded)
def split_unit(loaded: dict[str, Any], code: str) -> Response:
    """End a unit in favour of new ones, to which all below it go (单位拆分)."""
    _require(code)
    assigned = {child for heir in loaded["heirs"] for child in heir.children}
    _refuse_left_behind(code, [it for it in _children_of(code) if it not in assigned])
    heirs = tuple(loaded["heirs"])
    command = SplitUnit(**stamp(), code=code, heirs=heirs, valid_from=loaded["valid_from"])
    return execute(command, 201)


@blp.post("/units/<string:code>/merger")
@requires(Action.CHANGE_UNITS)
@blp.commands(MergeUnitSchema, UnitEnded)
def merge_unit(loaded: dict[str, Any], code: str) -> Response:
    """End a unit in favour of another one, to which all below it go (单位合并)."""
    _require(code)
    caller().require_unit(loaded["into"])
    children = tuple(_children_of(code))
    return execute(MergeUnit(**stamp(), code=code, children=children, **loaded), 201)


def _require(code: str) -> None:
    require_code(code)
    caller().require_unit(code)


def _children_of(code: str) -> list[str]:
    """Return all open units right below one, by the last that is known of them.

    The ledger cannot ask who lies below a unit, so the read model must have seen all of the log.
    """
    given = services()
    wait_for(given, given.ledger.recorder.max_notification_id())
    codes: list[str] = []
    while page := given.views.units.children(code, after_code=codes[-1] if codes else None):
        codes += [it.code for it in page]
        if len(codes) > CHILDREN_MAX:
            _refuse_left_behind(code, codes)
    return codes


def _refuse_left_behind(code: str, children: list[str]) -> None:
    if children:
        raise UnitHasChildrenError(code=code, children=children[:CHILDREN_TOLD_MAX])
