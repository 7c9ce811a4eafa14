"""The table of all routes, and requests that reach for another unit.

A line of ``matrix.txt`` says of a route what it needs and whose it is:

* ``public``: for everybody, signed in or not;
* ``own``: about the caller, or the one place of the caller;
* ``open``: the same for everybody who may do it, wherever they are;
* ``city``: sums of the whole city;
* ``far``: limited to a unit or place; `PROBES` holds a request for somebody else's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from ledger.kernel.ids import new_id
from ledger.shop.commands import OpenShop
from ledger.volunteering.commands import (
    FormTeam,
    ProposeSupplement,
    PublishActivity,
    RegisterVolunteer,
    ScanActivity,
)
from ledger.volunteering.complaint import ComplaintKind
from ledger.volunteering.correction import CorrectionReason
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.feedback_commands import Complain, RequestCorrection
from ledger.volunteering.supplement import SupplementReason
from ledger.wallets.commands import OpenWallet
from ledger.wallets.wallet import WalletKind
from people.directory import Person
from tests.api.house import House
from tests.support.village import CITY
from tests.web.routes.check_in_probes import CHECK_INS
from tests.web.routes.claim_probes import CLAIM_PROBES
from tests.web.routes.household_probes import HOUSEHOLDS, household_of, settle_household
from tests.web.routes.moral_elsewhere import settle_notices
from tests.web.routes.report_page_probes import REPORT_PAGE_PROBES
from tests.web.routes.report_probes import REPORT_PROBES, report_elsewhere, settle_report

FILE = Path(__file__).with_name("matrix.txt")
WHOSE = ("public", "own", "open", "city", "far")
FAR_UNIT = "150102001001"


@dataclass(frozen=True, slots=True)
class Row:
    """What a route needs, and whose it is."""

    method: str
    rule: str
    action: str
    whose: str

    @property
    def name(self) -> str:
        """How the route is named in the table."""
        return f"{self.method} {self.rule}"


def read_rows() -> list[Row]:
    """Read the table."""
    return [Row(*line.split()) for line in FILE.read_text(encoding="utf-8").splitlines()]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A community of another district, with one of everything."""

    unit: str
    activity: UUID
    station: UUID
    shop: UUID
    item: UUID
    wallet: UUID
    person: UUID
    attendance: UUID
    supplement: UUID
    doubtful: UUID
    complaint: UUID
    team: UUID
    certificate: str
    claim: UUID
    notice: UUID
    objection: UUID

    @classmethod
    def settle(cls, house: House) -> "Elsewhere":
        """Register it."""
        village, person = house.village, new_id()
        village.register_unit(FAR_UNIT, "别的社区", "community", CITY)
        house.services.directory.enrol([Person(person, "乌云", FAR_UNIT)])
        wallet = {"owner_id": person, "kind": WalletKind.HOUSEHOLD, "unit_code": FAR_UNIT}
        here = village.shop
        village.shop = village.made("shop_id", OpenShop, unit_code=FAR_UNIT, name="别的超市")
        there, item = village.shop, village.list_item("别的东西", price_points=1)
        village.shop = here
        activity = village.made(
            "activity_id",
            PublishActivity,
            unit_code=FAR_UNIT,
            title="别的活动",
            place="别处",
            starts_at=village.now,
            ends_at=village.now.replace(hour=village.now.hour + 2),
        )
        station = village.register_station("别的驿站", FAR_UNIT)
        wallet_id = village.made("wallet_id", OpenWallet, **wallet)
        presence = _presence(house, person, activity)
        complaint = _feedback(house, person, activity)
        settle_household(house, FAR_UNIT)
        settle_report(house, FAR_UNIT, person)
        team = village.made("team_id", FormTeam, unit_code=FAR_UNIT, name="别的队")
        house.project()
        owned = (station, there, item, wallet_id, person)
        number = _certificate(house)
        acts = settle_notices(house, FAR_UNIT)
        house.project()
        return cls(FAR_UNIT, activity, *owned, *presence, complaint, team, number, *acts)


