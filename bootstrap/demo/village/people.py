"""Who lives and works in 南街村, a real village of 托克托县; the people are invented."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from bootstrap.demo.names import person_name
from ledger.households.kinds import NewHousehold, NewMember, Relation
from ledger.kernel.ids import derive_subject
from ledger.shop.shop import Shop
from people.person import Person
from people.roles import Role

VILLAGE = "150122100200"
TOWNSHIP = VILLAGE[:9]
COUNTY = VILLAGE[:6]
NAME = "南街村"
SHOP = f"{NAME}积分超市"
HOUSEHOLDS = 108
STAYING_OUT = frozenset(f"{n:04d}" for n in range(27, HOUSEHOLDS + 1, 27))
"""Households that do not take part: it is voluntary."""
GROUPS = ("一组", "二组", "三组")
OUR_HOME = "0047"
"""The household whose head signs in to the demo."""
KIN_HOME = "0060"
"""The household to which the first of the panel is related."""
PANEL_HOMES = ("0003", "0011", "0028", "0056", "0091")
COMMITTEE_HOMES = ("0019", "0042", "0077")
CHILD_DAYS = 9 * 365
"""How old the children of the village are."""


@dataclass(frozen=True, slots=True)
class Villager:
    """Somebody of a household. The number is also what they sign in with."""

    person_id: UUID
    name: str
    number: str
    relation: Relation
    is_child: bool = False

    @property
    def phone(self) -> str:
        """An invented number: nobody is sent anything."""
        return "" if self.is_child else f"139300{self.number[1:]}"

    def person(self, today: date) -> Person:
        """Return what the directory keeps of them."""
        born_on = today - timedelta(days=CHILD_DAYS) if self.is_child else None
        return Person(self.person_id, self.name, VILLAGE, phone=self.phone or None, born_on=born_on)


@dataclass(frozen=True, slots=True)
class Home:
    """A household of the village; the first member is its head."""

    number: str
    group: str
    members: tuple[Villager, ...]

    @property
    def head(self) -> UUID:
        """Its head."""
        return self.members[0].person_id

    def entered(self) -> NewHousehold:
        """Return its line of the roster."""
        members = tuple(NewMember(it.person_id, it.relation) for it in self.members)
        return NewHousehold(self.number, self.group, members)


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody with a role for a term; whoever lives in a household has a name already."""

    role: Role
    person_id: UUID
    name: str
    number: str
    unit_code: str
    has_name: bool = False
    place_id: UUID | None = None
    """Where a keeper's rights end."""


def homes() -> dict[str, Home]:
    """Return the households by their numbers, the same at every start."""
    random = Random(324)  # noqa: S311 - an invented village, the same for everyone
    return {it.number: it for it in (_home(random, n) for n in range(1, HOUSEHOLDS + 1))}


def officials(living: dict[str, Home]) -> list[Official]:
    """Return who has a role in the village or above it."""
    random = Random(100200)  # noqa: S311 - likewise
    outside = (
        (Role.CLERK, VILLAGE),
        (Role.GRID_WORKER, VILLAGE),
        (Role.GRID_WORKER, VILLAGE),
        (Role.STREET, TOWNSHIP),
        (Role.COUNTY, COUNTY),
        (Role.SHOP_KEEPER, VILLAGE),
    )
    found = [
        Official(
            role,
            derive_subject("demo-person", number),
            person_name(random),
            number,
            unit_code,
            place_id=Shop.create_id(VILLAGE, SHOP) if role is Role.SHOP_KEEPER else None,
        )
        for n, (role, unit_code) in enumerate(outside, 1)
        for number in (f"T{n:05d}",)
    ]
    return [
        *found,
        *(_villager_in(Role.REVIEWER, living[it]) for it in PANEL_HOMES),
        *(_villager_in(Role.SUPERVISOR, living[it]) for it in COMMITTEE_HOMES),
    ]


def _villager_in(role: Role, home: Home) -> Official:
    head = home.members[0]
    letter = {Role.REVIEWER: "P", Role.SUPERVISOR: "J"}[role]
    number = f"{letter}{head.number[1:]}"
    return Official(role, head.person_id, head.name, number, VILLAGE, has_name=True)


def _home(random: Random, n: int) -> Home:
    relations = [Relation.HEAD]
    if n % 10 != 9:  # noqa: PLR2004 - one of ten lives alone
        relations.append(Relation.SPOUSE)
        relations += [Relation.CHILD] * (n % 3)
        relations += [Relation.PARENT] * (n % 4 == 0)
    number = f"{n:04d}"
    group = GROUPS[(n - 1) * len(GROUPS) // HOUSEHOLDS]
    members = tuple(
        Villager(
            person_id=derive_subject("demo-person", f"H{number}{k}"),
            name=person_name(random),
            number=f"H{number}{k}",
            relation=relation,
            is_child=relation is Relation.CHILD and n % 2 == 1,
        )
        for k, relation in enumerate(relations, 1)
    )
    return Home(number, group, members)
