"""One-time codes of an authenticator app, and recovery codes for the day the phone is lost."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pyotp
from sqlalchemy import Row, Select, Update, delete, insert, select, update

from people.attempts import Attempts
from people.schema import person_keys
from people.sealing import KEY_COLUMNS
from people.staff_errors import SecondFactorWrongError, StaffAccountMissingError
from people.staff_tables import recovery_codes, staff_accounts
from people.store import People
from people.typed_codes import code_hash, new_code, normal_code

STEP_S = 30
STEPS_AWAY_MAX = 1
"""A code is taken one step early or late: phones' clocks differ, and typing takes its time."""
DIGITS = 6
RECOVERY_CODES = 10
RECOVERY_CODE_SIGNS = 10
"""50 random bits behind a lock of five tries in a quarter of an hour."""
RECOVERY_GROUP_SIGNS = 5
ISSUER = "红蜂账本"
COLUMN = "staff_totp"

_table = staff_accounts.c


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A secret to be put into an app: as an address for a QR code, or to be typed. Shown once."""

    address: str
    secret: str


class OneTimeCodes:
    """Enrols apps and checks their codes. The secret is sealed with the person's own key."""

    def __init__(self, people: People, pepper: bytes) -> None:
        self._people = people
        self._key = hmac.digest(pepper, b"people/recovery-code", "sha256")
        self._attempts_key = hmac.digest(pepper, b"people/second-factor", "sha256")
        self._attempts = Attempts(people)

    def begin(self, person_id: UUID, account_name: str) -> Enrolment:
        """Make a new secret. It counts from its first code on; a secret in use stays meanwhile."""
        secret = pyotp.random_base32()
        row = self._row(person_id)
        sealed = self._people.vault.open_key(row).seal(COLUMN, secret)
        with self._people.writing() as connection:
            which = update(staff_accounts).where(_table.person_id == person_id)
            connection.execute(which.values(totp_next_sealed=sealed))
        return _enrolment(secret, account_name)

    def pending(self, person_id: UUID, account_name: str) -> Enrolment | None:
        """Return the enrolment that waits for its first code, for a page that is drawn again."""
        row = self._row(person_id)
        if row.totp_next_sealed is None:
            return None
        return _enrolment(self._secret(row, row.totp_next_sealed), account_name)

    def confirm(self, person_id: UUID, code: str, *, now: datetime) -> None:
        """Take the first code of a new secret, or raise SecondFactorWrongError."""
        self._require(person_id, code, now=now, is_new=True)

    def check(self, person_id: UUID, code: str, *, now: datetime) -> None:
        """Take a code once, or raise SecondFactorWrongError, or `login_locked` after five."""
        self._require(person_id, code, now=now)

    def remove(self, person_id: UUID) -> None:
        """Forget the secret."""
        with self._people.writing() as connection:
            which = update(staff_accounts).where(_table.person_id == person_id)
            connection.execute(which.values(totp_sealed=None, totp_next_sealed=None))

    def new_recovery_codes(self, person_id: UUID) -> list[str]:
        """Return ten codes that each replace the app once; earlier ones end. Shown once."""
        codes = [new_code(RECOVERY_CODE_SIGNS, RECOVERY_GROUP_SIGNS) for _ in range(RECOVERY_CODES)]
        rows = [
            {"code_hash": code_hash(self._key, it), "person_id": person_id, "used_at": None}
            for it in codes
        ]
        with self._people.writing_for_persons() as connection:
            mine = recovery_codes.c.person_id == person_id
            connection.execute(delete(recovery_codes).where(mine))
            connection.execute(insert(recovery_codes), rows)
        return codes

    def recovery_codes_left(self, person_id: UUID) -> int:
        """Return how many recovery codes are unused."""
        query = select(recovery_codes.c.code_hash).where(
            recovery_codes.c.person_id == person_id, recovery_codes.c.used_at.is_(None)
        )
        with self._people.reading() as connection:
            return len(connection.execute(query).all())

    def _require(self, person_id: UUID, code: str, *, now: datetime, is_new: bool = False) -> None:
        counter = hmac.digest(self._attempts_key, person_id.bytes, "sha256")
        self._attempts.count(counter, now=now)
        typed = normal_code(code)
        if is_new:
            taken = self._take_first(person_id, typed, now)
        elif len(typed) == RECOVERY_CODE_SIGNS:
            taken = self._take_recovery(person_id, typed, now)
        else:
            taken = self._take_code(person_id, typed, now)
        if not taken:
            raise SecondFactorWrongError("the code is wrong, out of its time, or was used")
        self._attempts.forget([counter])

    def _take_first(self, person_id: UUID, typed: str, now: datetime) -> bool:
        """Let the next secret take the place of the present one."""
        sealed = self._row(person_id).totp_next_sealed
        if (step := self._step(person_id, sealed, typed, now)) is None:
            return False
        taking = update(staff_accounts).where(
            _table.person_id == person_id, _table.totp_next_sealed == sealed
        )
        values = {"totp_sealed": sealed, "totp_next_sealed": None, "totp_step": step}
        return self._written(taking.values(**values))

    def _take_code(self, person_id: UUID, typed: str, now: datetime) -> bool:
        sealed = self._row(person_id).totp_sealed
        if (step := self._step(person_id, sealed, typed, now)) is None:
            return False
        # Of two who send the same code at once, one is later than the last step.
        taking = update(staff_accounts).where(
            _table.person_id == person_id,
            _table.totp_sealed == sealed,
            _table.totp_step < step,
        )
        return self._written(taking.values(totp_step=step))

    def _step(self, person_id: UUID, sealed: bytes | None, typed: str, now: datetime) -> int | None:
        if sealed is None:
            return None
        return _step_of(self._secret(self._row(person_id), sealed), typed, now)

    def _written(self, change: Update) -> bool:
        with self._people.writing() as connection:
            return connection.execute(change).rowcount == 1

    def _take_recovery(self, person_id: UUID, typed: str, now: datetime) -> bool:
        codes = recovery_codes.c
        taking = update(recovery_codes).where(
            codes.code_hash == code_hash(self._key, typed),
            codes.person_id == person_id,
            codes.used_at.is_(None),
        )
        return self._written(taking.values(used_at=now))

    def _row(self, person_id: UUID) -> Row[Any]:
        columns = (_table.person_id, _table.totp_sealed, _table.totp_next_sealed, *KEY_COLUMNS)
        joined = staff_accounts.join(person_keys, person_keys.c.person_id == _table.person_id)
        query: Select[Any] = (
            select(*columns).select_from(joined).where(_table.person_id == person_id)
        )
        with self._people.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise StaffAccountMissingError("the person has no staff account")
        return row

    def _secret(self, row: Row[Any], sealed: bytes) -> str:
        return self._people.vault.open_key(row).open(COLUMN, sealed)


def _enrolment(secret: str, account_name: str) -> Enrolment:
    address = pyotp.TOTP(secret, interval=STEP_S, digits=DIGITS).provisioning_uri(
        name=account_name, issuer_name=ISSUER
    )
    return Enrolment(address, secret)


def _step_of(secret: str, typed: str, now: datetime) -> int | None:
    """Return the step whose code this is, the latest first; None if it is no step's near now."""
    present = int(now.timestamp()) // STEP_S
    codes = pyotp.HOTP(secret, digits=DIGITS)
    found = None
    for step in range(present - STEPS_AWAY_MAX, present + STEPS_AWAY_MAX + 1):
        expected = codes.at(step).encode()
        if hmac.compare_digest(expected, typed.encode(errors="surrogatepass")):
            found = step
    return found
