"""Rebuild: build read models anew from the log, beside those that are read meanwhile.

The new build starts at position 0 under the next number. Once it has come as far as the live one
it takes its place in one transaction; nobody waits and no page is empty meanwhile.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from ledger.kernel.application import Ledger
from ledger.kernel.errors import StorageUnavailableError
from projections import builds
from projections.builds import Build, State
from projections.catalogue import PROJECTIONS
from projections.errors import BuildLostError
from projections.feed import Feed, read_page
from projections.projection import LogEvent, Projection
from projections.store import ReadStore

BUILD_PAGE_EVENTS = 5_000
"""Events folded at once while building; more would only cost memory."""
TRIES_MAX = 6
"""So often a store that is kept busy by others is asked again, each time after its own timeout."""

Answer = TypeVar("Answer")
OnProgress = Callable[[int, int], None]
"""Told the position reached and the last position of the log."""

_log = logging.getLogger(__name__)


def rebuild(
    ledger: Ledger, store: ReadStore, name: str, on_progress: OnProgress | None = None
) -> None:
    """Build one read model anew and switch to it; raises KeyError for a name nobody has."""
    known = {it.name: it for it in PROJECTIONS}
    build(ledger, store, [known[name]], on_progress)


def build(
    ledger: Ledger,
    store: ReadStore,
    projections: Collection[Projection],
    on_progress: OnProgress | None = None,
) -> None:
    """Build projections from position 0 and switch to the new builds once they have caught up.

    Running it again while it runs takes over: the first one ends with BuildLostError.
    """
    if not projections:
        return
    wanted = _patiently(partial(_begin, store, projections))
    _log.info("building %s", ", ".join(it.name for it in projections))
    position = 0
    caught_up = False
    while not caught_up:
        position = _read_on(ledger, store, wanted, position, on_progress)
        wanted = [(it, replace(own, position=position)) for it, own in wanted]
        caught_up = _patiently(partial(_switch, store, wanted))
    store.announce_switch()
    _sweep(store)


def _sweep(store: ReadStore) -> None:
    """Drop what is no longer read; what a long reader still holds is left for the next rebuild."""
    try:
        with store.writing() as connection:
            store.sweep(connection)
    except StorageUnavailableError:
        _log.warning("old tables are in use; the next rebuild drops them")


def stale(store: ReadStore, projections: Collection[Projection]) -> list[Projection]:
    """Return the projections that have no live build of their present version."""
    with store.reading() as connection:
        found = builds.all_builds(connection)
    live = {(it.name, it.class_version) for it in found if it.state is State.LIVE}
    return [it for it in projections if (it.name, it.version) not in live]


Wanted = Sequence[tuple[Projection, Build]]


def _begin(store: ReadStore, projections: Collection[Projection]) -> Wanted:
    """Enter new builds and create their tables; builds that somebody abandoned go."""
    with store.writing() as connection:
        known = builds.all_builds(connection, locked=True)
        wanted = []
        for projection in projections:
            own = [build for build in known if build.name == projection.name]
            for abandoned in (it for it in own if it.state is State.BUILDING):
                builds.forget(connection, abandoned)
            number = max((it.build for it in own), default=0) + 1
            build = Build(projection.name, number, projection.version, State.BUILDING, 0)
            builds.add(connection, build)
            for table in store.tables(projection, build).values():
                table.create(connection)
            wanted.append((projection, build))
    return wanted


def _read_on(
    ledger: Ledger,
    store: ReadStore,
    wanted: Wanted,
    position: int,
    on_progress: OnProgress | None,
) -> int:
    """Read to the end of the log as it is now; return the position reached."""
    end = ledger.store.max_notification_id() or 0
    while position < end:
        page = read_page(ledger, position, BUILD_PAGE_EVENTS, through=end)
        current = [(it, replace(build, position=position)) for it, build in wanted]
        _patiently(partial(_write, store, current, page))
        position = page[-1].position
        if on_progress is not None:
            on_progress(position, end)
    return position


def _write(store: ReadStore, current: Wanted, page: Sequence[LogEvent]) -> None:
    with store.session() as connection:
        Feed(store, current).write(connection, page, page[-1].position)


def _patiently(act: Callable[[], Answer]) -> Answer:
    """Try again where a live runner had the store: SQLite lets writers wait in no order.

    What was not begun changed nothing; a build that somebody took over still says so.
    """
    for _ in range(TRIES_MAX - 1):
        try:
            return act()
        except StorageUnavailableError:
            _log.info("the read store is busy; trying again")
    return act()


def _switch(store: ReadStore, wanted: Wanted) -> bool:
    """Put the new builds in the place of the live ones.

    Returns False and changes nothing if a live one is further on: there is more to read.
    """
    ours = {build.name: build for _, build in wanted}
    with store.writing() as connection:
        known = [it for it in builds.all_builds(connection, locked=True) if it.name in ours]
        live = [it for it in known if it.state is State.LIVE]
        if not set(ours.values()) <= set(known):
            raise BuildLostError("another rebuild took over")
        if any(ours[it.name].position < it.position for it in live):
            return False
        for old in live:
            builds.forget(connection, old)
        for build in ours.values():
            builds.go_live(connection, build)
    return True
