"""PublicAccount: what became of a village's points, stock and money in a quarter (公开账, art. 30).

Made by the ledger from its own read models, published once and never changed. Where a month was
opened again and closed anew, another version stands beside the first; both stay.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.moral.account_errors import AccountPublishedError, AccountUnbalancedError
from ledger.moral.account_figures import Statement, statement_hash


class PublicAccount(Aggregate):
    """One stream for each village and quarter, one event for each version."""

    TOPIC = "account"
    STATE: ClassVar[dict[str, Any]] = {
        "unit_code": str,
        "quarter": str,
        "edition": int,
        "months": dict[str, int],
    }

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "account.created"

    class Opened(Created):
        TOPIC = "account.opened"
        unit_code: str
        quarter: str

    class Published(Event):
        """``position`` is how far the log had been read when the figures were taken."""

        TOPIC = "account.published"
        unit_code: str
        quarter: str
        version: int
        statement: Statement
        position: int
        statement_hash: str
        occurred_at: datetime

    @staticmethod
    def create_id(unit_code: str, quarter: str) -> UUID:
        """Derive the ID: a village has one account of a quarter."""
        return derive("public-account", unit_code, quarter)

    @event(Opened)
    def __init__(self, unit_code: str, quarter: str) -> None:
        self.unit_code = unit_code
        self.quarter = quarter
        self.edition = 0
        self.months: dict[str, int] = {}

    def publish(self, statement: Statement, position: int, at: datetime) -> str:
        """State the figures for good, if they add up; return their fingerprint."""
        if parts := statement.unbalanced():
            raise AccountUnbalancedError(parts=parts)
        if self.months == statement.months_closed:
            raise AccountPublishedError(quarter=self.quarter)
        version = self.edition + 1
        fingerprint = statement_hash(statement, version, position)
        self.trigger_event(
            self.Published,
            unit_code=self.unit_code,
            quarter=self.quarter,
            version=version,
            statement=statement,
            position=position,
            statement_hash=fingerprint,
            occurred_at=at,
        )
        return fingerprint

    @event(Published)
    def _published(self, version: int, statement: Statement) -> None:
        self.edition = version
        self.months = statement.months_closed
