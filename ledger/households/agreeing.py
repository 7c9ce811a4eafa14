"""What a household agrees to through one of its adults, its group and the code at its gate."""

from datetime import datetime
from uuid import UUID

from ledger.households.errors import (
    HouseholdAdultRequiredError,
    HouseholdNotInSchemeError,
    SchemeNotJoinedError,
)
from ledger.households.finding import require_member
from ledger.households.household import Household
from ledger.households.kinds import GateReason
from ledger.registry.consent_purposes import AgeBand


def require_adult(household: Household, person_id: UUID, age: AgeBand | None) -> None:
    """Refuse whoever is not of the household, and a minor of it."""
    require_member(household, person_id)
    if age is not AgeBand.ADULT:
        raise HouseholdAdultRequiredError


def require_in_scheme(household: Household) -> None:
    """Refuse a household that is no more, and one that takes no part: it is voluntary."""
    household.require_open()
    if not household.in_scheme:
        raise HouseholdNotInSchemeError


def join_scheme(
    household: Household, agreed_by: UUID, entered_by: UUID | None, at: datetime
) -> None:
    """Join the points scheme, which is voluntary; again changes nothing."""
    household.require_open()
    if not household.in_scheme:
        household.trigger_event(
            Household.SchemeJoined, agreed_by=agreed_by, entered_by=entered_by, occurred_at=at
        )


def leave_scheme(
    household: Household, agreed_by: UUID, entered_by: UUID | None, at: datetime
) -> None:
    """Leave it again: nothing is published any more. Points that are there may be spent."""
    household.require_open()
    withdraw_publication(household, agreed_by, entered_by, at)
    if household.in_scheme:
        household.trigger_event(
            Household.SchemeLeft, agreed_by=agreed_by, entered_by=entered_by, occurred_at=at
        )


def allow_publication(
    household: Household, agreed_by: UUID, entered_by: UUID | None, at: datetime
) -> None:
    """Agree to be shown with the masked number in public notices; again changes nothing."""
    household.require_open()
    if not household.in_scheme:
        raise SchemeNotJoinedError
    if not household.publishes:
        household.trigger_event(
            Household.PublicationAllowed,
            agreed_by=agreed_by,
            entered_by=entered_by,
            occurred_at=at,
        )


def withdraw_publication(
    household: Household, agreed_by: UUID | None, entered_by: UUID | None, at: datetime
) -> None:
    """Take that back, at any time; again changes nothing."""
    if household.publishes:
        household.trigger_event(
            Household.PublicationWithdrawn,
            agreed_by=agreed_by,
            entered_by=entered_by,
            occurred_at=at,
        )


def regroup(household: Household, group: str, by: UUID | None, at: datetime) -> None:
    """Belong to another group of the village; the same changes nothing."""
    household.require_open()
    if group != household.group:
        household.trigger_event(Household.Regrouped, group=group, changed_by=by, occurred_at=at)


def replace_gate_code(
    household: Household, reason: GateReason, by: UUID | None, at: datetime
) -> None:
    """Give the gate another code; every plate printed before opens nothing from now on."""
    household.require_open()
    household.trigger_event(
        Household.GateCodeReplaced,
        generation=household.generation + 1,
        reason=reason.value,
        replaced_by=by,
        occurred_at=at,
    )
