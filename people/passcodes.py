"""Logins and passcodes as they are typed, normalised, and hashed."""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field
from uuid import UUID

from people.errors import PasscodeRefusedError
from people.roles import Role
from people.schema import UNIT_CODE_LENGTH_MAX

LOGIN_LENGTH_MAX = 64
PASSCODE_LENGTH_MIN = 6
PASSCODE_LENGTH_MAX = 64
PEPPER_BYTES_MIN = 16

SALT_BYTES = 16
SCRYPT_N = 2**14
"""Rounds. With r = 8 one try takes 16 MiB and some 40 ms of a small server's core: dear for a
guesser, bearable for a village whose people all sign in on the same morning. More would protect
short passcodes little; what protects them is the pepper, which is not in the database."""
SCRYPT_R = 8
"""Block size: the memory-bound value scrypt was designed around."""
SCRYPT_P = 1
"""No parallel lanes: they would cost time without costing a guesser's memory."""
SCRYPT_MEMORY_BYTES_MAX = 2 * 128 * SCRYPT_N * SCRYPT_R
HASH_BYTES = 32

_INVISIBLE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasscode:
    """A passcode to be set for a login of a person. Its repr shows neither."""

    login: str = field(repr=False)
    passcode: str = field(repr=False)
    person_id: UUID
    role: Role
    unit_code: str
    place_id: UUID | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.unit_code) <= UNIT_CODE_LENGTH_MAX:
            raise ValueError(f"a unit code has 1 to {UNIT_CODE_LENGTH_MAX} characters")
        if len(self.login) > LOGIN_LENGTH_MAX or not normal_login(self.login):
            raise PasscodeRefusedError(
                f"a login has 1 to {LOGIN_LENGTH_MAX} characters", length_max=LOGIN_LENGTH_MAX
            )
        too_long = len(self.passcode) > PASSCODE_LENGTH_MAX
        if too_long or len(normal_passcode(self.passcode)) < PASSCODE_LENGTH_MIN:
            raise PasscodeRefusedError(
                f"a passcode has {PASSCODE_LENGTH_MIN} to {PASSCODE_LENGTH_MAX} characters",
                length_min=PASSCODE_LENGTH_MIN,
                length_max=PASSCODE_LENGTH_MAX,
            )


class Hasher:
    """Hashes with a pepper: a secret of the configuration that a stolen database lacks.

    When the pepper is lost, every passcode has to be set anew.
    """

    def __init__(self, pepper: bytes) -> None:
        if len(pepper) < PEPPER_BYTES_MIN:
            raise ValueError(f"a pepper has at least {PEPPER_BYTES_MIN} bytes")
        # Two keys from one, so that a login and a passcode with the same text hash differently.
        self._login_key = hmac.digest(pepper, b"people/login", "sha256")
        self._passcode_key = hmac.digest(pepper, b"people/passcode", "sha256")

    def login_hash(self, login: str) -> bytes:
        """Return what is kept of a login: the same text, typed either way, gives the same."""
        return hmac.digest(self._login_key, _encoded(normal_login(login)), "sha256")

    def passcode_hash(self, passcode: str, salt: bytes) -> bytes:
        """Return what is kept of a passcode; slow on purpose."""
        peppered = hmac.digest(self._passcode_key, _encoded(normal_passcode(passcode)), "sha256")
        return hashlib.scrypt(
            peppered,
            salt=salt,
            n=SCRYPT_N,
            r=SCRYPT_R,
            p=SCRYPT_P,
            maxmem=SCRYPT_MEMORY_BYTES_MAX,
            dklen=HASH_BYTES,
        )


def new_salt() -> bytes:
    """Return a salt for one row."""
    return secrets.token_bytes(SALT_BYTES)


def normal_login(text: str) -> str:
    """Return a login as compared: half-width, without spaces, in capitals."""
    # Capitals can decompose anew (ŉ becomes ʼN), hence normalise after changing case.
    return _bare(_bare(text).upper())


def normal_passcode(text: str) -> str:
    """Return a passcode as compared: half-width, without spaces; capitals stay different."""
    return _bare(text)


def _bare(text: str) -> str:
    """Fold full-width forms and drop what cannot be seen: input methods add both."""
    folded = unicodedata.normalize("NFKC", text)
    visible = "".join(char for char in folded if unicodedata.category(char) not in _INVISIBLE)
    # A mark may have moved next to another letter.
    return unicodedata.normalize("NFKC", visible)


def _encoded(text: str) -> bytes:
    # Strangers type this: half a surrogate pair must be a wrong passcode, not a crash.
    return text.encode(errors="surrogatepass")
