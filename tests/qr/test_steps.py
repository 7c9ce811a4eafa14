from datetime import UTC, datetime, timedelta

import pytest

from qr.steps import STEPS_TOLD_APART, nearest_step, step_at
from qr.tokens import STEP_S, Flaw, Kind, TokenMaker, TokenReader, seconds_left
from tests.qr.support import NINE, RING, ROTATING, STATION, after, flaw, refusal

MAKER = TokenMaker(RING)
READER = TokenReader(RING)
JUST_BEFORE = timedelta(microseconds=1)


@pytest.mark.parametrize("kind", ROTATING)
def test_a7_a_code_of_nine_oclock_lasts_to_09_01_29(kind: Kind) -> None:
    text = MAKER.make(kind, STATION, at=NINE)
    assert READER.read(text, at=after(89)).subject == STATION
    assert READER.read(text, at=after(90) - JUST_BEFORE).subject == STATION


@pytest.mark.parametrize("kind", ROTATING)
def test_a7_at_09_01_30_the_code_of_nine_oclock_is_expired(kind: Kind) -> None:
    error = refusal(MAKER.make(kind, STATION, at=NINE), at=after(90))
    assert (error.flaw, error.code) == (Flaw.EXPIRED, "qr_expired")
    assert error.token is not None
    assert error.token.step == step_at(NINE)


def test_a7_one_changed_byte_of_the_proof_is_an_invalid_code() -> None:
    text = MAKER.make(Kind.STATION, STATION, at=NINE)
    for other in "AQ":  # ten characters from the end we are well inside the proof
        changed = text[:-10] + other + text[-9:]
        if changed != text:
            assert refusal(changed).code == "qr_invalid"


def test_a_code_shown_all_through_its_step_is_one_code() -> None:
    shown = {MAKER.make(Kind.STATION, STATION, at=after(s)) for s in (0, 1, 29, 29.999999)}
    assert len(shown) == 1
    assert MAKER.make(Kind.STATION, STATION, at=after(30)) not in shown


def test_a_screen_may_run_one_step_ahead_and_no_more() -> None:
    ahead = MAKER.make(Kind.STATION, STATION, at=after(30))
    assert READER.read(ahead, at=NINE).step == step_at(NINE) + 1
    error = refusal(MAKER.make(Kind.STATION, STATION, at=after(60)), at=after(29))
    assert (error.flaw, error.code) == (Flaw.EARLY, "qr_expired")
    assert error.token is not None


def test_a_code_read_for_the_moment_it_was_scanned_is_good_three_days_later() -> None:
    scanned_at = after(45)
    text = MAKER.make(Kind.STATION, STATION, at=NINE)
    assert READER.read(text, at=scanned_at).step == step_at(NINE)
    assert flaw(text, at=scanned_at + timedelta(hours=72)) is Flaw.EXPIRED


def test_an_old_code_says_when_it_was_shown_for_eleven_days() -> None:
    text = MAKER.make(Kind.STATION, STATION, at=NINE)
    last = NINE + timedelta(seconds=STEP_S * STEPS_TOLD_APART // 2)
    token = refusal(text, at=last).token
    assert token is not None
    assert token.step == step_at(NINE)


@pytest.mark.parametrize("rounds", [1, 2, 16, 500])
def test_a_code_never_comes_back_when_its_16_bits_do(rounds: int) -> None:
    text = MAKER.make(Kind.STATION, STATION, at=NINE)
    for steps in (-2, -1, 0, 1, 2):
        at = NINE + timedelta(seconds=STEP_S * (STEPS_TOLD_APART * rounds + steps))
        assert flaw(text, at=at) is Flaw.FORGED


def test_a_code_older_than_the_16_bits_tell_apart_no_longer_proves() -> None:
    text = MAKER.make(Kind.STATION, STATION, at=NINE)
    at = NINE + timedelta(seconds=STEP_S * (STEPS_TOLD_APART // 2 + 1))
    assert flaw(text, at=at) is Flaw.FORGED


def test_codes_are_read_across_the_wrap_of_the_16_bits() -> None:
    wrap = (step_at(NINE) // STEPS_TOLD_APART + 1) * STEPS_TOLD_APART * STEP_S
    at = datetime.fromtimestamp(wrap, UTC)
    assert step_at(at) % STEPS_TOLD_APART == 0
    before = MAKER.make(Kind.STATION, STATION, at=at - timedelta(seconds=1))
    assert READER.read(before, at=at + timedelta(seconds=30)).step == step_at(at) - 1
    ahead = MAKER.make(Kind.STATION, STATION, at=at)
    assert READER.read(ahead, at=at - timedelta(seconds=1)).step == step_at(at)


@pytest.mark.parametrize("off", [-32768, -40, -1, 0, 1, 40, 32767])
def test_the_nearest_step_with_the_same_16_bits_is_found(off: int) -> None:
    step = step_at(NINE) + off
    assert nearest_step(step % STEPS_TOLD_APART, at=NINE) == step


def test_a_time_before_1970_refuses_a_code_rather_than_breaking() -> None:
    text = MAKER.make(Kind.STATION, STATION, at=NINE)
    assert flaw(text, at=datetime(1969, 12, 31, tzinfo=UTC)) is Flaw.FORGED


@pytest.mark.parametrize(
    ("at_s", "left"), [(0, 30), (0.5, 30), (1, 29), (29, 1), (29.999, 1), (30, 30)]
)
def test_the_countdown_of_a_code_runs_from_30_to_1(at_s: float, left: int) -> None:
    assert seconds_left(after(at_s)) == left
