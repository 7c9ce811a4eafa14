"""Who reported something: read for a stated purpose, written down, and seen by the reporter."""

from typing import Final
from uuid import UUID

from api.auth import caller
from api.persons.reading import Facts, facts_for
from api.refusals import PurposeRequiredError
from api.reports.finding import report_to_handle
from api.services import services
from ledger.reports.errors import OwnReportError
from people.errors import UnknownPersonError
from people.purposes import PURPOSES, Fact, Purpose

PURPOSES_OF_REPORTS: Final = (Purpose.TELEPHONE, Purpose.EMERGENCY)
"""To ring back about it, and where somebody may come to harm; for nothing else."""


def read_reporter(report_id: UUID, purpose: str | None) -> Facts:
    """Return name and number of the first finder of a report of the caller's unit.

    The report is what brings a rider from elsewhere within reach; whoever only confirmed it is
    not. The name is given with nothing by which other doors could be asked.
    """
    row = report_to_handle(report_id)
    if row.reporter_id == caller().person_id:
        raise OwnReportError
    if purpose not in PURPOSES_OF_REPORTS:
        raise PurposeRequiredError
    person = services().directory.find(row.reporter_id)
    if person is None:
        raise UnknownPersonError("the reporter is enrolled no more")
    facts = PURPOSES[Purpose(purpose)].facts
    return facts_for(person, purpose, [it for it in Fact if it in facts])
