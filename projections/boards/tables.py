"""Tables of leaderboards."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import identifier, number, text
from projections.projection import Tables

NAME = "boards"


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "scores": _scores(metadata, suffix),
        # What later events leave out: whose a wallet is, where a station stands, what a credit was.
        "wallets": Table(
            f"{NAME}_wallets{suffix}",
            metadata,
            identifier("wallet_id", key=True),
            identifier("owner_id"),
            text("kind"),
            text("unit_code"),
        ),
        "stations": Table(
            f"{NAME}_stations{suffix}",
            metadata,
            identifier("station_id", key=True),
            text("unit_code"),
        ),
        "credits": Table(
            f"{NAME}_credits{suffix}",
            metadata,
            identifier("entry_id", key=True),
            text("board"),
            identifier("member_id"),
            text("unit_code"),
            text("month"),
        ),
    }


def _scores(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_scores{suffix}"
    table = Table(
        name,
        metadata,
        text("board", key=True),
        text("scope_code", key=True),
        text("period", key=True),
        text("member_id", key=True),
        number("score"),
        number("reached_position"),
    )
    Index(
        f"{name}_rank",
        table.c.board,
        table.c.scope_code,
        table.c.period,
        table.c.score.desc(),
        table.c.reached_position,
        table.c.member_id,
    )
    Index(f"{name}_reached", table.c.reached_position)
    return table
