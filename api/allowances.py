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

# Households: clerks keep the register, a second person confirms, residents see their own.
ALLOWED[Role.CLERK] |= {_A.SEE_HOUSEHOLDS, _A.MANAGE_HOUSEHOLDS, _A.CONFIRM_HOUSEHOLDS}
ALLOWED[Role.STREET] |= {_A.SEE_HOUSEHOLDS, _A.CONFIRM_HOUSEHOLDS}
ALLOWED[Role.GRID_WORKER] |= {_A.SCAN}
ALLOWED[Role.RESIDENT] |= {_A.SCAN, _A.OWN_HOUSEHOLD}
