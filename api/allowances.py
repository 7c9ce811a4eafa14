"""Which role may do what: one table. What wings add stands at its end, a block for each."""

from api.actions import Action
from people.roles import Role

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
        _A.UNDO_HAND_OVER,
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
for _role in (Role.CLERK, Role.STREET, Role.COUNTY, Role.CITY):
    ALLOWED[_role] |= {_A.NAME_OFFICE}
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

for _role in (Role.CLERK, Role.SUPERVISOR, Role.STREET, Role.COUNTY, Role.CITY):
    ALLOWED[_role] |= {_A.SEE_RULE_DRAFTS}
ALLOWED[Role.CLERK] |= {_A.EDIT_RULEBOOK, _A.ENTER_PLEDGE}
ALLOWED[Role.STREET] |= {_A.REVIEW_RULEBOOK}
ALLOWED[Role.COUNTY] |= {_A.PUBLISH_RULE_TEMPLATE}
for _role in (Role.RESIDENT, Role.VOLUNTEER, Role.RIDER, Role.TEAM_LEADER):
    ALLOWED[_role] |= {_A.SIGN_PLEDGE}
_STAIRS = (Role.GRID_WORKER, Role.BUILDING_LEADER, Role.ENTRANCE_LEADER)
ALLOWED[Role.CLERK] |= {_A.PUBLISH_NOTICE, _A.DELIVER_NOTICE, _A.ENTER_OBJECTION}
ALLOWED[Role.RESIDENT] |= {_A.READ_OWN_NOTICE}
ALLOWED[Role.SUPERVISOR] |= {_A.DECIDE_OBJECTION}
for _role in _STAIRS:
    ALLOWED[_role] |= {_A.DELIVER_NOTICE, _A.ENTER_OBJECTION}
for _role in (Role.RESIDENT, Role.VOLUNTEER, Role.RIDER, Role.TEAM_LEADER, *_STAIRS):
    ALLOWED[_role] |= {_A.OBJECT}

ALLOWED[Role.SUPERVISOR] |= {_A.SEE_ALARMS, _A.CONCLUDE_ALARM}
ALLOWED[Role.STREET] |= {_A.SEE_ALARMS}
ALLOWED[Role.GRID_WORKER] |= {_A.WALK_ROUND}
ALLOWED[Role.CLERK] |= {_A.SEE_ROUNDS}
ALLOWED[Role.CLERK] |= {_A.SEE_OPENINGS, _A.IMPORT_OPENINGS}
ALLOWED[Role.SUPERVISOR] |= {_A.SEE_OPENINGS, _A.APPROVE_OPENINGS}
for _role in (Role.RESIDENT, Role.REVIEWER, Role.CLERK, Role.SUPERVISOR, *_STAIRS):
    ALLOWED[_role] |= {_A.READ_CONCLUSIONS}
for _role in (*_STAIRS, Role.CLERK):
    ALLOWED[_role] |= {_A.PROPOSE_CLAIM, _A.SEE_CLAIMS, _A.SCREEN_CLAIM}
ALLOWED[Role.RESIDENT] |= {_A.PROPOSE_CLAIM, _A.SEE_CLAIMS}
ALLOWED[Role.REVIEWER] |= {_A.VOTE_ON_CLAIM, _A.SEE_CLAIMS}
for _role in (Role.SUPERVISOR, Role.STREET):
    ALLOWED[_role] |= {_A.SEE_CLAIMS}
ALLOWED[Role.CLERK] |= {_A.IMPORT_CLAIMS, _A.SEE_PANEL_SHORTAGES}
ALLOWED[Role.STREET] |= {_A.SEE_PANEL_SHORTAGES}
for _role in (
    Role.RESIDENT,
    Role.GRID_WORKER,
    Role.BUILDING_LEADER,
    Role.ENTRANCE_LEADER,
    Role.CLERK,
):
    ALLOWED[_role] |= {_A.SEND_PHOTO, _A.SEE_PHOTO}
for _role in (Role.REVIEWER, Role.SUPERVISOR, Role.STREET):
    ALLOWED[_role] |= {_A.SEE_PHOTO}
for _role in (Role.CLERK, Role.SUPERVISOR):
    ALLOWED[_role] |= {_A.SEE_PERIODS, _A.SEE_ADJUSTMENTS}
ALLOWED[Role.CLERK] |= {_A.SIGN_PERIOD, _A.ASK_ADJUSTMENT}
ALLOWED[Role.SUPERVISOR] |= {_A.LOCK_PERIOD, _A.APPROVE_ADJUSTMENT}
ALLOWED[Role.SUPERVISOR] |= {_A.SEE_HAND_OVERS, _A.UNDO_HAND_OVER}
ALLOWED[Role.CLERK] |= {_A.SEE_HAND_OVERS}
ALLOWED[Role.SYSTEM_ADMINISTRATOR] |= {_A.REOPEN_PERIOD}
ALLOWED[Role.STREET] |= {_A.SEE_CLOSINGS}
ALLOWED[Role.RESIDENT] |= {_A.SEE_OWN_LOTS}

