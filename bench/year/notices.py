"""From the notice to the points, and back where something was wrong."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from bench.year.acts import Filing
from bench.year.setting import UNIT, Home
from bench.year.stories import HONOUR, Act, End
from bench.year.tally import last_day
from ledger.kernel.clock import day_end
from ledger.kernel.ids import derive
from ledger.moral.appeal import AppealReason
from ledger.moral.appeal_commands import DecideAppeal, EscalateAppeal, FileAppeal
from ledger.moral.book_commands import ApproveAdjustment, RequestAdjustment
from ledger.moral.claim import Claim
from ledger.moral.notice_commands import (
    DecideObjection,
    DeliverNotice,
    ObjectToClaim,
    PublishNotice,
)
from ledger.moral.notice_kinds import NOTICE_LINES_MAX, Delivery, ObjectionMethod
from projections.moral.notices.rows import EntryRow

DAYS, LONG_DAYS = 3, 7
"""On notice so long: a gain, and a deduction or an honour of fifty points and more (VP-5)."""
PAGE = 100
APPEALS = (End.APPEALED, End.APPEALED_IN_VAIN, End.TOWNSHIP)


class Notices(Filing):
    """Publishes what the panel has passed, and lets people object and appeal."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.due: dict[date, list[Act]] = defaultdict(list)
        self.objections: dict[int, UUID] = {}

    # Publishing ----------------------------------------------------------------------

    def publish(self, month: str = "") -> None:
        """Put on notices what waits; as the list of a month only what was done by its end."""
        self.village.project()
        kinds: dict[tuple[bool, bool], list[UUID]] = defaultdict(list)
        for row in self._ready():
            if not month or f"{row.occurred_on:%Y-%m}" <= month:
                is_long = _days(self.known[row.claim_id]) == LONG_DAYS
                kinds[row.is_deduction, is_long].append(row.claim_id)
        for ids in kinds.values():
            for n in range(0, len(ids), NOTICE_LINES_MAX):
                self._publish(ids[n : n + NOTICE_LINES_MAX], month)

    def _ready(self) -> Iterator[EntryRow]:
        """Yield what the clerk's page offers, page by page."""
        after = None
        while page := self.village.house.services.views.notices.ready(UNIT, PAGE, after):
            yield from page
            after = page[-1].position

    def _publish(self, ids: list[UUID], month: str) -> None:
        views = self.village.house.services.views
        answer = self.village.tell(
            PublishNotice,
            unit_code=UNIT,
            claim_ids=tuple(ids),
            month=month,
            published_by=self.village.staff["clerk"],
            number_from=views.notices.next_number(UNIT, self.today.year),
        )
        self.tally.counts["notices"] += 1
        self.village.project()
        for act in (self.known[it] for it in ids):
            objected = act.end in (End.KEPT, End.UPHELD)
            if act.is_fall:
                step = self.object if objected else self.deliver
                self.later(1, 10 if objected else 11, act.n % 60, step, act)
            else:
                self._runs(act, answer["closes_at"])
                if objected:
                    self.later(1, 10, act.n % 60, self.object, act)

    def _runs(self, act: Act, said: object) -> None:
        """Let the days of an act run from today, and compare with what the ledger says."""
        act.closes_on = last_day(self.today, _days(act))
        assert _moment(said) == day_end(act.closes_on), f"another end than {act.closes_on}"
        self.due[act.closes_on].append(act)

    def deliver(self, act: Act) -> None:
        """Give a household its notice of a deduction: by hand, or it reads it itself."""
        by_hand = act.n % 2 == 0
        answer = self.village.tell(
            DeliverNotice,
            claim_id=act.claim_id,
            method=Delivery.HANDED_OVER if by_hand else Delivery.READ_IN_APP,
            delivered_by=self.village.staff["grid_worker"] if by_hand else act.home.head,
            on=self.today,
        )
        self._runs(act, answer["closes_at"])

    def object(self, act: Act) -> None:
        """Let somebody object: its household to a deduction, else a neighbour."""
        answer = self.village.tell(
            ObjectToClaim,
            claim_id=act.claim_id,
            objected_by=act.home.head if act.is_fall else self._neighbour(act).head,
            method=ObjectionMethod.PHONE_PAGE,
            text_id=derive("text", "objection", act.n),
        )
        if act.closes_on is not None:
            self.due[act.closes_on].remove(act)
        self.objections[act.n] = UUID(str(answer["objection_id"]))
        self.later(2, 16, act.n % 60, self.decide, act)

    def decide(self, act: Act) -> None:
        """Decide on it: it comes to nothing, or stands once more for the whole time."""
        upheld = act.end is End.UPHELD
        answer = self.village.tell(
            DecideObjection,
            claim_id=act.claim_id,
            objection_id=self.objections[act.n],
            is_upheld=upheld,
            decided_by=self.village.staff["supervisor"],
            text_id=None,
        )
        if upheld:
            self.tally.counts["rejected"] += 1
        elif act.is_fall:
            act.closes_on = None
            self.later(1, 11, act.n % 60, self.deliver, act)
        else:
            self._runs(act, answer["closes_at"])

    # Posting ---------------------------------------------------------------------------

    def due_at(self, day: date) -> list[Act]:
        """Return what is to be posted at the first second of a day, in the order of the job."""
        closed = [it for last in list(self.due) if last < day for it in self.due[last]]
        return sorted(closed, key=lambda it: it.claim_id.bytes)

    def post(self, day: date) -> int:
        """Post by hand what is due; return how many acts that is."""
        acts = self.due_at(day)
        for act in acts:
            home = self.current(act.home)
            post = self.tally.fall if act.is_fall else self.tally.gain
            said, act.points = (
                act.points,
                post(home.id, act.claim_id, act.item, act.on, act.points, day),
            )
            self.tally.counts["capped"] += act.points < said
            if act.points and act.is_fall and act.end in APPEALS:
                self.later(2, 10, act.n % 60, self.appeal, act)
            if act.points and act.end is End.MISTAKEN and home == act.home:
                self.later(1, 10, act.n % 60, self.undo, act)
        for last in [it for it in self.due if it < day]:
            del self.due[last]
        self.tally.counts["posted"] += len(acts)
        return len(acts)

    # Undoing ---------------------------------------------------------------------------

    def undo(self, act: Act) -> None:
        """Have an entry undone that belongs to another household, by two people (A18)."""
        if act.home in self.went_into.values() or act.home.id in self.went_into:
            return
        entry: Claim = self.village.house.ledger.repository.get(act.claim_id)
        right = self._right_home(act)
        answer = self.village.tell(
            RequestAdjustment,
            unit_code=UNIT,
            household_id=act.home.id,
            entry_id=entry.entry_id,
            claim_id=act.claim_id,
            right_household_id=right.id if right else None,
            requested_by=self.village.staff["clerk"],
        )
        of: dict[str, Any] = {"unit_code": UNIT, "number": answer["number"]}
        told = self.village.tell(
            ApproveAdjustment, **of, approved_by=self.village.staff["township"]
        )
        short = self.tally.take_back(act.home.id, act.claim_id, self.today)
        assert told["shortfall"] == short, "another shortfall than counted"
        if right:
            key = derive("right", act.claim_id)
            self.tally.gain(right.id, key, act.item, act.on, act.points, self.today)
        self.tally.counts["reversed"] += 1

    def _right_home(self, act: Act) -> Home | None:
        """Return a household to which the points may belong: one that has room for them."""
        home = self._neighbour(act)
        return home if self.tally.room(home.id, act.item, act.on, act.points) else None

    def appeal(self, act: Act) -> None:
        """Appeal against what was taken off."""
        said: dict[str, Any] = {"filed_by": act.home.head, "reason": AppealReason.NOT_OURS}
        self.village.tell(FileAppeal, claim_id=act.claim_id, **said)
        self.later(3, 16, act.n % 60, self.answer, act)

    def answer(self, act: Act) -> None:
        """Answer as the committee; some go on to the township."""
        self._answer(act, is_upheld=act.end is End.APPEALED, by="supervisor")
        if act.end is End.TOWNSHIP:
            self.later(2, 10, act.n % 60, self.escalate, act)

    def escalate(self, act: Act) -> None:
        """Ask the township."""
        self.village.tell(EscalateAppeal, claim_id=act.claim_id, escalated_by=act.home.head)
        self.later(4, 16, act.n % 60, self.answer_above, act)

    def answer_above(self, act: Act) -> None:
        """Answer as the township."""
        self._answer(act, is_upheld=True, by="township")

    def _answer(self, act: Act, *, is_upheld: bool, by: str) -> None:
        self.village.tell(
            DecideAppeal,
            claim_id=act.claim_id,
            is_upheld=is_upheld,
            decided_by=self.village.staff[by],
            by_township=by == "township",
            text_id=derive("text", "appeal", act.n, by),
        )
        if is_upheld:
            self.tally.give_back(self.current(act.home).id, act.claim_id, self.today)
            self.tally.counts["reversed"] += 1


def _days(act: Act) -> int:
    """Tell how long an act is on notice."""
    return LONG_DAYS if act.is_fall or act.item == HONOUR else DAYS


def _moment(said: object) -> datetime:
    """Read a moment of an answer, which is text when it comes from a receipt."""
    return said if isinstance(said, datetime) else datetime.fromisoformat(str(said))
