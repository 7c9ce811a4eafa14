"""Commands of sign-ups."""

from dataclasses import dataclass
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.registry.consent_purposes import AgeBand


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp(Command):
    """Take a place at an activity, or wait for one."""

    activity_id: UUID
    person_id: UUID
    wait: bool = False
    """Rather on the waiting list than not at all."""
    age: AgeBand = AgeBand.ADULT
    """How old the person is on the day the activity starts; known to the people only."""
    companion_id: UUID | None = None
    """The adult who is to stay with a minor: a guardian, or somebody who signed up as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff(Command):
    """Give the place back, or wait no longer."""

    activity_id: UUID
    person_id: UUID
