"""What doors and pages do alike with entries on the wrong account: look, ask, decide (A18)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from api.auth import caller
from api.execution import carry_out
from api.idempotency import Stamp
from api.reading import settled
from api.services import services
from api.texts import with_text
from api.volunteering.notes import noted
from ledger.kernel.receipts import Recorded
from ledger.moral.book_commands import ApproveAdjustment, DeclineAdjustment, RequestAdjustment
from ledger.moral.score_errors import AdjustmentNotFoundError, ScoreEntryNotFoundError
from ledger.wallets.kinds import WalletKind
from projections.households.views import HouseholdRow
from projections.moral.adjustments.views import AdjustmentRow
from projections.moral.scores.views import ScoreEntry

EVIDENCE = "\n凭据："
"""Between why an entry is wrong and what shows it, in the one text that is kept of both."""


@dataclass(frozen=True, slots=True)
class Side:
    """A household's points that can be spent, before and after."""

    home: HouseholdRow
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What undoing would come to now: ``amount`` moves, ``shortfall`` is the village's."""

    wrong: Side
    amount: int
    shortfall: int
    right: Side | None


def entry_to_adjust(entry_id: UUID) -> ScoreEntry:
    """Return an entry of the caller's village."""
    row = settled(services(), lambda: services().views.scores.entry(entry_id))
    if row is None or row.unit_code != caller().grant.unit_code:
        raise ScoreEntryNotFoundError(entry_id=entry_id)
    return row


def adjustment_to_see(number: int) -> AdjustmentRow:
    """Return what was asked for under a number in the caller's village."""
    unit = caller().grant.unit_code
    row = settled(services(), lambda: services().views.adjustments.of(unit, number))
    if row is None:
        raise AdjustmentNotFoundError(number=number)
    return row


def effect_of(entry: ScoreEntry, right_household_id: UUID | None) -> Effect:
    """Return what the read models say it would come to; the ledger reckons anew when it is done."""
    home = _survivor(entry.household_id)
    before = _available(home)
    if entry.is_deduction:
        amount, after = _taken(entry), before + _taken(entry)
        return Effect(Side(home, before, after), amount, 0, None)
    amount = min(entry.points, before)
    right = _survivor(right_household_id) if right_household_id else None
    had = _available(right) if right else 0
    return Effect(
        Side(home, before, before - amount),
        amount,
        entry.points - amount,
        Side(right, had, had + entry.points) if right else None,
    )


def ask(stamp: Stamp, asked: dict[str, Any]) -> Recorded:
    """Ask that an entry be undone; whose hands it went through, the act itself says."""
    who, entry = caller(), entry_to_adjust(asked["entry_id"])
    evidence = asked.get("evidence")
    body = asked["words"] + (EVIDENCE + evidence if evidence else "")

    def tell(text_id: UUID) -> Recorded:
        command = RequestAdjustment(
            **stamp,
            unit_code=who.grant.unit_code,
            household_id=asked["household_id"],
            entry_id=entry.entry_id,
            claim_id=asked.get("claim_id") or entry.claim_id,
            right_household_id=asked.get("right_household_id"),
            text_id=text_id,
            requested_by=who.person_id,
        )
        return carry_out(services(), command)

    return with_text(stamp["key"], body, None, tell)


def approve(stamp: Stamp, number: int, shortfall_max: int | None) -> Recorded:
    """Undo it as the committee, if no more stays short than the caller has seen."""
    who = caller()
    command = ApproveAdjustment(
        **stamp,
        unit_code=who.grant.unit_code,
        number=number,
        shortfall_max=shortfall_max,
        approved_by=who.person_id,
    )
    return carry_out(services(), command)


def decline(stamp: Stamp, number: int, words: str | None) -> Recorded:
    """Leave the entry as it is, and say why."""
    who = caller()

    def tell(text_id: UUID | None) -> Recorded:
        command = DeclineAdjustment(
            **stamp,
            unit_code=who.grant.unit_code,
            number=number,
            text_id=text_id,
            declined_by=who.person_id,
        )
        return carry_out(services(), command)

    return noted(stamp["key"], words, None, tell)


def _survivor(household_id: UUID) -> HouseholdRow:
    found = services().views.households.survivor(household_id)
    if found is None:
        raise ScoreEntryNotFoundError(household_id=household_id)
    return found


def _available(home: HouseholdRow) -> int:
    wallets = services().views.balances.of_owner(home.household_id)
    return sum(it.available for it in wallets if it.kind == WalletKind.HOUSEHOLD)


def _taken(entry: ScoreEntry) -> int:
    """Return what a deduction took of the wallet: what was not there to take is not given back."""
    if entry.claim_id is None:
        return entry.points
    claim = services().views.claims.get(entry.claim_id)
    return entry.points if claim is None else claim.taken
