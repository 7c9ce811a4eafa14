"""Where units lie on a day: by their codes, and by the few of them that moved.

A code begins with that of the unit it was registered below, so most of the tree is told by codes
alone. Only units that were moved, split or merged since are kept in memory: a handful, even where
the tree holds a whole country.
"""

import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

from sqlalchemy import Select, func, select

from projections.projection import Tables
from projections.registry.fold import UnitState
from projections.registry.units import RegistryReader, UnitRow
from projections.scopes import Part, Scope
from projections.store import ReadStore

LOOK_AGAIN_S = 1.0
"""How soon a move that another process has read is honoured here."""
VERSIONS_MAX = 200_000
"""So many versions of moved units are kept in memory at most."""
SCOPES_MAX = 2_000


@dataclass(frozen=True, slots=True)
class Seat:
    """Under whom a unit lies for some days; under all its heirs once it was split or merged."""

    since: date
    until: date
    above: tuple[str, ...]


class Tree:
    """The tree by all that is known: asked by day, never changed."""

    def __init__(self, moved: Mapping[str, tuple[Seat, ...]]) -> None:
        self._moved = moved
        self._scopes: OrderedDict[tuple[str, date], Scope] = OrderedDict()

    def reaches(self, unit_code: str, inner_code: str, day: date) -> bool:
        """Tell whether a unit is another one or lies above it on a day.

        What was split or merged lies below each of its heirs.
        """
        if not self._moved:
            return inner_code.startswith(unit_code)
        ways, seen = [inner_code], set()
        while ways:
            code = ways.pop()
            seen.add(code)
            turn = self._turn(code, day)
            if code.startswith(unit_code) and len(unit_code) >= len(turn or ""):
                return True
            if turn:
                ways += [it for it in self._above(turn, day) if it not in seen]
        return False

    def scope(self, unit_code: str, day: date) -> Scope:
        """Return a unit and all below it on a day, for the filters of lists and sums."""
        if not self._moved:
            return Scope.of_codes(unit_code)
        known = self._scopes.get((unit_code, day))
        if known is None:
            known = self._scopes[unit_code, day] = self._scope_of(unit_code, day)
            while len(self._scopes) > SCOPES_MAX:
                self._scopes.pop(next(iter(self._scopes)), None)
        return known

    def _scope_of(self, unit_code: str, day: date) -> Scope:
        came: list[str] = []
        went: list[str] = []
        for code in self._moved:
            if not self._above(code, day):
                continue
            is_in = self.reaches(unit_code, code, day)
            if is_in != self._was_in(unit_code, code, day):
                (came if is_in else went).append(code)
        roots = [unit_code, *(it for it in came if it != unit_code)]
        return Scope(
            unit_code,
            tuple(
                Part(root, tuple(sorted(it for it in went if it.startswith(root))))
                for root in sorted(roots)
            ),
        )

    def _was_in(self, unit_code: str, code: str, day: date) -> bool:
        """Tell whether the codes around one lie within a unit, itself left aside."""
        around = self._turn(code[:-1], day) or ""
        if code.startswith(unit_code) and len(unit_code) >= len(around):
            return True
        return bool(around) and self.reaches(unit_code, around, day)

    def _turn(self, code: str, day: date) -> str | None:
        """Return the lowest unit at or around a code that does not lie where its code says."""
        for end in range(len(code), 0, -1):
            if code[:end] in self._moved and self._above(code[:end], day):
                return code[:end]
        return None

    def _above(self, code: str, day: date) -> tuple[str, ...]:
        return next((it.above for it in self._moved[code] if it.since <= day < it.until), ())


class Moves(RegistryReader):
    """What is read of units that moved."""

    def last(self) -> int:
        """Return the position of the last move that was read."""
        row = self._row(lambda t: select(func.max(t["moved_units"].c.position)))
        return row[0] or 0

    def all(self) -> Mapping[str, tuple[Seat, ...]]:
        """Return every unit that ever moved, was split or merged, with where it lay when."""

        def statement(t: Tables) -> Select[Any]:
            units, moved = t["unit_versions"], t["moved_units"]
            chosen = select(units).where(units.c.code.in_(select(moved.c.code)))
            return chosen.order_by(units.c.code, units.c.valid_from).limit(VERSIONS_MAX)

        return _seats(UnitRow(*row) for row in self._rows(statement))


def _seats(rows: Iterable[UnitRow]) -> Mapping[str, tuple[Seat, ...]]:
    seats: dict[str, tuple[Seat, ...]] = {}
    for it in rows:
        ended = it.state in (UnitState.SPLIT, UnitState.MERGED)
        above = it.heirs if ended else (it.parent_code,)
        seats[it.code] = (*seats.get(it.code, ()), Seat(it.valid_from, it.valid_to, above))
    return seats


class Trees:
    """The tree of this process, read again when something moved."""

    def __init__(self, store: ReadStore) -> None:
        self._moves = Moves(store)
        self._lock = Lock()
        self._tree = Tree({})
        self._last = 0
        self._looked_at: float | None = None

    def current(self) -> Tree:
        """Return the tree; it is at most LOOK_AGAIN_S behind the read model."""
        now = time.monotonic()
        if self._looked_at is None or now - self._looked_at >= LOOK_AGAIN_S:
            with self._lock:
                last = self._moves.last()
                if last != self._last:
                    self._tree = Tree(self._moves.all())
                    self._last = last
                self._looked_at = now
        return self._tree

    def forget(self) -> None:
        """Look again at the next question."""
        self._looked_at = None
