"""The village of the year: its cast, its rules, and the one way to tell it something."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from bootstrap.background import Jobs
from bootstrap.container import House
from ledger.households.commands import ImportHouseholds, JoinScheme
from ledger.households.household import Household
from ledger.households.kinds import NewHousehold, NewMember, Relation
from ledger.kernel.clock import day_end
from ledger.kernel.commands import Command
from ledger.kernel.ids import derive_subject
from ledger.moral.claim_commands import DeclareKinship
from ledger.moral.items import Item
from ledger.moral.rulebook import Rulebook
from ledger.registry.commands import AssignRole, RegisterUnit
from ledger.registry.consent_purposes import AgeBand
from ledger.shop.commands import ListItem, OpenShop, ReceiveStock
from ledger.shop.offer import Offer
from tests.support.rules import enact_rules

UNIT = "150104003005"
REVIEWERS = 5
SETTLED_DAYS_BEFORE = 45
"""The rules are in force so long before the first month: acts are filed within 31 days."""
PRICE = 4
SENT_TWICE_EVERY = 25
PAGE = 2_000


def moment(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """Name a moment of a day in Hohhot."""
    return day_end(day - timedelta(days=1)) + timedelta(hours=hour, minutes=minute)


@dataclass
class Clock:
    """Stands still until somebody moves it."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Home:
    """A household of two."""

    id: UUID
    number: str
    head: UUID
    other: UUID

    @property
    def members(self) -> tuple[UUID, UUID]:
        return self.head, self.other


@dataclass
class Village:
    """Everybody of the year. The heads of the first households sit on the panel."""

    house: House
    clock: Clock
    households: int
    homes: list[Home] = field(init=False)
    items: dict[str, Item] = field(init=False)
    shop: UUID = field(init=False)
    goods: UUID = field(init=False)
    commands: int = 0
    resent: int = 0

    def __post_init__(self) -> None:
        people = (
            "grid_worker",
            "clerk",
            "supervisor",
            "township",
            "keeper",
            "admin",
            "other_admin",
        )
        self.staff = {it: derive_subject("person", "year", it) for it in people}
        self.homes = [self._home(n) for n in range(self.households)]
        self.panel = tuple(it.head for it in self.homes[:REVIEWERS])
        # Two clocks' worth of jobs, as two worker processes have them.
        self.jobs, self.other_jobs = Jobs(self.house), Jobs(self.house)

    @staticmethod
    def _home(n: int) -> Home:
        number = f"{n + 1:04d}"
        head, other = (derive_subject("person", "year", number, it) for it in ("head", "other"))
        return Home(Household.create_id(UNIT, number), number, head, other)

    # Telling ---------------------------------------------------------------------

    def tell(self, command: type[Command], /, key: str = "", **values: Any) -> dict[str, Any]:
        """Have a command carried out now; now and then it is sent twice, as phones do."""
        self.commands += 1
        values.setdefault("at", self.clock.now)
        told = command(key=key or f"year:{self.commands}", **values)
        answer = self.house.ledger.execute(told).answer
        if self.commands % SENT_TWICE_EVERY == 0:
            before = self.position
            again = self.house.ledger.execute(told)
            assert again.duplicate, f"{command.__name__} was carried out twice"
            assert self.position == before, f"{command.__name__} sent again wrote events"
            self.resent += 1
        return answer

    @property
    def position(self) -> int:
        """How many events the log has."""
        return self.house.ledger.store.max_notification_id() or 0

    def project(self) -> None:
        """Bring the read models up to date."""
        self.house.runner().catch_up()

    def log(self, after: int = 0) -> Iterator[Any]:
        """Yield the events after a position."""
        ledger = self.house.ledger
        while page := ledger.store.select_notifications(after + 1, PAGE):
            yield from (ledger.mapper.to_domain_event(it) for it in page)
            after = page[-1].id

    def counted(self, after: int = 0) -> Counter[str]:
        """Count the events after a position by their kind."""
        return Counter(type(it).__qualname__ for it in self.log(after))

    # Setting the scene -----------------------------------------------------------

    def settle(self, first: date) -> None:
        """Register everybody, bring the rules into force, give the panel its terms."""
        began = first - timedelta(days=SETTLED_DAYS_BEFORE)
        self.clock.now = moment(began, 9)
        tree: dict[str, Any] = {"parent_code": "", "valid_from": began.replace(month=1, day=1)}
        self.tell(RegisterUnit, code=UNIT, name="大召社区", level="community", **tree)
        enact_rules(self.tell, UNIT, self.clock.now, in_force_from=began, deductions_on=True)
        book: Rulebook = self.house.ledger.repository.get(Rulebook.create_id(UNIT))
        self.items = dict(book.versions[1].items)
        self.tell(
            ImportHouseholds,
            unit_code=UNIT,
            households=tuple(
                NewHousehold(it.number, f"{n % 6 + 1}组", _members(it))
                for n, it in enumerate(self.homes)
            ),
            registered_by=self.staff["clerk"],
        )
        for n, it in enumerate(self.homes):
            agreed: dict[str, Any] = {
                "agreed_by": it.head,
                "age": AgeBand.ADULT,
                "publishes": n % 10 != 0,
            }
            self.tell(JoinScheme, household_id=it.id, **agreed)
        for n, reviewer in enumerate(self.panel):
            term: dict[str, Any] = {
                "unit_code": UNIT,
                "from_day": began,
                "to_day": None,
                "assigned_by": None,
            }
            self.tell(AssignRole, person_id=reviewer, role="reviewer", **term)
            self.tell(DeclareKinship, person_id=reviewer, household_id=self.kin_of(n).id)
        self.shop = self._made("shop_id", OpenShop, unit_code=UNIT, name="大召积分超市")
        goods: dict[str, Any] = {
            "shop_id": self.shop,
            "name": "洗衣液",
            "offer": Offer("日用"),
            "price_points": PRICE,
        }
        self.goods = self._made("item_id", ListItem, **goods)
        self.tell(ReceiveStock, item_id=self.goods, quantity=self.households * 20)

    def kin_of(self, reviewer: int) -> Home:
        """Return the household to which a reviewer is related."""
        return self.homes[REVIEWERS + reviewer % (len(self.homes) - REVIEWERS)]

    def _made(self, name: str, command: type[Command], /, **values: Any) -> UUID:
        return UUID(str(self.tell(command, **values)[name]))


def _members(home: Home) -> tuple[NewMember, NewMember]:
    return NewMember(home.head, Relation.HEAD), NewMember(home.other, Relation.SPOUSE)