def _presence(house: House, person: UUID, activity: UUID) -> tuple[UUID, UUID, UUID]:
    """Let somebody come, kept late as well, and have minutes made up; return the three IDs."""
    village, soon = house.village, timedelta(hours=3)
    village.register_volunteer(person, "V900001")
    came = village.scan_activity(activity, person, village.now)["attendance_id"]
    late = {"activity_id": activity, "person_id": person, "occurred_at": village.now}
    doubtful = village.do(
        ScanActivity, at=village.now + 30 * soon, evidence=Evidence.OWN_SCAN, **late
    )["doubtful_id"]
    made_up = village.do(
        ProposeSupplement,
        at=village.now + soon,
        activity_id=activity,
        person_id=person,
        minutes=1,
        reason=SupplementReason.OTHER,
        recorded_by=new_id(),
    )["supplement_id"]
    return UUID(came), UUID(made_up), UUID(doubtful)


def _feedback(house: House, person: UUID, activity: UUID) -> UUID:
    """Let somebody ask for a correction, and complain; return the complaint."""
    village, here = house.village, {"activity_id": activity, "person_id": person}
    later = village.now + timedelta(hours=3)
    wrong = {"reason": CorrectionReason.OTHER, "wants_minutes": 90}
    village.do(RequestCorrection, at=later, **wrong, **here)
    return village.made(
        "complaint_id", Complain, kind=ComplaintKind.OTHER, text_id=new_id(), **here
    )


def _certificate(house: House) -> str:
    """Certify an hour of a volunteer of that unit; return the number."""
    person = new_id()
    house.village.do(RegisterVolunteer, person_id=person, number="V900002", unit_code=FAR_UNIT)
    house.services.directory.enrol([Person(person, "乌云娜", FAR_UNIT)])
    house.village.serve(person, 60)
    issued = house.village.certify(person)
    row = house.project().services.views.certificates.of(issued)
    assert row is not None
    return row.number


Probe = Callable[[Elsewhere], dict[str, Any]]


def _query(it: Elsewhere) -> dict[str, Any]:
    return {"query_string": {"unit": it.unit}}


def _nothing(_: Elsewhere) -> dict[str, Any]:
    return {}


def _json(**fields: Any) -> Probe:
    def make(it: Elsewhere) -> dict[str, Any]:
        return {"json": {k: v(it) if callable(v) else v for k, v in fields.items()}}

    return make


def _form(**fields: Any) -> Probe:
    def make(it: Elsewhere) -> dict[str, Any]:
        return {"data": {k: v(it) if callable(v) else v for k, v in fields.items()}}

    return make


def _unit(it: Elsewhere) -> str:
    return it.unit


def _person(it: Elsewhere) -> str:
    return str(it.person)


_DAY = "2026-12-01"
_ENROL = {"unit_code": _unit, "display_name": "乌云", "number": "V009999"}
_SEAT = {"person_id": _person, "role": "clerk", "unit_code": _unit}
_KEY = {"idempotency_key": str(uuid4())}

_PLAN = {
    "title": "x",
    "place": "x",
    "starts_at": "2026-11-20T01:00:00Z",
    "ends_at": "2026-11-20T02:00:00Z",
}
_TYPED = {"title": "x", "place": "x", "day": _DAY, "starts": "09:00", "ends": "10:00", **_KEY}

_MADE_UP = {"person_id": _person, "minutes": 1, "reason": "no_phone"}
_TICK = {"person_id": _person, "witness_id": _person}
_PRESENCE: dict[str, Probe] = {
    "GET /activities/<uuid:activity_id>/roll/live": _nothing,
    "GET /activities/<uuid:activity_id>/tick": _nothing,
    "POST /activities/<uuid:activity_id>/tick": _form(person=_person, witness=_person, **_KEY),
    "POST /activities/<uuid:activity_id>/record": _form(**_KEY),
    "GET /activities/<uuid:activity_id>/make-up": _nothing,
    "POST /activities/<uuid:activity_id>/make-up": _form(person=_person, minutes="1", **_KEY),
    "GET /attendances/<uuid:attendance_id>": _nothing,
    "GET /attendances/<uuid:attendance_id>/make-up": _nothing,
    "POST /attendances/<uuid:attendance_id>/zero": _form(**_KEY),
    "POST /api/v1/activities/<uuid:activity_id>/ticks": _json(**_TICK),
    "POST /api/v1/activities/<uuid:activity_id>/supplements": _json(**_MADE_UP),
    "POST /api/v1/activities/<uuid:activity_id>/record": _json(),
    "GET /api/v1/supplements": _query,
    "POST /api/v1/supplements/<uuid:supplement_id>/decision": _json(accepted=True),
    "GET /api/v1/held-minutes": _query,
    "GET /api/v1/doubtful-scans": _query,
    "POST /api/v1/attendances/<uuid:attendance_id>/confirmations": _json(),
    "POST /api/v1/attendances/<uuid:attendance_id>/zero": _json(),
    "POST /api/v1/doubtful-scans/<uuid:doubtful_id>/settlement": _json(accepted=True),
}

