"""Checkpoints: which builds of read models there are, and how far each has come.

The table ``read_models`` has one row for every build. A build's rows and its position move in
one transaction, and a position moves only from where the mover believes it to be: a second
runner, or one that lost its lock, changes nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, MetaData, Table, select

from projections.columns import number, text
from projections.errors import BuildLostError

metadata = MetaData()
read_models = Table(
    "read_models",
    metadata,
    text("name", key=True),
    number("build", key=True),
    number("class_version"),
    text("state"),
    number("position"),
)
identities = Table("read_store_identity", metadata, text("store_id", key=True))
"""One row: tells this store from any other that ever used the same Redis."""


class State(StrEnum):
    """What a build is for."""

    LIVE = "live"
    BUILDING = "building"


@dataclass(frozen=True, slots=True)
class Build:
    """One build of a read model and its checkpoint."""

    name: str
    build: int
    class_version: int
    state: State
    position: int

    @property
    def suffix(self) -> str:
        """What the names of its tables end with."""
        return f"_b{self.build}"

    def owns(self, table_name: str) -> bool:
        """Tell whether a table is one of this build's."""
        return table_name.startswith(f"{self.name}_") and table_name.endswith(self.suffix)


def all_builds(connection: Connection, *, locked: bool = False) -> list[Build]:
    """Read the checkpoints of every build; locked ones cannot move before the transaction ends."""
    query = select(read_models).order_by(read_models.c.name, read_models.c.build)
    rows = connection.execute(query.with_for_update() if locked else query)
    return [
        Build(name, build, version, State(state), at) for name, build, version, state, at in rows
    ]


def add(connection: Connection, build: Build) -> None:
    """Enter a new build."""
    connection.execute(
        read_models.insert().values(
            name=build.name,
            build=build.build,
            class_version=build.class_version,
            state=build.state.value,
            position=build.position,
        )
    )


def advance(connection: Connection, builds: Collection[Build], position: int) -> None:
    """Move checkpoints on; raises BuildLostError if one of them is not where it should be.

    Called first in a transaction: on PostgreSQL the row locks then keep every other mover out.
    They are taken in the order in which :func:`all_builds` takes them, so nobody deadlocks.
    """
    for build in sorted(builds, key=lambda it: (it.name, it.build)):
        done = connection.execute(
            read_models.update()
            .where(
                read_models.c.name == build.name,
                read_models.c.build == build.build,
                read_models.c.state == build.state.value,
                read_models.c.position == build.position,
            )
            .values(position=position)
        )
        if done.rowcount != 1:
            raise BuildLostError(f"{build.name} build {build.build} is not at {build.position}")


def go_live(connection: Connection, build: Build) -> None:
    """Make a build the one that is read."""
    connection.execute(
        read_models.update()
        .where(read_models.c.name == build.name, read_models.c.build == build.build)
        .values(state=State.LIVE.value)
    )


def forget(connection: Connection, build: Build) -> None:
    """Remove a build's checkpoint; its tables are dropped by the caller."""
    connection.execute(
        read_models.delete().where(
            read_models.c.name == build.name, read_models.c.build == build.build
        )
    )
