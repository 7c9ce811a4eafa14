"""Read model of part-time grid work: who agreed, was trained, and looks after which grid."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index, MetaData, Table

from ledger.stations.grid_worker import GridWorker
from projections.columns import day, flag, identifier, text
from projections.projection import Fold, LogEvent, Projection, Tables, folds

NAME = "grid_workers"
NOBODYS: dict[str, Any] = {
    "unit_code": "",
    "from_day": None,
    "to_day": None,
    "is_paid": False,
}
"""The term of somebody who has none."""


class GridWorkersFold(Fold):
    """One batch of events of part-time grid work."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the riders of the batch, and the terms that they have."""
        self.rows["workers"].load(log.event.person_id for log in batch)
        self.rows["terms"].load(
            (it["person_id"], it["from_day"])
            for it in self.rows["workers"].held()
            if it["from_day"] is not None
        )

    @folds(GridWorker.Opened)
    def _opened(self, log: LogEvent) -> None:
        rider = {"person_id": log.event.person_id, "agrees": False, "trained_on": None}
        self.rows["workers"].put(rider | NOBODYS)

    @folds(GridWorker.Agreed)
    def _agreed(self, log: LogEvent) -> None:
        self._worker(log)["agrees"] = True

    @folds(GridWorker.Disagreed)
    def _disagreed(self, log: LogEvent) -> None:
        self._worker(log)["agrees"] = False

    @folds(GridWorker.Trained)
    def _trained(self, log: LogEvent) -> None:
        self._worker(log)["trained_on"] = log.event.held_on

    @folds(GridWorker.Appointed)
    def _appointed(self, log: LogEvent) -> None:
        event = log.event
        term = {
            "unit_code": event.unit_code,
            "from_day": event.from_day,
            "to_day": event.to_day,
            "is_paid": event.is_paid,
        }
        self._worker(log).update(term, agrees=False)
        self.rows["terms"].put({"person_id": event.person_id, "cause": "", **term})

    @folds(GridWorker.Renewed)
    def _renewed(self, log: LogEvent) -> None:
        worker = self._worker(log)
        going_on = {"to_day": log.event.to_day, "is_paid": log.event.is_paid}
        worker.update(going_on, agrees=False)
        self._term(log.event.person_id, worker["from_day"]).update(going_on)

    @folds(GridWorker.Ended)
    def _ended(self, log: LogEvent) -> None:
        event = log.event
        self._term(event.person_id, event.from_day).update(to_day=event.to_day, cause=event.cause)
        self._worker(log).update(NOBODYS)

    def _worker(self, log: LogEvent) -> dict[str, Any]:
        return self.rows["workers"].change(log.event.person_id)

    def _term(self, person_id: UUID, from_day: date) -> dict[str, Any]:
        return self.rows["terms"].change((person_id, from_day))


class GridWorkersProjection(Projection):
    """Turns events into the read model of part-time grid work."""

    name = NAME
    version = 1
    fold = GridWorkersFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return {"workers": _workers(metadata, suffix), "terms": _terms(metadata, suffix)}


def _workers(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_workers{suffix}"
    table = Table(
        name,
        metadata,
        identifier("person_id", key=True),
        flag("agrees"),
        day("trained_on", optional=True),
        text("unit_code"),
        day("from_day", optional=True),
        day("to_day", optional=True),
        flag("is_paid"),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.person_id)
    Index(f"{name}_end", table.c.to_day, table.c.person_id)
    return table


def _terms(metadata: MetaData, suffix: str) -> Table:
    name = f"{NAME}_terms{suffix}"
    table = Table(
        name,
        metadata,
        identifier("person_id", key=True),
        day("from_day", key=True),
        text("unit_code"),
        day("to_day"),
        flag("is_paid"),
        text("cause"),
    )
    Index(f"{name}_unit", table.c.unit_code, table.c.from_day)
    return table
