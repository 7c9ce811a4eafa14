"""Guardians as doors and pages need them."""

from typing import Any
from uuid import UUID

from api.consents.ages import age_of
from api.consents.naming import person_meant
from api.consents.standing import standings_of
from api.execution import carry_out
from api.idempotency import Stamp
from api.services import Services
from ledger.kernel.clock import local_date
from ledger.registry.consent_commands import RequestGuardian
from ledger.registry.consent_purposes import AgeBand
from projections.consents.fold import LinkState


def dependants_of(given: Services, guardian_id: UUID) -> dict[str, Any]:
    """Return those somebody is guardian for while they are minors.

    What only waits is not told: anybody can ask for any number, and would learn whose it is.
    """
    rows = given.views.guardians.of_guardian(guardian_id)
    linked = [it for it in rows if it.state == LinkState.LINKED]
    day = local_date(given.clock())
    minors = [it for it in linked if age_of(given, it.person_id, day) is not AgeBand.ADULT]
    names = given.directory.names(it.person_id for it in minors)
    items = [
        {
            "person_id": it.person_id,
            "display_name": names.get(it.person_id),
            "consents": standings_of(given, it.person_id),
        }
        for it in minors
    ]
    return {"items": items}


def request_link(given: Services, stamp: Stamp, guardian_id: UUID, number: str) -> None:
    """Note a request if the number is a minor's; who asks is told the same in any case."""
    person_id = person_meant(given, number, stamp["at"])
    if person_id is None or person_id == guardian_id:
        return
    if age_of(given, person_id, local_date(stamp["at"])) is AgeBand.ADULT:
        return
    person = given.directory.find(person_id)
    if person is None:
        return
    carry_out(
        given,
        RequestGuardian(
            **stamp, person_id=person_id, guardian_id=guardian_id, unit_code=person.unit_code
        ),
    )
