"""Batches: pieces that came in together. What goes off first leaves first (VP-12)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from ledger.shop.kinds import Portion


def count(batches: Iterable[Portion]) -> int:
    """Count the pieces of some batches."""
    return sum(it.quantity for it in batches)


def in_order(batches: Iterable[Portion]) -> list[Portion]:
    """Order batches by what goes off first; what does not go off comes last, oldest first."""
    return sorted(batches, key=lambda it: it.best_before or date.max)


def good(batches: Iterable[Portion], day: date) -> list[Portion]:
    """Return the batches that may be handed out on a day: best-before is the last such day."""
    return [it for it in batches if it.best_before is None or it.best_before >= day]


def gone_off(batches: Iterable[Portion], day: date) -> list[Portion]:
    """Return the batches that may not be handed out any more on a day."""
    return [it for it in batches if it.best_before is not None and it.best_before < day]


def take(batches: Iterable[Portion], quantity: int) -> list[Portion]:
    """Take pieces, first of what goes off first; the caller has checked that there are enough."""
    taken = []
    for batch in in_order(batches):
        some = min(batch.quantity, quantity)
        if some > 0:
            taken.append(_of(batch, some))
            quantity -= some
    assert quantity == 0, "took more pieces than there are"
    return taken


def without(batches: Iterable[Portion], gone: Iterable[Portion]) -> list[Portion]:
    """Return the batches without pieces that left them; an empty batch is none."""
    left = {it.batch_id: it for it in batches}
    for portion in gone:
        batch = left[portion.batch_id]
        left[portion.batch_id] = _of(batch, batch.quantity - portion.quantity)
    return [it for it in left.values() if it.quantity]


def together(batches: Iterable[Portion], come: Iterable[Portion]) -> list[Portion]:
    """Return the batches with pieces that came, or came back, to them."""
    known: dict[UUID | None, Portion] = {it.batch_id: it for it in batches}
    for portion in come:
        batch = known.get(portion.batch_id)
        known[portion.batch_id] = _of(portion, portion.quantity + (batch.quantity if batch else 0))
    return list(known.values())


def _of(batch: Portion, quantity: int) -> Portion:
    return Portion(batch.batch_id, quantity, batch.cost_fen, batch.best_before)
