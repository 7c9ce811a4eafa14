"""Check: derives every read model from the log again, elsewhere, and compares row by row."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from ledger.kernel.application import Ledger
from projections import builds
from projections.audit import audit
from projections.builds import Build, State
from projections.catalogue import PROJECTIONS
from projections.comparison import compare
from projections.difference import NOTHING, Difference
from projections.feed import Feed, read_page
from projections.projection import LogEvent, Projection
from projections.rebuild import BUILD_PAGE_EVENTS, OnProgress
from projections.store import ReadStore
from projections.streams import Streams

__all__ = ["Difference", "check"]

Wanted = list[tuple[Projection, Build]]


def check(
    ledger: Ledger,
    store: ReadStore,
    projections: Sequence[Projection] = PROJECTIONS,
    on_progress: OnProgress | None = None,
) -> list[Difference]:
    """Return what the log does not explain; nothing if all is well.

    Everything stored is seen as of one moment, so a service may go on writing and projecting.
    """
    with (
        store.snapshot() as stored,
        TemporaryDirectory(prefix="redbee-check-") as folder,
    ):
        live = _live(stored, projections)
        scratch = ReadStore(f"sqlite:///{Path(folder) / 'derived.sqlite3'}")
        try:
            differences = _missing(live, projections)
            differences += _derive(ledger, scratch, live, on_progress)
            with scratch.reading() as derived:
                for projection, build in live:
                    differences += _compare(projection, build, (store, stored), (scratch, derived))
        finally:
            scratch.close()
    return differences


def _live(connection: Connection, projections: Collection[Projection]) -> Wanted:
    known = {it.name: it for it in projections}
    return [
        (known[build.name], build)
        for build in builds.all_builds(connection)
        if build.state is State.LIVE
        and build.name in known
        and build.class_version == known[build.name].version
    ]


def _missing(live: Wanted, projections: Collection[Projection]) -> list[Difference]:
    """Tell which read models were never built in their present version."""
    have = {build.name for _, build in live}
    return [
        Difference("read_models", it.name, NOTHING, f"version {it.version}")
        for it in projections
        if it.name not in have
    ]


def _derive(
    ledger: Ledger, scratch: ReadStore, live: Wanted, on_progress: OnProgress | None
) -> list[Difference]:
    """Replay the log into the scratch store, each read model as far as the stored one has come."""
    fresh = _begin(scratch, live)
    common = min((build.position for _, build in live), default=0)
    with scratch.session() as connection:
        streams = Streams(connection)
        at = 0
        while at < common:
            page = read_page(ledger, at, BUILD_PAGE_EVENTS, through=common)
            if not page:
                lost = Difference("log", "end", str(at), f"read models have come to {common}")
                return [lost]
            streams.take(connection, page)
            if streams.differences:
                # What follows from a log that is not whole means nothing.
                return streams.differences
            fresh = _fold(scratch, connection, fresh, page)
            at = page[-1].position
            if on_progress is not None:
                on_progress(at, common)
        differences = _audited(ledger, scratch, connection, fresh)
        _finish(ledger, scratch, connection, fresh, {b.name: b.position for _, b in live})
    return differences


def _begin(scratch: ReadStore, live: Wanted) -> Wanted:
    """Enter an empty build of each read model."""
    scratch.create()
    fresh = [(it, replace(build, position=0)) for it, build in live]
    with scratch.writing() as connection:
        for projection, build in fresh:
            builds.add(connection, build)
            for table in scratch.tables(projection, build).values():
                table.create(connection)
    return fresh


def _fold(
    scratch: ReadStore, connection: Connection, wanted: Wanted, page: Sequence[LogEvent]
) -> Wanted:
    position = page[-1].position
    Feed(scratch, wanted).write(connection, page, position)
    return [(it, replace(build, position=position)) for it, build in wanted]


def _audited(
    ledger: Ledger, scratch: ReadStore, connection: Connection, fresh: Wanted
) -> list[Difference]:
    """Judge the derived wallets and shops by other means, if both are there."""
    tables = {it.name: scratch.tables(it, build) for it, build in fresh}
    if not {"wallets", "shop"} <= tables.keys():
        return []
    with connection.begin():
        return list(audit(ledger, connection, tables["wallets"], tables["shop"]))


def _finish(
    ledger: Ledger,
    scratch: ReadStore,
    connection: Connection,
    fresh: Wanted,
    ends: dict[str, int],
) -> None:
    """Replay on for read models that were further on than the others, as after a rebuild."""
    for projection, start in fresh:
        build = start
        while build.position < ends[build.name]:
            page = read_page(ledger, build.position, BUILD_PAGE_EVENTS, through=ends[build.name])
            if not page:
                break
            ((_, build),) = _fold(scratch, connection, [(projection, build)], page)


def _compare(
    projection: Projection,
    build: Build,
    stored: tuple[ReadStore, Connection],
    derived: tuple[ReadStore, Connection],
) -> list[Difference]:
    """Compare every table of a read model."""
    differences = []
    theirs = stored[0].tables(projection, build)
    ours = derived[0].tables(projection, build)
    for name, table in theirs.items():
        where = f"{projection.name}.{name}"
        differences += compare(where, (stored[1], table), (derived[1], ours[name]))
    return differences
