"""From the kind of a code and the role of its scanner to what is to be done."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from api.auth import Caller
from api.consents.ages import age_of
from api.consents.naming import person_meant
from api.idempotency import Stamp
from api.refusals import OutsideUnitError
from api.scans.cards import person_behind, proxy_of
from api.scans.devices import station_behind
from api.scans.places import unit_of_activity, unit_of_station
from api.scans.scan import Scan, subject_id
from api.services import Services
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Command
from ledger.registry.consent_purposes import AgeBand
from ledger.stations.visit_commands import ScanStation
from ledger.stations.visit_day import Method
from ledger.volunteering.attendance import Evidence
from ledger.volunteering.commands import ScanActivity
from ledger.volunteering.errors import CompanionRequiredError
from people.roles import Role
from qr.flaws import Flaw, InvalidTokenError
from qr.kinds import Kind
from qr.layout import Token

PERSON_KINDS = frozenset({Kind.PERSON, Kind.CARD})
KEEPERS = frozenset({Role.STATION_KEEPER, Role.SCREEN})

Make = Callable[[Services, Caller, Scan, Token, datetime, Stamp], Command]


def command_for(
    given: Services, who: Caller, scan: Scan, token: Token, occurred_at: datetime, stamp: Stamp
) -> Command:
    """Return the command a scan asks for; raise if this role does not scan such codes."""
    make = _COMMANDS.get((token.kind, who.role))
    if make is None:
        raise InvalidTokenError(Flaw.WRONG_KIND, token)
    return make(given, who, scan, token, occurred_at, stamp)


def carrier_of(given: Services, token: Token, at: datetime) -> UUID:
    """Return whose card or code it is; that of somebody who is forgotten is void."""
    person_id = person_behind(given, token, at)
    erasure = given.views.erasures.of(person_id)
    if erasure is not None and erasure.is_done:
        raise InvalidTokenError(Flaw.REVOKED, token)
    return person_id


def _own_visit(method: Method) -> Make:
    def make(
        given: Services, who: Caller, scan: Scan, token: Token, at: datetime, stamp: Stamp
    ) -> Command:
        shown = method is Method.SCREEN
        return ScanStation(
            **stamp,
            station_id=station_behind(given, token, at) if shown else subject_id(token),
            rider_id=who.person_id,
            method=method,
            occurred_at=at,
            clock_off=scan.clock_off(stamp["at"]),
            device_id=scan.device_id,
        )

    return make


def _own_attendance(
    given: Services, who: Caller, scan: Scan, token: Token, at: datetime, stamp: Stamp
) -> Command:
    return ScanActivity(
        **stamp,
        activity_id=subject_id(token),
        person_id=who.person_id,
        evidence=Evidence.OWN_SCAN,
        occurred_at=at,
        clock_off=scan.clock_off(stamp["at"]),
        device_id=scan.device_id,
        age=age_of(given, who.person_id, local_date(at)),
    )


def _kept_visit(
    given: Services, who: Caller, scan: Scan, token: Token, at: datetime, stamp: Stamp
) -> Command:
    return ScanStation(
        **stamp,
        station_id=_station(given, who, scan, token),
        rider_id=carrier_of(given, token, at),
        method=Method.CARD if token.kind is Kind.CARD else Method.KEEPER,
        scanned_by=who.grant.person_id,
        occurred_at=at,
        clock_off=scan.clock_off(stamp["at"]),
        device_id=scan.device_id,
        **proxy_of(who, token),
    )


def _staff_attendance(
    given: Services, who: Caller, scan: Scan, token: Token, at: datetime, stamp: Stamp
) -> Command:
    if scan.place is None or scan.place.kind != "activity":
        raise InvalidTokenError(Flaw.WRONG_KIND, token)
    who.require_unit(unit_of_activity(given, scan.place.id))
    person_id = carrier_of(given, token, at)
    age = age_of(given, person_id, local_date(at))
    return ScanActivity(
        **stamp,
        activity_id=scan.place.id,
        person_id=person_id,
        evidence=Evidence.STAFF_SCAN,
        occurred_at=at,
        clock_off=scan.clock_off(stamp["at"]),
        device_id=scan.device_id,
        age=age,
        companion_id=None if age is AgeBand.ADULT else _companion(given, scan, at),
        recorded_by=who.grant.person_id,
        **proxy_of(who, token),
    )


def _companion(given: Services, scan: Scan, at: datetime) -> UUID | None:
    """Return the adult a leader names; whoever is none, or nobody, is no company."""
    if scan.companion is None:
        return None
    found = person_meant(given, scan.companion, at)
    if found is None or age_of(given, found, local_date(at)) is not AgeBand.ADULT:
        raise CompanionRequiredError
    return found


def _station(given: Services, who: Caller, scan: Scan, token: Token) -> UUID:
    """Return the station a keeper stands at: that of the grant, or one named within the unit."""
    own = who.grant.place_id
    if scan.place is None:
        if own is None:
            raise InvalidTokenError(Flaw.WRONG_KIND, token)
        return own
    if scan.place.kind != "station" or own not in (None, scan.place.id):
        raise OutsideUnitError(unit_code=who.grant.unit_code)
    if own is None:
        who.require_unit(unit_of_station(given, scan.place.id))
    return scan.place.id


_COMMANDS: dict[tuple[Kind, Role], Make] = {
    (Kind.STATION, Role.RIDER): _own_visit(Method.SCREEN),
    (Kind.PLATE, Role.RIDER): _own_visit(Method.PLATE),
    (Kind.ACTIVITY, Role.VOLUNTEER): _own_attendance,
    **{(kind, role): _kept_visit for kind in PERSON_KINDS for role in KEEPERS},
    **{(kind, Role.TEAM_LEADER): _staff_attendance for kind in PERSON_KINDS},
}
