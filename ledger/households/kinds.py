"""Closed lists of households. Members are added, never renamed."""

from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

NUMBER_LENGTH_MAX = 10
"""Characters of a household's number (户号): ``0147``."""
GROUP_LENGTH_MAX = 20
"""Characters of a villagers' group (村民小组): ``三组``."""
HOUSEHOLD_MEMBERS_MAX = 30
ROSTER_HOUSEHOLDS_MAX = 500
"""Households of one roster; a village has some three hundred."""
SPLIT_SHARE_MAX = 100
"""Largest figure on either side of a ratio, 2 : 1."""


class Relation(StrEnum):
    """What a member is to the head of the household (与户主关系)."""

    HEAD = "head"
    SPOUSE = "spouse"
    CHILD = "child"
    CHILD_IN_LAW = "child_in_law"
    PARENT = "parent"
    PARENT_IN_LAW = "parent_in_law"
    GRANDCHILD = "grandchild"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    OTHER_RELATIVE = "other_relative"
    NOT_RELATED = "not_related"


class LeaveReason(StrEnum):
    """Why somebody is no longer of the household."""

    MOVED_AWAY = "moved_away"
    MARRIED = "married"
    DIED = "died"
    ENTERED_BY_MISTAKE = "entered_by_mistake"
    MOVED_HOUSEHOLD = "moved_household"
    MERGE = "merge"
    SPLIT = "split"
    CLOSED = "closed"


LEAVE_REASONS = (
    LeaveReason.MOVED_AWAY,
    LeaveReason.MARRIED,
    LeaveReason.DIED,
    LeaveReason.ENTERED_BY_MISTAKE,
)
"""Those that somebody may give; the others follow from what was done."""


class CloseReason(StrEnum):
    """Why a household is no more."""

    MOVED_AWAY = "moved_away"
    DIED_OUT = "died_out"
    ENTERED_BY_MISTAKE = "entered_by_mistake"


class GateReason(StrEnum):
    """Why a gate gets another code."""

    LOST = "lost"
    DAMAGED = "damaged"
    COPIED = "copied"


class ChangeKind(StrEnum):
    """What two people decide about households."""

    MERGE = "merge"
    SPLIT = "split"


class ChangeReason(StrEnum):
    """On what a merge or a split rests (依据)."""

    REGISTER = "register"
    """The public household register says so (户口簿)."""
    MARRIAGE = "marriage"
    DIVORCE = "divorce"
    LIVES_TOGETHER = "lives_together"
    LIVES_APART = "lives_apart"
    DEATH = "death"
    ENTERED_BY_MISTAKE = "entered_by_mistake"


class RequestKind(StrEnum):
    """What a member may ask the clerk for."""

    MOVE = "move"
    LEAVE = "leave"
    MERGE = "merge"
    SPLIT = "split"
    CORRECT = "correct"
    GATE_CODE = "gate_code"
    PAPER_CARD = "paper_card"


class Member(msgspec.Struct, frozen=True):
    """Somebody of a household."""

    relation: Relation
    is_head: bool
    joined_on: date


class NewMember(msgspec.Struct, frozen=True):
    """Somebody who is entered into a household."""

    person_id: UUID
    relation: Relation


class NewHousehold(msgspec.Struct, frozen=True):
    """A household of a roster."""

    number: str
    group: str
    members: tuple[NewMember, ...]
