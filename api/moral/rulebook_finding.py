"""Finding rule books: what everybody may read, and what only those who work on it."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from api.auth import caller
from api.reach import today
from api.reading import settled
from api.refusals import UnknownAddressError
from api.services import services
from ledger.moral.dry_run import DAYS_OF_YEAR, DryRun, dry_run
from ledger.moral.rulebook_errors import RulebookVersionNotFoundError
from ledger.moral.template import built_in
from ledger.moral.versions import Stage, Version
from ledger.registry.county_levels import COUNTY_CODE_LENGTH
from ledger.registry.unit import UNIT_CODE_LENGTH_MAX
from projections.moral.rulebooks.views import RulebookRow

VILLAGE_CODE_LENGTH = 12
"""Only villages have rule books: published codes have so many digits for one."""
VERSIONS_MAX = 10_000
PUBLIC_STAGES = frozenset(Stage) - {Stage.EDITING, Stage.DROPPED}
"""What everybody may read: what is or was in force, and drafts while people are asked."""
_CODE = re.compile(rf"[0-9]{{2,{UNIT_CODE_LENGTH_MAX}}}")


def village_of(named: str) -> str:
    """Return the unit code of a rule book that is named by it, or by its own ID."""
    if _CODE.fullmatch(named):
        return named
    try:
        found = services().views.rulebooks.unit_of(UUID(named))
    except ValueError:
        found = None
    if found is None:
        raise UnknownAddressError
    return found


def own_village(unit_code: str) -> str:
    """Return a village whose rule book the caller works on; only villages have one."""
    caller().require_unit(unit_code)
    is_village = len(unit_code) == VILLAGE_CODE_LENGTH
    if not is_village or services().views.units.of(unit_code, today()) is None:
        raise UnknownAddressError
    return unit_code


def version_of(unit_code: str, number: int) -> RulebookRow:
    """Return a version for whoever works on it."""
    known = 0 < number <= VERSIONS_MAX
    views = services().views.rulebooks
    found = settled(services(), lambda: views.version(unit_code, number)) if known else None
    if found is None:
        raise RulebookVersionNotFoundError(version=number)
    return found


def public_version(unit_code: str, number: int) -> RulebookRow:
    """Return a version that everybody may read; another is as good as none."""
    found = version_of(unit_code, number)
    if found.stage not in PUBLIC_STAGES:
        raise RulebookVersionNotFoundError(version=number)
    return found


def version_told(row: RulebookRow) -> dict[str, Any]:
    """Return a version as it is told."""
    version = row.version
    return {
        "unit_code": row.unit_code,
        "number": row.number,
        "stage": row.stage.value,
        "edit": version.edit,
        "items": list(version.items.values()),
        "linkages": list(version.linkages.values()),
        "deductions_on": version.deductions_on,
        "face_value_fen": version.face_value_fen,
        "pledge": version.pledge,
        "meeting": version.meeting,
        "filing_number": version.filing_number,
        "filed_on": version.filed_on,
        "in_force_from": row.in_force_from,
    }


def template_of(unit_code: str) -> dict[str, Any]:
    """Return what drafts of a county's villages begin with."""
    county = unit_code[:COUNTY_CODE_LENGTH]
    found = services().views.rule_templates.of(county)
    shipped = built_in()
    return {
        "county_code": county,
        "number": found.number if found else 0,
        "items": found.body.items if found else shipped.items,
        "linkages": found.body.linkages if found else shipped.linkages,
    }


def last_year() -> tuple[date, date]:
    """Return the twelve months that trials are made over: those before today."""
    last = today() - timedelta(days=1)
    return last - timedelta(days=DAYS_OF_YEAR - 1), last


def trial_of(unit_code: str, version: Version) -> DryRun:
    """Try a version over the acts of the last twelve months."""
    views = services().views
    now = views.rulebooks.in_force_on(unit_code, today())
    entries = views.moral_entries.of_year(unit_code, *last_year())
    return dry_run(version, entries, before_fen=now.version.face_value_fen if now else 0)
