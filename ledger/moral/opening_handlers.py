"""Commands and handlers of opening balances: the clerk imports, the supervisor approves."""

from dataclasses import dataclass
from uuid import UUID

from ledger.households.finding import household_of
from ledger.households.household import Household
from ledger.households.living import open_wallet, wallet_id_of
from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.moral.opening import OpeningBook
from ledger.moral.opening_errors import OpeningFileInvalidError, OpeningImportNotFoundError
from ledger.moral.opening_rows import (
    OPENING_LINES_MAX,
    OpeningRow,
    Platform,
    household_number,
    judge,
)
from ledger.wallets.kinds import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOpenings(Command):
    """Hand in a file of old balances; ``digest`` tells it from every other."""

    unit_code: str
    platform: Platform
    digest: str
    rows: tuple[OpeningRow, ...]
    imported_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveOpenings(Command):
    """Approve a file that waits: every line of it becomes a lot, all at once."""

    unit_code: str
    platform: Platform
    number: int
    approved_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DropOpenings(Command):
    """Let a file that waits come to nothing."""

    unit_code: str
    platform: Platform
    number: int
    dropped_by: UUID


def _households(command: ImportOpenings) -> list[UUID]:
    numbers = {household_number(it.number) for it in command.rows}
    return [Household.create_id(command.unit_code, it) for it in sorted(numbers)]


def _book(command: ApproveOpenings | DropOpenings) -> list[UUID]:
    return [OpeningBook.create_id(command.unit_code, command.platform)]


@handles(
    ImportOpenings,
    streams=lambda c: [OpeningBook.create_id(c.unit_code, c.platform), *_households(c)],
)
def import_openings(session: Session, command: ImportOpenings) -> Answer:
    """Part the lines and keep them; nothing is credited yet."""
    if not 0 < len(command.rows) <= OPENING_LINES_MAX:
        raise OpeningFileInvalidError(lines_max=OPENING_LINES_MAX)
    identifier = OpeningBook.create_id(command.unit_code, command.platform)
    session.require(identifier, *_households(command))
    book = session.find(OpeningBook, identifier)
    is_new = book is None
    if book is None:
        book = OpeningBook(unit_code=command.unit_code, platform=command.platform.value)

    def find(household_id: UUID) -> Household | None:
        return session.find(Household, household_id)

    taken, left = judge(command.rows, command.unit_code, find, book.done, command.at)
    book.hand_in(command.digest, taken, left, command.imported_by, command.at)
    if is_new:
        session.add(book)
    return {
        "number": book.number,
        "taken": len(taken),
        "left": len(left),
        "points": sum(it.points for it in taken),
    }


@handles(ApproveOpenings, streams=_book)
def approve_openings(session: Session, command: ApproveOpenings) -> Answer:
    """Credit every line; whoever merged since has the points in the household it is part of."""
    book = _found(session, command)
    ids = [it.household_id for it in book.waiting.lines] if book.waiting else []
    session.require(*ids, *map(wallet_id_of, ids))
    lines = book.approve(command.number, command.approved_by, command.at)
    for line in lines:
        household = household_of(session, line.household_id)
        open_wallet(session, household).credit(
            entry_id=derive("opening", line.household_id, command.platform.value),
            amount=line.points,
            reason=Reason.OPENING,
            occurred_at=command.at,
            source_id=book.id,
            expires_on=line.expires_on,
            credited_by=command.approved_by,
        )
    return {
        "number": command.number,
        "households": len(lines),
        "points": sum(it.points for it in lines),
    }


@handles(DropOpenings, streams=_book)
def drop_openings(session: Session, command: DropOpenings) -> Answer:
    """Take a file back."""
    _found(session, command).drop(command.number, command.dropped_by, command.at)
    return {"number": command.number}


def _found(session: Session, command: ApproveOpenings | DropOpenings) -> OpeningBook:
    book = session.find(OpeningBook, *_book(command))
    if book is None:
        raise OpeningImportNotFoundError(number=command.number)
    return book
