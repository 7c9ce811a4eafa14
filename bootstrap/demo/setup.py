"""Setting the demo up: the city's tree, the community, its people, stations and shops."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from bootstrap import divisions
from bootstrap.demo import cast, families
from bootstrap.demo.rooms import Account, Rooms
from bootstrap.division_plan import registrations
from bootstrap.known_units import known_units
from bootstrap.progress import each
from ledger.kernel.application import Ledger
from ledger.kernel.commands import Command
from ledger.kernel.ids import derive, derive_subject
from ledger.kernel.receipts import Recorded
from ledger.registry.commands import AssignRole, EnrolDevice
from ledger.shop.commands import ListItem, OpenShop, ReceiveStock
from ledger.shop.offer import Offer
from ledger.stations.commands import RegisterRider, RegisterStation
from ledger.stations.place import Location
from ledger.volunteering.commands import FormTeam, RegisterVolunteer
from people.access import TokenKind, TokenOrder
from people.device_codes import DeviceOrder, code_of
from people.directory import Person
from people.logins import NewPasscode
from people.roles import FOR_A_TERM, Role

__all__ = ["DIVISIONS", "Account", "Rooms", "give_terms", "set_up", "station_name", "stations"]

DIVISIONS = Path(__file__).parents[2] / "data" / "hohhot-divisions.csv"
TOKEN_LIFE = timedelta(days=30)

DAZHAO = Location(40_79_700, 111_64_400)
AROUND_E5 = 2_500
"""About two and a half kilometres: the demo's stations lie somewhere around 大召."""


def stations(units: dict[str, str]) -> list[tuple[str, str]]:
    """Return the unit and the name of every station."""
    return [(code, station_name(units[code])) for code in cast.STATION_UNITS]


def station_name(unit_name: str) -> str:
    """Return what a unit's station is called."""
    short = unit_name.removesuffix("居委会").removesuffix("村委会").removesuffix("社区")
    return f"{short}红蜂驿站"


def set_up(
    rooms: Rooms, *, volunteers: int = cast.VOLUNTEERS, riders: int = cast.RIDERS
) -> list[Account]:
    """Create everything; doing it again changes nothing but the tokens, which are new."""
    units = divisions.read_divisions(DIVISIONS)
    names = {it.code: it.name for it in units}
    execute = rooms.ledger.execute
    known = known_units(rooms.ledger)
    new = [it for it in units if it.code not in known]
    each("行政区划", execute, list(registrations(new, rooms.now, divisions.PUBLISHED_ON)))
    teams = each("志愿服务队", execute, [_team(rooms, name) for name in cast.TEAMS])
    team_ids = [UUID(it.answer["team_id"]) for it in teams]
    serving, riding = cast.volunteers()[:volunteers], cast.riders()[:riders]
    each("志愿者", execute, [_volunteer(rooms, it, team_ids) for it in serving])
    each("骑手", execute, [_rider(rooms, it) for it in riding])
    each("红蜂驿站", execute, [_station(rooms, *it) for it in stations(names)])
    _open_shops(rooms, execute)
    each("同意", execute, families.consents([*serving, *riding], rooms.now))
    families.settle(rooms.ledger, rooms.directory, serving, rooms.now)
    give_terms(rooms.ledger, rooms.now)
    return _let_in(rooms, names, serving, riding)


def _team(rooms: Rooms, name: str) -> Command:
    return FormTeam(key=f"demo:team:{name}", at=rooms.now, unit_code=cast.COMMUNITY, name=name)


def _volunteer(rooms: Rooms, it: cast.Member, team_ids: list[UUID]) -> Command:
    return RegisterVolunteer(
        key=f"demo:volunteer:{it.number}",
        at=rooms.now,
        person_id=it.person_id,
        number=it.number,
        unit_code=it.unit_code,
        team_id=team_ids[int(it.number[1:]) % len(team_ids)],
    )


def _rider(rooms: Rooms, it: cast.Member) -> Command:
    return RegisterRider(
        key=f"demo:rider:{it.number}",
        at=rooms.now,
        person_id=it.person_id,
        number=it.number,
        unit_code=it.unit_code,
    )


def _station(rooms: Rooms, unit_code: str, name: str) -> Command:
    some = Random(unit_code)  # noqa: S311 - an invented place, the same for everyone
    return RegisterStation(
        key=f"demo:station:{unit_code}",
        at=rooms.now,
        unit_code=unit_code,
        name=name,
        services=tuple(some.sample(cast.SERVICES, 4)),
        hours=some.choice(("08:00–22:00", "07:30–21:00", "24 小时")),
        location=Location(
            DAZHAO.lat_e5 + some.randint(-AROUND_E5, AROUND_E5),
            DAZHAO.lon_e5 + some.randint(-AROUND_E5, AROUND_E5),
        ),
    )


def give_terms(ledger: Ledger, now: datetime) -> None:
    """Give everybody of the staff their role; doing it again changes nothing."""
    names = {it.code: it.name for it in divisions.read_divisions(DIVISIONS)}
    terms = [_term(it, names, now) for it in cast.staff() if it.role in FOR_A_TERM]
    each("任期", ledger.execute, terms)


def _term(it: cast.StaffMember, names: dict[str, str], now: datetime) -> Command:
    person = it.person
    return AssignRole(
        key=f"demo:term:{person.number}",
        at=now,
        person_id=person.person_id,
        role=it.role.value,
        unit_code=person.unit_code,
        from_day=divisions.PUBLISHED_ON,
        to_day=None,
        assigned_by=None,
        place_id=_place_id(it.role, person, it.place, names),
    )


