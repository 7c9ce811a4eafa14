"""MonthStatement: what a month did to a rider's points, stated once it is settled (月账单)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.ids import derive
from ledger.kernel.session import Session


class MonthStatement(Aggregate):
    """One stream for each rider and month; ``opening + gained + spent`` is what was left.

    Stated by the ledger from its own read models, ``offline_max_h`` after the end of the month,
    so that a rider hears of it; never changed. What is put right later stands in the account.
    """

    TOPIC = "month_statement"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "month_statement.created"

    class Stated(Created):
        TOPIC = "month_statement.stated"
        person_id: UUID
        month: str
        opening: int
        gained: int
        spent: int
        occurred_at: datetime

    @staticmethod
    def create_id(person_id: UUID, month: str) -> UUID:
        """Derive the ID: a month is stated once."""
        return derive("month-statement", person_id, month)

    @event(Stated)
    def __init__(
        self,
        person_id: UUID,
        month: str,
        opening: int,
        gained: int,
        spent: int,
        occurred_at: datetime,
    ) -> None:
        self.person_id = person_id
        self.month = month
        self.closing = opening + gained + spent
        self.stated_at = occurred_at


@dataclass(frozen=True, slots=True, kw_only=True)
class StateMonth(Command):
    """State a rider's month; ``spent`` is zero or below."""

    person_id: UUID
    month: str
    opening: int
    gained: int
    spent: int


@handles(StateMonth, streams=lambda c: [MonthStatement.create_id(c.person_id, c.month)])
def state_month(session: Session, command: StateMonth) -> Answer:
    """State a month once; again changes nothing, whatever the figures are by then."""
    statement_id = MonthStatement.create_id(command.person_id, command.month)
    if session.find(MonthStatement, statement_id) is None:
        session.add(
            MonthStatement(
                person_id=command.person_id,
                month=command.month,
                opening=command.opening,
                gained=command.gained,
                spent=command.spent,
                occurred_at=command.at,
            )
        )
    return {"statement_id": statement_id}
