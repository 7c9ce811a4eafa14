"""The roles a person or a device can act in, with the names pages show."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody acts as. One person may act in several roles, with a login for each."""

    VOLUNTEER = "volunteer"
    RIDER = "rider"
    RESIDENT = "resident"
    TEAM_LEADER = "team_leader"
    CLERK = "clerk"
    SHOP_KEEPER = "shop_keeper"
    STATION_KEEPER = "station_keeper"
    SCREEN = "screen"
    AUDITOR = "auditor"
    STREET = "street"
    ADMINISTRATOR = "administrator"

    @property
    def chinese(self) -> str:
        """The name of the role as pages say it."""
        return _CHINESE[self]


_CHINESE = {
    Role.VOLUNTEER: "志愿者",
    Role.RIDER: "骑手",
    Role.RESIDENT: "居民",
    Role.TEAM_LEADER: "志愿服务队长",
    Role.CLERK: "村(社区)文书",
    Role.SHOP_KEEPER: "积分超市管理员",
    Role.STATION_KEEPER: "驿站管理员",
    Role.SCREEN: "驿站屏幕",
    Role.AUDITOR: "审计",
    Role.STREET: "街道",
    Role.ADMINISTRATOR: "系统管理员",
}
