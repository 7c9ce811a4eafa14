"""Tables of wallets."""

from sqlalchemy import Index, MetaData, Table

from ledger.wallets.wallet import Reason
from projections.columns import day, identifier, moment, number, text
from projections.projection import Tables
from projections.visit_horizon import horizon_table

NAME = "wallets"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "balances": _balances(metadata, suffix),
        "lots": _lots(metadata, suffix),
        "holds": _holds(metadata, suffix),
        "entries": _entries(metadata, suffix),
        "trial_balance": _trial_balance(metadata, suffix),
        "visit_detail": horizon_table(NAME, metadata, suffix),
    }


def _balances(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_balances{suffix}"
    table = Table(
        name,
        metadata,
        identifier("wallet_id", key=True),
        identifier("owner_id"),
        text("kind"),
        text("unit_code"),
        number("available"),
        number("held"),
        number("credited"),
        number("redeemed"),
        number("expired"),
        number("reversed"),
        number("forfeited"),
        number("deducted"),
        number("moved_in"),
        number("moved_out"),
    )
    Index(f"{name}_owner", table.c.owner_id)
    Index(f"{name}_unit", table.c.unit_code, table.c.kind)
    return table


def _lots(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_lots{suffix}"
    table = Table(
        name,
        metadata,
        identifier("wallet_id", key=True),
        day("expires_on", key=True),
        number("amount"),
        number("reminded_days"),
    )
    Index(f"{name}_day", table.c.expires_on, table.c.wallet_id)
    return table


def _holds(metadata: MetaData, suffix: str) -> Table:
    return Table(
        f"{NAME}_holds{suffix}",
        metadata,
        identifier("hold_id", key=True),
        identifier("wallet_id"),
        number("amount"),
    )


def _entries(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_entries{suffix}"
    table = Table(
        name,
        metadata,
        number("position", key=True),
        identifier("wallet_id"),
        text("kind"),
        number("amount"),
        number("points"),
        text("reason"),
        identifier("source_id", optional=True),
        identifier("entry_id", optional=True),
        moment("occurred_at"),
        moment("recorded_at"),
        number("balance_after"),
    )
    Index(f"{name}_wallet", table.c.wallet_id, table.c.position)
    Index(f"{name}_month", table.c.wallet_id, table.c.occurred_at)
    traces = (table.c.reason == Reason.VISIT.value) & table.c.source_id.is_not(None)
    Index(f"{name}_visits", table.c.occurred_at, sqlite_where=traces, postgresql_where=traces)
    return table


def _trial_balance(metadata: MetaData, suffix: str) -> Table:
    return Table(
        f"{NAME}_trial_balance{suffix}",
        metadata,
        text("unit_code", key=True),
        number("issued"),
        number("available"),
        number("held"),
        number("redeemed"),
        number("expired"),
        number("forfeited"),
        number("deducted"),
    )
