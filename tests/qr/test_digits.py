"""The six digits beside a code: they turn with it, and belong to it alone."""

from datetime import datetime, timedelta

import pytest

from qr.digits import DIGITS
from qr.keys import Keyring
from qr.steps import STEP_S, STEPS_EARLY_MAX, STEPS_LATE_MAX
from qr.tokens import Kind, TokenMaker, TokenReader
from tests.qr.support import NINE, OTHER, RING, STATION, after


def made(ring: Keyring = RING, at: datetime = NINE, subject: bytes = STATION) -> str:
    return TokenMaker(ring).digits(Kind.ACTIVITY, subject, at=at)


def holds(typed: str, at: datetime = NINE, ring: Keyring = RING, subject: bytes = STATION) -> bool:
    return TokenReader(ring).holds(Kind.ACTIVITY, subject, typed, at=at)


def test_digits_hold_as_long_as_the_code_beside_them() -> None:
    typed = made()
    assert len(typed) == DIGITS
    assert typed.isdigit()
    last = STEP_S * (STEPS_LATE_MAX + 1)
    assert [holds(typed, after(it)) for it in (0, STEP_S, last - 1, last)] == [True] * 3 + [False]
    first = STEP_S * STEPS_EARLY_MAX
    assert [holds(typed, after(it)) for it in (-first, -first - 1)] == [True, False]


def test_digits_turn_with_the_step() -> None:
    shown = {made(at=NINE + timedelta(seconds=STEP_S * it)) for it in range(100)}
    assert len(shown) > 95
    assert made(at=after(STEP_S - 1)) == made()


def test_digits_of_another_activity_or_kind_do_not_hold() -> None:
    assert not holds(made(subject=OTHER))
    assert not TokenReader(RING).holds(Kind.STATION, STATION, made(), at=NINE)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "１２３４５６", "-12345"])
def test_what_is_not_six_digits_never_holds(typed: str) -> None:
    assert not holds(typed)


def test_a_screen_from_before_the_last_rotation_is_believed_and_a_revoked_one_is_not() -> None:
    rotated = RING.rotate(after(1))
    assert holds(made(), ring=rotated)
    assert holds(made(rotated), ring=rotated)
    assert not holds(made(), ring=rotated.revoke(RING.active.id))
    assert not holds(made(), ring=rotated.rotate(after(2))), "two keys are tried, no more"
