"""Lots: points by the last day on which they count (VP-9).

Points that expire on the same day are one lot, so a wallet has two or three however many
entries it has. The soonest to expire is spent first.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec

from ledger.kernel.clock import local_date

RETURN_GRACE_DAYS = 30
"""``voucher_return_grace``: points given back after their day count 30 more days (A15)."""


class Part(msgspec.Struct, frozen=True):
    """Points of one lot: how many, and the last day (Asia/Shanghai, to 24:00) they count."""

    expires_on: date
    amount: int


def expiry_of(occurred_at: datetime) -> date:
    """31 December of the year after earning (VP-9)."""
    return expiry_of_day(local_date(occurred_at))


def expiry_of_day(earned_on: date) -> date:
    """Say the same of a day."""
    return date(earned_on.year + 1, 12, 31)


def total(parts: Iterable[Part]) -> int:
    """Add the points of some parts."""
    return sum(part.amount for part in parts)


def take(lots: Iterable[Part], amount: int) -> list[Part]:
    """Take points from the lots that expire first; the caller has checked that there are enough."""
    taken = []
    for lot in sorted(lots, key=lambda it: it.expires_on):
        some = min(lot.amount, amount)
        if some > 0:
            taken.append(Part(lot.expires_on, some))
            amount -= some
    assert amount == 0, "took more than there is"
    return taken


def overdue(lots: Iterable[Part], at: datetime) -> list[Part]:
    """Return the lots whose last day is over."""
    today = local_date(at)
    return sorted((it for it in lots if it.expires_on < today), key=lambda it: it.expires_on)


def returned(parts: Iterable[Part], at: datetime, *, by_timeout: bool) -> list[Part]:
    """Give held parts back (A15): nobody loses points because they were held.

    After a time-out every part counts at least 30 days from its return; after a cancellation
    only a part whose day has passed meanwhile does, or cancelling would lengthen every lot.
    """
    today = local_date(at)
    grace = today + timedelta(days=RETURN_GRACE_DAYS)
    back = []
    for part in parts:
        expired = part.expires_on < today
        day = max(part.expires_on, grace) if by_timeout or expired else part.expires_on
        back.append(Part(day, part.amount))
    return back


def minus(parts: Iterable[Part], fewer: Iterable[Part]) -> list[Part]:
    """Return what is left of some parts without others that are among them."""
    left = {part.expires_on: part.amount for part in parts}
    pull(left, fewer)
    return [Part(day, amount) for day, amount in sorted(left.items())]


def put(open_lots: dict[date, int], parts: Iterable[Part]) -> None:
    """Add parts to the open lots of a wallet."""
    for part in parts:
        open_lots[part.expires_on] = open_lots.get(part.expires_on, 0) + part.amount


def pull(open_lots: dict[date, int], parts: Iterable[Part]) -> None:
    """Take parts out of the open lots of a wallet; an empty lot is none."""
    for part in parts:
        left = open_lots[part.expires_on] - part.amount
        if left:
            open_lots[part.expires_on] = left
        else:
            del open_lots[part.expires_on]


def take_first(own_day: date, open_lots: dict[date, int], amount: int) -> list[Part]:
    """Take points from the lot of one day, and from the others what it lacks."""
    own = min(amount, open_lots.get(own_day, 0))
    others = [Part(day, points) for day, points in open_lots.items() if day != own_day]
    return [*([Part(own_day, own)] if own else []), *take(others, amount - own)]
