"""Where the button beside a "no" leads."""

from typing import Final

#: Where a button leads. `back` is the page the person came from.
TARGETS: Final = {
    "activities": "/activities",
    "back": "",
    "calendar": "/calendar",
    "certify": "/certificates/new",
    "consents": "/me/consents",
    "corrections": "/me/corrections",
    "dependants": "/me/dependants",
    "devices": "/devices",
    "enrol": "/devices/enrol",
    "entries": "/me/entries",
    "flags": "/flags",
    "hats": "/me/hats",
    "help": "/help",
    "home": "/",
    "items": "/items",
    "login": "/login",
    "me": "/me",
    "notices": "/notices",
    "record": "/me/service-record",
    "scan": "/scan",
    "security": "/me/security",
    "setup": "/setup",
    "staff": "/staff/login",
    "step_up": "/staff/step-up",
    "teams": "/me/teams",
    "stars": "/me/stars",
    "spot_checks": "/spot-checks",
    "rulebook": "/desk/rulebook",
    "claims": "/claims",
    "reviews": "/reviews",
    "kinship": "/me/kin",
}
