"""The clock of rotating codes: steps of 30 seconds, counted from 1970 in UTC."""

from datetime import UTC, datetime, timedelta

STEP_S = 30
STEPS_EARLY_MAX = 1  # a screen's clock may run ahead of ours
STEPS_LATE_MAX = 2  # time to lift the phone, focus and send
STEPS_TOLD_APART = 1 << 16  # a token carries the low 16 bits of its step: 22 days

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


def step_at(at: datetime) -> int:
    """Return the number of the step that runs at this moment."""
    return _whole_seconds(at) // STEP_S


def seconds_left(at: datetime) -> int:
    """Return how many seconds, 1 to 30, the code shown at this moment still has."""
    return STEP_S - _whole_seconds(at) % STEP_S


def nearest_step(low: int, *, at: datetime) -> int:
    """Return the step nearest to a moment that ends in these 16 bits."""
    now = step_at(at)
    half = STEPS_TOLD_APART // 2
    return now + (low - now + half) % STEPS_TOLD_APART - half


def _whole_seconds(at: datetime) -> int:
    if at.tzinfo is None:
        raise ValueError("a code needs an aware time: a naive one is hours off")
    # Whole-number division: a float timestamp would round 29.9999999 s up to the next step.
    return (at - _EPOCH) // _SECOND
