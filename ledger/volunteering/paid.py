"""Work that is paid is no volunteer service: a paid grid worker's patrols count no minutes."""

from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.session import Session
from ledger.registry.paid_work import PaidWork
from ledger.volunteering.activity import Activity
from ledger.volunteering.activity_kinds import Category


def refuse_paid(session: Session, activity: Activity, person_id: UUID) -> None:
    """Refuse minutes of a patrol in a grid that somebody is paid for on that day (RD-7).

    Whatever else the person volunteers for counts as for everybody; nobody's other scans are
    looked up here.
    """
    if not activity.is_volunteer_service or activity.plan.category != Category.PATROL:
        return
    paid_id = PaidWork.create_id(person_id)
    session.require(paid_id)
    session.rely_on(paid_id)
    paid = session.find(PaidWork, paid_id)
    if paid is not None:
        paid.refuse_service(activity.unit_code, local_date(activity.starts_at))
