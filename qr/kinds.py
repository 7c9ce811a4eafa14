"""The kinds of code, and which of them turn with the clock."""

from enum import StrEnum


class Kind(StrEnum):
    """What a code stands for; a code of one kind never passes for another."""

    STATION = "station"  # on the screen of a station 驿站屏幕码
    ACTIVITY = "activity"  # on the screen of an activity 活动码
    PERSON = "person"  # on a person's own phone 个人码
    CARD = "card"  # the paper card of a person without a phone 纸卡
    GATE = "gate"  # at the gate of a household 门牌码
    VOUCHER = "voucher"  # one redemption 兑换券
    CERTIFICATE = "certificate"  # a printed certificate 证明
    PLATE = "plate"  # the printed code of a station: a declared visit 驿站墙码

    @property
    def number(self) -> int:
        """The four bits that stand for this kind in a token."""
        return _NUMBERS[self]

    @property
    def rotating(self) -> bool:
        """Whether codes of this kind turn every step, so that a photograph soon dies."""
        return self in _ROTATING

    @classmethod
    def of(cls, number: int) -> "Kind | None":
        """Return the kind behind a number, or None for a number nobody gave out."""
        return _BY_NUMBER.get(number)


# Printed codes carry these numbers for years: add, never renumber.
_NUMBERS = {
    Kind.STATION: 1,
    Kind.ACTIVITY: 2,
    Kind.PERSON: 3,
    Kind.CARD: 4,
    Kind.GATE: 5,
    Kind.VOUCHER: 6,
    Kind.CERTIFICATE: 7,
    Kind.PLATE: 8,
}
_BY_NUMBER = {number: kind for kind, number in _NUMBERS.items()}
_ROTATING = frozenset({Kind.STATION, Kind.ACTIVITY, Kind.PERSON})
