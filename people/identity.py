"""Asking who holds a number that was long unused: name and last six of the ID number."""

import hmac
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from math import ceil
from uuid import UUID

from people.attempts import FAILURES_MAX, LOCK_AGE_MAX, Attempts
from people.desk_notices import DeskNotices, NoticeKind
from people.directory import Directory
from people.errors import IdentityMismatchError, SignInRefusedError
from people.person import Person
from people.phones import Holder
from people.store import People

ID_LAST_LENGTH = 6
NAME_TYPED_LENGTH_MAX = 100
_DROPPED = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Po"})
"""Not compared in names: blanks and the dot in the middle, which everybody types differently."""


class IdentityCheck:
    """Compares what was typed with those registered; five failures lock the number for a while."""

    def __init__(self, people: People) -> None:
        self._directory = Directory(people)
        self._attempts = Attempts(people)
        self._notices = DeskNotices(people)

    def passed(
        self,
        holders: Sequence[Holder],
        phone_hash: bytes,
        *,
        name: str,
        id_last_6: str,
        now: datetime,
    ) -> UUID:
        """Return which of the holders it is.

        Raise IdentityMismatchError, or at the fifth failure and from then on SignInRefusedError
        `login_locked`; the fifth leaves a notice at the desk of every holder's unit.
        """
        key = _key_of(phone_hash)
        failures = self._attempts.count(key, now=now)
        for holder in holders:
            person = self._directory.find(holder.person_id)
            if person is not None and _fits(person, name, id_last_6):
                self._attempts.forget([key])
                return holder.person_id
        if failures < FAILURES_MAX:
            left = FAILURES_MAX - failures
            raise IdentityMismatchError("name or ID number is another", tries_left=left)
        for holder in holders:
            self._notices.leave(
                NoticeKind.IDENTITY_CHECK_LOCKED, holder.unit_code, holder.person_id, now=now
            )
        raise SignInRefusedError("login_locked", retry_after_s=ceil(LOCK_AGE_MAX.total_seconds()))


def _key_of(phone_hash: bytes) -> bytes:
    return hmac.digest(b"people/identity-check", phone_hash, "sha256")


def _fits(person: Person, name: str, id_last_6: str) -> bool:
    if person.id_number is None:
        return False
    right = (_bare(person.display_name), person.id_number[-ID_LAST_LENGTH:])
    typed = (_bare(name[:NAME_TYPED_LENGTH_MAX]), _bare(id_last_6[:NAME_TYPED_LENGTH_MAX]).upper())
    # Both are always compared: how long it takes tells nothing about which was wrong.
    same = [
        hmac.compare_digest(a.encode(), b.encode(errors="surrogatepass"))
        for a, b in zip(right, typed, strict=True)
    ]
    return all(same)


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    return "".join(it for it in folded if unicodedata.category(it) not in _DROPPED)
