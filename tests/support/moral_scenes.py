"""Scenes of moral points: what households did, what the panel and the committee made of it."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ledger.households.change_commands import ConfirmHouseholdChange, ProposeMerge
from ledger.households.commands import JoinScheme, MakeHouseholdRequest, RegisterHousehold
from ledger.households.kinds import ChangeReason, NewMember, Relation, RequestKind
from ledger.households.living import wallet_id_of
from ledger.kernel.clock import local_date
from ledger.kernel.ids import new_id
from ledger.moral.account_figures import Month, Statement
from ledger.moral.account_handlers import PublishAccount
from ledger.moral.alarm_handlers import WriteConclusion
from ledger.moral.alarm_review import AlarmKind, Conclusion
from ledger.moral.appeal import AppealReason
from ledger.moral.appeal_commands import FileAppeal
from ledger.moral.book_commands import (
    DrawUpPeriod,
    ExplainDifference,
    LockPeriod,
    RequestAdjustment,
)
from ledger.moral.claim_commands import DeclareKinship, ProposeClaim, ScreenClaim, VoteOnClaim
from ledger.moral.claim_kinds import Vote
from ledger.moral.gain_approving import ApproveGain
from ledger.moral.items import EvidenceKind, Proposer
from ledger.moral.notice_commands import (
    DeliverNotice,
    ObjectToClaim,
    PostClaim,
    PublishNotice,
)
from ledger.moral.notice_kinds import Delivery, ObjectionMethod
from ledger.moral.opening_handlers import ImportOpenings
from ledger.moral.opening_rows import OpeningRow, Platform
from ledger.moral.period_figures import Figures
from ledger.moral.round import Found
from ledger.moral.round_handlers import CheckGate
from ledger.registry.commands import AssignRole
from ledger.registry.consent_purposes import AgeBand
from ledger.shop.fund_commands import (
    MeasureFund,
    OpenFund,
    ReceiveMoney,
    ReturnMoney,
    SetFaceValue,
)
from ledger.shop.fund_errors import FundOpenError
from ledger.shop.fund_kinds import ReturnCause
from ledger.shop.kinds import Source
from tests.support.fund_histories import Redeem

REVIEWERS = 5
HASH = "ab" * 32
MARK = "0f1e2d3c4b5a6978"


class MoralDay:
    """One village day: a gain that is posted, one that is objected to, a deduction appealed."""

    def __init__(self, village: Any, unit_code: str) -> None:
        self.village, self.unit_code = village, unit_code
        self.now: datetime = village.now
        self.today = local_date(self.now)
        self.clerk, self.grid_worker = new_id(), new_id()
        self.panel = tuple(new_id() for _ in range(REVIEWERS))

    def tell(self, command: Any, **values: Any) -> dict[str, Any]:
        """Have a command carried out; return the answer."""
        return dict(self.village.record(command, **values).answer)

    def home(self, number: str) -> tuple[UUID, UUID]:
        """Register a household of one; return it and its head."""
        head = NewMember(new_id(), Relation.HEAD)
        of = {"unit_code": self.unit_code, "group": "一组", "number": number, "members": (head,)}
        told = self.tell(RegisterHousehold, at=self.now, **of)
        home = UUID(str(told["household_id"]))
        agreed = {"agreed_by": head.person_id, "age": AgeBand.ADULT}
        self.tell(JoinScheme, at=self.now, household_id=home, **agreed)
        return home, head.person_id

    def play(self) -> None:
        """Play it."""
        for it in self.panel:
            of = {"unit_code": self.unit_code, "from_day": self.today, "to_day": None}
            self.tell(AssignRole, person_id=it, role="reviewer", assigned_by=None, **of)
        home, head = self.home(f"{self.now:%m%d}1")
        other, owner = self.home(f"{self.now:%m%d}2")
        self.tell(DeclareKinship, person_id=self.panel[0], household_id=other)
        first = self.passed(home, head, "21", photo=True)
        second = self.passed(home, head, "31", photo=True)
        closes = self.publish(first, second)
        self.object_to(second)
        posted = self.tell(PostClaim, at=closes, claim_id=first, round=1)
        self.find_wrong(home, first, posted["entry_id"], at=closes)
        self.deduct(other, owner)
        self.merge(other, home)
        self.tell(
            MakeHouseholdRequest, household_id=home, person_id=head, kind=RequestKind.GATE_CODE
        )
        self.look_after(home)
        self.spend_all(home, head)
        self.close_month()

    def passed(self, home: UUID, by: UUID, code: str, *, photo: bool = False) -> UUID:
        """Propose an act, screen it, and let the panel pass it with one recused."""
        pictures: dict[str, Any] = {}
        if photo:
            pictures = {"photo_ids": (new_id(),), "photo_hashes": (HASH,), "photo_marks": (MARK,)}
        told = self.tell(
            ProposeClaim,
            household_id=home,
            item_code=code,
            occurred_on=self.today,
            proposed_by=by,
            proposer_role=Proposer.HOUSEHOLD,
            evidence=(EvidenceKind.RECORD, EvidenceKind.CERTIFICATE),
            **pictures,
        )
        claim_id = UUID(str(told["claim_id"]))
        self.tell(ScreenClaim, claim_id=claim_id, screened_by=self.grid_worker, panel=self.panel)
        self.vote(claim_id)
        return claim_id

    def vote(self, claim_id: UUID) -> None:
        """One is recused, three are for it."""
        said = (Vote.RECUSED, Vote.FOR, Vote.FOR, Vote.FOR)
        for reviewer, it in zip(self.panel, said, strict=False):
            self.tell(
                VoteOnClaim, claim_id=claim_id, reviewer_id=reviewer, vote=it, panel=self.panel
            )

    def publish(self, *claims: UUID) -> datetime:
        """Put acts on a notice; return when it ends."""
        of = {"unit_code": self.unit_code, "published_by": self.clerk, "number_from": 1}
        told = self.tell(PublishNotice, claim_ids=claims, **of)
        found = told["closes_at"]
        return datetime.fromisoformat(found) if isinstance(found, str) else found

    def object_to(self, claim_id: UUID) -> None:
        """Somebody objects to one of them."""
        self.tell(
            ObjectToClaim,
            claim_id=claim_id,
            objected_by=new_id(),
            method=ObjectionMethod.PHONE_PAGE,
            text_id=new_id(),
        )

    def find_wrong(self, home: UUID, claim_id: UUID, entry_id: Any, at: datetime) -> None:
        """The clerk asks that an entry be undone."""
        of = {"unit_code": self.unit_code, "household_id": home, "claim_id": claim_id}
        self.tell(
            RequestAdjustment,
            at=at,
            **of,
            entry_id=UUID(str(entry_id)),
            requested_by=self.clerk,
            text_id=new_id(),
        )

    def deduct(self, home: UUID, head: UUID) -> None:
        """Take points off for something unsafe, and have the household appeal."""
        told = self.tell(
            ProposeClaim,
            household_id=home,
            item_code="92",
            occurred_on=self.today,
            proposed_by=self.grid_worker,
            proposer_role=Proposer.GRID_WORKER,
            evidence=(EvidenceKind.RECORD,),
        )
        claim_id = UUID(str(told["claim_id"]))
        self.tell(ScreenClaim, claim_id=claim_id, screened_by=self.clerk, panel=self.panel)
        self.vote(claim_id)
        self.publish(claim_id)
        handed = self.now + timedelta(days=10)
        on = {"delivered_by": self.grid_worker, "on": local_date(handed), "at": handed}
        self.tell(DeliverNotice, claim_id=claim_id, method=Delivery.HANDED_OVER, **on)
        later = handed + timedelta(days=10)
        self.tell(PostClaim, at=later, claim_id=claim_id, round=1)
        self.tell(FileAppeal, at=later, claim_id=claim_id, filed_by=head, reason=AppealReason.OTHER)

    def merge(self, away: UUID, into: UUID) -> None:
        """One household becomes part of another, by two people; somebody asks for a new code."""
        told = self.tell(
            ProposeMerge,
            household_id=away,
            into_id=into,
            reason=ChangeReason.REGISTER,
            proposed_by=self.clerk,
            text_id=new_id(),
        )
        self.tell(
            ConfirmHouseholdChange,
            household_id=away,
            number=int(told["number"]),
            confirmed_by=self.grid_worker,
        )

    def look_after(self, home: UUID) -> None:
        """Walk past a gate, bring old balances over, conclude on an alarm."""
        of = {"unit_code": self.unit_code}
        self.tell(
            CheckGate,
            **of,
            household_id=home,
            item_code="21",
            found=Found.ABSENT,
            ticked=0,
            points_of_list=1,
            checked_at=self.now,
            walked_by=self.grid_worker,
        )
        rows = (OpeningRow(2, f"{self.now:%m%d}1", 30), OpeningRow(3, "nobody", 5))
        digest = f"{self.now:%Y%m%d}"
        self.tell(
            ImportOpenings,
            **of,
            platform=Platform.PAPER,
            digest=digest,
            rows=rows,
            imported_by=self.clerk,
        )
        self.tell(
            WriteConclusion,
            **of,
            alarm_id=new_id(),
            kind=AlarmKind.SAME_PHOTO,
            conclusion=Conclusion.REASONABLE,
            seen_position=1,
            involved=(),
            text_id=new_id(),
            drafted_by=self.clerk,
        )

    def spend_all(self, home: UUID, head: UUID) -> None:
        """Money runs out; of two gains that wait one is let through and posted, then both may be.

        The second is let through too, and nothing posts it.
        """
        of, supervisor = {"unit_code": self.unit_code}, new_id()
        with suppress(FundOpenError):
            self.tell(OpenFund, **of, face_value_fen=100, opened_by=self.clerk)
        wrong, _right = self.receive(50_000), self.receive(3_000)
        back = {"cause": ReturnCause.MISTAKE, "text_id": new_id(), "returned_by": supervisor}
        self.tell(ReturnMoney, **of, receipt_id=wrong, **back)
        value = 50 + self.now.day
        self.tell(SetFaceValue, **of, face_value_fen=value, set_by=supervisor)
        first, second = (self.passed(home, head, code) for code in ("21", "31"))
        closes = self.publish(first, second)
        self.tell(MeasureFund, at=closes, **of, outstanding_points=10**6, redeemed_fen=0)
        for it in (first, second):
            self.tell(ApproveGain, at=closes, **of, claim_id=it, approved_by=supervisor)
        self.tell(PostClaim, at=closes, claim_id=first, round=1)
        self.tell(MeasureFund, at=closes, **of, outstanding_points=1, redeemed_fen=0)
        spent: dict[str, Any] = {"wallet_id": wallet_id_of(home), "hold_id": new_id()}
        self.tell(Redeem, at=closes, **spent, step="hold", amount=1)
        self.tell(Redeem, at=closes, **spent, step="capture")

    def receive(self, amount_fen: int) -> UUID:
        """Write down what somebody gave, to be thanked by name."""
        told = self.tell(
            ReceiveMoney,
            unit_code=self.unit_code,
            source=Source.DONATION,
            amount_fen=amount_fen,
            received_on=self.today,
            text_id=new_id(),
            donor_text_id=new_id(),
            thanks_donor=True,
            recorded_by=self.clerk,
        )
        return UUID(str(told["receipt_id"]))

    def close_month(self) -> None:
        """Close a month of a village in which nothing happened."""
        month = {"unit_code": f"{self.unit_code}{self.now:%m%d}", "period": "2026-09"}
        figures = Figures(**dict.fromkeys(Figures.__struct_fields__, 0))
        self.tell(
            ExplainDifference, **month, check="stock", text_id=new_id(), explained_by=self.clerk
        )
        drawn = self.tell(
            DrawUpPeriod, **month, figures=figures, position=1, is_first=True, signed_by=self.clerk
        )
        self.tell(
            LockPeriod,
            **month,
            figures=figures,
            report_hash=drawn["report_hash"],
            locked_by=self.grid_worker,
        )
        closed = Month(
            period="2026-09", version=1, report_hash=drawn["report_hash"], figures=figures
        )
        said = Statement(
            unit_code=month["unit_code"],
            quarter="2026Q3",
            households=0,
            months=[closed],
            gains=[],
            goods=[],
            goods_beyond=0,
            money=None,
            outcomes=[],
            donors=[],
        )
        self.tell(PublishAccount, statement=said, position=1)


def play_moral(village: Any, unit_code: str) -> None:
    """Play a day of moral points in a village whose rules are in force."""
    MoralDay(village, unit_code).play()
