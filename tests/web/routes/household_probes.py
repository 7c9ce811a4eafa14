"""Requests that reach for a household of another unit."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from ledger.households.household import Household
from tests.api.house import House
from tests.support.homes import register

Probe = Callable[[Any], dict[str, Any]]
NUMBER = "0147"


def settle_household(house: House, unit_code: str) -> None:
    """Register a household there."""
    register(house.village.do, unit_code, NUMBER)


def household_of(unit_code: str) -> UUID:
    """Return the household that stands there."""
    return Household.create_id(unit_code, NUMBER)


def _nothing(_: Any) -> dict[str, Any]:
    return {}


def _json(**fields: Any) -> Probe:
    return lambda _: {"json": fields}


def _form(**fields: Any) -> Probe:
    return lambda _: {"data": {**fields, "idempotency_key": str(uuid4())}}


def _of_unit(**fields: Any) -> Probe:
    return lambda it: {"json": {**fields, "unit_code": it.unit}}


def _query(it: Any) -> dict[str, Any]:
    return {"query_string": {"unit": it.unit}}


_ID = str(uuid4())
_BASIS = {"reason": "marriage", "words": "x"}
_API = "/api/v1/households/<uuid:household_id>"
_DESK = "/desk/households/<uuid:household_id>"
_MEMBER = "members/<uuid:person_id>"
_CHANGE = "changes/<int:number>"

HOUSEHOLDS: dict[str, Probe] = {
    "GET /api/v1/households": _query,
    "POST /api/v1/households": _of_unit(number="0999"),
    f"GET {_API}": _nothing,
    f"GET {_API}/history": _nothing,
    f"POST {_API}/group": _json(group="x"),
    f"POST {_API}/members": _json(person_id=_ID, relation="child"),
    f"POST {_API}/{_MEMBER}/departure": _json(reason="died"),
    f"POST {_API}/{_MEMBER}/move": _json(to_household_id=_ID, relation="child"),
    f"POST {_API}/{_MEMBER}/relation": _json(relation="child"),
    f"POST {_API}/head": _json(person_id=_ID, former="child"),
    f"POST {_API}/closing": _json(reason="moved_away"),
    f"POST {_API}/scheme": _json(agreed_by=_ID, publishes=True),
    f"POST {_API}/scheme-leaving": _json(agreed_by=_ID),
    f"POST {_API}/publication": _json(agreed_by=_ID, publishes=True),
    f"POST {_API}/gate-code": _json(reason="lost"),
    f"GET {_API}/gate-code.svg": _nothing,
    f"GET {_API}/gateplate.pdf": _nothing,
    f"POST {_API}/merge": _json(into_id=_ID, **_BASIS),
    f"POST {_API}/split": _json(
        new_number="0998",
        members=[{"person_id": _ID, "relation": "head"}],
        stays=1,
        leaves=1,
        **_BASIS,
    ),
    f"POST {_API}/{_CHANGE}/confirmation": _json(),
    f"POST {_API}/{_CHANGE}/refusal": _json(words="x"),
    f"POST {_API}/{_CHANGE}/withdrawal": _json(),
    "GET /api/v1/household-changes": _query,
    "GET /api/v1/household-requests": _query,
    "POST /api/v1/household-requests/<uuid:person_id>/<int:number>/answer": _json(is_done=True),
    "POST /api/v1/households/roster": _of_unit(csv="x"),
    "POST /api/v1/households/roster/preview": _of_unit(csv="x"),
    f"GET {_DESK}": _nothing,
    f"POST {_DESK}/members": _form(name="x", relation="child"),
    f"POST {_DESK}/{_MEMBER}/departure": _form(reason="died"),
    f"POST {_DESK}/{_MEMBER}/head": _form(former="child"),
    f"POST {_DESK}/gate-code": _form(reason="lost"),
    f"POST {_DESK}/scheme": _form(agreed_by=_ID),
    f"POST {_DESK}/merge": _form(into_number="0001", **_BASIS),
    f"POST {_DESK}/split": _form(new_number="0998", new_head=_ID, stays=1, leaves=1, **_BASIS),
    f"POST {_DESK}/{_CHANGE}/confirmation": _form(),
    f"POST {_DESK}/{_CHANGE}/refusal": _form(words="x"),
    f"POST {_DESK}/{_CHANGE}/withdrawal": _form(),
    "POST /desk/household-requests/<uuid:person_id>/<int:number>": _form(is_done="1"),
}