_DAYS = {"first_day": "2026-11-01", "last_day": "2026-11-20", "records": 3}
_TEAMS: dict[str, Probe] = {
    "GET /api/v1/memberships/requests": _query,
    "GET /api/v1/persons/<uuid:person_id>/service-file": _nothing,
    "GET /api/v1/spot-checks": _query,
    "GET /api/v1/spot-checks/<uuid:check_id>": _nothing,
    "GET /api/v1/stars/applications": _query,
    "GET /api/v1/teams/<uuid:team_id>/members": _nothing,
    "POST /api/v1/persons/<uuid:person_id>/file-records/<uuid:record_id>/withdrawal": _json(),
    "POST /api/v1/persons/<uuid:person_id>/honours": _json(
        title="x", level="city", granted_on="2026-11-01"
    ),
    "POST /api/v1/persons/<uuid:person_id>/trainings": _json(
        title="x", minutes=60, held_on="2026-11-01"
    ),
    "POST /api/v1/spot-checks": _json(unit_code=_unit, **_DAYS),
    "POST /api/v1/spot-checks/<uuid:check_id>/reading": _json(),
    "POST /api/v1/stars/<uuid:application_id>/decline": _json(reason="record_open"),
    "POST /api/v1/stars/<uuid:application_id>/grant": _json(),
    "POST /api/v1/teams/<uuid:team_id>/dissolution": _json(),
    "POST /api/v1/teams/<uuid:team_id>/parent": _json(parent_id=None),
    "POST /api/v1/teams/<uuid:team_id>/renaming": _json(name="x"),
    "POST /api/v1/teams/<uuid:team_id>/requests/<uuid:person_id>/approval": _json(),
    "POST /api/v1/teams/<uuid:team_id>/requests/<uuid:person_id>/decline": _json(
        reason="team_full"
    ),
}

_TEAM_PAGES: dict[str, Probe] = {
    "GET /persons/<uuid:person_id>/service-file": _nothing,
    "GET /spot-checks/<uuid:check_id>": _nothing,
    "GET /teams/<uuid:team_id>/members": _nothing,
    "POST /memberships/<uuid:team_id>/<uuid:person_id>/approval": _form(**_KEY),
    "POST /memberships/<uuid:team_id>/<uuid:person_id>/decline": _form(reason="team_full", **_KEY),
    "POST /persons/<uuid:person_id>/file-records/<uuid:record_id>/withdrawal": _form(**_KEY),
    "POST /persons/<uuid:person_id>/honours": _form(
        title="x", level="city", granted_on="2026-11-01", **_KEY
    ),
    "POST /persons/<uuid:person_id>/trainings": _form(
        title="x", minutes="60", held_on="2026-11-01", **_KEY
    ),
    "POST /spot-checks/<uuid:check_id>/sheet": _form(),
    "POST /stars/<uuid:application_id>/decline": _form(reason="record_open", **_KEY),
    "POST /stars/<uuid:application_id>/grant": _form(**_KEY),
    "POST /teams/<uuid:team_id>/dissolution": _form(**_KEY),
    "POST /teams/<uuid:team_id>/parent": _form(parent_id="", **_KEY),
    "POST /teams/<uuid:team_id>/renaming": _form(name="x", **_KEY),
}

_CHOSEN = {"claim_id": lambda it: str(it.claim), "words": "x"}
_NOTICES: dict[str, Probe] = {
    "POST /api/v1/claims/<uuid:claim_id>/delivery": _json(on="2026-11-20"),
    "POST /api/v1/claims/<uuid:claim_id>/objections": _json(words="x"),
    "POST /api/v1/claims/<uuid:claim_id>/spoken-objections": _json(words="x", method="oral"),
    "POST /api/v1/objections/<uuid:objection_id>/decision": _json(upheld=True),
    "POST /deliveries/<uuid:claim_id>": _form(on="2026-11-20", **_KEY),
    "POST /deliveries/<uuid:claim_id>/objections": _form(words="x", method="oral", **_KEY),
    "GET /desk/notices/<uuid:notice_id>/broadcast": _nothing,
    "GET /desk/notices/<uuid:notice_id>/broadcast.txt": _nothing,
    "GET /notices/<uuid:notice_id>/objections/enter": _nothing,
    "POST /notices/<uuid:notice_id>/objections/enter": _form(method="oral", **_CHOSEN, **_KEY),
    "GET /notices/<uuid:notice_id>/objections/new": _nothing,
    "POST /notices/<uuid:notice_id>/objections": _form(**_CHOSEN, **_KEY),
    "POST /objections/<uuid:objection_id>/decision": _form(outcome="kept", **_KEY),
}

