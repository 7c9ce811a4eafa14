"""A keyring, moments and subjects for the tests of codes; and an eye that is not the maker's."""

import io
from datetime import UTC, datetime, timedelta

import zxingcpp
from PIL import Image

from qr.keys import Key, Keyring, KeyState
from qr.tokens import Flaw, InvalidTokenError, Kind, Token, TokenReader

NINE = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)  # 09:00:00 in Hohhot, where a step begins
HOST = "127.0.0.1:8000"  # 14 characters, the longest that fits
STATION = bytes.fromhex("7a11c0de00000001")
OTHER = bytes.fromhex("7a11c0de00000002")
# The same each time: codes name tests, and every worker must know them by the same names.
RING = Keyring((Key(0, b"a secret of the tests, 32 bytes.", KeyState.ACTIVE, NINE),))
ROTATING = (Kind.STATION, Kind.ACTIVITY, Kind.PERSON)
STANDING = tuple(kind for kind in Kind if kind not in ROTATING)


def after(seconds: float) -> datetime:
    return NINE + timedelta(seconds=seconds)


def refusal(
    text: str,
    *,
    at: datetime = NINE,
    kinds: tuple[Kind, ...] | None = None,
    ring: Keyring = RING,
) -> InvalidTokenError:
    try:
        token: Token = TokenReader(ring).read(text, at=at, kinds=kinds)
    except InvalidTokenError as error:
        return error
    raise AssertionError(f"{text} was read as {token}")


def flaw(text: str, *, at: datetime = NINE, ring: Keyring = RING) -> Flaw:
    return refusal(text, at=at, ring=ring).flaw


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("L")


def seen(image: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image)]
