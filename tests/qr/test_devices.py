from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from qr.keys import Key, Keyring, KeyState
from qr.tokens import DeviceSecret, Flaw, Kind, TokenMaker, TokenReader
from tests.qr.support import NINE, OTHER, RING, ROTATING, STANDING, STATION, after, flaw

MAKER = TokenMaker(RING)
SCREEN = MAKER.device_secret(Kind.STATION, STATION)


@pytest.mark.parametrize("kind", ROTATING)
def test_a_device_makes_the_very_codes_the_server_would_make(kind: Kind) -> None:
    device = MAKER.device_secret(kind, STATION)
    for hours in (0, 1, 71.99, 72):
        at = NINE + timedelta(hours=hours)
        text = device.make(at)
        assert text == MAKER.make(kind, STATION, at=at)
        assert TokenReader(RING).read(text, at=at).subject == STATION


def test_a_device_offline_through_a_rotation_still_makes_good_codes() -> None:
    ring = RING.rotate(after(60))
    at = NINE + timedelta(hours=72)
    assert TokenReader(ring).read(SCREEN.make(at), at=at).key_id == 0


def test_a_device_cannot_make_the_codes_of_another_station() -> None:
    stolen = replace(SCREEN, subject=OTHER)
    assert flaw(stolen.make(NINE)) is Flaw.FORGED


def test_a_device_cannot_make_codes_of_another_kind() -> None:
    stolen = replace(SCREEN, kind=Kind.ACTIVITY)
    assert flaw(stolen.make(NINE)) is Flaw.FORGED


def test_a_device_cannot_make_codes_of_another_key() -> None:
    stolen = replace(SCREEN, key_id=1)
    assert flaw(stolen.make(NINE), ring=RING.rotate(NINE)) is Flaw.FORGED


@pytest.mark.parametrize("kind", STANDING)
def test_a_standing_code_needs_no_device(kind: Kind) -> None:
    with pytest.raises(ValueError, match="stands still"):
        MAKER.device_secret(kind, STATION)


def test_a_secret_carried_as_text_is_the_same_secret() -> None:
    text = SCREEN.to_text()
    for carried in (text, text.lower(), f" {text}\n"):
        assert DeviceSecret.from_text(carried) == SCREEN


def test_a_slip_of_one_letter_in_a_secret_is_noticed() -> None:
    text = SCREEN.to_text()
    for at, letter in enumerate(text):
        slipped = text[:at] + ("A" if letter != "A" else "B") + text[at + 1 :]
        with pytest.raises(ValueError, match="device secret"):
            DeviceSecret.from_text(slipped)


@pytest.mark.parametrize("text", ["", "hello", "红蜂", "A" * 74, "A" * 73, SCREEN.to_text()[:-1]])
def test_a_text_that_is_no_secret_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="device secret"):
        DeviceSecret.from_text(text)


def test_a_secret_of_the_wrong_size_is_refused() -> None:
    for wrong in ({"secret": b"short"}, {"key_id": 256}, {"key_id": -1}):
        with pytest.raises(ValueError, match="one byte and 32 secret bytes"):
            replace(SCREEN, **wrong)


def test_a_device_does_not_show_its_secret_in_a_log() -> None:
    assert repr(SCREEN.secret) not in repr(SCREEN)
    assert SCREEN.to_text() not in str(SCREEN)


def test_the_format_is_the_one_that_printed_codes_and_screens_already_use() -> None:
    """Screens make codes in another language: whoever changes this breaks what hangs on walls."""
    key = Key(7, bytes(range(32)), KeyState.ACTIVE, NINE)
    maker = TokenMaker(Keyring((key,)))
    subject = bytes.fromhex("0123456789abcdef")
    at = datetime(2026, 11, 16, 1, 0, 29, tzinfo=UTC)
    device = maker.device_secret(Kind.STATION, subject)
    assert {
        "secret": device.secret.hex(),
        "station": device.make(at),
        "plate": maker.make(Kind.PLATE, subject),
    } == {
        "secret": "97418205fa672f05f8ca97f13d7646306801137089a23ae994fd14b021236f3d",
        "station": "CEDQCI2FM6E2XTPP4C4CZ73GKJHWXHAVZ7XA",
        "plate": "DADQCI2FM6E2XTPPHDFNZQQ6O5PVAVQE",
    }
