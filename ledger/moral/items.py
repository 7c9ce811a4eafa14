"""Items of a rule book: what is worth points, how it is proved, and what an item may say (条文)."""

from enum import StrEnum
from typing import Self

import msgspec

CODE_LENGTH_MIN, CODE_LENGTH_MAX = 2, 3
TITLE_LENGTH_MAX = 30
ITEM_TEXT_LENGTH_MAX = 200
POINTS_MAX = 300
"""An honour of the nation; nothing is worth more."""
CAP_MAX = 3_000
DEDUCTION_POINTS_MAX = 20
"""``deduct_single_max``: one deduction takes no more."""
DEDUCTION_MONTH_MAX = 30
"""``deduct_month_max``: all deductions of a household in a month take no more."""
NOTICE_DAYS_ROUTINE = 3
NOTICE_DAYS_LONG = 7
"""``publicity_days``: of a deduction, and of a gain from LONG_NOTICE_POINTS on."""
LONG_NOTICE_POINTS = 50


class ItemKind(StrEnum):
    """Classes of items. Kinds are added, never renamed."""

    ENVIRONMENT = "environment"
    NEIGHBOUR = "neighbour"
    FRUGAL = "frugal"
    VOLUNTEER = "volunteer"
    SAFETY = "safety"
    LEARNING = "learning"
    HONOUR = "honour"
    COLLECTIVE = "collective"
    BROKEN_PLEDGE = "broken_pledge"


DEDUCTION_KINDS = frozenset({ItemKind.ENVIRONMENT, ItemKind.SAFETY, ItemKind.BROKEN_PLEDGE})
"""What points may be taken off for: nothing else of people's lives (VP-2)."""


class Per(StrEnum):
    """Whose act it is; the points are the household's either way."""

    HOUSEHOLD = "household"
    PERSON = "person"


class EvidenceKind(StrEnum):
    """What proves an act."""

    PHOTO = "photo"
    WITNESS = "witness"
    CERTIFICATE = "certificate"
    RECORD = "record"
    NONE = "none"


class Proposer(StrEnum):
    """Who may propose an act."""

    HOUSEHOLD = "household"
    NEIGHBOUR = "neighbour"
    GRID_WORKER = "grid_worker"
    BUILDING_LEADER = "building_leader"
    ENTRANCE_LEADER = "entrance_leader"
    CLERK = "clerk"


class Decider(StrEnum):
    """Who decides on an act."""

    PANEL = "panel"


class LinkageKind(StrEnum):
    """What points may be good for: a closed list, each of them something given (4.5)."""

    GOODS = "goods"
    SERVICE = "service"
    HONOUR = "honour"
    PRIORITY = "priority"
    BONUS = "bonus_from_public_welfare_fund"


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One item. ``points`` is positive for gains and deductions alike; caps are points."""

    code: str
    title: str
    text: str
    kind: str
    points: int
    is_deduction: bool = False
    per: str = Per.HOUSEHOLD
    day_cap: int | None = None
    month_cap: int | None = None
    year_cap: int | None = None
    evidence: list[str]
    proposers: list[str]
    decider: str = Decider.PANEL
    notice_days: int = NOTICE_DAYS_ROUTINE
    is_safety: bool = False
    """Of a deduction: no warning comes first."""

    @property
    def notice_days_min(self) -> int:
        """How long it is on public notice at least (VP-5)."""
        long = self.is_deduction or self.points >= LONG_NOTICE_POINTS
        return NOTICE_DAYS_LONG if long else NOTICE_DAYS_ROUTINE

    def tidied(self) -> Self:
        """Return it without blank ends, and its lists in one order."""
        return msgspec.structs.replace(
            self,
            code=self.code.strip(),
            title=self.title.strip(),
            text=self.text.strip(),
            evidence=[it.value for it in EvidenceKind if it in self.evidence],
            proposers=[it.value for it in Proposer if it in self.proposers],
        )


class Linkage(msgspec.Struct, frozen=True, kw_only=True):
    """What points are good for, in words."""

    code: str
    kind: str
    text: str


class PledgeText(msgspec.Struct, frozen=True, kw_only=True):
    """What households sign: seven things left alone, seven things done first (七不七带)."""

    title: str
    will_not: list[str]
    will_lead: list[str]
    is_sample: bool = False
    """Taken from the sample, and not yet made the village's own."""
