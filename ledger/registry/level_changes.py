"""Handlers of a county's levels."""

from collections.abc import Iterable
from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.registry.commands import NameLevels
from ledger.registry.county_levels import (
    COUNTY_CODE_LENGTH,
    DEFAULT_NAMES,
    DEPTH_MAX,
    DEPTH_MIN,
    LEVEL_NAME_LENGTH_MAX,
    CountyLevels,
)
from ledger.registry.errors import LevelsInvalidError, UnitLevelUnusedError
from ledger.registry.unit import BELOW_VILLAGE, Unit
from ledger.registry.unit_changes import unit_of


@handles(
    NameLevels,
    streams=lambda c: [CountyLevels.create_id(c.county_code), Unit.create_id(c.county_code)],
)
def name_levels(session: Session, command: NameLevels) -> Answer:
    """Set how many levels a county has and what they are called."""
    unit_of(session, command.county_code)
    names = dict(command.names)
    _refuse_invalid(command.county_code, names, len(command.names))
    levels = session.find(CountyLevels, CountyLevels.create_id(command.county_code))
    if levels is None:
        levels = CountyLevels(county_code=command.county_code)
        session.add(levels)
    levels.name(names, command.named_by)
    return {"county_code": command.county_code, "depth": len(names)}


def _refuse_invalid(county_code: str, names: dict[str, str], depth: int) -> None:
    """Refuse another order than from the county down, missing ones, and names of no use."""
    known = list(DEFAULT_NAMES)
    in_order = list(names) == [it for it in known if it in names]
    complete = set(known[:DEPTH_MIN]) <= names.keys() <= set(known)
    fitting = all(0 < len(it.strip()) <= LEVEL_NAME_LENGTH_MAX for it in names.values())
    a_county = len(county_code) == COUNTY_CODE_LENGTH
    distinct = len(set(names.values())) == depth == len(names)
    if not (in_order and complete and fitting and a_county and distinct and depth <= DEPTH_MAX):
        raise LevelsInvalidError(county_code=county_code)


def streams_of_levels(entries: Iterable[tuple[str, str]]) -> list[UUID]:
    """Name the streams that tell whether units of these codes and levels may be there."""
    counties = {code[:COUNTY_CODE_LENGTH] for code, level in entries if level in BELOW_VILLAGE}
    return [CountyLevels.create_id(it) for it in sorted(counties)]


def refuse_unused_level(session: Session, code: str, level: str) -> None:
    """Refuse a unit below a community of a level that its county does not have."""
    if level not in BELOW_VILLAGE:
        return
    county_code = code[:COUNTY_CODE_LENGTH]
    levels = session.find(CountyLevels, CountyLevels.create_id(county_code))
    if levels is None:
        return
    if level not in levels.names:
        raise UnitLevelUnusedError(code=code, level=level)
    session.rely_on(levels.id)
