"""A roster of households, read from a table line by line; all of it is registered or nothing."""

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from api.auth import caller
from api.csv_files import BOM, unguarded
from api.execution import carry_out
from api.households.entering import enrolled
from api.households.schemas import NAME_LENGTH_MAX, NUMBER_SHAPE
from api.idempotency import Stamp
from api.services import services
from ledger.households.commands import ImportHouseholds
from ledger.households.errors import RosterInvalidError
from ledger.households.kinds import (
    GROUP_LENGTH_MAX,
    HOUSEHOLD_MEMBERS_MAX,
    ROSTER_HOUSEHOLDS_MAX,
    NewHousehold,
    NewMember,
    Relation,
)
from ledger.kernel.ids import derive_subject
from ledger.kernel.receipts import Recorded
from people.directory import Person
from projections.reader import PAGE_MAX

HEADS = ("户号", "组", "姓名", "与户主关系", "出生日期", "手机号")
"""Columns in their order; the last two may be empty. Lines of one number are one household."""

RELATIONS = {
    "户主": Relation.HEAD,
    "配偶": Relation.SPOUSE,
    "子女": Relation.CHILD,
    "儿媳女婿": Relation.CHILD_IN_LAW,
    "父母": Relation.PARENT,
    "岳父母公婆": Relation.PARENT_IN_LAW,
    "孙辈": Relation.GRANDCHILD,
    "祖辈": Relation.GRANDPARENT,
    "兄弟姐妹": Relation.SIBLING,
    "其他亲属": Relation.OTHER_RELATIVE,
    "非亲属": Relation.NOT_RELATED,
}
"""What stands in the table, and on pages."""

LINES_MAX = 5 * ROSTER_HOUSEHOLDS_MAX
FLAWS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One line of a roster; ``flaw`` is empty if nothing is wrong with it."""

    line: int
    number: str
    group: str
    person: Person | None
    relation: Relation | None
    flaw: str


@dataclass(slots=True)
class Roster:
    """What a table would register."""

    households: dict[str, list[RosterLine]] = field(default_factory=dict)
    flaws: list[RosterLine] = field(default_factory=list)

    @property
    def members(self) -> int:
        """How many people."""
        return sum(len(it) for it in self.households.values())


def read_roster(text: str, unit_code: str, stamp: Stamp | None = None) -> Roster:
    """Read a table and say what is wrong with which line; nothing is recorded.

    With the stamp of an import, households that this very import registered are no flaw.
    """
    roster = Roster()
    rows = list(csv.reader(io.StringIO(text.removeprefix(BOM))))
    if not rows or tuple(it.strip() for it in rows[0][: len(HEADS)]) != HEADS:
        roster.flaws.append(RosterLine(1, "", "", None, None, "heads_unknown"))
        return roster
    if len(rows) > LINES_MAX:
        roster.flaws.append(RosterLine(LINES_MAX, "", "", None, None, "too_many_lines"))
        return roster
    for at, cells in enumerate(rows[1:], start=2):
        if any(it.strip() for it in cells):
            line = _line(at, [unguarded(it) for it in cells], unit_code, stamp)
            roster.households.setdefault(line.number, []).append(line)
    _judge(roster, unit_code)
    return roster


def import_roster(stamp: Stamp, text: str, unit_code: str) -> Recorded:
    """Register everything of a table that has no flaw; the same request again does nothing."""
    roster = read_roster(text, unit_code, stamp)
    if roster.flaws or not roster.households:
        lines = [f"{it.line} {it.flaw}" for it in roster.flaws[:FLAWS_SHOWN]]
        raise RosterInvalidError(lines=lines)
    newcomers = [
        it.person for lines in roster.households.values() for it in lines if it.person is not None
    ]
    command = ImportHouseholds(
        **stamp,
        unit_code=unit_code,
        households=tuple(_household(it) for it in roster.households.values()),
        registered_by=caller().person_id,
    )
    return enrolled(stamp, newcomers, lambda: carry_out(services(), command))


def _household(lines: list[RosterLine]) -> NewHousehold:
    members = tuple(
        NewMember(it.person.person_id, it.relation)
        for it in lines
        if it.person is not None and it.relation is not None
    )
    return NewHousehold(lines[0].number, lines[0].group, members)


def _line(at: int, cells: list[str], unit_code: str, stamp: Stamp | None) -> RosterLine:
    number, group, name, relation, born, phone = (*cells, *[""] * len(HEADS))[: len(HEADS)]
    known = RELATIONS.get(relation)
    person, flaw = _person(_person_id(stamp, at), name, born, phone, unit_code)
    checks = {
        "number_invalid": not re.fullmatch(NUMBER_SHAPE, number),
        "group_too_long": len(group) > GROUP_LENGTH_MAX,
        "relation_unknown": known is None,
    }
    flaw = next((code for code, wrong in checks.items() if wrong), flaw)
    return RosterLine(at, number, group, person, known, flaw)


def _person_id(stamp: Stamp | None, at: int) -> UUID:
    if stamp is None:
        return derive_subject("person", "roster-preview", at)
    return derive_subject("person", stamp["key"], stamp["fingerprint"].hex(), at)


def _person(
    person_id: UUID, name: str, born: str, phone: str, unit_code: str
) -> tuple[Person | None, str]:
    if not 0 < len(name) <= NAME_LENGTH_MAX:
        return None, "name_invalid"
    try:
        born_on = date.fromisoformat(born) if born else None
    except ValueError:
        return None, "born_on_invalid"
    try:
        return Person(person_id, name, unit_code, phone=phone or None, born_on=born_on), ""
    except ValueError:
        return None, "name_invalid"
    except Exception as refusal:
        if getattr(refusal, "code", "") != "phone_invalid":
            raise
        return None, "phone_invalid"


def _judge(roster: Roster, unit_code: str) -> None:
    """Collect the flaws of lines, and those that only a whole household has."""
    numbers = list(roster.households)
    taken = _taken(roster, unit_code, numbers)
    for number, lines in roster.households.items():
        roster.flaws += [it for it in lines if it.flaw]
        heads = sum(it.relation is Relation.HEAD for it in lines)
        checks = {
            "number_taken": number in taken,
            "head_missing": heads == 0,
            "head_twice": heads > 1,
            "household_full": len(lines) > HOUSEHOLD_MEMBERS_MAX,
            "group_differs": len({it.group for it in lines}) > 1,
        }
        first = lines[0]
        roster.flaws += [
            RosterLine(first.line, number, first.group, None, None, code)
            for code, wrong in checks.items()
            if wrong
        ]
    if len(numbers) > ROSTER_HOUSEHOLDS_MAX:
        roster.flaws.append(RosterLine(1, "", "", None, None, "too_many_households"))
    roster.flaws.sort(key=lambda it: it.line)


def _taken(roster: Roster, unit_code: str, numbers: list[str]) -> set[str]:
    views = services().views.households
    taken: set[str] = set()
    for start in range(0, len(numbers), PAGE_MAX):
        taken |= views.by_numbers(unit_code, numbers[start : start + PAGE_MAX]).keys()
    ours = [it.person for number in taken for it in roster.households[number] if it.person]
    lives: set[UUID] = set()
    for start in range(0, len(ours), PAGE_MAX):
        part = ours[start : start + PAGE_MAX]
        lives |= set(views.of_persons(it.person_id for it in part))
    return {
        number
        for number in taken
        if not any(it.person and it.person.person_id in lives for it in roster.households[number])
    }
