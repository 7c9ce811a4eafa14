"""A village with rules, households and acts the panel has passed, for tests of notices."""

from typing import Any
from uuid import UUID

from ledger.moral.claim import Claim
from people.roles import Role
from tests.api.house import House
from tests.support.claims import home, put, reviewed
from tests.support.ledgers import hohhot
from tests.support.rules import enact_rules
from tests.support.village import COMMUNITY


class NoticeVillage:
    """Says the short way what happens in a house; its clock stands on Friday 20 November."""

    def __init__(self, house: House) -> None:
        self.house = house
        enact_rules(
            house.village.do,
            COMMUNITY,
            hohhot("2026-03-01 09:00"),
            deductions_on=True,
        )
        self.resident = house.persons[Role.RESIDENT]
        self.own = home("0147", self.resident)
        self.own.trigger_event(
            self.own.PublicationAllowed,
            agreed_by=self.resident,
            entered_by=None,
            occurred_at=house.now,
        )
        self.other = home("0203", group="三组")
        put(house.ledger, self.own, self.other)
        house.project()

    def act(self, household: Any = None, **more: Any) -> Claim:
        """Record an act the panel has passed."""
        claim = reviewed((household or self.own).id, **more)
        put(self.house.ledger, claim)
        self.house.project()
        return claim

    def publish(self, *claims: Claim, month: str = "") -> UUID:
        """Publish acts as the clerk."""
        body = {"claim_ids": [str(it.id) for it in claims], "month": month}
        told = self.house.post("/notices", Role.CLERK, body)
        assert told.status_code == 201, told.json
        self.house.project()
        return UUID(told.json["notice_id"])
