"""One version of a rule book: what it says, how far it has come, and who decided on it."""

from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from ledger.moral.items import Item, Linkage, PledgeText
from ledger.moral.meetings import Meeting
from ledger.moral.rulebook_errors import DeductionsOffError, RuleItemNotFoundError

FACE_VALUE_FEN = 100
"""``point_face_value_fen``: what a point is worth where the village did not say otherwise."""


class Stage(StrEnum):
    """How far a version has come. The text may be changed in the first two."""

    CONSULTATION = "consultation"
    EDITING = "editing"
    REVIEW = "review"
    VOTING = "voting"
    PASSED = "passed"
    FILED = "filed"
    ENACTED = "enacted"
    DROPPED = "dropped"


EDITABLE = (Stage.CONSULTATION, Stage.EDITING)
CLOSED = (Stage.ENACTED, Stage.DROPPED)


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A version. It is in force from ``in_force_from`` until another one is."""

    number: int
    stage: Stage
    edit: int = 0
    """How often it was changed as a draft."""
    items: dict[str, Item]
    linkages: dict[str, Linkage] = {}
    deductions_on: bool = False
    face_value_fen: int = FACE_VALUE_FEN
    pledge: PledgeText | None = None
    base: str = ""
    fixed_on: date | None = None
    """The day the township let the text pass: a meeting votes on it from then on."""
    sent_by: UUID | None = None
    meeting: Meeting | None = None
    filing_number: str = ""
    filed_on: date | None = None
    in_force_from: date | None = None

    @property
    def is_editable(self) -> bool:
        """Tell whether the text may still be changed."""
        return self.stage in EDITABLE

    @property
    def is_enacted(self) -> bool:
        """Tell whether it is or was in force, or will be from a day that is set."""
        return self.stage is Stage.ENACTED


def item_of(version: Version, code: str) -> Item:
    """Return an item that points may be given or taken by; refuse one that counts for nothing."""
    found = version.items.get(code)
    if found is None:
        raise RuleItemNotFoundError(item_code=code, version=version.number)
    if found.is_deduction and not version.deductions_on:
        raise DeductionsOffError(item_code=code, version=version.number)
    return found
