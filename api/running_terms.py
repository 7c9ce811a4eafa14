"""Terms of roles that were read a moment ago."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock
from uuid import UUID

from ledger.kernel.clock import local_date
from projections.catalogue import Views
from projections.registry.roles import RoleTermRow

TERMS_KEPT_MAX = 10_000
TERM_AGE_MAX = timedelta(seconds=5)
"""A term ended is honoured as ended everywhere within this time."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The terms of a person that run on a day, as they were read at a moment."""

    at: datetime
    day: date
    terms: tuple[RoleTermRow, ...]


class RunningTerms:
    """Terms read in the last seconds, so that a busy keeper costs no query for each request.

    Only what lets somebody in is believed from memory: before a refusal the terms are read anew.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[UUID, Kept] = OrderedDict()

    def forget(self) -> None:
        """Read all of them anew when they are next asked for."""
        with self._lock:
            self._kept.clear()

    def of(self, person_id: UUID, now: datetime) -> Kept | None:
        """Return what is remembered of a person, unless it is too old."""
        kept = self._kept.get(person_id)
        fresh = kept is not None and kept.at <= now < kept.at + TERM_AGE_MAX
        return kept if fresh and kept is not None and kept.day == local_date(now) else None

    def read(self, views: Views, person_id: UUID, now: datetime) -> Kept:
        """Read the running terms of a person, and remember them for a moment."""
        day = local_date(now)
        kept = Kept(now, day, tuple(views.role_terms.of_person(person_id, day)))
        with self._lock:
            self._kept[person_id] = kept
            self._kept.move_to_end(person_id)
            if len(self._kept) > TERMS_KEPT_MAX:
                self._kept.popitem(last=False)
        return kept
