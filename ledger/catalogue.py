"""Everything the ledger can record and do: importing this registers every topic and handler."""

from ledger.households import change_handlers as _household_changes
from ledger.households import handlers as _households
from ledger.households import scheme_handlers as _household_scheme
from ledger.households.change import HouseholdChange
from ledger.households.household import Household
from ledger.households.request import HouseholdRequests
from ledger.households.residence import Residence
from ledger.moral import account_handlers as _accounts
from ledger.moral import adjusting as _adjusting
from ledger.moral import alarm_handlers as _alarms
from ledger.moral import appeal_handlers as _appeals
from ledger.moral import claim_handlers as _claims
from ledger.moral import claim_posting as _posting
from ledger.moral import closing as _closing
from ledger.moral import gain_approving as _gain_approving
from ledger.moral import kinship_handlers as _kinship
from ledger.moral import notice_handlers as _notices
from ledger.moral import objection_handlers as _objections
from ledger.moral import opening_handlers as _openings
from ledger.moral import pledging as _pledging
from ledger.moral import round_handlers as _rounds
from ledger.moral import rulebook_handlers as _rulebooks
from ledger.moral.account import PublicAccount
from ledger.moral.adjustments import VillageAdjustments
from ledger.moral.alarm_review import AlarmReview
from ledger.moral.appeal import Appeal
from ledger.moral.claim import Claim
from ledger.moral.claim_photo import ClaimPhoto
from ledger.moral.kinship import Kinship
from ledger.moral.notice import Notice
from ledger.moral.opening import OpeningBook
from ledger.moral.period import VillagePeriod
from ledger.moral.pledge import Pledge
from ledger.moral.round import Round
from ledger.moral.rulebook import Rulebook
from ledger.moral.score_year import ScoreYear
from ledger.moral.template import RuleTemplate
from ledger.policies import offering as _offering
from ledger.registry import calendar_commands as _calendar
from ledger.registry import consent_handlers as _consents
from ledger.registry import device_changes as _device_changes
from ledger.registry import handlers as _registry
from ledger.registry import level_changes as _level_changes
from ledger.registry import role_changes as _role_changes
from ledger.registry import unit_changes as _unit_changes
from ledger.registry import unit_office as _unit_offices
from ledger.registry.consents import Consents
from ledger.registry.county_levels import CountyLevels
from ledger.registry.device import Device
from ledger.registry.erasure import PersonErasure
from ledger.registry.guardianship import Guardianship
from ledger.registry.holiday_year import HolidayYear
from ledger.registry.paid_work import PaidWork
from ledger.registry.refused_scan import RefusedScan
from ledger.registry.role_holder import RoleHolder
from ledger.registry.unit import Unit
from ledger.registry.unit_office import UnitOffice
from ledger.reports import handlers as _reports
from ledger.reports import handling as _report_handling
from ledger.reports.paid_day import PaidReports
from ledger.reports.report import Report
from ledger.reports.spot import ReportSpot
from ledger.shop import fund_handlers as _funds
from ledger.shop import hand_over_handlers as _hand_overs
from ledger.shop import handlers as _shop
from ledger.shop import voucher_handlers as _vouchers
from ledger.shop import watching as _watching
from ledger.shop.fund import Fund
from ledger.shop.item import Item
from ledger.shop.shop import Shop
from ledger.shop.voucher import Voucher
from ledger.shop.watch import Watch
from ledger.stations import grid_worker_handlers as _grid_workers
from ledger.stations import handlers as _stations
from ledger.stations import month_statement as _month_statements
from ledger.stations import phone_log as _phone_logs
from ledger.stations import station_handlers as _station
from ledger.stations import visit_handlers as _visits
from ledger.stations import visit_taking_back as _taking_back
from ledger.stations.doubtful_visit import DoubtfulVisit
from ledger.stations.grid_worker import GridWorker
from ledger.stations.month_statement import MonthStatement
from ledger.stations.phone_log import PhoneLog
from ledger.stations.rider import Rider
from ledger.stations.station import Station
from ledger.stations.taken_back_scan import TakenBackScan
from ledger.stations.visit_day import VisitDay
from ledger.stations.visit_detail import VisitDetail
from ledger.volunteering import activity_handlers as _activities
from ledger.volunteering import certificate_handlers as _certificates
from ledger.volunteering import correction_handlers as _corrections
from ledger.volunteering import feedback_handlers as _feedback
from ledger.volunteering import file_handlers as _files
from ledger.volunteering import flag_handlers as _flags
from ledger.volunteering import reminding as _reminding
from ledger.volunteering import review_handlers as _reviews
from ledger.volunteering import scan_handlers as _scanning
from ledger.volunteering import series_handlers as _series
from ledger.volunteering import sign_up_handlers as _sign_ups
from ledger.volunteering import team_handlers as _teams
from ledger.volunteering.activity import Activity
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.certificate import Certificate
from ledger.volunteering.complaint import Complaint
from ledger.volunteering.correction import Correction
from ledger.volunteering.doubtful_scan import DoubtfulScan
from ledger.volunteering.evaluation import Evaluation
from ledger.volunteering.flag_review import FlagReview
from ledger.volunteering.point_rate import PointRate
from ledger.volunteering.service_file import ServiceFile
from ledger.volunteering.service_points import ServicePoints
from ledger.volunteering.service_year import ServiceYear
from ledger.volunteering.sign_ups import SignUps
from ledger.volunteering.spot_check import SpotCheck
from ledger.volunteering.stars import Stars
from ledger.volunteering.supplement import Supplement
from ledger.volunteering.team import Team
from ledger.volunteering.team_name import TeamName
from ledger.volunteering.volunteer import Volunteer
from ledger.wallets import erasing as _erasing
from ledger.wallets import handlers as _wallets
from ledger.wallets import reminding as _lot_reminding
from ledger.wallets.wallet import Wallet

