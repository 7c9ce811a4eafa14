"""The demo's administrators: made-up passwords, and an app that shows its codes in the terminal.

Everybody else of the demo signs in with a number and a passcode, which are quicker to try.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pyotp

from bootstrap.container import House
from bootstrap.demo import cast
from ledger.kernel.clock import utc_now
from people.directory import Person
from people.roles import Role
from people.staff_errors import StaffAccountMissingError
from people.totp import STEP_S
from people.typed_codes import new_code

FILE = "staff.json"
LOGINS = {
    Role.SECURITY_ADMINISTRATOR: "anquan",
    Role.SYSTEM_ADMINISTRATOR: "xitong",
    Role.AUDIT_ADMINISTRATOR: "shenji",
}
_PASSWORD_SIGNS = 12


@dataclass(frozen=True, slots=True)
class StaffLogin:
    """How one of the administrators gets in. The secret is what their phone would hold."""

    role: str
    login: str
    password: str
    secret: str

    def code(self, now: datetime) -> str:
        """Return what the app on their phone shows."""
        return pyotp.TOTP(self.secret).at(now)


def let_administrators_in(house: House, folder: Path) -> None:
    """Give the three administrators accounts, unless an earlier start did."""
    path = folder / FILE
    if path.exists():
        return
    logins = [_set_up(house, it) for it in cast.staff() if it.role in LOGINS]
    path.touch(mode=0o600)
    path.write_text(json.dumps([asdict(it) for it in logins], indent=2) + "\n")


def administrators(folder: Path) -> list[StaffLogin]:
    """Return how they get in."""
    path = folder / FILE
    return [StaffLogin(**it) for it in json.loads(path.read_text())] if path.exists() else []


def told(logins: list[StaffLogin], now: datetime) -> list[str]:
    """Return a line for each: login, password, and the code of this half minute."""
    return [
        f"    {Role(it.role).chinese}  {it.login:8} {it.password}  {it.code(now)}" for it in logins
    ]


def codes_line(logins: list[StaffLogin], now: datetime) -> str:
    """Return the codes of now in one line, and how long they last."""
    left_s = STEP_S - int(now.timestamp()) % STEP_S
    codes = "  ".join(f"{it.login} {it.code(now)}" for it in logins)
    return f"动态口令  {codes}  ({left_s:2} 秒后换新)"


def _set_up(house: House, member: cast.StaffMember) -> StaffLogin:
    given, person_id = house.services.staff, member.person.person_id
    now, person = utc_now(), member.person
    if house.services.directory.find(person_id) is None:
        # The cast of a demo that an older version played had fewer of them.
        house.services.directory.enrol([Person(person_id, person.name, person.unit_code)])
    with suppress(StaffAccountMissingError):
        given.accounts.reset(person_id)
    # One small letter, capitals or figures, and the lines between the groups: three kinds.
    password = "q" + new_code(_PASSWORD_SIGNS, 4)
    login = LOGINS[member.role]
    given.accounts.add(person_id, login, now=now)
    given.accounts.set_password(person_id, password, now=now)
    secret = given.codes.begin(person_id, member.person.name).secret
    made = StaffLogin(member.role.value, login, password, secret)
    # The code of the step before, so that the one of now is still good.
    given.codes.confirm(person_id, made.code(now - timedelta(seconds=STEP_S)), now=now)
    given.accounts.make_ready(person_id, now=now)
    return made
