"""How entries of a year become a score."""

from collections.abc import Sequence

from ledger.households.household import Household
from ledger.moral.score_year import ScoreYear
from projections.projection import Fold, LogEvent, folds


class ScoresFold(Fold):
    """One batch of entries."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the years that are touched, and the entries that are undone."""
        events = [log.event for log in batch]
        of_years = [it for it in events if isinstance(it, ScoreYear.Event)]
        self.rows["years"].load(it.originator_id for it in of_years)
        undone = [it.reverses for it in of_years if isinstance(it, ScoreYear.Reversed)]
        self.rows["entries"].load(undone)

    @folds(ScoreYear.Opened)
    def _opened(self, log: LogEvent) -> None:
        event = log.event
        self.rows["years"].put(
            {
                "score_year_id": event.originator_id,
                "household_id": event.household_id,
                "unit_code": event.unit_code,
                "year": event.year,
                "base": event.base,
                "score": event.base,
                "is_merged": False,
            }
        )

    @folds(ScoreYear.Added, ScoreYear.Deducted)
    def _counted(self, log: LogEvent) -> None:
        event = log.event
        self.rows["entries"].put(
            {
                "entry_id": event.entry_id,
                "household_id": event.household_id,
                "unit_code": event.unit_code,
                "claim_id": event.claim_id,
                "item_code": event.item_code,
                "points": event.points,
                "is_deduction": event.is_deduction,
                "occurred_on": event.occurred_on,
                "period": event.period,
                "is_reversed": False,
                "posted_at": event.occurred_at,
            }
        )
        self._score(log)

    @folds(ScoreYear.Reversed)
    def _reversed(self, log: LogEvent) -> None:
        self.rows["entries"].change(log.event.reverses)["is_reversed"] = True
        self._score(log)

    @folds(ScoreYear.TookIn)
    def _took_in(self, log: LogEvent) -> None:
        self._score(log)

    @folds(ScoreYear.MergedInto)
    def _merged(self, log: LogEvent) -> None:
        self.rows["years"].change(log.event.originator_id)["is_merged"] = True

    @folds(Household.Merged)
    def _household_merged(self, log: LogEvent) -> None:
        row = {"household_id": log.event.originator_id, "into_id": log.event.into_id}
        self.rows["merges"].put(row)

    def _score(self, log: LogEvent) -> None:
        self.rows["years"].change(log.event.originator_id)["score"] = log.event.score