_APPEALS: dict[str, Probe] = {
    "POST /api/v1/claims/<uuid:claim_id>/appeal": _json(reason="other"),
    "POST /api/v1/claims/<uuid:claim_id>/spoken-appeal": _json(
        reason="other", method="oral", person_id=str(uuid4())
    ),
    "GET /api/v1/appeals/<uuid:claim_id>": _nothing,
    "POST /api/v1/appeals/<uuid:claim_id>/decision": _json(upheld=True, words="x"),
    "POST /api/v1/appeals/<uuid:claim_id>/escalation": _json(),
    "POST /api/v1/appeals/<uuid:claim_id>/withdrawal": _json(),
    "GET /appeals/<uuid:claim_id>": _nothing,
    "POST /appeals/<uuid:claim_id>/decision": _form(outcome="kept", words="x", **_KEY),
    "POST /appeals/<uuid:claim_id>/escalation": _form(**_KEY),
    "POST /appeals/<uuid:claim_id>/withdrawal": _form(**_KEY),
}

_RULE: dict[str, Any] = {
    "code": "08",
    "title": "x",
    "kind": "environment",
    "points": 2,
    "evidence": ["photo"],
    "proposers": ["household"],
}
_MEETING = {"kind": "households", "eligible": 9, "present": 9, "votes_for": 9}
_VERSION = "/api/v1/rulebooks/<string:unit_code>/versions/<int:version>"
_PAGE = "/rulebooks/<string:unit_code>/versions/<int:version>"
_RULES: dict[str, Probe] = {
    "POST /api/v1/households/<uuid:household_id>/pledges": _json(
        person_id=_person, photo_id=_person, photo_hash="0" * 64
    ),
    "POST /api/v1/rule-templates/<string:county_code>": _json(items=[_RULE]),
    "POST /api/v1/rulebooks/<string:unit_code>/versions": _json(),
    f"GET {_VERSION}/draft": _nothing,
    f"GET {_VERSION}/trial": _nothing,
    f"POST {_VERSION}/consultation-end": _json(opinions=1),
    f"POST {_VERSION}/dropping": _json(),
    f"POST {_VERSION}/enactment": _json(in_force_from="2026-12-01"),
    f"POST {_VERSION}/filing": _json(filing_number="1", filed_on="2026-11-20"),
    f"POST {_VERSION}/items": _json(edit=0, item=_RULE),
    f"POST {_VERSION}/items/<string:code>/removal": _json(edit=0),
    f"POST {_VERSION}/items/changes": _json(edit=0, item=_RULE),
    f"POST {_VERSION}/linkages": _json(
        edit=0, linkage={"code": "71", "kind": "goods", "text": "x"}
    ),
    f"POST {_VERSION}/linkages/<string:code>/removal": _json(edit=0),
    f"POST {_VERSION}/parameters": _json(edit=0, deductions_on=False, face_value_fen=100),
    f"POST {_VERSION}/pledge": _json(edit=0, pledge=None),
    f"POST {_VERSION}/review": _json(passed=True),
    f"POST {_VERSION}/submission": _json(),
    f"POST {_VERSION}/vote": _json(**_MEETING, votes_against=0, abstained=0, held_on="2026-11-20"),
    f"GET {_PAGE}/review": _nothing,
    f"POST {_PAGE}/review": _form(passed="yes", **_KEY),
    f"POST {_PAGE}/filing": _form(filing_number="1", filed_on="2026-11-20", **_KEY),
}
"""Rule books and pledges."""

