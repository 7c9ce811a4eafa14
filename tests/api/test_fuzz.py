"""Whatever is sent to whichever door, the answer is ours and never an accident."""

import json
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.permissions import may
from people.roles import Role
from tests.api.house import House, fresh_key

EXAMPLES_MAX = 150

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
names = st.sampled_from(
    [
        "token",
        "occurred_at",
        "place",
        "unit_code",
        "name",
        "number",
        "display_name",
        "quantity",
        "item_id",
        "amount",
        "reason",
        "starts_at",
        "ends_at",
        "scans",
        "hours",
        "services",
        "passcode",
    ]
)
values = st.recursive(
    scalars
    | st.just("150104003005")
    | st.uuids().map(str)
    | st.datetimes().map(lambda it: f"{it}Z"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
bodies = st.dictionaries(names, values, max_size=6) | values


def doors(house: House, method: str) -> list[tuple[str, Role]]:
    """Every address of a method, with every role that may pass."""
    views = house.app.view_functions
    found = []
    for rule in house.app.url_map.iter_rules():
        if method not in (rule.methods or ()) or not rule.rule.startswith("/api/v1"):
            continue
        action = views[rule.endpoint].action  # type: ignore[attr-defined]
        path = rule.rule
        for name, value in known(house).items():
            path = path.replace(f"<uuid:{name}>", str(value))
        path = path.replace("<string:code>", "1501").replace("<string:board>", "units")
        found += [(path, role) for role in Role if may(role, action)]
    return found


def known(house: House) -> dict[str, UUID]:
    cast = house.village
    return {
        "station_id": cast.station,
        "activity_id": cast.activity,
        "shop_id": cast.shop,
        "item_id": cast.item,
        "wallet_id": cast.household_wallet,
        "voucher_id": cast.item,
        "entry_id": cast.item,
    }


@settings(
    max_examples=EXAMPLES_MAX,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(pick=st.integers(0, 10_000), body=bodies)
def test_no_body_breaks_a_door(quiet_house: House, pick: int, body: Any) -> None:
    found = doors(quiet_house, "POST")
    path, role = found[pick % len(found)]
    sent = json.dumps(body).encode(errors="surrogatepass")
    headers = {"Idempotency-Key": fresh_key(), "Content-Type": "application/json"}
    answer = quiet_house.ask("POST", path, role, data=sent, headers=headers)
    assert answer.status_code < 500, (path, body, answer.text)
    if answer.status_code >= 400:
        assert answer.json["code"]


@settings(max_examples=EXAMPLES_MAX, deadline=None, database=None)
@given(
    pick=st.integers(0, 10_000),
    query=st.dictionaries(
        st.sampled_from(
            ["limit", "cursor", "after", "unit", "when", "period", "q", "first", "as_of"]
        ),
        st.text(max_size=20) | st.integers().map(str),
        max_size=3,
    ),
)
def test_no_query_breaks_a_door(quiet_house: House, pick: int, query: dict[str, str]) -> None:
    found = doors(quiet_house, "GET")
    path, role = found[pick % len(found)]
    encoded = {name: value.encode(errors="replace") for name, value in query.items()}
    answer = quiet_house.ask("GET", path, role, query_string=encoded)
    assert answer.status_code < 500, (path, query, answer.text)
