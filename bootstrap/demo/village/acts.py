"""Acts of the village and their way: filed, screened, voted on, on notice, posted (VP-4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from bootstrap.demo.village.people import KIN_HOME, PANEL_HOMES, STAYING_OUT, VILLAGE
from bootstrap.demo.village.telling import EVENING, MORNING, NOON, Village, at
from ledger.moral.claim_commands import DeclareKinship, ProposeClaim, ScreenClaim, VoteOnClaim
from ledger.moral.claim_kinds import Source, Vote
from ledger.moral.items import EvidenceKind, Proposer
from ledger.moral.notice_commands import PublishNotice
from ledger.moral.round import Found
from ledger.moral.round_handlers import CheckGate
from people.roles import Role

ROUND_ITEM = "01"
LIST_POINTS = 2
FOUND = {5: Found.NOT_YET, 8: Found.ABSENT}
"""Of every nine gates: one is not yet good, at one nobody is at home."""
BETWEEN_GATES_S = 95
QUORUM = (Vote.FOR, Vote.FOR, Vote.FOR)


@dataclass(frozen=True, slots=True)
class Deed:
    """What a household did, in its own words."""

    item_code: str
    words: str
    evidence: EvidenceKind = EvidenceKind.RECORD


DEEDS = (
    Deed("11", "两家为地界吵起来，劝和了，两边都签了字。"),
    Deed("12", "给独居的老人送饭、挑水，坐了一会儿。", EvidenceKind.WITNESS),
    Deed("41", "跟巡逻队夜里走了两圈。"),
    Deed("62", "修村西渠道，出了半天工。"),
    Deed("15", "帮缺劳力的人家收了一下午玉米。", EvidenceKind.WITNESS),
    Deed("44", "参加电焊培训，学完发了证。"),
    Deed("61", "到会参加户代表会议。"),
    Deed("13", "半夜把发烧的孩子送到旗医院。"),
    Deed("46", "听了道德讲堂，一个半小时。"),
    Deed("43", "防火期在路口值守一班。"),
)
NOT_NEAR = frozenset({*PANEL_HOMES, KIN_HOME})
"""Households on whose acts some of the panel may not vote."""


def ordinary_homes(village: Village) -> list[str]:
    """Return households that take part, and on whose acts the whole panel may vote."""
    return [it for it in village.homes if it not in NOT_NEAR | STAYING_OUT]


@dataclass(frozen=True, slots=True)
class Acts:
    """What people of the village do with acts, said the short way."""

    village: Village
    filed: list[UUID] = field(default_factory=list)

    def file(self, number: str, deed: Deed, on: date, hour: time = EVENING, **more: Any) -> UUID:
        """Let a household file what it did, or whoever ``more`` says."""
        village = self.village
        when = min(at(on, hour), village.ago(minutes=40))
        by = more.get("proposed_by") or village.homes[number].head
        about = None if "proposed_by" in more else by
        said: dict[str, Any] = {
            "proposed_by": by,
            "proposer_role": Proposer.HOUSEHOLD,
            "text_id": village.words(deed.words, by, when, about=about),
        } | more
        told = village.tell(
            ProposeClaim,
            at=when,
            household_id=village.household(number),
            item_code=deed.item_code,
            occurred_on=on,
            evidence=(deed.evidence,),
            **said,
        )
        self.filed.append(UUID(str(told["claim_id"])))
        return self.filed[-1]

    def by_neighbour(self, number: str, of: str, deed: Deed, on: date) -> UUID:
        """Let somebody of another household recommend it."""
        return self.file(
            number,
            deed,
            on,
            proposer_household_id=self.village.household(of),
            proposed_by=self.village.homes[of].head,
            proposer_role=Proposer.NEIGHBOUR,
        )

    def by_grid_worker(self, number: str, deed: Deed, on: date) -> UUID:
        """Let the second grid worker propose it."""
        by = {"proposed_by": self.village.one(Role.GRID_WORKER, 1)}
        return self.file(number, deed, on, MORNING, **by, proposer_role=Proposer.GRID_WORKER)

    def on_paper(self, number: str, deed: Deed, on: date) -> UUID:
        """Let the clerk file it for a household that came to the desk."""
        by, role = self.village.one(Role.GRID_WORKER, 1), Proposer.GRID_WORKER
        desk = {"entered_by": self.village.one(Role.CLERK), "source": Source.DESK}
        return self.file(number, deed, on, NOON, proposed_by=by, proposer_role=role, **desk)

    def screen(self, claims: Iterable[UUID], on: datetime, by: UUID | None = None) -> None:
        """Let the clerk find them in order, or whoever ``by`` is."""
        panel = self.village.all(Role.REVIEWER)
        screener = by or self.village.one(Role.CLERK)
        for n, it in enumerate(claims):
            when = on + timedelta(minutes=2 * n)
            self.village.tell(ScreenClaim, at=when, claim_id=it, screened_by=screener, panel=panel)

    def vote(
        self, claims: Iterable[UUID], on: datetime, said: Sequence[Vote] = QUORUM, first: int = 0
    ) -> None:
        """Let the panel vote, from the first of them on or a later one."""
        panel = self.village.all(Role.REVIEWER)
        for n, claim_id in enumerate(claims):
            for k, it in enumerate(said):
                when = on + timedelta(minutes=3 * n, seconds=20 * k)
                by = {"reviewer_id": panel[first + k], "vote": it, "panel": panel}
                self.village.tell(VoteOnClaim, at=when, claim_id=claim_id, **by)

    def publish(self, claims: Iterable[UUID], on: datetime, month: str = "") -> None:
        """Put acts of one kind on a public notice."""
        of = {"unit_code": VILLAGE, "claim_ids": tuple(claims), "month": month}
        by = self.village.one(Role.CLERK)
        self.village.tell(PublishNotice, at=on, **of, published_by=by, number_from=1)

    def walk(self, gates: int, until: datetime, first: int = 0) -> list[UUID]:
        """Let the first grid worker walk past some gates; return what was filed for them."""
        walker, found = self.village.one(Role.GRID_WORKER), []
        on_the_way = ordinary_homes(self.village)[first : first + gates]
        for n, number in enumerate(on_the_way, 1):
            what = FOUND.get(n % 9, Found.GOOD)
            when = until - timedelta(seconds=BETWEEN_GATES_S * (gates - n))
            ticked = {Found.GOOD: LIST_POINTS, Found.NOT_YET: 1, Found.ABSENT: 0}[what]
            told = self.village.tell(
                CheckGate,
                at=when,
                unit_code=VILLAGE,
                household_id=self.village.household(number),
                item_code=ROUND_ITEM,
                found=what,
                ticked=ticked,
                points_of_list=LIST_POINTS,
                checked_at=when,
                walked_by=walker,
            )
            if told["claim_id"]:
                found.append(UUID(str(told["claim_id"])))
        return found


def declare_kinship(village: Village) -> None:
    """Let the first and the last of the panel say to which households they are related."""
    on = at(village.month(2) - timedelta(days=3))
    panel = village.all(Role.REVIEWER)
    for reviewer, number in ((panel[0], KIN_HOME), (panel[-1], "0009")):
        of = {"person_id": reviewer, "household_id": village.household(number)}
        village.tell(DeclareKinship, at=on, **of)
