"""What a station offers, and whether it works: 充电, 热饭, 热水, 药箱, 工具箱."""

from datetime import datetime
from enum import StrEnum
from typing import Final, Self

import msgspec

from ledger.stations.station_errors import ServiceReasonMissingError

SERVICE_NAME_LENGTH_MAX: Final = 20
SERVICE_DETAIL_LENGTH_MAX: Final = 20
"""A few words that stand under the name on a screen: 6 口, 微波炉 2 台."""
SERVICES_MAX: Final = 12
"""What an A4 poster has room for."""


class ServiceState(StrEnum):
    """Whether a service can be had."""

    IN_ORDER = "in_order"
    OUT_OF_ORDER = "out_of_order"


class OutReason(StrEnum):
    """Why a service cannot be had."""

    BROKEN = "broken"
    USED_UP = "used_up"
    LENT_OUT = "lent_out"
    NO_POWER = "no_power"
    NO_WATER = "no_water"
    UNDER_REPAIR = "under_repair"
    NOBODY_THERE = "nobody_there"


class Service(msgspec.Struct, frozen=True):
    """One service of a station as it stands, and since when it does."""

    name: str
    detail: str
    state: ServiceState
    reason: OutReason | None
    since: datetime

    @classmethod
    def of_words(cls, words: str, since: datetime) -> Self:
        """Read a service as stations were registered with it: 热饭 微波炉 2 台."""
        name, _, detail = words.partition(" ")
        return cls(name, detail.strip(), ServiceState.IN_ORDER, None, since)

    @property
    def words(self) -> str:
        """The service as a poster says it."""
        return f"{self.name} {self.detail}".strip()

    def is_said_by(self, other: "Service") -> bool:
        """Tell whether another says the very same, whatever the time."""
        mine = (self.name, self.detail, self.state, self.reason)
        return mine == (other.name, other.detail, other.state, other.reason)


def require_reason(state: ServiceState, reason: OutReason | None) -> None:
    """Refuse a service out of order without a reason, and a reason for one that works."""
    if (state is ServiceState.OUT_OF_ORDER) != (reason is not None):
        raise ServiceReasonMissingError(state=state.value)