ALLOWED[Role.RESIDENT] |= {_A.APPEAL, _A.SEE_APPEALS, _A.SEE_SCORE}
for _role in (Role.SUPERVISOR, Role.STREET):
    ALLOWED[_role] |= {_A.SEE_APPEALS, _A.DECIDE_APPEAL}
ALLOWED[Role.CLERK] |= {_A.ENTER_APPEAL, _A.SEE_APPEALS}
for _role in (Role.GRID_WORKER, Role.BUILDING_LEADER, Role.ENTRANCE_LEADER):
    ALLOWED[_role] |= {_A.ENTER_APPEAL}
# Households: clerks keep the register, a second person confirms, residents see their own.
ALLOWED[Role.CLERK] |= {_A.SEE_HOUSEHOLDS, _A.MANAGE_HOUSEHOLDS, _A.CONFIRM_HOUSEHOLDS}
ALLOWED[Role.STREET] |= {_A.SEE_HOUSEHOLDS, _A.CONFIRM_HOUSEHOLDS}
ALLOWED[Role.GRID_WORKER] |= {_A.SCAN}
ALLOWED[Role.RESIDENT] |= {_A.SCAN, _A.OWN_HOUSEHOLD}
# Money behind points: the clerk writes down, another takes back, the committee lets gains through.
for _role in (Role.CLERK, Role.SUPERVISOR, Role.STREET, Role.COUNTY, Role.CITY):
    ALLOWED[_role] |= {_A.SEE_FUND}
for _role in (Role.CLERK, Role.SUPERVISOR):
    ALLOWED[_role] |= {_A.SEE_RECEIPTS, _A.RETURN_MONEY}
ALLOWED[Role.CLERK] |= {_A.RECORD_MONEY}
ALLOWED[Role.SUPERVISOR] |= {_A.SET_FACE_VALUE, _A.APPROVE_GAIN}
# Stock: a keeper receives, counts and writes off; the committee counts and decides (8.2).
for _role in (Role.SHOP_KEEPER, Role.CLERK, Role.SUPERVISOR):
    ALLOWED[_role] |= {_A.SEE_STOCK}
for _role in (Role.CLERK, Role.SUPERVISOR):
    ALLOWED[_role] |= {_A.KEEP_CATALOGUE}
ALLOWED[Role.SUPERVISOR] |= {_A.LIST_ITEM, _A.COUNT_STOCK, _A.DECIDE_COUNT, _A.SEND_PHOTO}
ALLOWED[Role.SHOP_KEEPER] |= {_A.COUNT_STOCK, _A.WRITE_OFF_STOCK, _A.TRANSFER_STOCK}
ALLOWED[Role.SHOP_KEEPER] |= {_A.SEND_PHOTO, _A.SEE_PHOTO}
for _role in (Role.VOLUNTEER, Role.RIDER, Role.TEAM_LEADER):
    ALLOWED[_role] |= {_A.SEE_PHOTO}
# Reports: people file and rate them, grids handle them, streets see what is overdue and totals.
for _role in (Role.RIDER, Role.RESIDENT, Role.VOLUNTEER):
    ALLOWED[_role] |= {_A.FILE_REPORT, _A.SEE_REPORT, _A.SEND_PHOTO, _A.SEE_PHOTO}
for _role in (Role.GRID_WORKER, Role.CLERK):
    ALLOWED[_role] |= {_A.HANDLE_REPORTS, _A.READ_REPORTER}
for _role in (Role.GRID_WORKER, Role.CLERK, Role.STREET, Role.COUNTY, Role.CITY):
    ALLOWED[_role] |= {_A.SEE_REPORT, _A.SEE_REPORT_DESK, _A.FORWARD_REPORT, _A.SEE_PHOTO}
for _role in (Role.CLERK, Role.STREET, Role.COUNTY, Role.CITY):
    ALLOWED[_role] |= {_A.SEE_REPORT_FIGURES}
# Stations: offices say what and where they are, whoever keeps one when it is open and what works.
for _role in (Role.CLERK, Role.STREET):
    ALLOWED[_role] |= {_A.EDIT_STATION}
for _role in (Role.CLERK, Role.STREET, Role.STATION_KEEPER):
    ALLOWED[_role] |= {_A.TEND_STATION, _A.SEND_PHOTO, _A.SEE_PHOTO}
ALLOWED[Role.STATION_KEEPER] |= {_A.SCAN_RIDERS}
# Check-ins: a rider says what a visit was for; the keeper or the street decides on doubtful ones.
ALLOWED[Role.RIDER] |= {_A.TELL_PURPOSE, _A.UNDO_SCAN}
for _role in (Role.STATION_KEEPER, Role.STREET):
    ALLOWED[_role] |= {_A.REVIEW_VISIT}
for _role in (Role.STATION_KEEPER, Role.STREET, Role.CITY):
    ALLOWED[_role] |= {_A.SEE_PHONE_GAPS}

ALLOWED[Role.RIDER] |= {_A.OWN_GRID_WORK, _A.OWN_STATEMENTS}
for _role in (Role.CLERK, Role.STREET):
    ALLOWED[_role] |= {_A.APPOINT_GRID_WORKER}
for _role in frozenset(Role) - {Role.SCREEN}:
    ALLOWED[_role] |= {_A.OWN_NOTIFICATIONS}
