"""How events become units, refused scans and their counts."""

from collections.abc import Sequence

from ledger.kernel.clock import local_date
from ledger.registry.refused_scan import RefusedScan
from ledger.registry.unit import Unit
from projections.projection import Fold, LogEvent, folds


class RegistryFold(Fold):
    """One batch of registry events."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the counts that grow."""
        self.rows["refusal_counts"].load(
            (log.event.refusal, local_date(log.event.occurred_at))
            for log in batch
            if isinstance(log.event, RefusedScan.Recorded)
        )

    @folds(Unit.Registered)
    def _registered(self, log: LogEvent) -> None:
        event = log.event
        self.rows["units"].put(
            {
                "code": event.code,
                "name": event.name,
                "level": event.level,
                "parent_code": event.parent_code,
            }
        )

    @folds(RefusedScan.Recorded)
    def _refused(self, log: LogEvent) -> None:
        event = log.event
        self.rows["refused_scans"].append(
            {
                "position": log.position,
                "refusal": event.refusal,
                "kind": event.kind,
                "person_id": event.person_id,
                "unit_code": event.unit_code,
                "device_id": event.device_id,
                "occurred_at": event.occurred_at,
            }
        )
        day = local_date(event.occurred_at)
        self.rows["refusal_counts"].add({"refusal": event.refusal, "day": day}, n=1)
