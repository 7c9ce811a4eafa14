"""A village of moral points in a house: households, a panel, and callers in their roles."""

from typing import Any
from uuid import UUID

from ledger.kernel.ids import new_id
from people.directory import Person
from people.roles import Role
from tests.api.house import House, fresh_key
from tests.support.claims import home, put
from tests.support.ledgers import hohhot
from tests.support.moral import EXTRA
from tests.support.pictures import form_of, jpeg
from tests.support.rules import enact_rules
from tests.support.village import COMMUNITY

ENACTED_AT = hohhot("2026-03-01 09:00")
NOW = hohhot("2026-11-20 10:00")
DAY = "2026-11-18"
REVIEWERS = 5


class ClaimVillage:
    """Says the short way what happens; its clock stands on Friday 20 November."""

    def __init__(self, house: House) -> None:
        self.house = house
        enact_rules(house.village.do, COMMUNITY, ENACTED_AT, deductions_on=True, extra=EXTRA)
        house.now = NOW
        self.resident, self.neighbour = house.persons[Role.RESIDENT], self.person("李四")
        self.own, self.other = (
            home("0147", self.resident),
            home("0203", self.neighbour, group="三组"),
        )
        put(house.ledger, self.own, self.other)
        self.panel = [
            house.token(Role.REVIEWER, house.persons[Role.REVIEWER]),
            *(house.token(Role.REVIEWER, self.person(f"评议{n}")) for n in range(2, REVIEWERS + 1)),
        ]
        house.project()

    def person(self, name: str) -> UUID:
        """Enrol somebody."""
        person_id = new_id()
        self.house.services.directory.enrol([Person(person_id, name, COMMUNITY)])
        return person_id

    def photo(self, who: Role | str = Role.RESIDENT, seed: int = 1) -> str:
        """Send a photo; return its ID."""
        headers = {"Idempotency-Key": fresh_key()}
        sent = self.house.ask("POST", "/photos", who, headers=headers, **form_of(jpeg(seed)))
        return str(sent.json["photo_id"])

    def file(self, who: Role | str = Role.RESIDENT, key: str = "", **more: Any) -> Any:
        """File an act; return the answer."""
        body = {"item_code": "21", "occurred_on": DAY, "evidence": ["record"]} | more
        told = self.house.post("/claims", who, body, **({"key": key} if key else {}))
        self.house.project()
        return told

    def filed(self, who: Role | str = Role.RESIDENT, **more: Any) -> str:
        """File an act; return the claim."""
        told = self.file(who, **more)
        assert told.status_code == 201, told.json
        return str(told.json["claim_id"])

    def act(self, claim_id: str, step: str, who: Role | str, **body: Any) -> Any:
        """Take a step with a claim; return the answer."""
        told = self.house.post(f"/claims/{claim_id}/{step}", who, body)
        self.house.project()
        return told

    def screened(self, claim_id: str) -> None:
        """Let the grid worker find it in order."""
        told = self.act(claim_id, "screening", Role.GRID_WORKER)
        assert told.status_code == 201, told.json

    def votes(self, claim_id: str, *said: str) -> Any:
        """Let the panel vote, one after another; return the last answer."""
        told = None
        for token, it in zip(self.panel, said, strict=False):
            told = self.act(claim_id, "votes", token, vote=it)
        return told
