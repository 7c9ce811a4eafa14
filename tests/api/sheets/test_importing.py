"""A sheet is shown, then imported: exactly what was shown, each line once, nothing by halves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from api.sheets.cells import Fault, FaultCode, Line
from api.sheets.columns import Column
from api.sheets.errors import (
    SheetChangedError,
    SheetEmptyError,
    SheetHasErrorsError,
    SheetTooLongError,
)
from api.sheets.importing import Imported, erroneous_lines, import_sheet
from api.sheets.previewing import (
    BATCH,
    ERRORS_SHOWN_MAX,
    LINES_SHOWN_MAX,
    Importer,
    content_key,
    line_stamp,
    preview,
)
from api.sheets.reading import digest_of
from ledger.kernel.commands import Command
from ledger.kernel.errors import StorageUnavailableError
from ledger.kernel.receipts import Recorded
from ledger.volunteering.team_commands import DissolveTeam, FormTeam
from people.errors import UnknownPersonError
from people.retention import TABLE_RULES, Retention
from people.roles import Role
from people.shown_sheets import WAITING_MAX, ShownSheets
from tests.api.house import House
from tests.support.sheets import csv_of, xlsx_of
from tests.support.village import COMMUNITY
from web.sheet_words import FAULTS, fault_words, imported_context, preview_context

HEAD = ["队名", "级别"]


@dataclass
class Teams(Importer[FormTeam]):
    """Forms a team for every line; of 红队 there are enough."""

    at: datetime
    prepared: list[int] = field(default_factory=list)

    columns = (
        Column("name", "队名", also=("队伍名称",)),
        Column("level", "级别", is_required=False),
    )
    lines_max = 900

    def prepare(self, lines: Sequence[Line]) -> None:
        self.prepared.append(len(lines))

    def check(self, line: Line) -> FormTeam | Fault:
        if line["name"] == "红队":
            return Fault("team_name_taken", "name")
        stamp = line_stamp("teams", self.key(line), self.at)
        return FormTeam(**stamp, unit_code=COMMUNITY, name=line["name"])

    def key(self, line: Line) -> str:
        return content_key(COMMUNITY, line["name"])


@pytest.fixture
def teams(house_on_both: House) -> Teams:
    return Teams(house_on_both.now)


def table(*names: str) -> bytes:
    return csv_of([HEAD, *([it, ""] for it in names)]).encode()


def bring(house: House, teams: Teams, raw: bytes, *, only_good: bool = False) -> Imported:
    digest = preview(teams, raw).digest
    return import_sheet(teams, raw, house.ledger.execute, digest=digest, only_good=only_good)


def names(house: House) -> set[str]:
    return {it.name for it in house.project().services.views.teams.all_of(COMMUNITY)}


@pytest.fixture
def formed(house_on_both: House) -> Iterator[list[str]]:
    """Names of teams that were formed, in order."""
    found: list[str] = []
    execute = house_on_both.ledger.execute

    def counting(command: Command) -> Recorded:
        recorded = execute(command)
        if isinstance(command, FormTeam) and not recorded.duplicate:
            found.append(command.name)
        return recorded

    house_on_both.ledger.execute = counting  # type: ignore[method-assign]
    yield found
    house_on_both.ledger.execute = execute  # type: ignore[method-assign]


def test_a_preview_counts_shows_and_records_nothing(
    house_on_both: House, teams: Teams, formed: list[str]
) -> None:
    before = house_on_both.ledger.recorder.max_notification_id()
    raw = table("一队", "红队", "二队", "一队")
    seen = preview(teams, raw)
    assert (seen.good, seen.bad, seen.total) == (2, 2, 4)
    assert [it["name"] for it in seen.lines] == ["一队", "二队"]
    assert [(line.number, said) for line, said in seen.errors] == [
        (3, (Fault("team_name_taken", "name"),)),
        (5, (Fault(FaultCode.LINE_TWICE),)),
    ]
    assert seen.digest == digest_of(raw)
    assert formed == []
    assert house_on_both.ledger.recorder.max_notification_id() == before


def test_a_good_file_is_imported_once_however_often_it_is_sent(
    house_on_both: House, teams: Teams, formed: list[str]
) -> None:
    raw = table("一队", "二队")
    assert bring(house_on_both, teams, raw) == Imported(new=2)
    assert bring(house_on_both, teams, raw) == Imported(known=2)
    assert formed == ["一队", "二队"]


def test_a_file_with_errors_imports_nothing_unless_the_good_lines_are_to_go_alone(
    house_on_both: House, teams: Teams, formed: list[str]
) -> None:
    raw = table("一队", "红队", "二队")
    with pytest.raises(SheetHasErrorsError) as refused:
        bring(house_on_both, teams, raw)
    assert refused.value.facts["errors"] == 1
    assert formed == []
    assert bring(house_on_both, teams, raw, only_good=True) == Imported(new=2)


def test_the_corrected_file_imports_only_what_is_new(
    house_on_both: House, teams: Teams, formed: list[str]
) -> None:
    bring(house_on_both, teams, table("一队", "红队", "二队"), only_good=True)
    corrected = xlsx_of([["级别", "队伍名称"], ["", "二队"], ["", "蓝队"], ["", "一队"]])
    assert bring(house_on_both, teams, corrected) == Imported(new=1, known=2)
    assert formed == ["一队", "二队", "蓝队"]


def test_another_file_than_was_shown_is_not_imported(
    house_on_both: House, teams: Teams, formed: list[str]
) -> None:
    shown = preview(teams, table("一队"))
    with pytest.raises(SheetChangedError):
        import_sheet(
            teams,
            table("二队"),
            house_on_both.ledger.execute,
            digest=shown.digest,
            only_good=True,
        )
    assert formed == []


def test_an_import_that_was_cut_off_goes_on_where_it_stopped(
    house_on_both: House, teams: Teams, formed: list[str]
) -> None:
    raw = table("一队", "二队", "三队")

    def away(command: FormTeam) -> Recorded:
        if command.name == "二队":
            raise StorageUnavailableError
        return house_on_both.ledger.execute(command)

    with pytest.raises(StorageUnavailableError):
        import_sheet(teams, raw, away, digest=digest_of(raw), only_good=False)
    assert bring(house_on_both, teams, raw) == Imported(new=2, known=1)
    assert formed == ["一队", "二队", "三队"]


def test_a_line_that_is_refused_in_the_last_moment_is_told_and_the_rest_goes_on(
    house_on_both: House, teams: Teams
) -> None:
    house, raw = house_on_both, table("一队", "二队")
    team_id = house.ledger.execute(
        FormTeam(key="first-team", at=house.now, unit_code=COMMUNITY, name="一队")
    ).answer["team_id"]
    house.ledger.execute(
        DissolveTeam(
            key="gone-team", at=house.now, team_id=UUID(str(team_id)), dissolved_by=uuid4()
        )
    )
    done = bring(house, teams, raw)
    assert done.new == 1
    ((line, fault),) = done.refused
    assert (line.number, fault.code) == (2, "team_name_taken")
    assert imported_context(done)["refused"][0].problems == [fault_words(fault)]


def test_lines_are_looked_up_in_batches_and_not_all_are_shown(
    house_on_both: House, teams: Teams
) -> None:
    good = [f"队{at}" for at in range(450)]
    seen = preview(teams, table(*good, *["红队"] * 300))
    assert teams.prepared == [BATCH, BATCH, BATCH, 150]
    assert (len(seen.lines), len(seen.errors)) == (LINES_SHOWN_MAX, ERRORS_SHOWN_MAX)
    assert (seen.good, seen.bad) == (450, 300)
    with pytest.raises(SheetTooLongError):
        preview(teams, table(*(str(at) for at in range(901))))


def test_an_empty_table_is_refused(house_on_both: House, teams: Teams) -> None:
    with pytest.raises(SheetEmptyError):
        preview(teams, table())


def test_erroneous_lines_come_back_as_a_table_that_says_why_and_can_be_sent_again(
    house_on_both: House, teams: Teams
) -> None:
    raw = csv_of([["队名", "级别"], ["红队", "=1+1"], ["好队", ""], ["", "甲"]]).encode()
    given = preview(teams, raw)
    text = "".join(erroneous_lines(teams, raw, lambda it: fault_words(it, given.columns)))
    assert text.startswith("\ufeff队名,级别,行,问题\r\n")
    assert "红队,'=1+1,2,队名：" in text
    assert ",甲,4,队名：这一格要填，不能空着。" in text
    assert "好队" not in text
    again = preview(teams, text.encode())
    assert (again.good, again.bad, again.unknown) == (0, 2, ("行", "问题"))
    assert again.errors[0][0]["level"] == "=1+1"


def test_every_fault_has_words(house_on_both: House, teams: Teams) -> None:
    assert set(FAULTS) == set(FaultCode)
    shown = preview_context(preview(teams, table("一队", "红队")), uuid4())
    assert shown["heads"] == ["队名", "级别"]
    assert shown["errors"][0].problems[0].startswith("队名：")


def test_a_shown_sheet_is_had_by_who_sent_it_for_a_day(house_on_both: House) -> None:
    house, raw = house_on_both, table("一队")
    sheets, clerk = house.services.sheets, house.persons[Role.CLERK]
    sheet_id = sheets.keep(raw, by=clerk, now=house.now)
    assert sheets.read(sheet_id, by=clerk) == raw
    assert sheets.read(sheet_id, by=house.persons[Role.STREET]) is None
    assert not sheets.drop(sheet_id, by=house.persons[Role.STREET])
    with pytest.raises(UnknownPersonError):
        sheets.keep(raw, by=uuid4(), now=house.now)
    more = [sheets.keep(raw, by=clerk, now=house.now) for _ in range(WAITING_MAX)]
    left = [it for it in (sheet_id, *more) if sheets.read(it, by=clerk)]
    assert len(left) <= WAITING_MAX + 1
    assert sheets.read(more[-1], by=clerk) == raw
    rule = next(it for it in TABLE_RULES if it.name == "shown_sheets")
    later = house.now.replace(day=house.now.day + 2)
    assert Retention(house.people).drop(rule, later) == len(left)
    assert isinstance(sheets, ShownSheets)
