"""Commands of public notices, objections and posting."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.moral.notice_kinds import Delivery, ObjectionMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishNotice(Command):
    """Put reviewed acts of a village on one notice, in this order (公示).

    ``month`` makes it the list of a month that is over. ``number_from`` is the number that seems
    to be next; the first free one from there is taken.
    """

    unit_code: str
    claim_ids: tuple[UUID, ...]
    month: str = ""
    published_by: UUID
    number_from: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverNotice(Command):
    """Say that the household of a deduction has its notice: its days run from that day on."""

    claim_id: UUID
    method: Delivery
    delivered_by: UUID
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectToClaim(Command):
    """Object to one act on a notice. ``entered_by`` is who wrote it down for somebody."""

    claim_id: UUID
    objected_by: UUID | None
    method: ObjectionMethod
    text_id: UUID | None
    entered_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideObjection(Command):
    """Uphold an objection, or keep the act and publicise it once more."""

    claim_id: UUID
    objection_id: UUID
    is_upheld: bool
    decided_by: UUID
    text_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostClaim(Command):
    """Post an act whose notice has ended undisturbed in this round."""

    claim_id: UUID
    round: int
