"""Doors of the tree of units, and of scans that led to nothing."""

from datetime import date, timedelta
from typing import Any

from marshmallow import Schema, fields

from api.answers import pages_of
from api.auth import asked_unit, caller
from api.doors import Doors
from api.fields import unit_code
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of
from api.reading import ReadQuery
from api.registry.schemas import AsOfQuery, UnitAnswer, UnitsQuery, UnitVersionsAnswer
from api.services import services
from ledger.kernel.clock import local_date
from ledger.registry.errors import UnitNotFoundError
from ledger.registry.unit import UNIT_CODE_LENGTH_MAX

blp = Doors("registry", "Units of the city, and scans that led to nothing")

COUNTED_DAYS = 30
EARLIEST = date(2020, 1, 1)
"""No scan is older; earlier days cannot be counted back from."""


class UnitQuery(PageQuery):
    """``?unit=``: the unit of the caller's grant if not said."""

    unit = unit_code(load_default=None)


class RefusedScanAnswer(Schema):
    """A scan that led to nothing; whose it was stays untold."""

    position = fields.Integer()
    refusal = fields.String(metadata={"description": "The code it was refused with."})
    kind = fields.String(allow_none=True)
    unit_code = fields.String()
    occurred_at = fields.AwareDateTime()


class CountsQuery(ReadQuery):
    """``?first=&last=``: local days; the last 30 if not said."""

    first = fields.Date(load_default=None)
    last = fields.Date(load_default=None)


class RefusalCountAnswer(Schema):
    """How many scans of a day were refused with a code."""

    refusal = fields.String()
    day = fields.Date()
    count = fields.Integer(attribute="n")


class RefusalCountsAnswer(Schema):
    """Counts by code and day, the newest day first."""

    items = fields.List(fields.Nested(RefusalCountAnswer))


@blp.get("/units")
@requires(Action.SEE_UNITS)
@blp.reads(UnitsQuery, pages_of(UnitAnswer))
def list_units(asked: dict[str, Any]) -> Any:
    """List the units right below one (下级单位); `q` keeps those with this in their names."""
    parent = asked["parent"] or caller().grant.unit_code
    limit, after = asked["limit"], read_cursor(asked["cursor"], str)
    found = services().views.units.children(parent, limit, after, as_of=_day(asked))
    more = found[-1].code if len(found) == limit else None
    chosen = [unit for unit in found if not asked["q"] or asked["q"] in unit.name]
    return page(chosen, more)


@blp.get("/units/<string:code>")
@requires(Action.SEE_UNITS)
@blp.reads(AsOfQuery, UnitAnswer)
def see_unit(asked: dict[str, Any], code: str) -> Any:
    """Show one unit, ended or not (单位)."""
    require_code(code)
    unit = services().views.units.of(code, _day(asked))
    if unit is None:
        raise UnitNotFoundError(code=code)
    return unit


@blp.get("/units/<string:code>/versions")
@requires(Action.SEE_UNITS)
@blp.reads(ReadQuery, UnitVersionsAnswer)
def see_unit_versions(_asked: dict[str, Any], code: str) -> Any:
    """Show what a unit was from day to day (单位沿革)."""
    require_code(code)
    versions = services().views.units.versions(code)
    if not versions:
        raise UnitNotFoundError(code=code)
    return {"items": versions}


def _day(asked: dict[str, Any]) -> date:
    """Return the day asked for, or today."""
    day: date | None = asked["as_of"]
    return day or local_date(services().clock())


def require_code(code: str) -> None:
    """Refuse an address that cannot name any unit."""
    if not (code.isascii() and code.isdigit() and len(code) <= UNIT_CODE_LENGTH_MAX):
        raise UnitNotFoundError(code=code[:UNIT_CODE_LENGTH_MAX])


@blp.get("/refused-scans")
@requires(Action.SEE_REFUSED_SCANS)
@blp.reads(UnitQuery, pages_of(RefusedScanAnswer))
def list_refused_scans(asked: dict[str, Any]) -> Any:
    """List refused scans of a unit, newest first (未成功的扫码)."""
    unit = asked_unit(asked["unit"])
    before = read_cursor(asked["cursor"], int)
    limit = asked["limit"]
    found = services().views.refused_scans.of_unit(scope_of(unit), limit, before)
    return page(found, found[-1].position if len(found) == limit else None)


@blp.get("/refused-scans/counts")
@requires(Action.SEE_REFUSED_SCANS)
@blp.reads(CountsQuery, RefusalCountsAnswer)
def count_refused_scans(asked: dict[str, Any]) -> Any:
    """Count refused scans of the whole city by code and day (未成功扫码统计)."""
    last = asked["last"] or local_date(services().clock())
    first = asked["first"] or max(last, EARLIEST) - timedelta(days=COUNTED_DAYS - 1)
    return {"items": services().views.refused_scans.counts(first, last)}
