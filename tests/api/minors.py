"""A child, a guardian and activities of different risk, for tests of consents."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from werkzeug.test import TestResponse

from ledger.kernel.clock import SHANGHAI
from ledger.kernel.ids import derive_subject
from ledger.volunteering.commands import PublishActivity, RegisterVolunteer
from people.directory import Person
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House, fresh_key
from tests.support.village import COMMUNITY

NUMBER = "C000001"


def morning(year: int, month: int, day: int) -> datetime:
    """09:00 in Hohhot."""
    return datetime(year, month, day, 9, tzinfo=SHANGHAI)


@dataclass
class Family:
    """A child with a phone and a card, and the guardian, who is a volunteer too."""

    house: House
    child: UUID
    guardian: UUID

    @classmethod
    def enrol(cls, house: House, born_on: date, number: str = NUMBER) -> "Family":
        """Enrol a child; the first volunteer of the village becomes the guardian at the desk."""
        child = derive_subject("person", "child", number)
        person = Person(child, "王小兰", COMMUNITY, born_on=born_on)
        house.services.directory.enrol([person], today=house.now.date())
        house.village.do(RegisterVolunteer, person_id=child, number=number, unit_code=COMMUNITY)
        house.project()
        return cls(house, child, house.persons[Role.VOLUNTEER])

    @property
    def phone(self) -> str:
        """The child's phone, signed in at this moment: years go by in a test."""
        return self.house.token(Role.VOLUNTEER, self.child)

    @property
    def guardians_phone(self) -> str:
        """The guardian's phone, signed in likewise."""
        return self.house.token(Role.VOLUNTEER, self.guardian)

    def link(self) -> TestResponse:
        """Link the guardian at the desk."""
        body = {"person_id": str(self.child), "guardian_id": str(self.guardian)}
        answer = self.house.post("/guardians", Role.CLERK, body)
        self.house.project()
        return answer

    def activity(self, risk_level: int = 0) -> UUID:
        """Publish an activity that begins now."""
        now = self.house.now
        activity: UUID = self.house.village.made(
            "activity_id",
            PublishActivity,
            at=now,
            unit_code=COMMUNITY,
            title="清扫楼道",
            place="大召社区",
            starts_at=now,
            ends_at=now + timedelta(hours=2),
            risk_level=risk_level,
            insurance_policy="PICC-2026-1" if risk_level else "",
        )
        self.house.project()
        return activity

    def scan(self, activity: UUID, who: str | None = None) -> TestResponse:
        """Scan the activity's code with the child's own phone, or another one."""
        return self.house.scan(who or self.phone, self.house.code(Kind.ACTIVITY, activity))

    def scanned_by_leader(self, activity: UUID, companion: str | None = None) -> TestResponse:
        """Let the leader scan the child's card, naming who stays with them."""
        more = {"companion": companion} if companion else {}
        place = {"kind": "activity", "id": str(activity)}
        code = self.house.code(Kind.CARD, self.child)
        leader = self.house.token(Role.TEAM_LEADER, self.house.persons[Role.TEAM_LEADER])
        return self.house.scan(leader, code, place=place, **more)

    def switch(self, purpose: str, *, given: bool, who: str | None = None) -> TestResponse:
        """Turn a switch of the child as the guardian, or with another phone."""
        path = f"/me/dependants/{self.child}/consents"
        answer = put(
            self.house, path, who or self.guardians_phone, {"purpose": purpose, "given": given}
        )
        self.house.project()
        return answer


def put(house: House, path: str, who: Role | str, body: object) -> TestResponse:
    """Send a PUT under a fresh key."""
    headers = {"Idempotency-Key": fresh_key()}
    return house.ask("PUT", path, who, json=body, headers=headers)