_RIDER = "/api/v1/riders/<uuid:person_id>"
_GRID_DESK = "/desk/grid-workers/<uuid:person_id>"
_GRID_WORK: dict[str, Probe] = {
    "GET /desk/street": _query,
    "GET /api/v1/grid-workers": _query,
    "GET /api/v1/grid-workers/summary": _query,
    f"POST {_RIDER}/grid-training": _json(unit_code=_unit, held_on="2026-11-20"),
    f"POST {_RIDER}/grid-appointment": _json(unit_code=_unit, is_paid=False),
    f"POST {_RIDER}/grid-renewal": _json(is_paid=False),
    f"POST {_RIDER}/grid-ending": _json(),
    f"POST {_GRID_DESK}/appointment": _form(unit_code=_unit, from_day="2026-11-20", **_KEY),
    f"POST {_GRID_DESK}/renewal": _form(**_KEY),
    f"POST {_GRID_DESK}/ending": _form(**_KEY),
}

_MONTHS = {"first": "2026-10", "last": "2026-11"}
_STATION = "/api/v1/stations/<uuid:station_id>"
_STATION_DOORS: dict[str, Probe] = {
    f"PUT {_STATION}/place": _json(kind="other", location=None),
    f"PUT {_STATION}/hours": _json(hours="24 小时"),
    f"PUT {_STATION}/keeper": _json(keeper_id=_person),
    f"PUT {_STATION}/photo": _json(photo_id=None),
    f"POST {_STATION}/keeper/ending": _json(),
    f"POST {_STATION}/closing": _json(reason="repair"),
    f"POST {_STATION}/reopening": _json(),
    f"POST {_STATION}/services": _json(service="热饭"),
    f"POST {_STATION}/services/ending": _json(service="热水"),
}
_STATION_PAGES: dict[str, Probe] = {
    f"{method} /stations/<uuid:station_id>/{name}": probe
    for method, name, probe in (
        ("GET", "today", _nothing),
        ("GET", "riders", _nothing),
        ("GET", "services", _nothing),
        ("POST", "services", _form(service="热饭", **_KEY)),
        ("POST", "services/ending", _form(service="热水", **_KEY)),
        ("POST", "hours", _form(hours="24 小时", **_KEY)),
        ("POST", "photo", _form(**_KEY)),
        ("POST", "closing", _form(reason="repair", **_KEY)),
        ("POST", "reopening", _form(**_KEY)),
        ("POST", "place", _form(kind="other", **_KEY)),
        ("POST", "keeper", _form(**_KEY)),
    )
}
PROBES: dict[str, Probe] = {
    "GET /api/v1/fund": _query,
    "GET /api/v1/fund/months": lambda it: {"query_string": {"unit": it.unit} | _MONTHS},
    **_APPEALS,
    **CHECK_INS,
    **_NOTICES,
    **HOUSEHOLDS,
    **_RULES,
    **REPORT_PROBES,
    **REPORT_PAGE_PROBES,
    **CLAIM_PROBES,
    **_GRID_WORK,
    "POST /api/v1/attendances/<uuid:attendance_id>/corrections/<int:number>/acceptance": _json(
        minutes=60
    ),
    "POST /api/v1/attendances/<uuid:attendance_id>/corrections/<int:number>/refusal": _json(
        words="x"
    ),
    "GET /api/v1/corrections": _query,
    "POST /api/v1/complaints/<uuid:complaint_id>/answer": _json(upheld=True, words="x"),
    "GET /api/v1/complaints": _query,
    "POST /api/v1/activities/<uuid:activity_id>/people/<uuid:person_id>/evaluation": _json(stars=5),
    "POST /corrections/<uuid:attendance_id>/<int:number>/acceptance": _form(minutes=60, **_KEY),
    "POST /corrections/<uuid:attendance_id>/<int:number>/refusal": _form(words="x", **_KEY),
    "POST /complaints/<uuid:complaint_id>/answer": _form(words="x", upheld="yes", **_KEY),
    "GET /activities/<uuid:activity_id>/evaluations": _nothing,
    "POST /activities/<uuid:activity_id>/people/<uuid:person_id>/evaluation": _form(
        stars=5, **_KEY
    ),
    "GET /activities/<uuid:activity_id>/cancel": _nothing,
    "POST /activities/<uuid:activity_id>/cancel": _form(reason="weather", **_KEY),
    "GET /activities/<uuid:activity_id>/edit": _nothing,
    "POST /activities/<uuid:activity_id>/edit": _form(**_TYPED),
    "POST /activities/<uuid:activity_id>/end": _form(**_KEY),
    "POST /activities/<uuid:activity_id>/publication": _form(**_KEY),
    "GET /activities/<uuid:activity_id>/sign-ups": _nothing,
    "POST /api/v1/activities/<uuid:activity_id>/amendment": _json(**_PLAN),
    "POST /api/v1/activities/<uuid:activity_id>/cancellation": _json(reason="weather"),
    "POST /api/v1/activities/<uuid:activity_id>/ending": _json(),
    "POST /api/v1/activities/<uuid:activity_id>/publication": _json(),
    "GET /api/v1/activities/<uuid:activity_id>/sign-ups": _nothing,
    "POST /api/v1/activities/drafts": _json(unit_code=_unit, **_PLAN),
    "POST /api/v1/activities/series": _json(unit_code=_unit, **_PLAN),
    "PUT /api/v1/units/<string:code>/office": _json(telephone="12345"),
    "PUT /api/v1/units/<string:code>/point-rate": _json(rate_points=1, rate_minutes=60),
    **_PRESENCE,
    **_TEAMS,
    **_TEAM_PAGES,
    "GET /activities/<uuid:activity_id>/roll": _nothing,
    "GET /activities/<uuid:activity_id>/screen": _nothing,
    "POST /api/v1/activities": _json(
        unit_code=_unit,
        title="x",
        place="x",
        starts_at="2026-11-20T01:00:00Z",
        ends_at="2026-11-20T02:00:00Z",
    ),
    "GET /api/v1/activities/<uuid:activity_id>/attendance": _nothing,
    "GET /api/v1/activities/<uuid:activity_id>/roll": _nothing,
    "GET /api/v1/activities/<uuid:activity_id>/screen-secret": _nothing,
    "GET /api/v1/assignments": _query,
    "POST /api/v1/assignments": _json(**_SEAT),
    "POST /api/v1/assignments/ending": _json(**_SEAT),
    "POST /assignments": _form(
        who=_person, role="clerk", unit_code=_unit, from_day="2026-11-20", **_KEY
    ),
    "POST /assignments/ending": _form(**_SEAT, from_day="2026-11-01", **_KEY),
    "POST /api/v1/entries/<uuid:entry_id>/reversal": _json(wallet_id=lambda it: str(it.wallet)),
    "POST /api/v1/items/<uuid:item_id>/receipts": _json(quantity=1),
    "GET /api/v1/items/<uuid:item_id>/moves": _nothing,
    "GET /api/v1/shops/<uuid:shop_id>/counts": _nothing,
    "POST /api/v1/items/<uuid:item_id>/changes": _json(price_points=1),
    "POST /api/v1/items/<uuid:item_id>/counts": _json(counted=0),
    "POST /api/v1/items/<uuid:item_id>/relisting": _json(),
    "POST /api/v1/items/<uuid:item_id>/transfers": _json(
        to_item_id=lambda it: str(it.item), quantity=1
    ),
    "POST /api/v1/items/<uuid:item_id>/withdrawal": _json(),
    "POST /api/v1/items/<uuid:item_id>/write-offs": _json(quantity=1, reason="broken"),
    "GET /desk/stock/<uuid:item_id>": _nothing,
    "POST /desk/stock/<uuid:item_id>/changes": _form(
        price_points="1", category="x", measure="x", kind="goods", **_KEY
    ),
    "POST /desk/stock/<uuid:item_id>/offered": _form(step="withdraw", **_KEY),
    "POST /desk/stock/<uuid:item_id>/transfers": _form(quantity="1", **_KEY),
    "GET /api/v1/overview": _query,
    "POST /api/v1/persons/<uuid:person_id>/reading": _json(purpose="telephone"),
    "GET /api/v1/refused-scans": _query,
    "POST /api/v1/riders": _json(**_ENROL),
    "POST /api/v1/shops": _json(unit_code=_unit, name="x"),
    "POST /api/v1/shops/<uuid:shop_id>/items": _json(name="x", category="x", price_points=1),
    "GET /api/v1/shops/<uuid:shop_id>/vouchers": _nothing,
    "POST /api/v1/shops/<uuid:shop_id>/redemptions": _json(
        basket=[{"item_id": str(uuid4()), "quantity": 1}], signed=True
    ),
    "POST /api/v1/stations": _json(unit_code=_unit, name="x", hours="全天"),
    "GET /api/v1/stations/<uuid:station_id>/poster.svg": _nothing,
    "GET /api/v1/stations/<uuid:station_id>/screen-secret": _nothing,
    "GET /api/v1/stations/<uuid:station_id>/visits": _nothing,
    "POST /api/v1/teams": _json(unit_code=_unit, name="x"),
    "GET /api/v1/trial-balance": _query,
    "POST /api/v1/units": _json(
        code=lambda it: f"{it.unit}01",
        name="x",
        level="grid",
        parent_code=_unit,
        valid_from=_DAY,
    ),
    "POST /api/v1/units/<string:code>/levels": _json(
        levels=[{"level": it, "name": it} for it in ("county", "township", "village")]
    ),
    "POST /api/v1/units/<string:code>/closure": _json(valid_from=_DAY),
    "POST /api/v1/units/<string:code>/renaming": _json(name="x", valid_from=_DAY),
    "POST /api/v1/units/<string:code>/move": _json(parent_code="1501", valid_from=_DAY),
    "POST /api/v1/units/<string:code>/merger": _json(into="1501", valid_from=_DAY),
    "POST /api/v1/units/<string:code>/split": _json(
        heirs=[{"code": "150198", "name": "x"}, {"code": "150199", "name": "y"}], valid_from=_DAY
    ),
    "GET /api/v1/volunteers": _query,
    "POST /api/v1/volunteers": _json(**_ENROL),
    "POST /api/v1/wallets/<uuid:wallet_id>/credits": _json(amount=1, reason="award"),
    "GET /overview": _query,
    "POST /api/v1/consents": _json(person_id=_person, purpose="ranking", given=True),
    "POST /api/v1/desk/rebindings": _json(person_id=_person, phone="13900000000", reason="x"),
    "POST /api/v1/desk/rebindings/<uuid:rebinding_id>/confirmation": _nothing,
    "POST /api/v1/desk/notices/<uuid:notice_id>/seen": _nothing,
    "POST /api/v1/guardians": _json(person_id=_person, guardian_id=_person),
    "POST /api/v1/guardians/ending": _json(person_id=_person, guardian_id=_person),
    "GET /api/v1/guardians/requests": _query,
    "POST /api/v1/persons/<uuid:person_id>/card": _json(),
    "POST /api/v1/cards/<uuid:card_id>/replacement": _json(),
    "GET /api/v1/persons/<uuid:person_id>/consents": _nothing,
    "GET /api/v1/persons/<uuid:person_id>/erasure": _nothing,
    "POST /api/v1/persons/<uuid:person_id>/erasure": _json(
        at_once=False, asked="present_with_card"
    ),
    "POST /api/v1/persons/<uuid:person_id>/erasure/withdrawal": _json(),
    "POST /api/v1/staff": _json(name="乌云", login="wuyun", role="clerk", unit_code=_unit),
    "POST /cards/<uuid:card_id>/replacement": _nothing,
    "POST /desk/guardians/<uuid:person_id>/<uuid:guardian_id>/end": _form(**_KEY),
    "POST /desk/guardians/<uuid:person_id>/<uuid:guardian_id>/link": _form(**_KEY),
    "POST /persons/<uuid:person_id>/card": _nothing,
    "GET /persons/<uuid:person_id>/erase": _nothing,
    "POST /persons/<uuid:person_id>/erase": _form(asked="present_with_card", **_KEY),
    "POST /persons/<uuid:person_id>/erase/withdrawal": _form(**_KEY),
    "POST /staff/accounts": _form(
        name="乌云", login="wuyun", role="clerk", unit_code=_unit, **_KEY
    ),
    "GET /persons/<uuid:person_id>": _nothing,
    "POST /persons/<uuid:person_id>": _form(purpose="telephone"),
    "POST /api/v1/units/<unit>/periods/<period>/reopening": _json(words="x"),
    "POST /api/v1/units/<unit>/periods/<period>/reopening/approval": _json(),
    "GET /reopenings/<unit>/<period>": _nothing,
    "POST /reopenings/<unit>/<period>/request": _form(words="x", **_KEY),
    "POST /reopenings/<unit>/<period>/approval": _form(**_KEY),
    "GET /api/v1/certificates/<string:number>/paper": _nothing,
    "POST /api/v1/certificates/<string:number>/revocation": _json(reason="other"),
    "POST /api/v1/proxy/certificates": _json(consent="paper_form", person_id=_person),
    "GET /certificates/<string:number>/paper": _nothing,
    "GET /desk/certificates/<string:number>": _nothing,
    "POST /desk/certificates/<string:number>/revocation": _form(reason="other", **_KEY),
    "GET /persons/<uuid:person_id>/certificates/new": _nothing,
    "POST /persons/<uuid:person_id>/certificates": _form(consent="paper_form", **_KEY),
    "GET /shops/<uuid:shop_id>/counter": _nothing,
    "GET /shops/<uuid:shop_id>/counter/market": _nothing,
    "POST /api/v1/shops/<uuid:shop_id>/counter/take": _json(counter_id=str(uuid4())),
    "POST /api/v1/shops/<uuid:shop_id>/counter/give-back": _json(counter_id=str(uuid4())),
    "GET /stations/<uuid:station_id>/screen": _nothing,
    "GET /api/v1/flags": _query,
    "GET /api/v1/flags/<uuid:flag_id>": _nothing,
    "GET /api/v1/flags/<uuid:flag_id>/grounds": _nothing,
    "POST /api/v1/flags/<uuid:flag_id>/reviews": _json(outcome="explained", seen_position=1),
    "GET /api/v1/overdue": _query,
    "GET /flags/<uuid:flag_id>": _nothing,
    "POST /flags/<uuid:flag_id>/reviews": _form(outcome="explained", seen_position="1", **_KEY),
    "GET /overdue": _query,
    "GET /desk/openings/<uuid:book_id>/<int:number>": _nothing,
    "GET /desk/openings/<uuid:book_id>/<int:number>/report.csv": _nothing,
    "POST /desk/openings/<uuid:book_id>/<int:number>/approval": _form(**_KEY),
    "POST /desk/openings/<uuid:book_id>/<int:number>/drop": _form(**_KEY),
    "GET /rounds/gates/<uuid:household_id>": _nothing,
    "POST /rounds/gates/<uuid:household_id>": _form(item="65", found="absent", **_KEY),
    "GET /api/v1/alarms": _query,
    "GET /api/v1/alarms/<uuid:alarm_id>/claims": _nothing,
    "GET /api/v1/alarms/<uuid:alarm_id>/hand-overs": _nothing,
    "POST /api/v1/alarms/<uuid:alarm_id>/conclusions": _json(
        conclusion="wrong", seen_position=1, words="查过了"
    ),
    "POST /api/v1/alarms/<uuid:alarm_id>/signatures": _json(draft=1),
    "GET /desk/alarms/<uuid:alarm_id>": _nothing,
    "POST /desk/alarms/<uuid:alarm_id>/conclusions": _form(
        conclusion="wrong", seen_position="1", words="查过了", **_KEY
    ),
    "POST /desk/alarms/<uuid:alarm_id>/signatures": _form(draft="1", **_KEY),
    **_STATION_PAGES,
    **_STATION_DOORS,
}


