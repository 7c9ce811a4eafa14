"""Commands of the books: adjustments, the merging of years, the closing of months."""

from dataclasses import dataclass
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.moral.period_figures import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAdjustment(Command):
    """Ask that an entry posted by mistake be undone, and given to the right household."""

    unit_code: str
    household_id: UUID
    entry_id: UUID
    claim_id: UUID | None = None
    right_household_id: UUID | None = None
    text_id: UUID | None = None
    requested_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveAdjustment(Command):
    """Undo it: what is there comes back, the rest is the village's."""

    unit_code: str
    number: int
    shortfall_max: int | None = None
    """Points short that whoever approves has seen; more than that is refused."""
    approved_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineAdjustment(Command):
    """Leave the entry as it is."""

    unit_code: str
    number: int
    text_id: UUID | None = None
    declined_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeScoreYears(Command):
    """Let a household's year go on for one it took in; issued by the jobs."""

    household_id: UUID
    from_household_id: UUID
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainDifference(Command):
    """Say why a check of a month is not met, so that it keeps nobody from closing it."""

    unit_code: str
    period: str
    check: str
    text_id: UUID
    explained_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawUpPeriod(Command):
    """Sign the figures of a month as the clerk."""

    unit_code: str
    period: str
    figures: Figures
    position: int
    is_first: bool = False
    """No month of the village was closed before."""
    blocked: tuple[str, ...] = ()
    """Checks that are not met."""
    signed_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LockPeriod(Command):
    """Sign as the supervision committee, and close the month."""

    unit_code: str
    period: str
    figures: Figures
    """What the books say now; the report was drawn up on the same, or is drawn up anew."""
    report_hash: str
    blocked: tuple[str, ...] = ()
    locked_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReopening(Command):
    """Ask as a system administrator that a closed month be opened."""

    unit_code: str
    period: str
    text_id: UUID | None = None
    requested_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenPeriod(Command):
    """Open it as another system administrator; both versions stay."""

    unit_code: str
    period: str
    approved_by: UUID
