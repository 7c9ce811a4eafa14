"""Somebody with a staff account: the password, and an app that shows codes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pyotp

from people.staffing import Staffing

PASSWORD = "Dabei-Yuan#842"


@dataclass
class StaffMember:
    """A finished account."""

    person_id: UUID
    login: str
    secret: str
    recovery_codes: list[str]
    password: str = PASSWORD

    def code(self, now: datetime) -> str:
        """What the app shows."""
        return pyotp.TOTP(self.secret).at(now)


def staff_member(staff: Staffing, person_id: UUID, login: str, *, now: datetime) -> StaffMember:
    """Set somebody up as the pages would; the codes of this very moment are not spent."""
    staff.accounts.add(person_id, login, now=now)
    staff.accounts.set_password(person_id, PASSWORD, now=now)
    secret = staff.codes.begin(person_id, "张三").secret
    # Confirmed with the code of the step before, which is taken too.
    staff.codes.confirm(person_id, pyotp.TOTP(secret).at(now.timestamp() - 30), now=now)
    staff.accounts.make_ready(person_id, now=now)
    return StaffMember(person_id, login, secret, staff.codes.new_recovery_codes(person_id))