def address_of(rule: str, there: Elsewhere) -> str:
    """Fill a rule's gaps in with what lies elsewhere."""
    known = {
        "<uuid:activity_id>": there.activity,
        "<uuid:station_id>": there.station,
        "<uuid:shop_id>": there.shop,
        "<uuid:item_id>": there.item,
        "<uuid:wallet_id>": there.wallet,
        "<uuid:person_id>": there.person,
        "<uuid:team_id>": there.team,
        "<uuid:household_id>": household_of(there.unit),
        "<uuid:report_id>": report_elsewhere(),
        "<string:code>": there.unit,
        "<unit>": there.unit,
        "<period>": "2026-11",
        "<string:unit_code>": there.unit,
        "<string:county_code>": there.unit,
        "<uuid:attendance_id>": there.attendance,
        "<uuid:complaint_id>": there.complaint,
        "<uuid:supplement_id>": there.supplement,
        "<uuid:doubtful_id>": there.doubtful,
        "<string:key>": "a-key-of-somebody",
        "<string:number>": there.certificate,
        "<uuid:claim_id>": there.claim,
        "<uuid:notice_id>": there.notice,
        "<uuid:objection_id>": there.objection,
        "<string:board>": "riders",
        "<board>": "riders",
        "<code>": "x",
        "<token>": "x",
        "<secret>": "x",
        "<key>": "x",
        "<purpose>": "ranking",
        "<int:number>": 1,
        "<int:year>": 2031,
        "<int:version>": 1,
    }
    for gap, value in known.items():
        rule = rule.replace(gap, str(value))
    while "<uuid:" in rule:
        start = rule.index("<uuid:")
        rule = rule[:start] + str(uuid4()) + rule[rule.index(">", start) + 1 :]
    return rule