def _open_shops(rooms: Rooms, execute: Callable[[Command], Recorded]) -> None:
    for plan in cast.SHOPS:
        opened = execute(
            OpenShop(
                key=f"demo:shop:{plan.unit_code}",
                at=rooms.now,
                unit_code=plan.unit_code,
                name=plan.name,
            )
        )
        shop_id = UUID(opened.answer["shop_id"])
        for goods in plan.goods:
            _fill(rooms, execute, shop_id, goods)


def _fill(
    rooms: Rooms, execute: Callable[[Command], Recorded], shop_id: UUID, goods: cast.Goods
) -> None:
    key = f"demo:item:{shop_id.hex}:{goods.name}"
    listed = execute(
        ListItem(
            key=key,
            at=rooms.now,
            shop_id=shop_id,
            name=goods.name,
            offer=Offer(goods.category),
            price_points=goods.price_points,
        )
    )
    item_id = UUID(listed.answer["item_id"])
    execute(ReceiveStock(key=f"{key}:in", at=rooms.now, item_id=item_id, quantity=goods.pieces))


def _let_in(
    rooms: Rooms, names: dict[str, str], volunteers: list[cast.Member], riders: list[cast.Member]
) -> list[Account]:
    """Enrol people, and give each a token; the first of every role also gets a login."""
    staff = cast.staff()
    everybody = [*volunteers, *riders, *(it.person for it in staff)]
    rooms.directory.enrol(
        Person(it.person_id, it.name, it.unit_code, listed=it.listed, phone=it.phone or None)
        for it in everybody
    )
    accounts: list[tuple[Role, cast.Member, str | None]]
    accounts = [(Role.VOLUNTEER, it, None) for it in volunteers]
    accounts += [(Role.RIDER, it, None) for it in riders]
    accounts += [(it.role, it.person, it.place) for it in staff]
    orders = [_order(role, it, _place_id(role, it, place, names)) for role, it, place in accounts]
    issued = rooms.access.issue_many(orders, now=rooms.now)
    made = [
        _account(order, it, secret)
        for order, (_, it, _), (secret, _) in zip(orders, accounts, issued, strict=True)
    ]
    made = [_screen(rooms, it) if it.role is Role.SCREEN else it for it in made]
    rooms.logins.set_passcodes((_passcode(it) for it in _with_login(made)), now=rooms.now)
    return made


def _order(role: Role, it: cast.Member, place_id: UUID | None) -> TokenOrder:
    return TokenOrder(
        person_id=it.person_id,
        role=role,
        unit_code=it.unit_code,
        place_id=place_id,
        kind=TokenKind.BEARER,
        ttl=TOKEN_LIFE,
        label="demo",
    )


def _place_id(role: Role, it: cast.Member, place: str | None, names: dict[str, str]) -> UUID | None:
    if place is None:
        return None
    if role is Role.SHOP_KEEPER:
        return derive("shop", it.unit_code, place)
    return derive_subject("station", place, station_name(names[place]))


def _account(order: TokenOrder, it: cast.Member, secret: str) -> Account:
    return Account(
        role=Role(order.role),
        person_id=it.person_id,
        name=it.name,
        unit_code=it.unit_code,
        login=it.number,
        passcode=passcode_of(it.number),
        token=secret,
        place_id=order.place_id,
        phone=it.phone,
    )


def _screen(rooms: Rooms, it: Account) -> Account:
    """Enrol the screen of a station, as whoever sees to the station would."""
    assert it.place_id is not None
    assert it.person_id is not None
    order = DeviceOrder(
        device_id=derive_subject("demo-device", it.place_id, rooms.now.isoformat()),
        place_kind="station",
        place_id=it.place_id,
        unit_code=it.unit_code,
        label="门口屏幕",
        ordered_by=it.person_id,
    )
    rooms.ledger.execute(
        EnrolDevice(
            key=f"device:{order.device_id.hex}",
            at=rooms.now,
            device_id=order.device_id,
            place_kind=order.place_kind,
            place_id=order.place_id,
            unit_code=order.unit_code,
            ordered_by=order.ordered_by,
        )
    )
    code = code_of(order.device_id.bytes)
    rooms.devices.codes.keep(order, code, now=rooms.now)
    secret, _ = rooms.devices.enrol(code, kind=TokenKind.BEARER, now=rooms.now)
    return replace(it, login="", passcode="", token=secret)


def passcode_of(number: str) -> str:
    """Return the passcode of somebody of the demo: six digits that follow from the number."""
    return f"{derive('demo-passcode', number).int % 1_000_000:06d}"


def _with_login(accounts: list[Account]) -> list[Account]:
    """Return the first account of each role and place; screens are enrolled, not signed in."""
    first: dict[tuple[Role, UUID | None], Account] = {}
    for it in accounts:
        if it.role is not Role.SCREEN:
            first.setdefault((it.role, it.place_id), it)
    return list(first.values())


def _passcode(it: Account) -> NewPasscode:
    assert it.person_id is not None
    return NewPasscode(
        login=it.login,
        passcode=it.passcode,
        person_id=it.person_id,
        role=it.role,
        unit_code=it.unit_code,
        place_id=it.place_id,
    )
