"""The cast of the demo: who lives and works in 大召社区, and where.

Figures from the city's own texts: 5 teams and 949 volunteers in 大召社区, 21 stations in 玉泉区.
"""

from dataclasses import dataclass
from random import Random
from uuid import UUID

from bootstrap.demo.names import person_name
from ledger.kernel.ids import derive_subject
from people.roles import Role

CITY = "1501"
DISTRICT = "150104"
COMMUNITY = "150104003005"
TEAMS = (
    "大召党员志愿服务队",
    "大召巾帼志愿服务队",
    "大召银龄志愿服务队",
    "大召青年志愿服务队",
    "大召平安巡防队",
)
VOLUNTEERS = 949
RIDERS = 120
PHONES = {"V": "139000", "R": "139100", "S": "139200"}
"""How the invented numbers of volunteers, riders and staff begin."""
LISTED_SHARE = 0.8
"""How many agreed to be shown on leaderboards, by masked name."""

STATION_UNITS = [
    "150104001002",
    "150104001004",
    "150104001005",
    "150104002002",
    "150104002004",
    "150104002005",
    "150104002010",
    "150104003005",
    "150104003009",
    "150104003011",
    "150104004003",
    "150104004005",
    "150104005001",
    "150104005007",
    "150104006005",
    "150104006010",
    "150104007001",
    "150104007010",
    "150104008001",
    "150104008004",
    "150104008012",
]
SERVICES = ("热水", "充电", "微波炉", "急救箱", "雨具", "休息座椅", "图书角")


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the demo."""

    person_id: UUID
    name: str
    number: str
    unit_code: str
    listed: bool
    phone: str = ""
    """An invented number: nobody is sent anything."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person or a device with a login."""

    role: Role
    person: Member
    place: str | None = None
    """Which place the rights are limited to: a key of :func:`shops` or a station's unit."""


@dataclass(frozen=True, slots=True)
class Goods:
    """What a shop offers."""

    name: str
    category: str
    price_points: int
    pieces: int


@dataclass(frozen=True, slots=True)
class ShopPlan:
    """A shop and its shelves."""

    unit_code: str
    name: str
    goods: tuple[Goods, ...]


SHOPS = (
    ShopPlan(
        COMMUNITY,
        "大召社区积分超市",
        (
            Goods("洗衣皂", "goods", 2, 200),
            Goods("抽纸一包", "goods", 2, 120),
            Goods("牙膏", "goods", 2, 60),
            Goods("小米一袋", "goods", 2, 3),
            Goods("义务理发一次", "service", 4, 30),
        ),
    ),
    ShopPlan(
        "150104002004",
        "清泉街社区积分超市",
        (Goods("热饮一杯", "goods", 1, 80), Goods("保温手套", "goods", 20, 10)),
    ),
    ShopPlan(
        "150104004005",
        "康乐社区积分超市",
        (Goods("面条一份", "goods", 1, 40), Goods("充电宝借用券", "service", 1, 25)),
    ),
)


def volunteers() -> list[Member]:
    """Return the 949 volunteers, the same at every start."""
    return _members("V", VOLUNTEERS, COMMUNITY, seed=901)


def riders() -> list[Member]:
    """Return the riders; their points are good in the whole city."""
    return _members("R", RIDERS, CITY, seed=120)


def staff() -> list[StaffMember]:
    """Return one person for every other role, and the screen of every station."""
    wanted = [
        (Role.TEAM_LEADER, COMMUNITY, None),
        (Role.CLERK, COMMUNITY, None),
        *((Role.SHOP_KEEPER, shop.unit_code, shop.name) for shop in SHOPS),
        (Role.STATION_KEEPER, COMMUNITY, COMMUNITY),
        *((Role.SCREEN, unit_code, unit_code) for unit_code in STATION_UNITS),
        (Role.STREET, "150104003", None),
        (Role.AUDIT_ADMINISTRATOR, CITY, None),
        (Role.SYSTEM_ADMINISTRATOR, CITY, None),
        (Role.SECURITY_ADMINISTRATOR, CITY, None),
        (Role.GRID_WORKER, COMMUNITY, None),
        (Role.SUPERVISOR, COMMUNITY, None),
        (Role.COUNTY, DISTRICT, None),
        (Role.CITY, CITY, None),
        (Role.BUILDING_LEADER, COMMUNITY, None),
        (Role.ENTRANCE_LEADER, COMMUNITY, None),
        (Role.REVIEWER, COMMUNITY, None),
        (Role.PARTNER_UNIT, COMMUNITY, None),
    ]
    people = _members("S", len(wanted), COMMUNITY, seed=7)
    return [
        StaffMember(role, Member(it.person_id, it.name, it.number, unit_code, listed=False), place)
        for (role, unit_code, place), it in zip(wanted, people, strict=True)
    ]


def _members(letter: str, count: int, unit_code: str, *, seed: int) -> list[Member]:
    random = Random(seed)  # noqa: S311 - an invented cast, the same for everyone
    return [
        Member(
            person_id=derive_subject("demo-person", letter, n),
            name=person_name(random),
            number=f"{letter}{n:05d}",
            unit_code=unit_code,
            listed=random.random() < LISTED_SHARE,
            phone=f"{PHONES[letter]}{n:05d}",
        )
        for n in range(1, count + 1)
    ]
