"""What doors and pages do alike for the panel: vote, and declare kinship."""

from uuid import UUID

from api.auth import Caller, caller
from api.execution import carry_out
from api.idempotency import Stamp
from api.moral.claim_finding import panel_of
from api.moral.homes import own_homes
from api.reading import settled
from api.services import services
from ledger.households.errors import HouseholdNotFoundError
from ledger.kernel.receipts import Recorded
from ledger.moral.claim_commands import DeclareKinship, RevokeKinship, VoteOnClaim
from ledger.moral.claim_errors import ClaimNotFoundError
from ledger.moral.claim_kinds import Vote
from projections.moral.claims.rows import ClaimRow


def claim_to_review(claim_id: UUID) -> ClaimRow:
    """Return a claim of the village on whose panel the caller sits."""
    row = settled(services(), lambda: services().views.claims.get(claim_id))
    if row is None:
        raise ClaimNotFoundError
    caller().require_unit(row.unit_code)
    return row


def vote(stamp: Stamp, claim_id: UUID, said: Vote) -> Recorded:
    """Vote, or recuse oneself."""
    row = claim_to_review(claim_id)
    command = VoteOnClaim(
        **stamp,
        claim_id=row.claim_id,
        reviewer_id=caller().person_id,
        vote=said,
        panel=panel_of(row.unit_code),
    )
    return carry_out(services(), command)


def waiting_for(limit: int = 50, after: int | None = None) -> list[ClaimRow]:
    """Return what the caller has yet to vote on."""
    who = caller()
    unit = who.grant.unit_code
    return services().views.reviews.waiting(unit, who.person_id, own_homes(), limit, after)


def count_waiting(who: Caller | None = None) -> int:
    """Count it, for the caller unless somebody is named."""
    who = who or caller()
    unit, own = who.grant.unit_code, own_homes(who)
    return services().views.reviews.count_waiting(unit, who.person_id, own)


def declare_kin(stamp: Stamp, number: str) -> Recorded:
    """Say with which household of the own village one is related."""
    who = caller()
    home = services().views.households.by_number(who.grant.unit_code, number)
    if home is None:
        raise HouseholdNotFoundError
    by = {"person_id": who.person_id, "household_id": home.household_id}
    return carry_out(services(), DeclareKinship(**stamp, **by))


def revoke_kin(stamp: Stamp, household_id: UUID) -> Recorded:
    """Take it back."""
    by = {"person_id": caller().person_id, "household_id": household_id}
    return carry_out(services(), RevokeKinship(**stamp, **by))
