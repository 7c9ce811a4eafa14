"""What a file of divisions would change, told before it is done, and doing it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bootstrap.divisions import Division, DivisionsError
from bootstrap.known_units import KnownUnit
from ledger.kernel.commands import Command
from ledger.kernel.ids import new_id
from ledger.registry.commands import (
    UNITS_PER_COMMAND_MAX,
    MoveUnit,
    RegisterUnits,
    RenameUnit,
    UnitEntry,
)
from ledger.registry.unit import DIVISIONS, contains

SHOWN_MAX = 20
"""Lines of a diff that are shown of each sort."""


@dataclass(slots=True)
class Plan:
    """The difference between a file and the tree as it is known last."""

    valid_from: date
    added: list[Division] = field(default_factory=list)
    renamed: list[tuple[KnownUnit, Division]] = field(default_factory=list)
    moved: list[tuple[KnownUnit, Division]] = field(default_factory=list)
    missing: list[KnownUnit] = field(default_factory=list)
    """Open divisions that the file does not name. They stay: only a person closes a unit."""

    def counts(self) -> dict[str, int]:
        """Count each sort of difference."""
        return {
            "new": len(self.added),
            "renamed": len(self.renamed),
            "moved": len(self.moved),
            "missing": len(self.missing),
        }

    def lines(self) -> Iterator[str]:
        """Write the difference for people, what is much cut short."""
        yield from _cut([f"+ {it.code} {it.name}" for it in self.added])
        yield from _cut([f"~ {it.code} {was.name} -> {it.name}" for was, it in self.renamed])
        yield from _cut(
            [
                f"> {it.code} {it.name}: {was.parent_code} -> {it.parent_code}"
                for was, it in self.moved
            ]
        )
        yield from _cut(
            [f"? {it.code} {it.name} is not in the file; it stays" for it in self.missing]
        )


def plan(divisions: Iterable[Division], known: dict[str, KnownUnit], valid_from: date) -> Plan:
    """Compare a file with the tree; raises DivisionsError if any of it could not be done."""
    made, named, faults = Plan(valid_from), set(), []
    for it in divisions:
        named.add(it.code)
        was = known.get(it.code)
        fault = _new_fault(it) if was is None else _known_fault(it, was, known, valid_from)
        if fault:
            faults.append(f"line {it.line}: {fault}")
        elif was is None:
            made.added.append(it)
        else:
            if it.name != was.name:
                made.renamed.append((was, it))
            if it.parent_code != was.parent_code:
                made.moved.append((was, it))
    if faults:
        raise DivisionsError(faults)
    made.missing = [
        it
        for it in known.values()
        if it.code not in named and not it.is_closed and it.level in DIVISIONS
    ]
    return made


def _new_fault(it: Division) -> str:
    if contains(it.parent_code, it.code):
        return ""
    return f"{it.code} cannot lie below {it.parent_code}"


def _known_fault(
    it: Division, was: KnownUnit, known: dict[str, KnownUnit], valid_from: date
) -> str:
    if was.is_closed:
        return f"{it.code} was closed; its code cannot be used again"
    if it.level != was.level:
        return f"{it.code} is a {was.level} already"
    moves = it.parent_code != was.parent_code
    if (moves or it.name != was.name) and valid_from < was.changed_from:
        return f"{it.code} changed last on {was.changed_from}, which is after {valid_from}"
    return _move_fault(it, known.get(it.parent_code), valid_from) if moves else ""


def _move_fault(it: Division, parent: KnownUnit | None, valid_from: date) -> str:
    if not it.parent_code:
        return f"{it.code} lies below another unit; it cannot be moved to the top"
    if parent is not None and valid_from < parent.valid_from:
        return f"{it.parent_code} begins on {parent.valid_from}, which is after {valid_from}"
    return ""


def registrations(
    divisions: Sequence[Division], at: datetime, valid_from: date
) -> Iterator[RegisterUnits]:
    """Turn new lines into commands of many units each."""
    run = new_id()
    for n in range(0, len(divisions), UNITS_PER_COMMAND_MAX):
        some = divisions[n : n + UNITS_PER_COMMAND_MAX]
        units = tuple(
            UnitEntry(code=it.code, name=it.name, level=it.level, parent_code=it.parent_code)
            for it in some
        )
        yield RegisterUnits(key=f"import:{run}:{n}", at=at, units=units, valid_from=valid_from)


def changes(made: Plan, divisions: Iterable[Division], at: datetime) -> Iterator[Command]:
    """Turn renamed and moved lines into commands, in the order in which they must be done.

    Moves go from the top of the new tree downwards: above each unit all is then as the file has
    it, so that no move is refused for what a later one would have put right.
    """
    run = new_id()
    for was, it in made.renamed:
        yield RenameUnit(
            key=f"import:{run}:{was.code}:name",
            at=at,
            code=it.code,
            name=it.name,
            valid_from=made.valid_from,
        )
    parents = {it.code: it.parent_code for it in divisions}
    for was, it in sorted(made.moved, key=lambda pair: _depth(pair[1].code, parents)):
        yield MoveUnit(
            key=f"import:{run}:{was.code}:parent",
            at=at,
            code=it.code,
            parent_code=it.parent_code,
            valid_from=made.valid_from,
        )


def _depth(code: str, parents: dict[str, str]) -> int:
    depth = 0
    while parents.get(code):
        code, depth = parents[code], depth + 1
    return depth


def _cut(lines: list[str]) -> list[str]:
    more = len(lines) - SHOWN_MAX
    return [*lines[:SHOWN_MAX], *([f"  ... and {more} more of these"] if more > 0 else [])]
