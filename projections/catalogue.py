"""Every projection, and all that can be asked of them."""

from projections.boards.projection import BoardsProjection
from projections.boards.redis_boards import RedisBoards
from projections.boards.views import Boards
from projections.check_ins.projection import CheckInsProjection
from projections.check_ins.views import DoubtfulVisits, PhoneGaps, Purposes
from projections.consents.projection import ConsentsProjection
from projections.consents.views import ConsentViews, GuardianViews
from projections.households.projection import HouseholdsProjection
from projections.households.views import Households
from projections.households.waiting import HouseholdChanges, HouseholdRequestViews
from projections.moral.accounts.projection import AccountsProjection
from projections.moral.accounts.views import AccountGoods, Accounts
from projections.moral.adjustments.projection import AdjustmentsProjection
from projections.moral.adjustments.views import Adjustments
from projections.moral.alarms.projection import AlarmsProjection
from projections.moral.alarms.views import Alarms
from projections.moral.appeals.projection import AppealsProjection
from projections.moral.appeals.views import Appeals
from projections.moral.claims.past_entries import PastEntries
from projections.moral.claims.projection import ClaimsProjection
from projections.moral.claims.views import Claims, Reviews
from projections.moral.notices.objections import Objections
from projections.moral.notices.projection import NoticesProjection
from projections.moral.notices.views import Notices
from projections.moral.openings.projection import OpeningsProjection
from projections.moral.openings.views import Openings
from projections.moral.periods.projection import PeriodsProjection
from projections.moral.periods.views import Periods
from projections.moral.rounds.projection import RoundsProjection
from projections.moral.rounds.views import Rounds
from projections.moral.rulebooks.pledges import Pledges
from projections.moral.rulebooks.projection import RulebooksProjection
from projections.moral.rulebooks.views import Rulebooks, RuleTemplates
from projections.moral.scores.projection import ScoresProjection
from projections.moral.scores.views import Scores
from projections.overview.projection import OverviewProjection
from projections.overview.views import Overviews
from projections.positions import Positions
from projections.projection import Projection
from projections.proxies.projection import ProxiesProjection
from projections.proxies.views import ProxyActs
from projections.registry.calendar import Calendar
from projections.registry.levels import Levels
from projections.registry.offices import Offices
from projections.registry.projection import RegistryProjection
from projections.registry.roles import RoleTerms
from projections.registry.tree import Trees
from projections.registry.units import Units
from projections.registry.views import RefusedScans
from projections.reports.figures import ReportFigures
from projections.reports.projection import ReportsProjection
from projections.reports.views import ReportParts, Reports
from projections.rights.projection import RightsProjection
from projections.rights.views import Erasures
from projections.shop.funds.projection import FundsProjection
from projections.shop.funds.views import FundReceipts, Funds, GainApprovals
from projections.shop.projection import ShopProjection
from projections.shop.redeemed import Redeemed
from projections.shop.views import Items, Shops, Vouchers
from projections.stations.grid_worker_views import GridWorkers
from projections.stations.grid_workers import GridWorkersProjection
from projections.stations.hours import VisitHours, VisitHoursProjection
from projections.stations.names import StationNames
from projections.stations.projection import StationsProjection
from projections.stations.views import Riders, Stations, Visits
from projections.stock.projection import StockProjection
from projections.stock.views import Stock
from projections.store import ReadStore
from projections.volunteering.activities.projection import ActivitiesProjection
from projections.volunteering.activities.sign_ups import SignUpViews
from projections.volunteering.activities.views import Activities, PointRates
from projections.volunteering.certificates.projection import CertificatesProjection
from projections.volunteering.certificates.views import Certificates, FirstDays
from projections.volunteering.corrections.projection import CorrectionsProjection
from projections.volunteering.corrections.views import Complaints, Corrections, Evaluations
from projections.volunteering.files.projection import FilesProjection
from projections.volunteering.files.spot_checks import Samples, SpotChecks
from projections.volunteering.files.views import Memberships, ServiceFiles, StarViews
from projections.volunteering.flags.projection import FlagsProjection
from projections.volunteering.flags.views import Flags
from projections.volunteering.messages.projection import MessagesProjection
from projections.volunteering.messages.views import Messages
from projections.volunteering.paperwork.projection import PaperworkProjection
from projections.volunteering.paperwork.views import MadeUpMinutes, Paperwork
from projections.volunteering.presence.projection import PresenceProjection
from projections.volunteering.presence.reviews import (
    DoubtfulScans,
    Supplements,
    WaitingAttendances,
)
from projections.volunteering.presence.views import Attendances, ServiceTotals
from projections.volunteering.projection import VolunteeringProjection
from projections.volunteering.teams import Teams
from projections.volunteering.volunteers import Volunteers
from projections.wallets.months import WalletMonths
from projections.wallets.projection import WalletsProjection
from projections.wallets.views import Balances, Entries, Lots, TrialBalances

