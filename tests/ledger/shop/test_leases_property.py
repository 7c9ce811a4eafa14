"""Whatever a tablet's clock says: what left the shop left it while its counter had it along."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.occurrence import CLOCK_SKEW_MAX
from ledger.shop.errors import HandedOutsideLeaseError
from ledger.shop.hand_over import Lease, moment_within
from tests.support.ledgers import hohhot

START = hohhot("2026-11-17 08:00")
MINUTES = st.integers(0, 3_000)
LEASES = st.lists(st.tuples(st.integers(1, 600), st.integers(0, 400)), min_size=1, max_size=4)
"""Of each how long it lasts, and how long nobody had it before; minutes."""


def leases_of(drawn: list[tuple[int, int]]) -> list[Lease]:
    leases, at = [], START
    for lasts, gap in drawn:
        since = at + timedelta(minutes=gap)
        at = since + timedelta(minutes=lasts)
        leases.append(Lease(since, at))
    return leases


@given(LEASES, st.integers(-500, 3_500), MINUTES)
def test_a_moment_lies_in_a_lease_and_near_what_was_told_or_is_refused(
    drawn: list[tuple[int, int]], told: int, now: int
) -> None:
    leases = leases_of(drawn)
    at = max(START + timedelta(minutes=now), leases[-1].since)
    handed_at = START + timedelta(minutes=told)
    heard = min(handed_at, at)
    far = [max(it.since - heard, heard - it.until) for it in leases]
    try:
        moment = moment_within(leases, handed_at, at)
    except HandedOutsideLeaseError:
        assert min(far) > CLOCK_SKEW_MAX
        return
    assert any(it.since <= moment <= it.until for it in leases)
    assert moment <= at
    assert abs(moment - heard) == max(min(far), timedelta()) <= CLOCK_SKEW_MAX
