"""Passwords of staff: how they are compared, hashed and judged."""

import hmac
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from people.breached import is_breached
from people.errors import PeopleUnavailableError
from people.staff_errors import PasswordBreachedError, PasswordTooSimpleError

PASSWORD_LENGTH_MIN = 8
PASSWORD_LENGTH_MAX = 128
KINDS_MIN = 3
"""Of four: small letters, capitals, digits, everything else."""
LOGIN_IN_PASSWORD_LENGTH_MIN = 3
"""A shorter login may stand in a password by chance."""

ARGON_MEMORY_KIB = 65_536
"""64 MiB: RFC 9106's second recommended option, what a guesser's card has to pay for each try."""
ARGON_ROUNDS = 3
"""The rounds that go with it in the RFC."""
ARGON_LANES = 1
"""The RFC's four lanes would only be run one after the other by a busy two-core server."""
HASH_BYTES = 32
SALT_BYTES = 16
HASHING_AT_ONCE_MAX = 3
"""Each takes its 64 MiB: however many sign in at once, hashing takes 192 MiB and no more."""
HASHING_WAIT_S_MAX = 5.0


class Passwords:
    """Hashes with argon2id over a keyed digest: a stolen database lacks the pepper."""

    def __init__(self, pepper: bytes) -> None:
        self._key = hmac.digest(pepper, b"people/password", "sha256")
        self._room = BoundedSemaphore(HASHING_AT_ONCE_MAX)
        self._hasher = PasswordHasher(
            time_cost=ARGON_ROUNDS,
            memory_cost=ARGON_MEMORY_KIB,
            parallelism=ARGON_LANES,
            hash_len=HASH_BYTES,
            salt_len=SALT_BYTES,
            type=Type.ID,
        )
        self._nobodys: str | None = None

    def hash(self, password: str) -> str:
        """Return what is kept of a password, with its parameters; slow on purpose."""
        with self._place():
            return self._hasher.hash(self._peppered(password))

    def matches(self, kept: str | None, password: str) -> bool:
        """Tell whether this is the password; costs the same work when nobody has one."""
        with self._place():
            try:
                return self._hasher.verify(kept or self._of_nobody(), self._peppered(password))
            except (VerificationError, InvalidHashError):
                return False

    def is_outdated(self, kept: str) -> bool:
        """Tell whether a hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(kept)

    def _of_nobody(self) -> str:
        """Return a hash nothing matches: its text is random to everybody."""
        if self._nobodys is None:
            self._nobodys = self._hasher.hash(hmac.digest(self._key, b"nobody", "sha256"))
        return self._nobodys

    def _peppered(self, password: str) -> bytes:
        return hmac.digest(self._key, _encoded(normal_password(password)), "sha256")

    @contextmanager
    def _place(self) -> Iterator[None]:
        """Wait for room: a flood of sign-ins may take time, never all memory."""
        if not self._room.acquire(timeout=HASHING_WAIT_S_MAX):
            raise PeopleUnavailableError("too many passwords are being checked")
        try:
            yield
        finally:
            self._room.release()


def normal_password(text: str) -> str:
    """Return a password as compared: the same however an input method composed it."""
    return unicodedata.normalize("NFKC", text)


def require_good(password: str, *, holds_login: bool) -> None:
    """Refuse a password that is too simple, holds the login, or is in the list of guessers."""
    normal = normal_password(password)
    kinds = {_kind(char) for char in normal}
    fits = PASSWORD_LENGTH_MIN <= len(normal) <= PASSWORD_LENGTH_MAX
    if not fits or len(kinds) < KINDS_MIN or holds_login:
        raise PasswordTooSimpleError(
            f"a password has {PASSWORD_LENGTH_MIN} to {PASSWORD_LENGTH_MAX} characters of"
            f" {KINDS_MIN} kinds and does not hold the login",
            length_min=PASSWORD_LENGTH_MIN,
            length_max=PASSWORD_LENGTH_MAX,
        )
    if is_breached(normal):
        raise PasswordBreachedError("the password is in the list of known ones")


def _kind(char: str) -> str:
    if char.isdigit():
        return "digit"
    if char.islower():
        return "small"
    return "capital" if char.isupper() else "other"


def _encoded(text: str) -> bytes:
    # Strangers type this: half a surrogate pair must be a wrong password, not a crash.
    return text.encode(errors="surrogatepass")
