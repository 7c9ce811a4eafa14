"""What setting the demo up works with, and who comes out of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.kernel.application import Ledger
from people.access import AccessTokens
from people.devices import Devices
from people.directory import Directory
from people.logins import Logins
from people.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """What setting up needs of the house."""

    ledger: Ledger
    directory: Directory
    access: AccessTokens
    logins: Logins
    devices: Devices
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How somebody of the demo gets in: by page, or by program."""

    role: Role
    person_id: UUID | None
    name: str
    unit_code: str
    login: str
    passcode: str
    token: str
    place_id: UUID | None = None
    phone: str = ""
