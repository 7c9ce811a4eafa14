"""How many minutes a volunteer has confirmed in their life, as the ledger itself knows it."""

from uuid import UUID

from ledger.kernel.session import Session
from ledger.volunteering.service_points import ServicePoints


def lifetime_minutes(session: Session, person_id: UUID) -> int:
    """Return all confirmed minutes of somebody; the decision then rests on that stream."""
    stream_id = ServicePoints.create_id(person_id)
    points = session.find(ServicePoints, stream_id)
    session.rely_on(stream_id)
    return 0 if points is None else points.total_minutes
