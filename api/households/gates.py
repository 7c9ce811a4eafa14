"""Codes at gates: drawn, printed, and what a scan of one shows to whom."""

from collections.abc import Sequence
from typing import Any

from flask import Response

from api.auth import Caller
from api.papers.setting import set_paper
from api.reading import settled
from api.scans.scan import subject_id
from api.services import Services, services
from ledger.households.errors import HouseholdMemberRequiredError
from ledger.households.household import Household
from ledger.kernel.clock import local_date
from ledger.kernel.ids import subject_of
from people.roles import Role
from projections.households.views import HouseholdRow
from qr.flaws import Flaw, InvalidTokenError
from qr.images import svg
from qr.kinds import Kind
from qr.layout import Token
from qr.tokens import url

VISITORS = frozenset({Role.GRID_WORKER, Role.CLERK})
"""Who opens gates of the own unit because of their work."""


def gate_subject(row: HouseholdRow) -> bytes:
    """Return the eight bytes by which the plate in force tells a gate from others."""
    return subject_of(Household.gate_id(row.household_id, row.generation))


def gate_address(row: HouseholdRow) -> str:
    """Return what the code at a gate holds: no number, no name."""
    given = services()
    return url(given.public_host, given.maker.make(Kind.GATE, gate_subject(row)))


def gate_svg(row: HouseholdRow) -> str:
    """Draw the code at a gate."""
    return svg(gate_address(row), title="门牌码")


def plates_pdf(rows: Sequence[HouseholdRow]) -> Response:
    """Set the plates of some gates, one a page of 90 × 60 mm."""
    given = services()
    day = local_date(given.clock())
    units = {it: given.views.units.of(it, day) for it in {row.unit_code for row in rows}}
    plates = [
        {
            "village": found.name if (found := units[row.unit_code]) else row.unit_code,
            "number": row.number,
            "group": row.group,
            "code": gate_svg(row),
        }
        for row in rows
    ]
    response = Response(set_paper("gateplate.typ", {"plates": plates}), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="gateplates.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def behind_gate(given: Services, who: Caller, token: Token) -> HouseholdRow:
    """Return the household behind a gate for whoever may know it; a replaced plate is void.

    Members see their own. Grid workers and clerks see those of their unit. To everybody else
    it says no more than that it is not theirs.
    """
    gate_id = subject_id(token)
    row = settled(given, lambda: given.views.households.by_gate(gate_id))
    if row is None or not row.is_open:
        raise InvalidTokenError(Flaw.REVOKED, token)
    if who.role in VISITORS and who.reaches(row.unit_code):
        return row
    own = given.views.households.of_person(who.person_id)
    if who.role is Role.RESIDENT and own is not None and own.household_id == row.household_id:
        return row
    raise HouseholdMemberRequiredError


def open_gate(given: Services, who: Caller, token: Token) -> dict[str, Any]:
    """Say which household it is; nobody is signed in by it and nothing is recorded."""
    row = behind_gate(given, who, token)
    return {
        "kind": Kind.GATE.value,
        "result": "gate_opened",
        "code": None,
        "household": {
            "household_id": str(row.household_id),
            "number": row.number,
            "group": row.group,
            "unit_code": row.unit_code,
        },
        "position": None,
    }
