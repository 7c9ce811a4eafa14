"""Commands of rule books and their templates."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.moral.items import Item, Linkage, PledgeText
from ledger.moral.meetings import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRulebook(Command):
    """Begin a version: from the last one in force, or from the template if there is none."""

    unit_code: str
    from_template: bool
    drafted_by: UUID


@dataclass(frozen=True, kw_only=True)
class OfVersion:
    """What is said of one version; no command by itself."""

    at: datetime
    unit_code: str
    version: int
    by: UUID


@dataclass(frozen=True, kw_only=True)
class EditDraft(OfVersion):
    """What changes a draft's text says: ``edit`` is the draft as it was last seen."""

    edit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddRuleItem(EditDraft, Command):
    """Add an item to a draft."""

    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRuleItem(EditDraft, Command):
    """Change an item of a draft."""

    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveRuleItem(EditDraft, Command):
    """Take an item out of a draft."""

    item_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLinkage(EditDraft, Command):
    """Say what points are good for."""

    linkage: Linkage


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveLinkage(EditDraft, Command):
    """Take out what points were good for."""

    linkage_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRuleParameters(EditDraft, Command):
    """Switch deductions on or off, and say what a point is worth."""

    deductions_on: bool
    face_value_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPledgeText(EditDraft, Command):
    """Write what households sign; None if they sign nothing."""

    pledge: PledgeText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseConsultation(OfVersion, Command):
    """End the time for opinions."""

    opinions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendRulebookForReview(OfVersion, Command):
    """Send a draft to the township."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRulebook(OfVersion, Command):
    """Send a draft back to the village."""

    text_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearRulebook(OfVersion, Command):
    """Let a draft be voted on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRulebookVote(OfVersion, Command):
    """Enter how a meeting voted."""

    meeting: Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRulebook(OfVersion, Command):
    """File a version that was passed, under the township's number."""

    filing_number: str
    filed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EnactRulebook(OfVersion, Command):
    """Put a filed version in force from a day."""

    in_force_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DropRulebookDraft(OfVersion, Command):
    """Give a draft up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishRuleTemplate(Command):
    """Offer a county's own items to its villages."""

    county_code: str
    items: tuple[Item, ...]
    linkages: tuple[Linkage, ...]
    published_by: UUID
