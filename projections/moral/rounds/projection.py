"""Projection of rounds."""

from collections.abc import Sequence

from sqlalchemy import Index, MetaData, Table

from ledger.moral.round import Found, Round
from projections.columns import identifier, moment, number, text
from projections.projection import Fold, LogEvent, Projection, Tables, folds

NAME = "rounds"


class RoundsFold(Fold):
    """One batch of checks; of one gate and item the last counts, but good stays good."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the gates that are checked again."""
        self.rows["checks"].load(
            (it.originator_id, it.household_id, it.item_code) for it in (log.event for log in batch)
        )

    @folds(Round.Checked)
    def _checked(self, log: LogEvent) -> None:
        event = log.event
        key = (event.originator_id, event.household_id, event.item_code)
        known = self.rows["checks"].get(key)
        if known is not None and known["found"] == Found.GOOD:
            return
        names = ("unit_code", "month", "walked_by", "household_id", "item_code", "found")
        told = {name: getattr(event, name) for name in (*names, "claim_id", "checked_at")}
        visits = 1 if known is None else known["visits"] + 1
        self.rows["checks"].put(told | {"round_id": event.originator_id, "visits": visits})


class RoundsProjection(Projection):
    """Turns checks into the progress of rounds."""

    name = NAME
    version = 1
    fold = RoundsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        name = f"{NAME}_checks{suffix}"
        return {
            "checks": Table(
                name,
                metadata,
                identifier("round_id", key=True),
                identifier("household_id", key=True),
                text("item_code", key=True),
                text("unit_code"),
                text("month"),
                identifier("walked_by"),
                text("found"),
                identifier("claim_id", optional=True),
                moment("checked_at"),
                number("visits"),
                Index(f"{name}_month", "unit_code", "month", "walked_by"),
            )
        }
