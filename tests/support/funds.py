"""The money behind a village's points, said the short way."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from ledger.kernel.application import Ledger
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, Command
from ledger.kernel.ids import new_id
from ledger.shop.fund import Fund
from ledger.shop.fund_commands import (
    MeasureFund,
    OpenFund,
    ReceiveMoney,
    ReturnMoney,
    SetFaceValue,
)
from ledger.shop.fund_kinds import ReturnCause, Source
from tests.support.ledgers import UNIT


@dataclass
class Money:
    """The fund of a village: a clerk writes down, a supervisor takes back."""

    ledger: Ledger
    unit_code: str = UNIT
    clerk: UUID = field(default_factory=new_id)
    supervisor: UUID = field(default_factory=new_id)

    def tell(self, command: type[Command], at: datetime, **values: Any) -> Answer:
        """Have a command about this village carried out; return the answer."""
        said: dict[str, Any] = {
            "key": f"fund-{new_id()}",
            "at": at,
            "unit_code": self.unit_code,
        } | values
        return self.ledger.execute(command(**said)).answer

    def open(self, at: datetime, face_value_fen: int = 100) -> "Money":
        """Open it."""
        self.tell(OpenFund, at, face_value_fen=face_value_fen, opened_by=self.clerk)
        return self

    def receive(
        self, amount_fen: int, at: datetime, source: Source = Source.COLLECTIVE, **more: Any
    ) -> UUID:
        """Write money down; return the receipt."""
        said: dict[str, Any] = {
            "received_on": local_date(at),
            "text_id": None,
            "donor_text_id": None,
            "thanks_donor": False,
            "recorded_by": self.clerk,
        } | more
        told = self.tell(ReceiveMoney, at, source=source, amount_fen=amount_fen, **said)
        return UUID(str(told["receipt_id"]))

    def take_back(self, receipt_id: UUID, at: datetime, by: UUID | None = None) -> Answer:
        """Let a receipt no longer count."""
        return self.tell(
            ReturnMoney,
            at,
            receipt_id=receipt_id,
            cause=ReturnCause.MISTAKE,
            text_id=None,
            returned_by=by or self.supervisor,
        )

    def revalue(self, face_value_fen: int, at: datetime) -> Answer:
        """Let a point be worth something else."""
        return self.tell(SetFaceValue, at, face_value_fen=face_value_fen, set_by=self.supervisor)

    def measure(self, points: int, at: datetime, redeemed_fen: int = 0) -> bool:
        """Measure it; tell whether the limit is reached."""
        told = self.tell(MeasureFund, at, outstanding_points=points, redeemed_fen=redeemed_fen)
        return bool(told["is_at_limit"])

    @property
    def fund(self) -> Fund:
        """Replay it."""
        found: Fund = self.ledger.repository.get(Fund.create_id(self.unit_code))
        return found
