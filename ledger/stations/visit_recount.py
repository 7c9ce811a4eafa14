"""What one scan more or less changes: on its own day, and on the days its visits reach into."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from ledger.kernel.clock import day_end, local_date
from ledger.kernel.session import Session
from ledger.stations.visit_day import VisitDay
from ledger.stations.visit_windows import POINTS_PER_DAY, VISIT_GAP, Scan, starts

ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Change:
    """What changes on one day of a rider at one station."""

    day: VisitDay
    station_id: UUID
    scans: list[Scan]
    """All scans of the station on this day, the new one among them, one taken back not."""
    wanted: list[Scan]
    """Those that are visits from now on."""
    repeated: Scan | None = None
    """The new scan, if it is no visit."""
    gone: Scan | None = None
    """The scan that is taken back."""
    gains: dict[tuple[datetime, bool, str], int] = field(default_factory=dict)
    losses: dict[tuple[datetime, bool, str], int] = field(default_factory=dict)

    @property
    def withdrawn(self) -> list[Scan]:
        """Visits that are none any more."""
        return [it for it in self.scans if it.counts and it not in self.wanted]

    @property
    def leaving(self) -> list[Scan]:
        """Visits that are none any more, and the scan that is taken back."""
        return [*self.withdrawn, *([self.gone] if self.gone else [])]

    @property
    def counted(self) -> list[Scan]:
        """Scans that become visits."""
        return [it for it in self.wanted if not it.counts]

    @property
    def is_empty(self) -> bool:
        """Whether everything stays as it was."""
        return not self.leaving and not self.counted and self.repeated is None

    @property
    def has_proof(self) -> bool:
        """Whether somebody was seen to come on this day: what the point of the day is for.

        A scan before the first visit of a day belongs to a visit of the day before.
        """
        others = [it for key, it in self.day.scans.items() if key != str(self.station_id)]
        return _proves(self.scans, self.wanted) or any(
            _proves(each, [it for it in each if it.counts]) for each in others
        )

    def bearers(self) -> list[Scan]:
        """Return the scans that can bear the point of the day: they prove; new ones go first."""
        new = [*self.counted, *([self.repeated] if self.repeated else [])]
        return [it for it in [*new, *self._proofs()] if it.proves and it.order not in self.gains]

    def _proofs(self) -> list[Scan]:
        """Return older scans within the visits of this day that prove one of them now."""
        since = self.wanted[0].at if self.wanted else None
        return [
            it
            for it in self.scans
            if since and it.at >= since and not it.counts and it not in self.wanted
        ]

    def keep(self, taken_back_at: datetime | None = None) -> None:
        """Record it."""
        if self.gone is not None and taken_back_at is not None:
            self._take_back(self.gone, taken_back_at)
        for it in self.counted:
            self.day.count(self.station_id, it, self.gains.get(it.order, 0))
        for it in self.withdrawn:
            self.day.withdraw(self.station_id, it, self.losses.get(it.order, 0))
        counted = {it.order for it in self.counted}
        for it in self.scans:
            proves_now = it.order in self.gains and it.order not in counted
            if it == self.repeated or proves_now:
                self.day.repeat(self.station_id, it, self.gains.get(it.order, 0))

    def _take_back(self, gone: Scan, at: datetime) -> None:
        lost = self.losses.get(gone.order, 0)
        if gone.counts:
            self.day.withdraw(self.station_id, gone, lost)
        self.day.take_back(self.station_id, gone, 0 if gone.counts else lost, at)


def _proves(scans: list[Scan], visits: list[Scan]) -> bool:
    return bool(visits) and any(it.proves and it.at >= visits[0].at for it in scans)


class Recount:
    """What one scan more or less changes, and the days that were looked at to know it."""

    def __init__(
        self, session: Session, own: VisitDay, station_id: UUID, scan: Scan, *, gone: bool = False
    ) -> None:
        self._session, self._station_id = session, station_id
        self._looked: set[UUID] = set()
        last = own.last_start(station_id, scan.at) or self._carried(own, scan.at)
        self.changes = [_change(own, station_id, last, scan, gone=gone)]
        """Day by day, the scan's own first."""
        before = [it.at for it in self.changes[0].wanted if it.at <= scan.at]
        self.covered_since = before[-1] if before else last or scan.at
        """When the visit began that the scan is, or is within."""
        while (following := self._next(last)) is not None:
            last, change = following
            if change.is_empty:
                break
            self.changes.append(change)

    def keep(self, taken_back_at: datetime | None = None) -> None:
        """Record it all; what was only looked at must not have changed meanwhile."""
        for change in self.changes:
            change.keep(taken_back_at)
        for identifier in self._looked - {it.day.id for it in self.changes}:
            self._session.rely_on(identifier)

    def _carried(self, own: VisitDay, moment: datetime) -> datetime | None:
        """Return when the last visit of the day before began, if it may reach to this moment."""
        before = local_date(moment - VISIT_GAP)
        day = None if before == own.day else self._neighbour(own, before - own.day)
        return day.last_start(self._station_id) if day else None

    def _next(self, last: datetime | None) -> tuple[datetime | None, Change] | None:
        """Return the day after, if the last visit of this one is another one, near its end."""
        change = self.changes[-1]
        old = change.day.last_start(self._station_id) or last
        new = change.wanted[-1].at if change.wanted else last
        midnight = day_end(change.day.day)
        if old == new or all(it is None or it + VISIT_GAP <= midnight for it in (old, new)):
            return None
        day = self._neighbour(change.day, ONE_DAY)
        return None if day is None else (new, _change(day, self._station_id, new))

    def _neighbour(self, own: VisitDay, distance: timedelta) -> VisitDay | None:
        identifier = VisitDay.create_id(own.rider_id, own.day + distance)
        self._looked.add(identifier)
        self._session.require(identifier)
        return self._session.find(VisitDay, identifier)


