"""A village of a fixed cast that plays scenes through the real ledger.

    village = Village(ledger).settle()
    village.serve(village.volunteers[0], minutes=120)
    village.visit(village.riders[0])

Time stands still unless a scene is given another moment, so every run records the same.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec

from ledger import catalogue
from ledger.kernel.application import Ledger
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Command
from ledger.kernel.ids import derive, derive_subject, new_id
from ledger.kernel.receipts import Recorded
from ledger.registry.calendar_commands import ApproveHolidays, ProposeHolidays
from ledger.registry.commands import (
    AssignRole,
    CloseUnit,
    EndRole,
    MoveUnit,
    NameLevels,
    RecordRefusedScan,
    RegisterUnit,
    RenameUnit,
)
from ledger.registry.consent_commands import (
    EndGuardian,
    GiveConsent,
    LinkGuardian,
    RequestGuardian,
    WithdrawConsent,
)
from ledger.registry.consent_purposes import AgeBand, Purpose
from ledger.registry.consent_purposes import Method as Agreeing
from ledger.registry.county_levels import DEFAULT_NAMES
from ledger.registry.erasure import Asked, Cause
from ledger.registry.proxy import Consent
from ledger.registry.unit_office import NameUnitOffice
from ledger.shop.commands import (
    CountStock,
    ListItem,
    OpenShop,
    ReceiveStock,
)
from ledger.shop.hand_over import OWNER, Collector
from ledger.shop.kinds import Source
from ledger.shop.offer import Offer
from ledger.shop.voucher_commands import (
    CancelVoucher,
    CollectVoucher,
    ExpireVoucher,
    ReserveVoucher,
)
from ledger.shop.watching import WatchItem
from ledger.stations.commands import RegisterRider, RegisterStation
from ledger.stations.visit_commands import ScanStation
from ledger.stations.visit_day import Method
from ledger.stations.visit_detail import ForgetVisitDetail
from ledger.volunteering.activity_commands import (
    AmendActivity,
    CancelActivity,
    DraftActivity,
    PublishDraft,
    SetServicePointRate,
)
from ledger.volunteering.activity_kinds import CancelReason
from ledger.volunteering.attendance import Evidence
from ledger.volunteering.certificate import RevocationReason
from ledger.volunteering.certificate_commands import IssueCertificate, RevokeCertificate
from ledger.volunteering.certificate_numbers import NONCE_LENGTH
from ledger.volunteering.commands import (
    ConfirmHeld,
    DecideSupplement,
    FormTeam,
    ProposeSupplement,
    PublishActivity,
    RegisterVolunteer,
    ScanActivity,
    SettleDoubtfulScan,
)
from ledger.volunteering.complaint import ComplaintKind
from ledger.volunteering.correction import CorrectionReason
from ledger.volunteering.evaluation import Direction
from ledger.volunteering.feedback_commands import (
    AcceptCorrection,
    Complain,
    Evaluate,
    RequestCorrection,
)
from ledger.volunteering.file_commands import (
    ApplyForStar,
    DeclareSkills,
    DrawSpotCheck,
    GrantStar,
    RecordHonour,
    RecordTraining,
    WithdrawRecord,
)
from ledger.volunteering.flag_handlers import ReviewFlag
from ledger.volunteering.flag_review import FlagKind, Outcome
from ledger.volunteering.sign_up_commands import SignUp
from ledger.volunteering.stars import STAR_MINUTES
from ledger.volunteering.supplement import SupplementReason
from ledger.volunteering.team import TeamKind
from ledger.volunteering.team_commands import (
    ApproveMembership,
    DeclineMembership,
    DissolveTeam,
    LeaveTeam,
    PlaceTeam,
    RenameTeam,
    RequestMembership,
    SetNationalNumbers,
)
from ledger.volunteering.volunteer import DeclineReason
from ledger.wallets.commands import CreditPoints, ExpireLots, OpenWallet, ReverseCredit
from ledger.wallets.erasing import ErasePerson, RequestErasure, WithdrawErasure
from ledger.wallets.wallet import Reason, Wallet, WalletKind
from projections.volunteering.flags.growing import Subject
from tests.support.check_ins import play_check_ins
from tests.support.grid_scenes import play_grid_work
from tests.support.moral_scenes import play_moral
from tests.support.report_scenes import play_reports
from tests.support.rule_scenes import play_rules
from tests.support.station_scenes import play_station

assert catalogue.AGGREGATES, "importing the catalogue registers every handler"

CITY = "1501"
DISTRICT = "150104"
STREET = "150104003"
COMMUNITY = "150104003005"
MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
"""09:00 in Hohhot on Friday 20 November 2026."""

_DRAWN = str.maketrans("01", "XY")
_UNITS = (
    (CITY, "呼和浩特市", "city", ""),
    (DISTRICT, "玉泉区", "district", CITY),
    (STREET, "大召前街街道", "street", DISTRICT),
    (COMMUNITY, "大召社区", "community", STREET),
)


def pictured(voucher_id: UUID) -> Collector:
    """Say of whoever came that a picture shows what they took; of each voucher another."""
    file_hash = sha256(voucher_id.bytes).hexdigest()
    of = {"photo_id": voucher_id, "photo_hash": file_hash, "photo_mark": file_hash[:16]}
    return msgspec.structs.replace(OWNER, **of)


@dataclass
class Village:
    """大召社区 with two volunteers, two riders, a station, a shop with stock, and an activity."""

    ledger: Ledger
    name: str = "village"
    now: datetime = MORNING
    position: int = 0
    """Position of the last event recorded."""

    volunteers: list[UUID] = field(default_factory=list)
    riders: list[UUID] = field(default_factory=list)
    household: UUID = field(init=False)
    keeper: UUID = field(init=False)
    team: UUID = field(init=False)
    station: UUID = field(init=False)
    other_station: UUID = field(init=False)
    shop: UUID = field(init=False)
    item: UUID = field(init=False)
    activity: UUID = field(init=False)
    household_wallet: UUID = field(init=False)
    _keys: int = 0

    def __post_init__(self) -> None:
        """Give everybody an ID that follows from the village's name."""
        self.volunteers = [derive_subject("person", self.name, "volunteer", n) for n in (1, 2)]
        self.riders = [derive_subject("person", self.name, "rider", n) for n in (1, 2)]
        self.household = derive_subject("person", self.name, "household")
        self.keeper = derive_subject("person", self.name, "keeper")

    # Setting the scene ---------------------------------------------------------

    def settle(self) -> "Village":
        """Register everybody and everything."""
        for code, name, level, parent in _UNITS:
            self.register_unit(code, name, level, parent)
        self.team = self.made("team_id", FormTeam, unit_code=COMMUNITY, name="红蜂志愿服务队")
        for number, person_id in enumerate(self.volunteers, 1):
            self.register_volunteer(person_id, f"V{number:06d}", team_id=self.team)
        for number, person_id in enumerate(self.riders, 1):
            self.do(RegisterRider, person_id=person_id, number=f"R{number:06d}", unit_code=CITY)
        self.household_wallet = self.made(
            "wallet_id",
            OpenWallet,
            owner_id=self.household,
            kind=WalletKind.HOUSEHOLD,
            unit_code=COMMUNITY,
        )
        self.station = self.register_station("大召红蜂驿站")
        self.other_station = self.register_station("玉泉红蜂驿站")
        self.shop = self.made("shop_id", OpenShop, unit_code=COMMUNITY, name="大召积分超市")
        self.item = self.list_item("洗衣液", price_points=15, stock=20)
        self.activity = self.publish("清扫楼道")
        return self

    def register_unit(self, code: str, name: str, level: str, parent_code: str) -> None:
        """Enter a unit into the tree."""
        self.do(
            RegisterUnit,
            code=code,
            name=name,
            level=level,
            parent_code=parent_code,
            valid_from=date(2026, 1, 1),
        )

    def register_volunteer(
        self, person_id: UUID, number: str, *, team_id: UUID | None = None
    ) -> UUID:
        """Register a volunteer; return the wallet."""
        return self.made(
            "wallet_id",
            RegisterVolunteer,
            person_id=person_id,
            number=number,
            unit_code=COMMUNITY,
            team_id=team_id,
        )

    def register_station(self, name: str, unit_code: str = COMMUNITY) -> UUID:
        """Enter a station."""
        return self.made(
            "station_id",
            RegisterStation,
            unit_code=unit_code,
            name=name,
            services=("热水", "充电"),
            hours="08:00-20:00",
        )

    def list_item(self, name: str, *, price_points: int, stock: int = 0) -> UUID:
        """Offer an item, with pieces on the shelf."""
        item_id: UUID = self.made(
            "item_id",
            ListItem,
            shop_id=self.shop,
            name=name,
            offer=Offer("日用品"),
            price_points=price_points,
        )
        if stock:
            self.do(ReceiveStock, item_id=item_id, quantity=stock)
        return item_id

    def publish(self, title: str, *, hours: int = 2, starts_at: datetime | None = None) -> UUID:
        """Publish an activity of the community, from now on unless told."""
        first = starts_at or self.now
        return self.made(
            "activity_id",
            PublishActivity,
            at=min(self.now, first),
            unit_code=COMMUNITY,
            title=title,
            place="大召社区活动室",
            starts_at=first,
            ends_at=first + timedelta(hours=hours),
            team_id=self.team,
            led_by=self.keeper,
        )

    # Scenes ----------------------------------------------------------------------

    def serve(
        self, person_id: UUID, minutes: int = 120, activity_id: UUID | None = None
    ) -> dict[str, Any]:
        """Come to an activity (a new one unless told) and leave after some minutes."""
        came_at = self.now
        activity = activity_id or self.publish("志愿服务", hours=max(1, -(-minutes // 60)))
        self.scan_activity(activity, person_id, came_at)
        return self.scan_activity(activity, person_id, came_at + timedelta(minutes=minutes))

    def scan_activity(self, activity_id: UUID, person_id: UUID, at: datetime) -> dict[str, Any]:
        """Scan an activity's code with the own phone."""
        return self.do(
            ScanActivity,
            at=at,
            activity_id=activity_id,
            person_id=person_id,
            evidence=Evidence.OWN_SCAN,
            occurred_at=at,
        )

    def visit(
        self,
        rider_id: UUID,
        station_id: UUID | None = None,
        *,
        at: datetime | None = None,
        method: Method = Method.SCREEN,
        **proxy: Any,
    ) -> dict[str, Any]:
        """Visit a station."""
        moment = at or self.now
        return self.do(
            ScanStation,
            at=moment,
            station_id=station_id or self.station,
            rider_id=rider_id,
            method=method,
            occurred_at=moment,
            **proxy,
        )

    def refuse(self, refusal: str = "station_not_found", at: datetime | None = None) -> None:
        """Scan a code that is refused."""
        self.do(
            RecordRefusedScan,
            person_id=self.riders[0],
            refusal=refusal,
            kind="station",
            subject_id=self.station,
            device_id=None,
            unit_code=COMMUNITY,
            occurred_at=at or self.now,
            told={"code": refusal},
        )

    def credit(self, wallet_id: UUID, amount: int, *, occurred_at: datetime | None = None) -> UUID:
        """Award points; return the entry."""
        return self.made(
            "entry_id",
            CreditPoints,
            wallet_id=wallet_id,
            amount=amount,
            reason=Reason.AWARD,
            occurred_at=occurred_at or self.now,
        )

    def reverse(self, wallet_id: UUID, entry_id: UUID) -> None:
        """Undo a credit."""
        self.do(ReverseCredit, wallet_id=wallet_id, entry_id=entry_id, reason=Reason.POSTING_ERROR)

    def expire_lots(self, wallet_id: UUID, at: datetime) -> int:
        """Let the lots of a wallet go whose day is over."""
        expired: int = self.do(ExpireLots, at=at, wallet_id=wallet_id)["expired"]
        return expired

    def reserve(self, wallet_id: UUID | None = None, quantity: int = 1) -> UUID:
        """Set pieces of the item aside for points; return the voucher."""
        return self.made(
            "voucher_id",
            ReserveVoucher,
            basket=((self.item, quantity),),
            wallet_id=wallet_id or self.household_wallet,
        )

    def collect(self, voucher_id: UUID, collector: Collector = OWNER) -> None:
        """Hand over what a voucher reserved."""
        by = {"keeper_id": self.keeper, "collector": collector}
        self.do(CollectVoucher, voucher_id=voucher_id, shop_id=self.shop, **by)

    def cancel(self, voucher_id: UUID) -> None:
        """Take a reservation back."""
        self.do(CancelVoucher, voucher_id=voucher_id, cancelled_by=self.keeper)

    def expire(self, voucher_id: UUID, at: datetime | None = None) -> None:
        """Let a voucher run out."""
        self.do(ExpireVoucher, at=at or self.now + timedelta(days=9), voucher_id=voucher_id)

    def play_day(self) -> None:
        """Play a day on which every kind of event is recorded, and go on to the next."""
        first, second = self.volunteers
        self.serve(first, 130)
        self.serve(second, 75)
        for rider in self.riders:
            self.visit(rider)
            self.visit(rider, self.other_station, at=self.now + timedelta(hours=1))
        self.visit(self.riders[0], at=self.now + timedelta(hours=5), method=Method.PLATE)
        self.refuse()
        self.credit(self.household_wallet, 100)
        self.reverse(self.household_wallet, self.credit(self.household_wallet, 7))
        self.collect(voucher := self.reserve(), pictured(voucher))
        self.cancel(self.reserve())
        self.expire(self.reserve(quantity=2))
        self.reserve()
        self.credit(self.household_wallet, 3, occurred_at=self.now - timedelta(days=900))
        self.expire_lots(self.household_wallet, self.now)
        thanked = {"donor_text_id": new_id(), "thanks_donor": True, "source": Source.DONATION}
        self.do(ReceiveStock, item_id=self.item, quantity=2, **thanked)
        on_hand: int = self.ledger.repository.get(self.item).on_hand
        self.do(CountStock, item_id=self.item, counted=on_hand, counted_by=self.keeper)
        self.do(WatchItem, item_id=self.item, person_id=first)
        self.review_presence()
        self.announce_year()
        self.change_grid()
        self.serve_term(self.keeper)
        with_card: dict[str, Any] = {
            "operator_id": self.keeper,
            "consent": Consent.PRESENT_WITH_CARD,
        }
        late = self.now + timedelta(hours=6)
        self.visit(self.riders[1], at=late, method=Method.KEEPER, **with_card)
        play_check_ins(self, COMMUNITY)
        self.agree(first, Purpose.RANKING)
        self.agree(second, Purpose.STATION)
        self.withdraw(second, Purpose.STATION)
        self.look_after(self.keeper)
        self.forget_somebody()
        self.do(ForgetVisitDetail, before=local_date(self.now) - timedelta(days=90))
        self.name_levels()
        self.speak_up(second)
        self.plan_ahead()
        self.keep_files()
        play_grid_work(self)
        self.revoke(self.certify(first))
        self.certify(first)
        play_rules(self.record, COMMUNITY, self.now)
        play_moral(self, COMMUNITY)
        play_reports(self, COMMUNITY, self.now)
        play_station(self, self.other_station, self.keeper, COMMUNITY)
        self.now += timedelta(days=1)

    def speak_up(self, person_id: UUID) -> None:
        """Say what was wrong and what was good at an activity, both ways."""
        activity_id = self.publish("清洁家园", starts_at=self.now + timedelta(hours=3))
        here = {"activity_id": activity_id, "person_id": person_id}
        for hours in (3, 4):
            self.scan_activity(activity_id, person_id, self.now + timedelta(hours=hours))
        told = self.do(
            RequestCorrection,
            at=self.now + timedelta(hours=6),
            reason=CorrectionReason.LEFT_LATER,
            wants_minutes=100,
            **here,
        )
        decided = {"attendance_id": UUID(told["attendance_id"]), "number": told["number"]}
        self.do(AcceptCorrection, minutes=100, decided_by=self.keeper, **decided)
        text_id = derive("text", activity_id)
        self.do(Complain, kind=ComplaintKind.OTHER, text_id=text_id, **here)
        later = self.now + timedelta(hours=6)
        for direction, by in (
            (Direction.ACTIVITY, person_id),
            (Direction.VOLUNTEER, self.volunteers[0]),
        ):
            for stars in (4, 5):
                rating = {"direction": direction, "given_by": by, "stars": stars}
                self.do(Evaluate, at=later, **rating, **here)

    def plan_ahead(self) -> UUID:
        """Plan a theme day with one place, let two sign up, change it, and call another off."""
        starts_at = self.now + timedelta(days=3)
        plan: dict[str, Any] = {
            "title": "主题党日",
            "place": "党群服务中心",
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=2),
            "kind": "theme_day",
            "category": "lecture",
            "campaigns": ("party_helps", "waste_sorting"),
            "quota": 1,
        }
        leader = self.volunteers[0]
        draft = {"unit_code": COMMUNITY, "team_id": self.team, "led_by": leader, **plan}
        planned, dropped = (self.made("activity_id", DraftActivity, **draft) for _ in range(2))
        self.do(PublishDraft, activity_id=planned)
        self.do(CancelActivity, activity_id=dropped, reason=CancelReason.WEATHER)
        for person_id in self.volunteers:
            self.do(SignUp, activity_id=planned, person_id=person_id, wait=True)
        self.do(AmendActivity, activity_id=planned, **plan | {"campaigns": ("party_helps",)})
        self.do(SetServicePointRate, unit_code=COMMUNITY, rate_points=2, rate_minutes=60)
        return planned

    def keep_files(self) -> None:
        """Form teams, let people come and go, and enter what files hold, each day anew."""
        today, person = local_date(self.now), self.volunteers[1]
        about: dict[str, Any] = {"unit_code": COMMUNITY}
        corps, squad = (
            self.made("team_id", FormTeam, **about, name=f"{today}{it.value}", kind=it)
            for it in (TeamKind.CORPS, TeamKind.SQUAD)
        )
        self.do(PlaceTeam, team_id=squad, parent_id=corps)
        self.do(RenameTeam, team_id=squad, name=f"{today}小分队")
        for team_id in (corps, squad):
            self.do(RequestMembership, person_id=person, team_id=team_id)
        self.do(ApproveMembership, person_id=person, team_id=squad, decided_by=self.keeper)
        reason = DeclineReason.TEAM_FULL
        self.do(DeclineMembership, person_id=person, team_id=corps, reason=reason, decided_by=None)
        self.do(RequestMembership, person_id=person, team_id=corps)
        for team_id in (corps, squad):
            self.do(LeaveTeam, person_id=person, team_id=team_id)
        self.do(DissolveTeam, team_id=corps, dissolved_by=self.keeper)
        self.do(SetNationalNumbers, numbers=((person, f"1501{today:%Y%m%d}"),), set_by=None)
        self.do(DeclareSkills, person_id=person, skills=("law",), categories=("health",))
        values: dict[str, Any] = {"person_id": person, "text_id": self.team, **about}
        values |= {"recorded_by": self.keeper}
        self.do(RecordTraining, **values, minutes=60, held_on=today)
        record_id = self.made("record_id", RecordHonour, **values, level="city", granted_on=today)
        self.do(WithdrawRecord, person_id=person, record_id=record_id, withdrawn_by=None)
        drawn = {"seed": 7, "records": 1, "drawn_from": 2, "digest": "ab", "read_to": 9}
        self.do(
            DrawSpotCheck, **about, first_day=today, last_day=today, drawn_by=self.keeper, **drawn
        )

    def earn_star(self) -> UUID:
        """Let somebody serve a hundred hours, apply for a star and get it; return who."""
        person_id = derive_subject("person", self.name, "starred")
        self.register_volunteer(person_id, "V000100")
        for _ in range(STAR_MINUTES[0] // 240):
            self.serve(person_id, 240)
            self.now += timedelta(days=1)
        application_id = self.made("application_id", ApplyForStar, person_id=person_id, level=1)
        star = {"person_id": person_id, "application_id": application_id}
        self.do(GrantStar, **star, granted_by=self.keeper)
        return person_id

    def look_into_flag(self) -> None:
        """Let two people use one phone at an activity, and somebody look into it."""
        activity_id, device_id = self.publish("一部手机两个人"), new_id()
        for person_id in self.volunteers:
            self.do(
                ScanActivity,
                activity_id=activity_id,
                person_id=person_id,
                evidence=Evidence.OWN_SCAN,
                occurred_at=self.now,
                device_id=device_id,
            )
        kind = FlagKind.SHARED_DEVICE
        shared = Subject(kind=kind, activity_id=activity_id, device_id=device_id)
        self.do(
            ReviewFlag,
            flag_id=shared.flag_id,
            kind=kind,
            unit_code=COMMUNITY,
            outcome=Outcome.EXPLAINED,
            seen_position=self.position,
            involved=tuple(self.volunteers),
            reviewed_by=self.household,
        )

    def review_presence(self) -> None:
        """Let people decide on minutes: made up, over the cap, and scanned too late."""
        first, second = self.volunteers
        long = self.publish("守夜", hours=10, starts_at=self.now + timedelta(hours=3))
        opened = self.now + timedelta(hours=3)
        self.scan_activity(long, second, opened)
        self.scan_activity(long, second, opened + timedelta(hours=10))
        late = {"at": opened + timedelta(hours=90)}
        for confirmer in (self.keeper, self.household):
            self.do(ConfirmHeld, activity_id=long, person_id=second, confirmed_by=confirmer, **late)
        made_up = self.made(
            "supplement_id",
            ProposeSupplement,
            activity_id=long,
            person_id=first,
            minutes=45,
            reason=SupplementReason.NO_PHONE,
            recorded_by=self.keeper,
            **late,
        )
        self.do(
            DecideSupplement,
            supplement_id=made_up,
            accepted=True,
            decided_by=self.household,
            **late,
        )
        doubtful = self.do(
            ScanActivity,
            activity_id=long,
            person_id=first,
            evidence=Evidence.OWN_SCAN,
            occurred_at=opened,
            **late,
        )["doubtful_id"]
        self.do(
            SettleDoubtfulScan,
            doubtful_id=UUID(doubtful),
            accepted=False,
            settled_by=self.keeper,
            **late,
        )

    def announce_year(self) -> None:
        """Enter made-up days off of a far year, and have another person approve them."""
        year = 2900 + local_date(self.now).day
        days = tuple(date(year, 1, it) for it in range(1, 14))
        told = self.do(
            ProposeHolidays,
            year=year,
            holidays=days,
            workdays=(),
            source="试用的日历",
            proposed_by=self.keeper,
        )
        self.do(ApproveHolidays, year=year, version=told["version"], approved_by=self.household)

    def certify(self, person_id: UUID, **more: Any) -> UUID:
        """Certify what somebody has served this year so far; return the certificate."""
        drawn = derive("nonce", self.name, self._keys).hex.upper().translate(_DRAWN)
        today = local_date(self.now)
        values = {"from_day": today.replace(month=1, day=1), "to_day": today, **more}
        values |= {"nonce": drawn[:NONCE_LENGTH], "read_position": self.position}
        return self.made("certificate_id", IssueCertificate, person_id=person_id, **values)

    def revoke(self, certificate_id: UUID) -> None:
        """Take a certificate back."""
        self.do(
            RevokeCertificate,
            certificate_id=certificate_id,
            reason=RevocationReason.ISSUED_IN_ERROR,
            revoked_by=self.keeper,
        )

    def change_grid(self) -> None:
        """Enter a grid of the day, which goes to the street, gets another name and ends."""
        today = local_date(self.now)
        code = f"{COMMUNITY}{today:%j}"
        self.register_unit(code, f"网格{today:%j}", "grid", COMMUNITY)
        self.do(MoveUnit, code=code, parent_code=STREET, valid_from=today)
        self.do(RenameUnit, code=code, name="一日网格", valid_from=today)
        self.do(CloseUnit, code=code, valid_from=today + timedelta(days=1))

    def forget_somebody(self) -> UUID:
        """Let somebody ask to be forgotten, take it back, ask again, and be forgotten."""
        person_id = derive_subject(
            "person", self.name, "forgotten", local_date(self.now).isoformat()
        )
        values = {"person_id": person_id, "forfeits": False, "at_once": True}
        values |= {"asked": Asked.IN_PERSON, "requested_by": person_id}
        self.do(RequestErasure, **values)
        self.do(WithdrawErasure, person_id=person_id, withdrawn_by=person_id)
        self.do(RequestErasure, **values)
        self.do(ErasePerson, person_id=person_id, cause=Cause.ASKED)
        return person_id

    def name_levels(self) -> None:
        """Say what the levels of the district are called."""
        names = tuple((level, f"{name}级") for level, name in DEFAULT_NAMES.items())
        self.do(NameLevels, county_code=DISTRICT, names=names, named_by=None)
        told = {"in_charge": None, "telephone": "0471-6311112", "named_by": new_id()}
        self.do(NameUnitOffice, unit_code=DISTRICT, **told)

    def serve_term(self, person_id: UUID) -> None:
        """Have a role for one day."""
        today = local_date(self.now)
        values = {"person_id": person_id, "role": "clerk", "unit_code": COMMUNITY}
        self.do(AssignRole, **values, from_day=today, to_day=None, assigned_by=None)
        self.do(EndRole, **values, to_day=today, ended_by=None)

    def agree(
        self, person_id: UUID, purpose: Purpose, *, by: UUID | None = None, **more: Any
    ) -> None:
        """Agree to a purpose under the second version of the notice, for oneself unless told."""
        values = {"method": Agreeing.OWN_PHONE, "notice_version": 2, "by": by or person_id, **more}
        self.do(GiveConsent, person_id=person_id, purpose=purpose, **values)

    def withdraw(
        self, person_id: UUID, purpose: Purpose, *, by: UUID | None = None, **more: Any
    ) -> None:
        """Agree no longer."""
        values = {"method": Agreeing.OWN_PHONE, "notice_version": 2, "by": by or person_id, **more}
        self.do(WithdrawConsent, person_id=person_id, purpose=purpose, **values)

    def link(self, child: UUID, guardian: UUID, age: AgeBand = AgeBand.UNDER_14) -> None:
        """Link a guardian at the desk."""
        self.do(
            LinkGuardian,
            person_id=child,
            guardian_id=guardian,
            unit_code=COMMUNITY,
            linked_by=derive_subject("person", self.name, "clerk"),
            age=age,
            guardian_age=AgeBand.ADULT,
        )

    def look_after(self, guardian: UUID) -> None:
        """Ask to be guardian of two children, become it of one, and be turned down once."""
        mine, other = (
            derive_subject("person", self.name, "child", n, local_date(self.now)) for n in (1, 2)
        )
        for child in (mine, other):
            values = {"person_id": child, "guardian_id": guardian}
            self.do(RequestGuardian, **values, unit_code=COMMUNITY)
        self.link(mine, guardian)
        self.agree(mine, Purpose.MINOR, by=guardian, age=AgeBand.UNDER_14)
        self.do(EndGuardian, person_id=other, guardian_id=guardian, ended_by=guardian)

    # Below -------------------------------------------------------------------------

    def wallet_of(self, person_id: UUID, kind: WalletKind = WalletKind.VOLUNTEER) -> UUID:
        """Return the ID of somebody's wallet."""
        return Wallet.create_id(person_id, kind)

    def made(self, field_name: str, command: type[Command], /, **values: Any) -> UUID:
        """Carry a command out likewise; return the ID its answer gives under a name."""
        return UUID(self.do(command, **values)[field_name])

    def do(self, command: type[Command], /, **values: Any) -> dict[str, Any]:
        """Carry a command out under a fresh key; return its answer."""
        return self.record(command, **values).answer

    def record(self, command: type[Command], /, **values: Any) -> Recorded:
        """Carry a command out likewise; return what was recorded."""
        self._keys += 1
        values.setdefault("at", self.now)
        recorded = self.ledger.execute(command(key=f"{self.name}:{self._keys}", **values))
        self.position = max(self.position, recorded.position or 0)
        return recorded
