"""Passkeys (WebAuthn): a key on a phone or a stick that proves its owner twice over.

User verification is always asked for: whoever uses the key has unlocked it with a face, a finger
or a PIN. So a passkey alone is two factors.
"""

import struct
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import webauthn
from cryptography.exceptions import UnsupportedAlgorithm
from sqlalchemy import Row, Select, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from webauthn.helpers import (
    base64url_to_bytes,
    options_to_json_dict,
    parse_client_data_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from people.schema import person_keys
from people.sealing import KEY_COLUMNS
from people.staff_errors import PasskeyRefusedError, PasskeysFullError
from people.staff_tables import passkeys
from people.store import People
from people.tickets import Purpose, Tickets

PASSKEYS_MAX = 10
LABEL_LENGTH_MAX = 40
ANSWER_LENGTH_MAX = 20_000
COLUMN = "staff_passkey_label"
HOUSE = "红蜂账本"
_BROKEN = (
    WebAuthnException,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    EOFError,
    OverflowError,
    RecursionError,
    struct.error,
    UnsupportedAlgorithm,
)
"""What strangers' bytes make the library raise."""

_table = passkeys.c


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Who asks for passkeys: the name browsers bind them to, and where pages may be."""

    rp_id: str
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PasskeyRecord:
    """A passkey as its owner sees it in a list."""

    passkey_id: UUID
    label: str
    created_at: datetime
    used_at: datetime | None = field(default=None)


class Passkeys:
    """Registers passkeys and lets them prove themselves."""

    def __init__(self, people: People, party: RelyingParty) -> None:
        self._people = people
        self._party = party
        self._tickets = Tickets(people)

    def begin_new(self, person_id: UUID, name: str, *, now: datetime) -> dict[str, Any]:
        """Return what a browser needs to make a passkey for a person."""
        challenge = self._tickets.issue(Purpose.PASSKEY_NEW, person_id, now=now)
        known = self._credentials(person_id)
        if len(known) >= PASSKEYS_MAX:
            raise PasskeysFullError(f"a person has {PASSKEYS_MAX} passkeys at most")
        options = webauthn.generate_registration_options(
            rp_id=self._party.rp_id,
            rp_name=HOUSE,
            user_id=person_id.bytes,
            user_name=name,
            user_display_name=name,
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=it) for it in known],
        )
        return options_to_json_dict(options)

    def add(self, person_id: UUID, answer: Any, label: str, *, now: datetime) -> UUID:
        """Keep the passkey a browser made, or raise PasskeyRefusedError."""
        challenge = _challenge_of(answer)
        ticket = self._tickets.take(Purpose.PASSKEY_NEW, challenge, now=now)
        if ticket is None or ticket.person_id != person_id:
            raise PasskeyRefusedError("the challenge is over or another's")
        try:
            made = webauthn.verify_registration_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=self._party.rp_id,
                expected_origin=list(self._party.origins),
                require_user_verification=True,
            )
        except _BROKEN as error:
            raise PasskeyRefusedError("the passkey did not prove itself") from error
        row = self._key_row(person_id)
        passkey_id = uuid4()
        values = {
            "passkey_id": passkey_id,
            "person_id": person_id,
            "credential_id": made.credential_id,
            "public_key": made.credential_public_key,
            "sign_count": made.sign_count,
            "label_sealed": self._people.vault.open_key(row).seal(COLUMN, label),
            "created_at": now,
        }
        try:
            with self._people.writing() as connection:
                connection.execute(insert(passkeys), values)
        except IntegrityError as error:
            raise PasskeyRefusedError("the passkey is registered already") from error
        return passkey_id

    def begin(self, person_id: UUID | None, *, now: datetime) -> dict[str, Any]:
        """Return what a browser needs to prove a passkey: a person's, or whosever is at hand."""
        challenge = self._tickets.issue(Purpose.PASSKEY, person_id, now=now)
        known = [] if person_id is None else self._credentials(person_id)
        options = webauthn.generate_authentication_options(
            rp_id=self._party.rp_id,
            challenge=challenge,
            allow_credentials=[PublicKeyCredentialDescriptor(id=it) for it in known],
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return options_to_json_dict(options)

    def check(self, answer: Any, *, person_id: UUID | None = None, now: datetime) -> UUID:
        """Return whose passkey proved itself, or raise PasskeyRefusedError.

        Challenges are good once. A counter that went back tells of a copied key and is refused.
        With ``person_id`` it must be that person's, and the challenge made for them.
        """
        challenge = _challenge_of(answer)
        ticket = self._tickets.take(Purpose.PASSKEY, challenge, now=now)
        row = self._find(answer)
        if ticket is None or row is None or ticket.person_id != person_id:
            raise PasskeyRefusedError("the challenge is over, or the passkey is nobody's")
        if person_id not in (None, row.person_id):
            raise PasskeyRefusedError("the passkey is another person's")
        try:
            proved = webauthn.verify_authentication_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=self._party.rp_id,
                expected_origin=list(self._party.origins),
                credential_public_key=bytes(row.public_key),
                credential_current_sign_count=row.sign_count,
                require_user_verification=True,
            )
        except _BROKEN as error:
            raise PasskeyRefusedError("the passkey did not prove itself") from error
        self._count(row, proved.new_sign_count, now)
        return row.person_id  # type: ignore[no-any-return]

    def list_of(self, person_id: UUID) -> list[PasskeyRecord]:
        """List a person's passkeys, the oldest first."""
        key = self._people.vault.open_key(self._key_row(person_id))
        query = select(passkeys).where(_table.person_id == person_id)
        with self._people.reading() as connection:
            rows = connection.execute(query.order_by(_table.created_at, _table.passkey_id)).all()
        return [
            PasskeyRecord(
                it.passkey_id, key.open(COLUMN, it.label_sealed), it.created_at, it.used_at
            )
            for it in rows
        ]

    def count_of(self, person_id: UUID) -> int:
        """Return how many passkeys a person has."""
        query = select(func.count()).select_from(passkeys).where(_table.person_id == person_id)
        with self._people.reading() as connection:
            return connection.execute(query).scalar_one()

    def remove(self, person_id: UUID, passkey_id: UUID) -> bool:
        """Forget one of a person's passkeys; tell whether it was there."""
        gone = delete(passkeys).where(
            _table.person_id == person_id, _table.passkey_id == passkey_id
        )
        with self._people.writing() as connection:
            return connection.execute(gone).rowcount == 1

    def _find(self, answer: Any) -> Row[Any] | None:
        try:
            credential_id = base64url_to_bytes(answer["rawId"])
        except _BROKEN:
            return None
        query = select(passkeys).where(_table.credential_id == credential_id)
        with self._people.reading() as connection:
            return connection.execute(query).one_or_none()

    def _count(self, row: Row[Any], sign_count: int, now: datetime) -> None:
        """Keep the counter; of two answers with the same one, one is a copy's."""
        counting = update(passkeys).where(_table.passkey_id == row.passkey_id)
        if sign_count:
            counting = counting.where(_table.sign_count < sign_count)
        with self._people.writing() as connection:
            counted = connection.execute(counting.values(sign_count=sign_count, used_at=now))
        if not counted.rowcount:
            raise PasskeyRefusedError("the passkey's counter went back")

    def _credentials(self, person_id: UUID) -> list[bytes]:
        query = select(_table.credential_id).where(_table.person_id == person_id)
        with self._people.reading() as connection:
            return [bytes(it) for it in connection.execute(query).scalars()]

    def _key_row(self, person_id: UUID) -> Row[Any]:
        query: Select[Any] = select(person_keys.c.person_id, *KEY_COLUMNS)
        with self._people.reading() as connection:
            row = connection.execute(
                query.where(person_keys.c.person_id == person_id)
            ).one_or_none()
        if row is None:
            raise PasskeyRefusedError("nobody with this ID is enrolled")
        return row


def _challenge_of(answer: Any) -> bytes:
    """Return the challenge an answer claims to answer, before anything in it is believed."""
    try:
        raw = base64url_to_bytes(answer["response"]["clientDataJSON"])
        return parse_client_data_json(raw).challenge
    except _BROKEN as error:
        raise PasskeyRefusedError("the answer cannot be read") from error