def share_points(changes: list[Change]) -> list[Change]:
    """Move points with the visits they were for; return the days that want a new one.

    A point that was given stays where no day wants it; `lost_points` takes it back.
    """
    for it in changes:
        _inherit(it)
    wanting = [it for it in changes if it.has_proof and not it.day.points and it.bearers()]
    for giver, taker in zip(_spare(changes), list(wanting), strict=False):
        giver.losses[giver.leaving[0].order] = POINTS_PER_DAY
        taker.gains[taker.bearers()[0].order] = POINTS_PER_DAY
        wanting.remove(taker)
    for it in wanting:
        it.gains[it.bearers()[0].order] = POINTS_PER_DAY
    return wanting


def lost_points(changes: list[Change]) -> list[Change]:
    """Take points back that no day has a proof for any more; return the days that lose one."""
    losing = [it for it in _spare(changes) if not it.losses]
    for it in losing:
        it.losses[it.leaving[0].order] = POINTS_PER_DAY
    return losing


def _spare(changes: list[Change]) -> list[Change]:
    return [it for it in changes if it.day.points and not it.has_proof and it.leaving]


def _inherit(change: Change) -> None:
    """Let a visit of the same day bear what a withdrawn one bore."""
    for gone in change.leaving if change.day.points else ():
        if gone.points and (heirs := change.bearers()):
            change.losses[gone.order] = change.gains[heirs[0].order] = gone.points


def _change(
    day: VisitDay,
    station_id: UUID,
    last: datetime | None,
    scan: Scan | None = None,
    *,
    gone: bool = False,
) -> Change:
    """Count the visits of a day anew, from a scan on or from its beginning."""
    known = [it for it in day.at_station(station_id) if it is not scan]
    new = None if gone else scan
    scans = sorted([*known, *([new] if new else [])], key=lambda it: it.order)
    since = scan.at if scan else None
    before = [it for it in scans if since and it.at < since and it.counts]
    later = [it for it in scans if since is None or it.at >= since]
    wanted = [*before, *starts(later, last)]
    repeated = None if new is None or new in wanted else new
    return Change(day, station_id, scans, wanted, repeated, scan if gone else None)


def each_earner(wanting: list[Change]) -> Iterator[tuple[Change, Scan]]:
    """Name the scans that earn a new point, and their days."""
    for change in wanting:
        for it in change.scans:
            if change.gains.get(it.order):
                yield change, it
                break
