"""The ports that notifications leave by. What stands behind them is the composition root's."""

from enum import StrEnum
from typing import Protocol

from people.pushes import PushAddress


class Outcome(StrEnum):
    """What came of telling somebody."""

    TOLD = "told"
    GONE = "gone"
    """Nobody is there any more, and never will be."""
    LATER = "later"
    """It did not go now; it is tried again."""


class BrowserPush(Protocol):
    """Tells a browser, within seconds or not at all (Web Push)."""

    @property
    def public_key(self) -> str:
        """The key browsers subscribe with; empty where there is no Web Push."""

    def accepts(self, endpoint: str) -> bool:
        """Tell whether an address is of a service that the city lets notifications go to."""

    def push(self, address: PushAddress, payload: bytes, *, topic: str) -> Outcome:
        """Hand a payload over; one of the same topic that still waits there is replaced."""


class MessagePush(Protocol):
    """Sends a short message to a phone, by SMS or a WeChat template, likewise."""

    @property
    def is_there(self) -> bool:
        """Whether there is a gateway."""

    def send(self, phone: str, parameters: dict[str, str]) -> Outcome:
        """Hand a message over."""


class NoBrowserPush:
    """What a service has whose city named no push service."""

    public_key = ""

    def accepts(self, endpoint: str) -> bool:
        """Take none."""
        del endpoint
        return False

    def push(self, address: PushAddress, payload: bytes, *, topic: str) -> Outcome:
        """Tell nobody, now or later."""
        del address, payload, topic
        return Outcome.GONE


class NoMessagePush:
    """What a service has that was told no gateway for notifications."""

    is_there = False

    def send(self, phone: str, parameters: dict[str, str]) -> Outcome:
        """Tell nobody."""
        del phone, parameters
        return Outcome.GONE
