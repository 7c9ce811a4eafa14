"""Audit: what must hold among derived rows, judged by other means than the projections.

Wallets, items and vouchers are evolved again by their own aggregates; sums must agree; and in
every unit issued = available + held + redeemed + expired + forfeited
+ deducted.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection, Table, func, literal, select

from ledger.kernel.application import Ledger
from ledger.shop.item import Item
from ledger.shop.voucher import Voucher
from ledger.wallets.wallet import Wallet
from projections.difference import DIFFERENCES_MAX, NOTHING, Difference
from projections.projection import Tables
from projections.streams import version_of

PAGE_ROWS = 500

Figures = dict[str, Any]


def audit(
    ledger: Ledger, connection: Connection, wallets: Tables, shop: Tables
) -> Iterator[Difference]:
    """Tell what does not hold in tables derived from the log, first differences of each rule."""
    for rule in (
        _evolved(ledger, connection, wallets["balances"], _wallet_figures),
        _evolved(ledger, connection, shop["items"], _item_figures),
        _evolved(ledger, connection, shop["vouchers"], _voucher_figures),
        _sums(connection, wallets["balances"], wallets["lots"], "available"),
        _sums(connection, wallets["balances"], wallets["holds"], "held"),
        _trial_balances(connection, wallets),
    ):
        yield from islice(rule, DIFFERENCES_MAX)


def _evolved(
    ledger: Ledger, connection: Connection, table: Table, figures: Callable[[Any], Figures]
) -> Iterator[Difference]:
    """Evolve every row's stream by its aggregate, as of the position the rows have come to."""
    key = table.primary_key.columns[0]
    for row in _pages(connection, table):
        stream_id = cast("UUID", row[key.name])
        version = version_of(connection, stream_id)
        expected = figures(ledger.repository.get(stream_id, version=version))
        found = {name: row[name] for name in expected}
        if found != expected:
            yield Difference(
                f"{table.name} and its aggregate", str(stream_id), str(found), str(expected)
            )


def _pages(connection: Connection, table: Table) -> Iterator[Any]:
    """Read a table page by page by its key, so that other statements can run in between."""
    key = table.primary_key.columns[0]
    query = select(table).order_by(key).limit(PAGE_ROWS)
    page = connection.execute(query).mappings().all()
    while page:
        yield from page
        after = query.where(key > page[-1][key.name])
        page = connection.execute(after).mappings().all()


def _wallet_figures(wallet: Wallet) -> Figures:
    return {
        "available": sum(wallet.open_lots.values()),
        "held": wallet.held,
        "owner_id": wallet.owner_id,
        "kind": wallet.kind,
        "unit_code": wallet.unit_code,
    }


def _item_figures(item: Item) -> Figures:
    return {"on_hand": item.on_hand, "free": item.free, "price_points": item.price_points}


def _voucher_figures(voucher: Voucher) -> Figures:
    return {
        "state": voucher.state,
        "amount": voucher.amount,
        "owner_id": voucher.owner_id,
        "collect_by": voucher.collect_by,
    }


def _sums(
    connection: Connection, balances: Table, parts: Table, figure: str
) -> Iterator[Difference]:
    """Compare a figure of every balance with the sum of its parts."""
    sums = (
        select(parts.c.wallet_id, func.sum(parts.c.amount).label("total"))
        .group_by(parts.c.wallet_id)
        .subquery()
    )
    total = func.coalesce(sums.c.total, literal(0))
    query = (
        select(balances.c.wallet_id, balances.c[figure], total)
        .outerjoin(sums, sums.c.wallet_id == balances.c.wallet_id)
        .where(balances.c[figure] != total)
        .limit(DIFFERENCES_MAX)
    )
    for wallet_id, found, expected in connection.execute(query).all():
        yield Difference(f"{balances.name}.{figure}", str(wallet_id), str(found), str(expected))


def _trial_balances(connection: Connection, wallets: Tables) -> Iterator[Difference]:
    """Compare every unit's trial balance with the sums of its wallets, and with itself."""
    balances, trial = wallets["balances"], wallets["trial_balance"]
    issued = balances.c.credited - balances.c.reversed
    gone = ("redeemed", "expired", "forfeited", "deducted")
    columns = (issued, *(balances.c[it] for it in ("available", "held", *gone)))
    sums = select(balances.c.unit_code, *map(func.sum, columns)).group_by(balances.c.unit_code)
    expected = {unit: tuple(map(int, rest)) for unit, *rest in connection.execute(sums)}
    found = {unit: tuple(rest) for unit, *rest in connection.execute(select(trial))}
    for unit in sorted(expected.keys() | found.keys()):
        figures = found.get(unit)
        # A unit whose wallets never had a point needs no trial balance.
        if figures != expected.get(unit) and (figures or any(expected[unit])):
            told = str(figures or NOTHING)
            yield Difference(trial.name, unit, told, str(expected.get(unit, NOTHING)))
        elif figures and figures[0] != sum(figures[1:]):
            yield Difference(trial.name, unit, f"difference {figures[0] - sum(figures[1:])}", "0")
