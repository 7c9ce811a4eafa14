"""UnitOffice: who answers for a unit, and the telephone of its office (负责人、值班电话)."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.registry.errors import OfficeTelephoneInvalidError
from ledger.registry.unit import Unit
from ledger.registry.unit_changes import unit_of

_OFFICE = re.compile(r"0\d{2,3}-?[2-8]\d{6,7}(?:-\d{1,5})?|1\d{4}|[48]00-?\d{3}-?\d{4}")
"""A landline with its area code, a short public number such as 12345, or a 400 number.

A mobile number is somebody's own; what stands in an event cannot be erased.
"""


class UnitOffice(Aggregate):
    """One stream a unit; what was said last holds."""

    TOPIC = "unit_office"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "unit_office.created"

    class Opened(Created):
        TOPIC = "unit_office.opened"
        unit_code: str

    class Named(Event):
        TOPIC = "unit_office.named"
        unit_code: str
        in_charge: UUID | None
        telephone: str
        named_by: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(unit_code: str) -> UUID:
        """One unit, one stream."""
        return derive("unit-office", unit_code)

    @event(Opened)
    def __init__(self, unit_code: str) -> None:
        self.unit_code = unit_code
        self.in_charge: UUID | None = None
        self.telephone = ""

    def tell(self, in_charge: UUID | None, telephone: str, named_by: UUID, at: datetime) -> None:
        """Say who answers and by which telephone; the same again changes nothing."""
        if telephone and not _OFFICE.fullmatch(telephone):
            raise OfficeTelephoneInvalidError
        if (in_charge, telephone) != (self.in_charge, self.telephone):
            self.trigger_event(
                self.Named,
                unit_code=self.unit_code,
                in_charge=in_charge,
                telephone=telephone,
                named_by=named_by,
                occurred_at=at,
            )

    @event(Named)
    def _named(self, in_charge: UUID | None, telephone: str) -> None:
        self.in_charge = in_charge
        self.telephone = telephone


@dataclass(frozen=True, slots=True, kw_only=True)
class NameUnitOffice(Command):
    """Say who answers for a unit and what its office's telephone is; empty takes it back."""

    unit_code: str
    in_charge: UUID | None
    telephone: str
    named_by: UUID


@handles(
    NameUnitOffice,
    streams=lambda c: [Unit.create_id(c.unit_code), UnitOffice.create_id(c.unit_code)],
)
def name_unit_office(session: Session, command: NameUnitOffice) -> Answer:
    """Say it for a unit that exists."""
    unit_of(session, command.unit_code)
    office = session.find(UnitOffice, UnitOffice.create_id(command.unit_code))
    if office is None:
        office = UnitOffice(unit_code=command.unit_code)
        session.add(office)
    office.tell(command.in_charge, command.telephone, command.named_by, command.at)
    return {"unit_code": command.unit_code}