PROJECTIONS: tuple[Projection, ...] = (
    RegistryProjection(),
    WalletsProjection(),
    VolunteeringProjection(),
    ActivitiesProjection(),
    PresenceProjection(),
    FilesProjection(),
    CorrectionsProjection(),
    MessagesProjection(),
    CertificatesProjection(),
    ShopProjection(),
    FundsProjection(),
    StockProjection(),
    StationsProjection(),
    ReportsProjection(),
    CheckInsProjection(),
    GridWorkersProjection(),
    VisitHoursProjection(),
    BoardsProjection(),
    ConsentsProjection(),
    RightsProjection(),
    OverviewProjection(),
    ProxiesProjection(),
    FlagsProjection(),
    PaperworkProjection(),
    RulebooksProjection(),
    HouseholdsProjection(),
    NoticesProjection(),
    ClaimsProjection(),
    AppealsProjection(),
    AlarmsProjection(),
    OpeningsProjection(),
    RoundsProjection(),
    PeriodsProjection(),
    ScoresProjection(),
    AdjustmentsProjection(),
    AccountsProjection(),
)
"""Every projection; each is stateless and shared."""


class Views:
    """All read models of one store."""

    def __init__(self, read_store: ReadStore, redis: RedisBoards | None = None) -> None:
        self.positions = Positions(read_store)
        self.units = Units(read_store)
        self.levels = Levels(read_store)
        self.offices = Offices(read_store)
        self.trees = Trees(read_store)
        self.calendar = Calendar(read_store)
        self.role_terms = RoleTerms(read_store)
        self.consents = ConsentViews(read_store)
        self.guardians = GuardianViews(read_store)
        self.refused_scans = RefusedScans(read_store)
        self.balances = Balances(read_store)
        self.entries = Entries(read_store)
        self.wallet_months = WalletMonths(read_store)
        self.lots = Lots(read_store)
        self.trial_balances = TrialBalances(read_store)
        self.teams = Teams(read_store)
        self.volunteers = Volunteers(read_store)
        self.memberships = Memberships(read_store)
        self.service_files = ServiceFiles(read_store)
        self.stars = StarViews(read_store)
        self.spot_checks = SpotChecks(read_store)
        self.samples = Samples(read_store)
        self.activities = Activities(read_store)
        self.sign_ups = SignUpViews(read_store)
        self.point_rates = PointRates(read_store)
        self.attendances = Attendances(read_store)
        self.totals = ServiceTotals(read_store)
        self.supplements = Supplements(read_store)
        self.doubtful_scans = DoubtfulScans(read_store)
        self.waiting_attendances = WaitingAttendances(read_store)
        self.corrections = Corrections(read_store)
        self.complaints = Complaints(read_store)
        self.evaluations = Evaluations(read_store)
        self.messages = Messages(read_store)
        self.certificates = Certificates(read_store)
        self.first_days = FirstDays(read_store)
        self.erasures = Erasures(read_store)
        self.overviews = Overviews(read_store)
        self.proxy_acts = ProxyActs(read_store)
        self.flags = Flags(read_store)
        self.paperwork = Paperwork(read_store)
        self.made_up = MadeUpMinutes(read_store)
        self.boards = Boards(read_store, redis, self.positions)
        self._of_reports(read_store)
        self._of_riders(read_store)
        self._of_shops(read_store)
        self._of_money(read_store)
        self._of_moral(read_store)
        self._of_check_ins(read_store)

    def _of_check_ins(self, read_store: ReadStore) -> None:
        self.doubtful_visits = DoubtfulVisits(read_store)
        self.phone_gaps = PhoneGaps(read_store)
        self.purposes = Purposes(read_store)
        self.station_names = StationNames(read_store)

    def _of_reports(self, read_store: ReadStore) -> None:
        self.reports = Reports(read_store)
        self.report_parts = ReportParts(read_store)
        self.report_figures = ReportFigures(read_store)

    def _of_riders(self, read_store: ReadStore) -> None:
        self.stations = Stations(read_store)
        self.riders = Riders(read_store)
        self.visits = Visits(read_store)
        self.grid_workers = GridWorkers(read_store)
        self.visit_hours = VisitHours(read_store)

    def _of_shops(self, read_store: ReadStore) -> None:
        self.shops = Shops(read_store)
        self.items = Items(read_store)
        self.vouchers = Vouchers(read_store)
        self.redeemed = Redeemed(read_store)
        self.stock = Stock(read_store)

    def _of_money(self, read_store: ReadStore) -> None:
        self.funds = Funds(read_store)
        self.fund_receipts = FundReceipts(read_store)
        self.gain_approvals = GainApprovals(read_store)

    def _of_moral(self, read_store: ReadStore) -> None:
        self._of_money(read_store)
        self._add_rules(read_store)
        self._of_households(read_store)
        self.alarms = Alarms(read_store)
        self.openings = Openings(read_store)
        self.rounds = Rounds(read_store)
        self._of_notices(read_store)
        self._of_months(read_store)

    def _add_rules(self, read_store: ReadStore) -> None:
        self.rulebooks = Rulebooks(read_store)
        self.rule_templates = RuleTemplates(read_store)
        self.pledges = Pledges(read_store)
        self.moral_entries = PastEntries(read_store)
        self.claims = Claims(read_store)
        self.reviews = Reviews(read_store)

    def _of_households(self, read_store: ReadStore) -> None:
        self.households = Households(read_store)
        self.household_changes = HouseholdChanges(read_store)
        self.household_requests = HouseholdRequestViews(read_store)

    def _of_notices(self, read_store: ReadStore) -> None:
        self.notices = Notices(read_store)
        self.appeals = Appeals(read_store)
        self.objections = Objections(read_store)

    def _of_months(self, read_store: ReadStore) -> None:
        self.periods = Periods(read_store)
        self.scores = Scores(read_store)
        self.adjustments = Adjustments(read_store)
        self.accounts = Accounts(read_store)
        self.account_goods = AccountGoods(read_store)
