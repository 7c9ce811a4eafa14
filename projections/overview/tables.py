"""Tables of the overview. Units stand in them under the codes they had when it happened."""

from sqlalchemy import Index, MetaData, Table

from projections.columns import identifier, number, text
from projections.projection import Tables

NAME = "overview"
FIGURES = (
    "minutes",
    "supplementary_minutes",
    "back_office",
    "late",
    "visits",
    "issued",
    "redeemed",
)

SESSION = FIGURES[:4]
"""What one attendance adds to the figures of its unit and month."""


def declare(metadata: MetaData, suffix: str) -> Tables:
    """Declare the tables of one build."""
    return {
        "months": _months(metadata, suffix),
        "serving": _serving(metadata, suffix),
        "sessions": Table(
            f"{NAME}_sessions{suffix}",
            metadata,
            identifier("attendance_id", key=True),
            text("month"),
            text("unit_code"),
            *(number(name) for name in SESSION),
        ),
        "wallets": Table(
            f"{NAME}_wallets{suffix}",
            metadata,
            identifier("wallet_id", key=True),
            text("unit_code"),
        ),
    }


def _months(metadata: MetaData, suffix: str) -> Table:
    figures = (number(name) for name in FIGURES)
    return Table(
        f"{NAME}_months{suffix}",
        metadata,
        text("month", key=True),
        text("unit_code", key=True),
        *figures,
    )


def _serving(metadata: MetaData, suffix: str) -> Table:
    """Declare who had minutes counted in a month; only ever counted, never listed."""
    name = f"{NAME}_serving{suffix}"
    table = Table(
        name,
        metadata,
        text("month", key=True),
        text("unit_code", key=True),
        identifier("person_id", key=True),
        number("minutes"),
    )
    Index(f"{name}_unit", table.c.month, table.c.unit_code)
    return table
