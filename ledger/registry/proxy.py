"""Acting for somebody: who did it, and how the person agreed (代办)."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from ledger.registry.errors import ProxyConsentRequiredError, ProxyForSelfError


class Consent(StrEnum):
    """How a person agreed that somebody acts for them."""

    PRESENT_WITH_CARD = "present_with_card"
    BY_TELEPHONE = "by_telephone"
    PAPER_FORM = "paper_form"


def check_proxy(person_id: UUID, operator_id: UUID | None, consent: Consent | None) -> None:
    """Refuse an operator without consent, consent without an operator, and oneself."""
    if (operator_id is None) != (consent is None):
        raise ProxyConsentRequiredError
    if operator_id is not None and operator_id == person_id:
        raise ProxyForSelfError


def name_no_operator(state: dict[str, Any]) -> None:
    """Bring an event over from when nobody's help was named: nobody is known to have helped."""
    state["operator_id"] = None
    state["consent"] = None
