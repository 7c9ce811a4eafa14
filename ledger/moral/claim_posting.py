"""Posting what stood on notice undisturbed: once, as of the moment the notice ended (A9)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from ledger.households.finding import household_of
from ledger.households.household import Household
from ledger.households.living import wallet_id_of
from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.moral.claim import Claim
from ledger.moral.claim_notice import require_due
from ledger.moral.gain_approving import let_through
from ledger.moral.items import Item
from ledger.moral.notice_commands import PostClaim
from ledger.moral.notice_handlers import claim_of
from ledger.moral.period import VillagePeriod
from ledger.moral.period_finding import month_of, period_for
from ledger.moral.posting import Posted, post_deduction, post_gain
from ledger.moral.rulebook import Rulebook
from ledger.moral.rulebook_errors import RulebookNotInForceError
from ledger.moral.score_errors import DeductionCapReachedError, ItemCapReachedError
from ledger.moral.score_year import ScoreYear
from ledger.moral.versions import item_of
from ledger.shop.fund import Fund


def _streams(command: PostClaim) -> Iterable[UUID]:
    return [command.claim_id]


@handles(PostClaim, streams=_streams)
def post_claim(session: Session, command: PostClaim) -> Answer:
    """Post an act whose notice has ended, as far as the caps leave room now."""
    claim = claim_of(session, command.claim_id)
    ended = require_due(claim, command.round, command.at)
    _foresee(session, claim, ended)
    if not claim.is_deduction:
        let_through(session, claim, command.at)
    household = household_of(session, claim.household_id)
    posted = _post(session, claim, household, ended, command.at)
    claim.trigger_event(
        Claim.Posted,
        **claim.about,
        entry_id=posted.entry_id,
        points=posted.points,
        taken=posted.taken,
        uncollected=posted.uncollected,
        is_deduction=claim.is_deduction,
        occurred_on=claim.occurred_on,
        posted_at=ended,
        period=posted.period,
    )
    return {"claim_id": claim.id, "entry_id": posted.entry_id, "points": posted.points}


def _foresee(session: Session, claim: Claim, ended: datetime) -> None:
    """Ask at once for what posting will need, so that it is read in one round trip."""
    village = Fund.create_id(claim.unit_code), Rulebook.create_id(claim.unit_code)
    period_id = VillagePeriod.create_id(claim.unit_code, month_of(ended))
    year_id = ScoreYear.create_id(claim.household_id, claim.occurred_on.year)
    home = claim.household_id, wallet_id_of(claim.household_id)
    session.require(*home, *village, period_id, year_id)


def _post(
    session: Session, claim: Claim, household: Household, ended: datetime, at: datetime
) -> Posted:
    """Post it; where the caps leave nothing it ends with 0 points, and no entry."""
    entry_id = derive("claim-entry", claim.id)
    post = post_deduction if claim.is_deduction else post_gain
    try:
        return post(
            session,
            household=household,
            claim_id=claim.id,
            entry_id=entry_id,
            item=item_of_claim(session, claim),
            points=claim.points,
            occurred_on=claim.occurred_on,
            posted_at=ended,
            at=at,
        )
    except (ItemCapReachedError, DeductionCapReachedError):
        session.rely_on(ScoreYear.create_id(household.id, claim.occurred_on.year))
        period = period_for(session, household.unit_code, ended, at)
        return Posted(entry_id, 0, 0, 0, period.name)


def item_of_claim(session: Session, claim: Claim) -> Item:
    """Return the item as the version says it by which the act was proposed."""
    identifier = Rulebook.create_id(claim.unit_code)
    session.require(identifier)
    book = session.find(Rulebook, identifier)
    if book is None:
        raise RulebookNotInForceError(unit_code=claim.unit_code, day=claim.occurred_on.isoformat())
    return item_of(book.versions[claim.rule_version], claim.item_code)
