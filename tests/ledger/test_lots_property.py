"""Whatever happens to a wallet, no point appears, vanishes or is owed."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.kernel.ids import new_id
from ledger.wallets import lots
from ledger.wallets.errors import InsufficientPointsError
from ledger.wallets.lots import Part
from ledger.wallets.wallet import Reason, Wallet

START = datetime(2026, 1, 1, tzinfo=UTC)
STEPS = st.sampled_from(["grant", "hold", "capture", "cancel", "time out", "expire", "reverse"])
MOVES = st.lists(st.tuples(STEPS, st.integers(1, 60), st.integers(0, 200)), max_size=40)


def _hold(wallet: Wallet, amount: int, at: datetime) -> list[UUID]:
    """Hold exactly if there is enough; return the hold, if any."""
    enough = wallet.available(at) >= amount
    hold_id = new_id()
    try:
        wallet.hold(hold_id=hold_id, amount=amount, reason=Reason.REDEMPTION, at=at)
    except InsufficientPointsError:
        assert not enough, "refused though there was enough"
        return []
    assert enough, "held more than there was"
    return [hold_id]


@given(MOVES)
@settings(max_examples=150, deadline=None)
def test_points_issued_are_available_held_spent_expired_or_reversed(
    moves: list[tuple[str, int, int]],
) -> None:
    wallet = Wallet(owner_id=new_id(), kind="household", unit_code="1501")
    entries, holds, at = [], [], START
    for step, amount, days in moves:
        at += timedelta(days=days)
        if step == "grant":
            entries.append(new_id())
            wallet.credit(entry_id=entries[-1], amount=amount, reason=Reason.AWARD, occurred_at=at)
        elif step == "hold":
            holds += _hold(wallet, amount, at)
        elif step == "expire":
            wallet.expire(at)
            assert wallet.expire(at) == 0
        elif step == "reverse" and entries and str(entries[0]) in wallet.credits:
            wallet.reverse(new_id(), reverses=entries.pop(0), reason=Reason.POSTING_ERROR, at=at)
        elif step == "capture" and holds:
            wallet.capture(holds.pop(), at=at)
        elif step in {"cancel", "time out"} and holds:
            why = Reason.CANCELLATION if step == "cancel" else Reason.TIMEOUT
            wallet.void(holds.pop(), reason=why, at=at)
        assert all(part.amount > 0 for part in wallet.parts)
        assert wallet.available(at) >= 0
    sums = Counter[str]()
    for event in wallet.collect_events():
        sums[type(event).__name__] += getattr(event, "amount", 0)
    spent = sums["Captured"] + sums["Expired"] + sums["Reversed"]
    assert sums["Credited"] == sum(it.amount for it in wallet.parts) + wallet.held + spent


PARTS = st.dictionaries(st.dates(START.date()), st.integers(1, 50), min_size=1, max_size=6)


@given(PARTS, st.data())
@settings(max_examples=100, deadline=None)
def test_nothing_is_taken_from_a_lot_while_an_older_one_lasts(
    by_day: dict[object, int], data: st.DataObject
) -> None:
    parts = [Part(day, amount) for day, amount in by_day.items()]  # type: ignore[arg-type]
    wanted = data.draw(st.integers(1, lots.total(parts)))
    taken = lots.take(parts, wanted)
    assert lots.total(taken) == wanted
    in_order = sorted(parts, key=lambda it: it.expires_on)
    assert taken[:-1] == in_order[: len(taken) - 1]
    assert taken[-1].expires_on == in_order[len(taken) - 1].expires_on
