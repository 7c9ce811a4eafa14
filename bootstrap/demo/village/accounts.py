"""Who of the village signs in: enrolled, with a term, a login and a token."""

from datetime import timedelta

from bootstrap.demo.rooms import Account
from bootstrap.demo.setup import TOKEN_LIFE, passcode_of
from bootstrap.demo.village.people import OUR_HOME, VILLAGE, Official
from bootstrap.demo.village.telling import Village
from ledger.registry.commands import AssignRole
from people.access import TokenKind, TokenOrder
from people.logins import NewPasscode
from people.person import Person
from people.roles import Role

RESIDENTS = (OUR_HOME, "0088")
"""Households whose head signs in: one with a bit of everything, one that was warned."""


def let_in(village: Village) -> list[Account]:
    """Enrol everybody, give terms, and let one of every role and two residents sign in."""
    villagers = [it for home in village.homes.values() for it in home.members]
    village.house.services.directory.enrol(
        [
            *(it.person(village.today) for it in villagers),
            *(
                Person(it.person_id, it.name, it.unit_code)
                for it in village.officials
                if not it.has_name
            ),
        ]
    )
    since = village.month(2) - timedelta(days=90)
    for it in village.officials:
        of = {"person_id": it.person_id, "role": it.role.value, "unit_code": it.unit_code}
        term = {"from_day": since, "to_day": None, "assigned_by": None, "place_id": it.place_id}
        village.tell(AssignRole, at=village.now, **of, **term)
    return _accounts(village, [*_residents(village), *village.officials])


def _residents(village: Village) -> list[Official]:
    heads = [village.homes[it].members[0] for it in RESIDENTS]
    return [
        Official(Role.RESIDENT, it.person_id, it.name, it.number, VILLAGE, has_name=True)
        for it in heads
    ]


def _accounts(village: Village, who: list[Official]) -> list[Account]:
    orders = [
        TokenOrder(
            person_id=it.person_id,
            role=it.role,
            unit_code=it.unit_code,
            place_id=it.place_id,
            kind=TokenKind.BEARER,
            ttl=TOKEN_LIFE,
            label="demo",
        )
        for it in who
    ]
    issued = village.house.services.access.issue_many(orders, now=village.now)
    phones = {home.members[0].person_id: home.members[0].phone for home in village.homes.values()}
    made = [
        Account(
            role=it.role,
            person_id=it.person_id,
            name=it.name,
            unit_code=it.unit_code,
            login=it.number,
            passcode=passcode_of(it.number),
            token=secret,
            place_id=it.place_id,
            phone=phones.get(it.person_id, ""),
        )
        for it, (secret, _) in zip(who, issued, strict=True)
    ]
    village.house.services.logins.set_passcodes(map(_passcode, made), now=village.now)
    return made


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
