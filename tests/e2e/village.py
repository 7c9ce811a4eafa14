"""A served community that keeps moral points: rules, households, a panel, a calendar."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bootstrap.demo import cast
from bootstrap.demo.setup import Account
from ledger.households.commands import JoinScheme, RegisterHousehold
from ledger.households.kinds import NewMember, Relation
from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive_subject
from ledger.moral.claim_commands import ProposeClaim, ScreenClaim, VoteOnClaim
from ledger.moral.claim_kinds import Vote
from ledger.moral.items import EvidenceKind, Proposer
from ledger.moral.notice_commands import PublishNotice
from ledger.moral.score_year import ScoreYear
from ledger.registry.calendar_commands import ApproveHolidays, ProposeHolidays
from ledger.registry.commands import AssignRole
from ledger.registry.consent_purposes import AgeBand
from ledger.registry.working_days import built_in
from ledger.wallets.wallet import Wallet, WalletKind
from people.directory import Person
from people.roles import Role
from tests.e2e.moved import Time
from tests.e2e.world import World
from tests.support.holidays import sample_holidays, sample_workdays
from tests.support.rules import enact_rules

UNIT = cast.COMMUNITY
PANEL = ("白玉兰", "云志强", "斯琴", "高玉梅")
"""Beside the reviewer the community has already."""
HOMES = {"0147": "王秀兰", "0148": "李德旺", "0149": "乌云其其格"}
DAYS_BEFORE = timedelta(days=3)
EVENTS_MAX = 100_000


class Village:
    """Three households, five reviewers, rules with deductions switched on."""

    def __init__(self, world: World, time: Time) -> None:
        self.world, self.time = world, time
        before = time.now - DAYS_BEFORE
        self._know_year(time.now)
        enact_rules(world.do, UNIT, before, in_force_from=local_date(before), deductions_on=True)
        self.heads = {number: self._home(number, before) for number in HOMES}
        self.panel = [world.account(Role.REVIEWER)]
        self.panel += [self._reviewer(name, before) for name in PANEL]
        world.settle()

    def account(self, role: Role) -> Account:
        """Return who has a role."""
        return self.world.account(role)

    def home(self, number: str) -> UUID:
        """Return a household."""
        row = self.world.house.services.views.households.by_number(UNIT, number)
        assert row is not None
        return row.household_id

    def balance(self, number: str) -> int:
        """Return what a household may spend, as the store has it."""
        wallet_id = Wallet.create_id(self.home(number), WalletKind.HOUSEHOLD)
        wallet: Wallet = self.world.house.ledger.repository.get(wallet_id)
        return wallet.available(self.time.now)

    def score(self, number: str) -> int:
        """Return the score of a household's year, as the store has it."""
        year_id = ScoreYear.create_id(self.home(number), local_date(self.time.now).year)
        year: ScoreYear = self.world.house.ledger.repository.get(year_id)
        return year.score

    def stored(self) -> list[tuple[int, str, bytes]]:
        """Return every event as it is stored."""
        recorder = self.world.house.ledger.store
        found = recorder.select_notifications(start=None, limit=EVENTS_MAX)
        return [(it.id, it.topic, bytes(it.state)) for it in found]

    def filed(self, number: str, item: str, at: datetime, *, by: Role | None = None) -> UUID:
        """Let a household file an act of today, or somebody at work."""
        staff = self.account(by).person_id if by else None
        answer = self.world.do(
            ProposeClaim,
            at=at,
            household_id=self.home(number),
            item_code=item,
            occurred_on=local_date(at),
            proposed_by=staff or self.heads[number].person_id,
            proposer_role=Proposer(by.value) if by else Proposer.HOUSEHOLD,
            evidence=(EvidenceKind.WITNESS, EvidenceKind.RECORD),
        )
        return UUID(str(answer["claim_id"]))

    def passed(self, number: str, item: str, at: datetime) -> UUID:
        """Let an act pass the grid worker and the panel."""
        claim_id = self.filed(number, item, at)
        worker = self.account(Role.GRID_WORKER).person_id
        self.world.do(ScreenClaim, at=at, claim_id=claim_id, screened_by=worker, panel=self._people)
        self.voted(claim_id, at, "for", "for", "for")
        return claim_id

    def voted(self, claim_id: UUID, at: datetime, *said: str) -> None:
        """Let the last of the panel vote, one after another."""
        for it, vote in zip(reversed(self.panel), said, strict=False):
            of = {"claim_id": claim_id, "reviewer_id": it.person_id, "vote": Vote(vote)}
            self.world.do(VoteOnClaim, at=at, **of, panel=self._people)

    def published(self, at: datetime, *claims: UUID) -> None:
        """Let the clerk put acts on a notice."""
        by = self.account(Role.CLERK).person_id
        of = {"unit_code": UNIT, "claim_ids": claims, "published_by": by, "number_from": 1}
        self.world.do(PublishNotice, at=at, **of, month="")

    @property
    def _people(self) -> tuple[UUID, ...]:
        return tuple(it.person_id for it in self.panel if it.person_id)

    def _know_year(self, now: datetime) -> None:
        year = local_date(now).year
        if built_in(year) is not None:
            return
        days: dict[str, Any] = {
            "holidays": sample_holidays(year),
            "workdays": sample_workdays(year),
            "source": "放假安排（测试用）",
        }
        proposer = derive_subject("person", "calendar", "one")
        approver = derive_subject("person", "calendar", "two")
        answer = self.world.do(ProposeHolidays, year=year, **days, proposed_by=proposer)
        version = answer["version"]
        self.world.do(ApproveHolidays, year=year, version=version, approved_by=approver)

    def _home(self, number: str, at: datetime) -> Account:
        head = self._person(HOMES[number], f"1500000{number}", Role.RESIDENT)
        members = (NewMember(head.person_id, Relation.HEAD),)
        of = {"unit_code": UNIT, "group": "二组", "number": number, "members": members}
        answer = self.world.do(RegisterHousehold, at=at, **of)
        agreed = {"agreed_by": head.person_id, "age": AgeBand.ADULT, "publishes": True}
        self.world.do(JoinScheme, at=at, household_id=UUID(str(answer["household_id"])), **agreed)
        return head

    def _reviewer(self, name: str, at: datetime) -> Account:
        one = self._person(name, "", Role.REVIEWER)
        term = {"unit_code": UNIT, "from_day": local_date(at), "to_day": None, "assigned_by": None}
        self.world.do(AssignRole, at=at, person_id=one.person_id, role="reviewer", **term)
        return one

    def _person(self, name: str, phone: str, role: Role) -> Account:
        """Enrol somebody, whose number became theirs just now: an old one would be asked about."""
        person_id, given = derive_subject("person", "village", name), self.world.house.services
        given.directory.enrol([Person(person_id, name, UNIT, phone=phone or None)])
        if phone:
            phones = given.phone.phones
            with given.people.writing_for_persons() as connection:
                hashed = phones.hash_of(phone)
                phones.bind_with(connection, person_id, hashed, now=self.time.now)
        return Account(
            role=role,
            person_id=person_id,
            name=name,
            unit_code=UNIT,
            login="",
            passcode="",
            token="",
            phone=phone,
        )
