"""Everything that lets staff in, put together once."""

from dataclasses import dataclass
from typing import Self

from people.passkeys import Passkeys, RelyingParty
from people.setup_codes import SetupCodes
from people.staff import StaffAccounts
from people.step_up import StepUpTokens
from people.store import People
from people.tickets import Tickets
from people.totp import OneTimeCodes


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """Accounts, second factors, and what is used once."""

    accounts: StaffAccounts
    codes: OneTimeCodes
    passkeys: Passkeys
    tickets: Tickets
    setup_codes: SetupCodes
    step_ups: StepUpTokens

    @classmethod
    def over(cls, people: People, pepper: bytes, party: RelyingParty) -> Self:
        """Open all of it over one database."""
        return cls(
            accounts=StaffAccounts(people, pepper),
            codes=OneTimeCodes(people, pepper),
            passkeys=Passkeys(people, party),
            tickets=Tickets(people),
            setup_codes=SetupCodes(people, pepper),
            step_ups=StepUpTokens(people),
        )
