"""Handlers of what a household agrees to, of its gate code and of requests."""

from ledger.households.agreeing import (
    allow_publication,
    join_scheme,
    leave_scheme,
    replace_gate_code,
    require_adult,
    withdraw_publication,
)
from ledger.households.commands import (
    AnswerHouseholdRequest,
    JoinScheme,
    LeaveScheme,
    MakeHouseholdRequest,
    ReplaceGateCode,
    SetPublication,
    WithdrawHouseholdRequest,
)
from ledger.households.errors import HouseholdRequestNotFoundError
from ledger.households.finding import registered, require_member
from ledger.households.request import HouseholdRequests
from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session


@handles(JoinScheme, streams=lambda c: [c.household_id])
def join(session: Session, command: JoinScheme) -> Answer:
    """Join the scheme; publication is agreed to by its own switch or not at all."""
    household = registered(session, command.household_id)
    require_adult(household, command.agreed_by, command.age)
    join_scheme(household, command.agreed_by, command.entered_by, command.at)
    if command.publishes:
        allow_publication(household, command.agreed_by, command.entered_by, command.at)
    return {"household_id": household.id, "publishes": household.publishes}


@handles(LeaveScheme, streams=lambda c: [c.household_id])
def leave(session: Session, command: LeaveScheme) -> Answer:
    """Leave the scheme."""
    household = registered(session, command.household_id)
    require_adult(household, command.agreed_by, command.age)
    leave_scheme(household, command.agreed_by, command.entered_by, command.at)
    return {"household_id": household.id, "publishes": household.publishes}


@handles(SetPublication, streams=lambda c: [c.household_id])
def set_publication(session: Session, command: SetPublication) -> Answer:
    """Agree to publication, or take it back."""
    household = registered(session, command.household_id)
    require_adult(household, command.agreed_by, command.age)
    switch = allow_publication if command.publishes else withdraw_publication
    switch(household, command.agreed_by, command.entered_by, command.at)
    return {"household_id": household.id, "publishes": household.publishes}


@handles(ReplaceGateCode, streams=lambda c: [c.household_id])
def replace_code(session: Session, command: ReplaceGateCode) -> Answer:
    """Give a gate another code."""
    household = registered(session, command.household_id)
    replace_gate_code(household, command.reason, command.replaced_by, command.at)
    return {"household_id": household.id, "generation": household.generation}


@handles(
    MakeHouseholdRequest,
    streams=lambda c: [c.household_id, HouseholdRequests.create_id(c.person_id)],
)
def make_request(session: Session, command: MakeHouseholdRequest) -> Answer:
    """Ask the clerk; only about one's own household."""
    household = registered(session, command.household_id)
    household.require_open()
    require_member(household, command.person_id)
    requests = session.find(HouseholdRequests, HouseholdRequests.create_id(command.person_id))
    if requests is None:
        requests = HouseholdRequests(person_id=command.person_id)
        session.add(requests)
    requests.make(household.id, household.unit_code, command.kind, command.text_id, command.at)
    return {"person_id": command.person_id, "number": requests.number}


@handles(AnswerHouseholdRequest, streams=lambda c: [HouseholdRequests.create_id(c.person_id)])
def answer_request(session: Session, command: AnswerHouseholdRequest) -> Answer:
    """Answer what a member asked for."""
    requests = _requests(session, command)
    requests.answer(
        command.number,
        command.text_id,
        command.answered_by,
        command.at,
        is_done=command.is_done,
    )
    return {"person_id": command.person_id, "number": command.number}


@handles(WithdrawHouseholdRequest, streams=lambda c: [HouseholdRequests.create_id(c.person_id)])
def withdraw_request(session: Session, command: WithdrawHouseholdRequest) -> Answer:
    """Take a request back."""
    _requests(session, command).withdraw(command.number, command.at)
    return {"person_id": command.person_id, "number": command.number}


def _requests(
    session: Session, command: AnswerHouseholdRequest | WithdrawHouseholdRequest
) -> HouseholdRequests:
    found = session.find(HouseholdRequests, HouseholdRequests.create_id(command.person_id))
    if found is None:
        raise HouseholdRequestNotFoundError(number=command.number)
    return found
