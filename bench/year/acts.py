"""Acts on their way: filed, screened, voted on. Every step is a command at its own moment."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from hashlib import sha256
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from bench.year.setting import REVIEWERS, UNIT, Home, Village, moment
from bench.year.stories import HONOUR, HONOUR_EVERY, ITEMS, SEED, SOURCES, Act, End, Way
from bench.year.tally import Tally, last_day
from ledger.kernel.ids import derive
from ledger.moral.claim_commands import (
    ProposeClaim,
    PutRight,
    ReturnClaim,
    ScreenClaim,
    VoteOnClaim,
    WarnHousehold,
    WithdrawClaim,
)
from ledger.moral.claim_kinds import Source, Vote
from ledger.moral.items import EvidenceKind, Proposer
from ledger.moral.round import Found
from ledger.moral.round_handlers import CheckGate

WARNING_DAYS = 7
BEFORE_VOTE = (Way.GRID_WORKER, Way.ROUND, Way.FALL, Way.SAFETY)
"""What the grid worker proposes the clerk screens, and the other way round."""


class Queue:
    """What is still to happen, the earliest first."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = count()

    def put(self, at: datetime, do: Callable[[], None]) -> None:
        """Let something happen at a moment."""
        heappush(self._waiting, (at, next(self._order), do))

    def run(self, until: datetime, village: Village) -> None:
        """Do all that happens before a moment, each at its own."""
        while self._waiting and self._waiting[0][0] < until:
            village.clock.now, _, do = heappop(self._waiting)
            do()


