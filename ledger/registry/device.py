"""Device: a screen, kiosk or counter that stands in a place (设备)."""

from uuid import UUID

from eventsourcing.domain import Aggregate, event


class Device(Aggregate):
    """Which device a place had, from when until when. Its secrets are none of the ledger's."""

    TOPIC = "device"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "device.created"

    class Enrolled(Created):
        TOPIC = "device.enrolled"
        place_kind: str
        place_id: UUID
        unit_code: str
        ordered_by: UUID
        replaces: UUID | None

    class Revoked(Event):
        TOPIC = "device.revoked"
        revoked_by: UUID

    @event(Enrolled)
    def __init__(self, place_id: UUID) -> None:
        self.place_id = place_id
        self.is_revoked = False

    def revoke(self, revoked_by: UUID) -> None:
        """End the device; once is enough."""
        if not self.is_revoked:
            self.trigger_event(self.Revoked, revoked_by=revoked_by)

    @event(Revoked)
    def _revoked(self) -> None:
        self.is_revoked = True
