"""Who may do what: one table, and the tag that every view carries."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask

from api.addresses import asked_from_here
from api.auth import authenticate, recent_grant
from api.rates.guard import count_request, count_visit
from api.rates.quotas import Quota
from api.refusals import RoleRequiredError
from api.services import services
from api.step_up import require_proof
from api.terms import require_running
from people.roles import Role

P = ParamSpec("P")
R = TypeVar("R")


class Action(StrEnum):
    """Something a caller may be allowed to do. Every route declares exactly one."""

    PUBLIC = "public"
    SCAN = "scan"
    SEE_SELF = "see_self"
    SEE_UNITS = "see_units"
    CHANGE_UNITS = "change_units"
    FORM_TEAM = "form_team"
    REGISTER_VOLUNTEER = "register_volunteer"
    SEE_VOLUNTEERS = "see_volunteers"
    REGISTER_RIDER = "register_rider"
    PUBLISH_ACTIVITY = "publish_activity"
    SEE_ACTIVITIES = "see_activities"
    SEE_ROLL = "see_roll"
    SHOW_ACTIVITY_CODE = "show_activity_code"
    REGISTER_STATION = "register_station"
    SHOW_STATION_CODE = "show_station_code"
    SEE_VISITS = "see_visits"
    PRINT_POSTER = "print_poster"
    OPEN_SHOP = "open_shop"
    SEE_SHOPS = "see_shops"
    LIST_ITEM = "list_item"
    RECEIVE_STOCK = "receive_stock"
    SEE_SHOP_VOUCHERS = "see_shop_vouchers"
    RESERVE_VOUCHER = "reserve_voucher"
    SEE_VOUCHER = "see_voucher"
    COLLECT_VOUCHER = "collect_voucher"
    CREDIT_POINTS = "credit_points"
    REVERSE_ENTRY = "reverse_entry"
    SEE_TRIAL_BALANCE = "see_trial_balance"
    SEE_REFUSED_SCANS = "see_refused_scans"
    SEE_METRICS = "see_metrics"
    REBIND_PHONE = "rebind_phone"
    SEE_DESK_NOTICES = "see_desk_notices"
    CONSENT = "consent"
    RECORD_CONSENT = "record_consent"
    SEE_CONSENTS = "see_consents"
    LINK_GUARDIAN = "link_guardian"
    CHANGE_HAT = "change_hat"
    SEE_ASSIGNMENTS = "see_assignments"
    ASSIGN_ROLE = "assign_role"
    SEE_OVERVIEW = "see_overview"
    MANAGE_STAFF = "manage_staff"
    MANAGE_DEVICES = "manage_devices"
    SEE_OWN_DEVICE = "see_own_device"
    ISSUE_CARDS = "issue_cards"
    ACT_FOR = "act_for"
    READ_PERSON = "read_person"
    OWN_DATA = "own_data"
    SEE_AUDIT = "see_audit"
    ERASE_BY_PROXY = "erase_by_proxy"
    JOIN_TEAM = "join_team"
    ANSWER_REQUESTS = "answer_requests"
    KEEP_FILES = "keep_files"
    GRANT_STARS = "grant_stars"
    EXPORT_NATIONAL = "export_national"
    IMPORT_NUMBERS = "import_numbers"
    SPOT_CHECK = "spot_check"
    SEE_CALENDAR = "see_calendar"
    PROPOSE_CALENDAR = "propose_calendar"
    APPROVE_CALENDAR = "approve_calendar"
    SEE_FLAGS = "see_flags"
    REVIEW_FLAG = "review_flag"
    SEE_OVERDUE = "see_overdue"
    SPEAK_UP = "speak_up"
    ANSWER_CORRECTION = "answer_correction"
    ANSWER_COMPLAINT = "answer_complaint"
    EVALUATE_VOLUNTEER = "evaluate_volunteer"
    TYPE_CODE = "type_code"
    UNDO_SCAN = "undo_scan"
    RECORD_PRESENCE = "record_presence"
    REVIEW_PRESENCE = "review_presence"
    SIGN_UP = "sign_up"
    SET_POINT_RATE = "set_point_rate"
    OWN_CERTIFICATES = "own_certificates"
    MANAGE_CERTIFICATES = "manage_certificates"
    SEE_HOUSEHOLDS = "see_households"
    MANAGE_HOUSEHOLDS = "manage_households"
    CONFIRM_HOUSEHOLDS = "confirm_households"
    OWN_HOUSEHOLD = "own_household"


_A = Action
_PERSON = frozenset(
    {
        _A.SEE_SELF,
        _A.SEE_UNITS,
        _A.SEE_ACTIVITIES,
        _A.SEE_SHOPS,
        _A.OWN_DATA,
        _A.CONSENT,
        _A.CHANGE_HAT,
        _A.OWN_CERTIFICATES,
    }
)
_OWNER = _PERSON | {_A.RESERVE_VOUCHER, _A.SEE_VOUCHER}
_TEAMS_KEPT = {_A.ANSWER_REQUESTS, _A.KEEP_FILES, _A.GRANT_STARS}
_NATIONAL = {_A.FORM_TEAM, _A.EXPORT_NATIONAL, _A.IMPORT_NUMBERS}

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.VOLUNTEER: _OWNER | {_A.SCAN, _A.JOIN_TEAM},
    Role.RIDER: _OWNER | {_A.SCAN},
    Role.RESIDENT: _OWNER,
    Role.TEAM_LEADER: _OWNER
    | {_A.SCAN, _A.PUBLISH_ACTIVITY, _A.SEE_ROLL, _A.SHOW_ACTIVITY_CODE, _A.SEE_VOLUNTEERS}
    | {_A.READ_PERSON, _A.JOIN_TEAM}
    | _TEAMS_KEPT,
    Role.GRID_WORKER: _PERSON | {_A.READ_PERSON},
    Role.BUILDING_LEADER: _PERSON,
    Role.ENTRANCE_LEADER: _PERSON,
    Role.REVIEWER: _PERSON,
    Role.SUPERVISOR: _PERSON
    | {_A.REVERSE_ENTRY, _A.SEE_TRIAL_BALANCE, _A.SEE_REFUSED_SCANS, _A.SEE_OVERVIEW},
    Role.PARTNER_UNIT: _PERSON,
    Role.CLERK: _PERSON
    | {
        _A.FORM_TEAM,
        _A.REGISTER_VOLUNTEER,
        _A.SEE_VOLUNTEERS,
        _A.REGISTER_RIDER,
        _A.PUBLISH_ACTIVITY,
        _A.SEE_ROLL,
        _A.SHOW_ACTIVITY_CODE,
        _A.REGISTER_STATION,
        _A.SEE_VISITS,
        _A.PRINT_POSTER,
        _A.OPEN_SHOP,
        _A.LIST_ITEM,
        _A.RECEIVE_STOCK,
        _A.CREDIT_POINTS,
        _A.REVERSE_ENTRY,
        _A.SEE_TRIAL_BALANCE,
        _A.SEE_REFUSED_SCANS,
        _A.REBIND_PHONE,
        _A.SEE_DESK_NOTICES,
        _A.RECORD_CONSENT,
        _A.SEE_CONSENTS,
        _A.LINK_GUARDIAN,
        _A.SEE_OVERVIEW,
        _A.MANAGE_DEVICES,
        _A.ISSUE_CARDS,
        _A.ACT_FOR,
        _A.READ_PERSON,
        _A.ERASE_BY_PROXY,
    }
    | _TEAMS_KEPT
    | _NATIONAL,
    Role.SHOP_KEEPER: _PERSON
    | {
        _A.SCAN,
        _A.LIST_ITEM,
        _A.RECEIVE_STOCK,
        _A.SEE_SHOP_VOUCHERS,
        _A.SEE_VOUCHER,
        _A.COLLECT_VOUCHER,
        _A.MANAGE_DEVICES,
        _A.ACT_FOR,
        _A.READ_PERSON,
    },
    Role.STATION_KEEPER: _PERSON
    | {_A.SCAN, _A.SHOW_STATION_CODE, _A.SEE_VISITS, _A.PRINT_POSTER, _A.READ_PERSON}
    | {_A.MANAGE_DEVICES},
    Role.SCREEN: frozenset(
        {_A.SCAN, _A.SEE_UNITS, _A.SHOW_STATION_CODE, _A.SEE_VISITS, _A.SEE_OWN_DEVICE}
    ),
    Role.AUDIT_ADMINISTRATOR: _PERSON
    | {_A.SEE_TRIAL_BALANCE, _A.SEE_REFUSED_SCANS, _A.SEE_METRICS}
    | {_A.SEE_AUDIT},
    Role.STREET: _PERSON
    | {
        _A.REGISTER_STATION,
        _A.REGISTER_RIDER,
        _A.SEE_VISITS,
        _A.PRINT_POSTER,
        _A.SEE_TRIAL_BALANCE,
        _A.SEE_OVERVIEW,
        _A.READ_PERSON,
        _A.SPOT_CHECK,
    },
    Role.COUNTY: _PERSON
    | {_A.SEE_TRIAL_BALANCE, _A.SEE_OVERVIEW, _A.READ_PERSON, _A.SPOT_CHECK}
    | _NATIONAL,
    Role.CITY: _PERSON
    | {_A.SEE_TRIAL_BALANCE, _A.SEE_OVERVIEW, _A.READ_PERSON, _A.SPOT_CHECK}
    | _NATIONAL,
    Role.SYSTEM_ADMINISTRATOR: _PERSON | {_A.CHANGE_UNITS, _A.SEE_METRICS, _A.MANAGE_DEVICES},
    Role.SECURITY_ADMINISTRATOR: _PERSON | {_A.SEE_ASSIGNMENTS, _A.ASSIGN_ROLE, _A.MANAGE_STAFF},
}
"""What each role may do, within the unit of its grant."""

for _role in (
    Role.SYSTEM_ADMINISTRATOR,
    Role.SECURITY_ADMINISTRATOR,
    Role.AUDIT_ADMINISTRATOR,
    Role.CLERK,
    Role.STREET,
    Role.COUNTY,
    Role.CITY,
):
    ALLOWED[_role] |= {_A.SEE_CALENDAR}
for _role in (Role.VOLUNTEER, Role.TEAM_LEADER):
    ALLOWED[_role] |= {_A.SIGN_UP}
for _role in (Role.CLERK, Role.CITY):
    ALLOWED[_role] |= {_A.SET_POINT_RATE}
ALLOWED[Role.SYSTEM_ADMINISTRATOR] |= {_A.PROPOSE_CALENDAR}
ALLOWED[Role.SECURITY_ADMINISTRATOR] |= {_A.APPROVE_CALENDAR}
for _role in (Role.SUPERVISOR, Role.STREET, Role.COUNTY, Role.CITY):
    ALLOWED[_role] |= {_A.SEE_FLAGS, _A.REVIEW_FLAG, _A.SEE_OVERDUE, _A.READ_PERSON}
for _role in (Role.VOLUNTEER, Role.TEAM_LEADER):
    ALLOWED[_role] |= {_A.SPEAK_UP}
for _role in (Role.TEAM_LEADER, Role.CLERK):
    ALLOWED[_role] |= {_A.ANSWER_CORRECTION, _A.EVALUATE_VOLUNTEER}
ALLOWED[Role.CLERK] |= {_A.ANSWER_COMPLAINT}

ALLOWED[Role.VOLUNTEER] |= {_A.TYPE_CODE, _A.UNDO_SCAN}
for _role in (Role.TEAM_LEADER, Role.CLERK):
    ALLOWED[_role] |= {_A.UNDO_SCAN, _A.RECORD_PRESENCE, _A.REVIEW_PRESENCE}

ALLOWED[Role.CLERK] |= {_A.MANAGE_CERTIFICATES}

# Households: clerks keep the register, a second person confirms, residents see their own.
ALLOWED[Role.CLERK] |= {_A.SEE_HOUSEHOLDS, _A.MANAGE_HOUSEHOLDS, _A.CONFIRM_HOUSEHOLDS}
ALLOWED[Role.STREET] |= {_A.SEE_HOUSEHOLDS, _A.CONFIRM_HOUSEHOLDS}
ALLOWED[Role.GRID_WORKER] |= {_A.SCAN}
ALLOWED[Role.RESIDENT] |= {_A.SCAN, _A.OWN_HOUSEHOLD}


def may(role: Role, action: Action) -> bool:
    """Tell whether a role may do something."""
    return action is Action.PUBLIC or action in ALLOWED[role]


def requires(
    action: Action,
    *,
    or_loopback: bool = False,
    quota: Quota | None = None,
    step_up: bool = False,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let only callers in whose role may do this, before anything of the request is read.

    ``or_loopback`` also lets a program on this very machine in without a token. ``quota`` is
    what a request counts for, unless it is just a read or a write. ``step_up`` asks for a second
    factor shown within STEP_UP_AGE_MAX, see `api/step_up.py`.
    """

    def tag(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not (or_loopback and asked_from_here()):
                enforce(action, quota)
                if step_up:
                    require_proof()
            return view(*args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]
        guarded.step_up = step_up  # type: ignore[attr-defined]
        return guarded

    return tag


def enforce(action: Action, quota: Quota | None = None) -> None:
    """Authenticate the caller; refuse a role that may not do this, and who asks too often."""
    if action is Action.PUBLIC:
        count_visit(recent_grant())
        return
    who = authenticate()
    count_request(who.grant, quota)
    if action is not Action.CHANGE_HAT:
        require_running(services(), who.grant)
    if not may(who.role, action):
        raise RoleRequiredError(role=who.role.value)


def declared_action(view: object) -> Action | None:
    """Return the action a view function declares."""
    return getattr(view, "action", None)


def refuse_undeclared(app: Flask, *, under: str) -> None:
    """Raise at start if a route below a path declares no action: nothing is open by mistake."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.rule.startswith(under) and declared_action(view) is None:
            raise RuntimeError(f"{rule.rule} declares no permission")