class Filing:
    """Brings acts as far as the notice."""

    def __init__(self, village: Village, tally: Tally, queue: Queue) -> None:
        self.village, self.tally, self.queue = village, tally, queue
        self.chance = Random(SEED)
        self.known: dict[UUID, Act] = {}
        self.went_into: dict[UUID, Home] = {}
        self.good: set[tuple[UUID, str, str]] = set()

    def current(self, home: Home) -> Home:
        """Return what a household is part of now."""
        return self.went_into.get(home.id, home)

    def later(self, days: int, hour: int, minute: int, do: Callable[..., None], act: Act) -> None:
        """Let a step of an act happen some days from now."""
        day = self.today + timedelta(days=days)
        self.queue.put(moment(day, hour, minute), lambda: do(act))

    @property
    def today(self) -> date:
        """The day it is in Hohhot."""
        return (self.village.clock.now + timedelta(hours=8)).date()

    # Proposing ----------------------------------------------------------------------

    def file(self, act: Act) -> None:
        """File an act by its way, for an item of which the household may still have points."""
        act.home = self.current(act.home)
        if act.way is Way.ROUND and act.home in self.went_into.values():
            act.way = Way.GRID_WORKER  # a gate is found good once a month, and two came together
        act.item = self._item(act)
        item = self.village.items[act.item]
        expected = self.tally.room(act.home.id, act.item, act.on, item.points, falls=act.is_fall)
        answer = self._check_gate(act) if act.way is Way.ROUND else self._propose(act)
        act.claim_id = UUID(str(answer["claim_id"]))
        if act.way is not Way.ROUND:
            assert answer["points"] == expected, "the caps leave other points than counted"
        act.points = expected
        self.tally.counts["capped"] += expected < item.points
        self.known[act.claim_id] = act
        self.tally.counts["proposed"] += 1
        step = self.warn if act.way is Way.FALL else self.screen
        self.later(1, 10, act.n % 60, step, act)

    def _item(self, act: Act) -> str:
        """Draw an item; one whose caps are used up is not filed again."""
        if act.n % HONOUR_EVERY == 0 and act.way is Way.HOUSEHOLD:
            return HONOUR
        codes = list(ITEMS[act.way])
        self.chance.shuffle(codes)
        if act.twin is not None and act.twin.item in codes:
            codes = [act.twin.item, *codes]
        if act.way is Way.ROUND:
            codes = [it for it in codes if not self._is_good(act, it)]
        for code in codes:
            points = self.village.items[code].points
            if self.tally.room(act.home.id, code, act.on, points, falls=act.is_fall):
                return code
        act.way = Way.HOUSEHOLD
        act.end = act.end if act.end in (End.POSTED, End.WITHDRAWN) else End.POSTED
        return HONOUR

    def _is_good(self, act: Act, code: str) -> bool:
        return (act.home.id, code, f"{act.on:%Y-%m}") in self.good

    def _check_gate(self, act: Act) -> dict[str, Any]:
        act.proposed_by = self.village.staff["grid_worker"]
        self.good.add((act.home.id, act.item, f"{act.on:%Y-%m}"))
        return self.village.tell(
            CheckGate,
            unit_code=UNIT,
            household_id=act.home.id,
            item_code=act.item,
            found=Found.GOOD,
            ticked=5,
            points_of_list=5,
            checked_at=self.village.clock.now - timedelta(hours=2),
            walked_by=act.proposed_by,
            **_photo(act),
        )

    def _propose(self, act: Act) -> dict[str, Any]:
        staff, item = self.village.staff, self.village.items[act.item]
        role, act.proposed_by = Proposer.HOUSEHOLD, act.home.head
        more: dict[str, Any] = {}
        if act.way is Way.NEIGHBOUR:
            other = self._neighbour(act)
            role, act.proposed_by = Proposer.NEIGHBOUR, other.head
            more = {"proposer_household_id": other.id}
        elif act.way in BEFORE_VOTE:
            role, act.proposed_by = Proposer.GRID_WORKER, staff["grid_worker"]
        elif act.way in SOURCES:
            more = {"entered_by": staff["clerk"]}
        kind = EvidenceKind(item.evidence[0])
        if act.way is Way.SHEET:
            kind = EvidenceKind.RECORD
        with_photo = kind is EvidenceKind.PHOTO or act.way is Way.PAPER
        return self.village.tell(
            ProposeClaim,
            household_id=act.home.id,
            item_code=act.item,
            occurred_on=act.on,
            proposed_by=act.proposed_by,
            proposer_role=role,
            source=SOURCES.get(act.way, Source.PHONE),
            evidence=(kind,),
            **(_photo(act) if with_photo else {}),
            **more,
        )

    def _neighbour(self, act: Act) -> Home:
        """Return a household near by that lives on its own and has nobody on the panel."""
        homes = self.village.homes[REVIEWERS:]
        others = [it for it in homes if it != act.home and it.id not in self.went_into]
        return others[act.n % len(others)]

    # Until the panel has voted ------------------------------------------------------

    def _other_hand(self, act: Act) -> UUID:
        staff = self.village.staff
        return staff["clerk" if act.way in BEFORE_VOTE else "grid_worker"]

    def warn(self, act: Act) -> None:
        """Tell the household in private; it has seven days to put it right."""
        by = self._other_hand(act)
        answer = self.village.tell(WarnHousehold, claim_id=act.claim_id, warned_by=by)
        until = last_day(self.today, WARNING_DAYS)
        assert str(answer["put_right_until"]) == until.isoformat(), "a warning of other days"
        self.later((until - self.today).days + 1, 10, act.n % 60, self.screen, act)

    def screen(self, act: Act) -> None:
        """Hand it to the panel, for fewer points or not at all where the story says so."""
        said: dict[str, Any] = {"claim_id": act.claim_id}
        by = self._other_hand(act)
        text_id = derive("text", "year", act.n)
        if act.end is End.PUT_RIGHT and act.way is Way.FALL:
            self.village.tell(PutRight, **said, found_by=by, text_id=text_id)
            self.tally.counts["rejected"] += 1
            return
        if act.end is End.RETURNED:
            self.village.tell(ReturnClaim, **said, returned_by=by, text_id=text_id)
            self.tally.counts["rejected"] += 1
            return
        if act.end is End.FEWER and act.points > 1:
            act.points -= 1
            said |= {"points": act.points, "text_id": text_id}
        self.village.tell(ScreenClaim, **said, screened_by=by, panel=self.village.panel)
        if act.end is End.WITHDRAWN:
            self.later(0, 20, act.n % 60, self.withdraw, act)
            return
        for n, reviewer in enumerate(self.village.panel):
            at = moment(self.today + timedelta(days=1), 15 + n, act.n % 60)
            self.queue.put(at, lambda who=reviewer: self.vote(act, who))  # type: ignore[misc]

    def withdraw(self, act: Act) -> None:
        """Take it back, as whoever proposed it."""
        self.village.tell(WithdrawClaim, claim_id=act.claim_id, withdrawn_by=act.proposed_by)
        self.tally.counts["withdrawn"] += 1

    def vote(self, act: Act, reviewer: UUID) -> None:
        """Vote, unless it is decided; whoever is related or had a hand in it is recused."""
        if act.is_panel_done:
            return
        said = Vote.AGAINST if act.end is End.VOTED_DOWN else Vote.FOR
        if self._is_barred(act, reviewer):
            said = Vote.RECUSED
        of: dict[str, Any] = {"reviewer_id": reviewer, "vote": said}
        answer = self.village.tell(
            VoteOnClaim, claim_id=act.claim_id, **of, panel=self.village.panel
        )
        act.is_panel_done = answer["outcome"] in ("passed", "failed")
        self.tally.counts["rejected"] += answer["outcome"] == "failed"

    def _is_barred(self, act: Act, reviewer: UUID) -> bool:
        if reviewer in act.home.members or reviewer == act.proposed_by:
            return True
        n = self.village.panel.index(reviewer)
        return self.current(self.village.kin_of(n)) == self.current(act.home)


def _photo(act: Act) -> dict[str, Any]:
    picture = f"picture of act {act.n}"
    return {
        "photo_ids": (derive("photo", picture),),
        "photo_hashes": (sha256(picture.encode()).hexdigest(),),
    }
