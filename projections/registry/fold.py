"""How events become units, terms of roles, refused scans and their counts."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from ledger.kernel.clock import local_date
from ledger.registry.county_levels import CountyLevels
from ledger.registry.holiday_year import HolidayYear
from ledger.registry.refused_scan import RefusedScan
from ledger.registry.role_holder import RoleHolder
from ledger.registry.unit import Unit
from ledger.registry.unit_office import UnitOffice
from ledger.stations.visit_detail import VisitDetail
from projections.projection import Fold, LogEvent, Tables, folds
from projections.registry.scan_traces import forget_whose, is_forgotten
from projections.registry.tables import FOREVER, NOWHERE
from projections.rows import Record
from projections.visit_horizon import DETAIL, forgotten_before, move_horizon

DECISIONS = frozenset({HolidayYear.Proposed, HolidayYear.Approved, HolidayYear.Rejected})
CHANGES = frozenset({Unit.Renamed, Unit.Moved, Unit.Closed, Unit.Split, Unit.Merged})


class UnitState(StrEnum):
    """What a unit is from a day on."""

    OPEN = "open"
    CLOSED = "closed"
    SPLIT = "split"
    MERGED = "merged"


class YearState(StrEnum):
    """Where a version of a year's days off stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    REPLACED = "replaced"
    """Proposed anew before anybody decided."""


class RegistryFold(Fold):
    """One batch of registry events."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        super().__init__(connection, tables)
        self._connection, self._scans = connection, tables["refused_scans"]
        self._forgets = False

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the units that change and the counts that grow."""
        self.rows["units"].load(log.event.code for log in batch if type(log.event) in CHANGES)
        decided = [log.event for log in batch if type(log.event) in DECISIONS]
        self.rows["holiday_years"].load((it.year, it.version - n) for it in decided for n in (0, 1))
        self.rows["refusal_counts"].load(
            (log.event.refusal, local_date(log.event.occurred_at))
            for log in batch
            if isinstance(log.event, RefusedScan.Recorded)
        )
        self.rows["visit_detail"].load([DETAIL])

    def write(self) -> None:
        """Write every table back, and say of old scans at stations no longer whose they were."""
        super().write()
        if self._forgets:
            forget_whose(self._connection, self._scans, self._forgotten_before)

    @folds(VisitDetail.Forgotten)
    def _forget_visits(self, log: LogEvent) -> None:
        move_horizon(self.rows["visit_detail"], log.event.before)
        self._forgets = True

    @property
    def _forgotten_before(self) -> date:
        return forgotten_before(self.rows["visit_detail"])

    @folds(Unit.Registered)
    def _registered(self, log: LogEvent) -> None:
        event = log.event
        facts = {"name": event.name, "level": event.level, "parent_code": event.parent_code}
        self._begin(facts | {"code": event.code, "state": UnitState.OPEN, "heirs": ()}, event)

    @folds(Unit.Renamed)
    def _renamed(self, log: LogEvent) -> None:
        self._change(log.event, name=log.event.name)

    @folds(Unit.Moved)
    def _moved(self, log: LogEvent) -> None:
        self._change(log.event, parent_code=log.event.parent_code)
        self._note_move(log, log.event.code)

    @folds(Unit.Closed)
    def _closed(self, log: LogEvent) -> None:
        self._change(log.event, state=UnitState.CLOSED)

    @folds(Unit.Split)
    def _split(self, log: LogEvent) -> None:
        self._change(log.event, state=UnitState.SPLIT, heirs=tuple(log.event.into))
        for code in (log.event.code, *log.event.into):
            self._note_move(log, code)

    @folds(Unit.Merged)
    def _merged(self, log: LogEvent) -> None:
        self._change(log.event, state=UnitState.MERGED, heirs=(log.event.into,))
        self._note_move(log, log.event.code)

    def _note_move(self, log: LogEvent, code: str) -> None:
        self.rows["moved_units"].put({"code": code, "position": log.position})

    def _change(self, event: Any, **facts: object) -> None:
        """End the version before, unless it began on the same day and was never seen."""
        before = self.rows["units"].get(event.code)
        assert before is not None, "a unit is registered before anything else happens to it"
        if before["valid_from"] < event.valid_from:
            self.rows["unit_versions"].put(before | {"valid_to": event.valid_from})
        self._begin(before | facts, event)

    def _begin(self, facts: Record, event: Any) -> None:
        version = facts | {"valid_from": event.valid_from, "valid_to": FOREVER}
        self.rows["units"].put(version)
        self.rows["unit_versions"].put(dict(version))

    @folds(CountyLevels.Named)
    def _levels_named(self, log: LogEvent) -> None:
        event = log.event
        record = {"county_code": event.county_code, "levels": tuple(event.levels)}
        self.rows["county_levels"].put(record | {"names": tuple(event.names)})

    @folds(UnitOffice.Named)
    def _office_named(self, log: LogEvent) -> None:
        event = log.event
        told = {"in_charge": event.in_charge, "telephone": event.telephone}
        self.rows["offices"].put({"unit_code": event.unit_code, **told})

    @folds(HolidayYear.Proposed)
    def _year_proposed(self, log: LogEvent) -> None:
        event = log.event
        before = self.rows["holiday_years"].get((event.year, event.version - 1))
        if before is not None and before["state"] == YearState.PROPOSED:
            self._decide(log, event.version - 1, YearState.REPLACED, None)
        self.rows["holiday_years"].put(
            {
                "year": event.year,
                "version": event.version,
                "state": YearState.PROPOSED,
                "holidays": tuple(it.isoformat() for it in event.holidays),
                "workdays": tuple(it.isoformat() for it in event.workdays),
                "source": event.source,
                "proposed_by": event.proposed_by,
                "proposed_at": event.timestamp,
                "decided_by": None,
                "decided_at": None,
                "position": log.position,
            }
        )

    @folds(HolidayYear.Approved)
    def _year_approved(self, log: LogEvent) -> None:
        self._decide(log, log.event.version, YearState.APPROVED, log.event.approved_by)

    @folds(HolidayYear.Rejected)
    def _year_rejected(self, log: LogEvent) -> None:
        self._decide(log, log.event.version, YearState.REJECTED, log.event.rejected_by)

    def _decide(self, log: LogEvent, version: int, state: YearState, by: Any) -> None:
        row = self.rows["holiday_years"].change((log.event.year, version))
        row |= {"state": state, "decided_by": by, "position": log.position}
        row["decided_at"] = log.event.timestamp

    @folds(RoleHolder.Assigned, RoleHolder.Ended)
    def _has_term(self, log: LogEvent) -> None:
        event = log.event
        self.rows["role_terms"].put(
            {
                "person_id": event.person_id,
                "role": event.role,
                "unit_code": event.unit_code,
                "place_id": event.place_id or NOWHERE,
                "from_day": event.from_day,
                "to_day": event.to_day or FOREVER,
            }
        )

    @folds(RefusedScan.Recorded)
    def _refused(self, log: LogEvent) -> None:
        event = log.event
        scan = {
            "position": log.position,
            "refusal": event.refusal,
            "kind": event.kind,
            "person_id": event.person_id,
            "unit_code": event.unit_code,
            "device_id": event.device_id,
            "occurred_at": event.occurred_at,
        }
        forgotten = is_forgotten(scan, self._forgotten_before)
        self.rows["refused_scans"].append(scan | {"person_id": None} if forgotten else scan)
        day = local_date(event.occurred_at)
        self.rows["refusal_counts"].add({"refusal": event.refusal, "day": day}, n=1)