HANDLER_MODULES = (
    _appeals,
    _registry,
    _unit_changes,
    _unit_offices,
    _role_changes,
    _consents,
    _level_changes,
    _device_changes,
    _calendar,
    _offering,
    _shop,
    _vouchers,
    _hand_overs,
    _funds,
    _gain_approving,
    _watching,
    _stations,
    _reports,
    _report_handling,
    _station,
    _visits,
    _taking_back,
    _phone_logs,
    _grid_workers,
    _month_statements,
    _activities,
    _series,
    _sign_ups,
    _teams,
    _files,
    _scanning,
    _reviews,
    _flags,
    _corrections,
    _feedback,
    _reminding,
    _certificates,
    _wallets,
    _erasing,
    _lot_reminding,
    _rulebooks,
    _claims,
    _kinship,
    _notices,
    _posting,
    _objections,
    _pledging,
    _alarms,
    _openings,
    _rounds,
    _adjusting,
    _closing,
    _accounts,
    _households,
    _household_scheme,
    _household_changes,
)

AGGREGATES = (
    Appeal,
    Household,
    HouseholdChange,
    HouseholdRequests,
    Residence,
    Activity,
    Attendance,
    Certificate,
    Complaint,
    Consents,
    Correction,
    Evaluation,
    Fund,
    Guardianship,
    CountyLevels,
    Device,
    DoubtfulScan,
    DoubtfulVisit,
    FlagReview,
    GridWorker,
    MonthStatement,
    HolidayYear,
    Item,
    PaidWork,
    PersonErasure,
    PhoneLog,
    PointRate,
    RefusedScan,
    Rider,
    RoleHolder,
    ServicePoints,
    ServiceYear,
    Shop,
    SignUps,
    Station,
    Supplement,
    Team,
    TeamName,
    Unit,
    UnitOffice,
    TakenBackScan,
    VisitDay,
    VisitDetail,
    Volunteer,
    Voucher,
    Wallet,
    Watch,
    ServiceFile,
    SpotCheck,
    Stars,
    Rulebook,
    Claim,
    ClaimPhoto,
    Kinship,
    Notice,
    RuleTemplate,
    Pledge,
    PublicAccount,
    AlarmReview,
    OpeningBook,
    Round,
    ScoreYear,
    VillageAdjustments,
    VillagePeriod,
    Report,
    ReportSpot,
    PaidReports,
)
"""Every aggregate; their nested classes are every event ever stored."""
