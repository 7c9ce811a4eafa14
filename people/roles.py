"""The roles a person or a device can act in, with the names pages show."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody acts as. One person may act in several roles, one at a time.

    Two roles had other names before: ``Role("administrator")`` is the system administrator and
    ``Role("auditor")`` the audit administrator, for tokens and logins that still say so.
    """

    VOLUNTEER = "volunteer"
    RIDER = "rider"
    RESIDENT = "resident"
    TEAM_LEADER = "team_leader"
    GRID_WORKER = "grid_worker"
    BUILDING_LEADER = "building_leader"
    ENTRANCE_LEADER = "entrance_leader"
    REVIEWER = "reviewer"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    SHOP_KEEPER = "shop_keeper"
    STATION_KEEPER = "station_keeper"
    SCREEN = "screen"
    STREET = "street"
    COUNTY = "county"
    CITY = "city"
    PARTNER_UNIT = "partner_unit"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"
    ADMINISTRATOR = "system_administrator"
    AUDITOR = "audit_administrator"

    @classmethod
    def _missing_(cls, value: object) -> "Role | None":
        known = FORMER_NAMES.get(value) if isinstance(value, str) else None
        return cls(known) if known else None

    @property
    def chinese(self) -> str:
        """The name of the role as pages say it."""
        return _CHINESE[self]


FORMER_NAMES = {"administrator": "system_administrator", "auditor": "audit_administrator"}
"""What two roles were called before the three administrators were told apart."""

WITHOUT_TERM = frozenset({Role.VOLUNTEER, Role.RIDER, Role.RESIDENT, Role.SCREEN})
"""Roles people register for themselves, and that of a device. All others are given for a term."""

FOR_A_TERM = frozenset(Role) - WITHOUT_TERM
"""Roles that open a door only while a term runs."""

_CHINESE = {
    Role.VOLUNTEER: "志愿者",
    Role.RIDER: "骑手",
    Role.RESIDENT: "居民",
    Role.TEAM_LEADER: "志愿服务队长",
    Role.GRID_WORKER: "网格员",
    Role.BUILDING_LEADER: "楼栋长",
    Role.ENTRANCE_LEADER: "单元长",
    Role.REVIEWER: "评议员",
    Role.CLERK: "村(社区)文书",
    Role.SUPERVISOR: "村务监督员",
    Role.SHOP_KEEPER: "积分超市管理员",
    Role.STATION_KEEPER: "驿站管理员",
    Role.SCREEN: "驿站屏幕",
    Role.STREET: "街道",
    Role.COUNTY: "旗县区",
    Role.CITY: "市级",
    Role.PARTNER_UNIT: "共建单位",
    Role.SYSTEM_ADMINISTRATOR: "系统管理员",
    Role.SECURITY_ADMINISTRATOR: "安全管理员",
    Role.AUDIT_ADMINISTRATOR: "审计管理员",
}
