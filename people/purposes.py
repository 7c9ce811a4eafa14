"""What somebody may read another person's data for: a closed list, with the words of pages.

Who has no purpose of this list reads no names. Each purpose opens only what it needs.
"""

from dataclasses import dataclass
from enum import StrEnum

from people.roles import Role


class Fact(StrEnum):
    """What is known of a person and masked until somebody says what for."""

    NAME = "display_name"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    BORN_ON = "born_on"


class Purpose(StrEnum):
    """Why data are read. Purposes are added, never renamed: the audit log keeps their names."""

    PAPER_ENTRY = "paper_entry"
    CARE_LIST = "care_list"
    TELEPHONE = "telephone"
    HANDOVER = "handover"
    CERTIFICATE = "certificate"
    EMERGENCY = "emergency"
    IDENTITY = "identity"
    DATA_REQUEST = "data_request"
    ACTIVITY_ROLL = "activity_roll"
    CARD_SHEET = "card_sheet"
    FLAG_CHECK = "flag_check"
    SPOT_CHECK = "spot_check"
    NATIONAL_SYNC = "national_sync"


@dataclass(frozen=True, slots=True)
class Need:
    """What a purpose is called, who has it, and what it opens."""

    chinese: str
    roles: frozenset[Role]
    facts: frozenset[Fact]
    stands: bool = False
    """Needed by the very work: not asked for each time, and written down once a person and day."""


_LOCAL = frozenset({Role.CLERK, Role.TEAM_LEADER, Role.GRID_WORKER})
_ABOVE = frozenset({Role.STREET, Role.COUNTY, Role.CITY})
_CALLING = frozenset({Fact.NAME, Fact.PHONE})
_NAME = frozenset({Fact.NAME})

PURPOSES: dict[Purpose, Need] = {
    Purpose.PAPER_ENTRY: Need("补录纸单核对", _LOCAL, _NAME),
    Purpose.CARE_LIST: Need("慰问名单核对", _ABOVE | {Role.CLERK}, _CALLING),
    Purpose.TELEPHONE: Need("电话联系", _LOCAL, _CALLING),
    Purpose.HANDOVER: Need("交接兑换", frozenset({Role.SHOP_KEEPER, Role.CLERK}), _NAME),
    Purpose.CERTIFICATE: Need(
        "制作证明", frozenset({Role.CLERK}), frozenset({Fact.NAME, Fact.ID_NUMBER})
    ),
    Purpose.EMERGENCY: Need(
        "应急救助", _LOCAL | _ABOVE | {Role.STATION_KEEPER, Role.SHOP_KEEPER}, _CALLING
    ),
    Purpose.IDENTITY: Need("核对身份", frozenset({Role.CLERK}), frozenset(Fact)),
    Purpose.DATA_REQUEST: Need("代办查询和注销", frozenset({Role.CLERK}), _CALLING),
    Purpose.CARD_SHEET: Need("印制服务卡", frozenset({Role.CLERK}), _NAME),
    Purpose.FLAG_CHECK: Need("核查异常提示", _ABOVE | {Role.SUPERVISOR}, _NAME),
    Purpose.SPOT_CHECK: Need("抽查服务记录", _ABOVE, _NAME),
    # Stated at the door of the package itself, for everybody in it at once.
    Purpose.NATIONAL_SYNC: Need(
        "报送全国志愿服务系统",
        frozenset({Role.CLERK, Role.COUNTY, Role.CITY}),
        frozenset(Fact),
        stands=True,
    ),
    Purpose.ACTIVITY_ROLL: Need("核对签到", frozenset({Role.TEAM_LEADER}), _NAME, stands=True),
}
"""The one table of purposes."""


def purposes_of(role: Role) -> list[Purpose]:
    """Return the purposes somebody of a role may state, in the order of the table."""
    return [it for it, need in PURPOSES.items() if role in need.roles and not need.stands]


def purpose_words(purpose: str | None) -> str:
    """Say a kept purpose as pages do; empty if none was stated."""
    return PURPOSES[Purpose(purpose)].chinese if purpose in set(Purpose) else purpose or ""
