"""Numbers that the national system gave, read from a table line by line."""

import re
from dataclasses import dataclass
from uuid import UUID

from api.auth import caller
from api.refusals import InputError
from api.services import services
from api.sheets.columns import Column
from api.sheets.errors import SheetTooLongError
from api.sheets.reading import open_sheet
from ledger.kernel.errors import RuleError
from ledger.volunteering.team_errors import ImportTooLongError, ImportUnreadableError
from projections.reader import PAGE_MAX
from projections.volunteering.volunteers import VolunteerRow

IMPORT_LINES_MAX = 500
IMPORT_LENGTH_MAX = 60_000
"""Characters of one table."""
NATIONAL_NUMBER = re.compile(r"[0-9A-Z]{8,24}")
COLUMNS = (Column("number", "本地编号"), Column("national_number", "全国编号"))
"""The two columns, under the names that the package gives them; others are left aside."""

LINE_STATES = (
    "new",
    "changed",
    "same",
    "number_unknown",
    "national_number_invalid",
    "national_number_taken",
    "twice",
)
GOOD = frozenset({"new", "changed"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table, and what would become of it."""

    line: int
    number: str
    national_number: str
    state: str
    person_id: UUID | None = None


def read_lines(text: str) -> list[Line]:
    """Read a table and say of each line what would become of it; nothing is recorded."""
    found = _cells(text)
    numbers = [number for _, number, _ in found]
    volunteers: dict[str, VolunteerRow] = {}
    bearers: dict[str, VolunteerRow] = {}
    for start in range(0, len(found), PAGE_MAX):
        part = found[start : start + PAGE_MAX]
        volunteers |= services().views.volunteers.by_numbers(it for _, it, _ in part)
        bearers |= services().views.volunteers.by_national_numbers(it for _, _, it in part if it)
    # Everybody new has an empty one in the package: that is no number, and never twice.
    nationals = [national for _, _, national in found if national]
    lines = []
    for at, number, national in found:
        twice = numbers.count(number) > 1 or nationals.count(national) > 1
        who = volunteers.get(number)
        state = "twice" if twice else _state(who, national, bearers.get(national))
        lines.append(Line(at, number, national, state, who.person_id if who else None))
    return lines


def to_set(lines: list[Line]) -> tuple[tuple[UUID, str], ...]:
    """Return what the good lines of a table set."""
    return tuple(
        (it.person_id, it.national_number)
        for it in lines
        if it.state in GOOD and it.person_id is not None
    )


def _state(who: VolunteerRow | None, national: str, bearer: VolunteerRow | None) -> str:
    # Somebody of another unit seems not to be there.
    if who is None or not caller().reaches(who.unit_code):
        return "number_unknown"
    if not NATIONAL_NUMBER.fullmatch(national):
        return "national_number_invalid"
    if bearer is not None and bearer.person_id != who.person_id:
        return "national_number_taken"
    if who.national_number == national:
        return "same"
    return "changed" if who.national_number else "new"


def _cells(text: str) -> list[tuple[int, str, str]]:
    """Return line, number and national number of every line that is not empty."""
    try:
        sheet = open_sheet(text.encode(), COLUMNS, lines_max=IMPORT_LINES_MAX)
        rows = list(sheet.rows)
    except SheetTooLongError:
        raise ImportTooLongError(lines_max=IMPORT_LINES_MAX) from None
    except (InputError, RuleError):
        raise ImportUnreadableError from None
    found = ((it.number, it["number"], it["national_number"].upper()) for it in rows)
    return [it for it in found if it[1] or it[2]]
