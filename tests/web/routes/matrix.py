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
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from ledger.kernel.ids import new_id
from ledger.shop.commands import OpenShop
from ledger.volunteering.commands import PublishActivity, RegisterVolunteer
from ledger.wallets.commands import OpenWallet
from ledger.wallets.wallet import WalletKind
from people.directory import Person
from tests.api.house import House
from tests.support.village import CITY

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
    certificate: str = ""

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
        volunteer = {"person_id": person, "number": "V009998", "unit_code": FAR_UNIT}
        village.do(RegisterVolunteer, **volunteer)
        village.serve(person, 60, activity)
        issued = village.certify(person)
        number = house.project().services.views.certificates.of(issued).number
        return cls(FAR_UNIT, activity, station, there, item, wallet_id, person, number)


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

PROBES: dict[str, Probe] = {
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
    "GET /api/v1/overview": _query,
    "POST /api/v1/persons/<uuid:person_id>/reading": _json(purpose="telephone"),
    "GET /api/v1/refused-scans": _query,
    "POST /api/v1/riders": _json(**_ENROL),
    "POST /api/v1/shops": _json(unit_code=_unit, name="x"),
    "POST /api/v1/shops/<uuid:shop_id>/items": _json(name="x", category="x", price_points=1),
    "GET /api/v1/shops/<uuid:shop_id>/vouchers": _nothing,
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
    "GET /api/v1/certificates/<string:number>/paper": _nothing,
    "POST /api/v1/certificates/<string:number>/revocation": _json(reason="other"),
    "POST /api/v1/proxy/certificates": _json(consent="paper_form", person_id=_person),
    "GET /certificates/<string:number>/paper": _nothing,
    "GET /desk/certificates/<string:number>": _nothing,
    "POST /desk/certificates/<string:number>/revocation": _form(reason="other", **_KEY),
    "GET /persons/<uuid:person_id>/certificates/new": _nothing,
    "POST /persons/<uuid:person_id>/certificates": _form(consent="paper_form", **_KEY),
    "GET /shops/<uuid:shop_id>/counter": _nothing,
    "GET /stations/<uuid:station_id>/screen": _nothing,
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
        "<string:code>": there.unit,
        "<string:number>": there.certificate,
        "<string:board>": "riders",
        "<board>": "riders",
        "<code>": "x",
        "<token>": "x",
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
