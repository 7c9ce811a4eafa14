"""Every route, every role, own and other unit, running and ended term: who gets in."""

from collections.abc import Iterator
from datetime import date

import pytest
from werkzeug.test import TestResponse

from api.permissions import Action, declared_action, may
from api.rates.limiter import RateLimits
from ledger.kernel.ids import derive_subject
from ledger.registry.commands import AssignRole
from people.directory import Person
from people.roles import FOR_A_TERM, Role
from tests.api.house import CITY_WIDE, SPRING, House, fresh_key
from tests.support.village import CITY, COMMUNITY
from tests.web.routes.conftest import furnished
from tests.web.routes.matrix import PROBES, WHOSE, Elsewhere, Row, address_of, read_rows
from web.messages_zh import refusal

ROWS = read_rows()
LIMITED = [it for it in ROWS if it.whose != "public"]
NOT_FOUND = 404
ANYWHERE = frozenset({"/metrics"})
"""Open to programs on this machine, which tests are."""
YESTERDAY = date(2026, 11, 19)


@pytest.fixture(scope="module")
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A house with pages that all rows are asked of; nothing they ask is let through whole."""
    house = furnished(tmp_path_factory.mktemp("matrix"), request)
    yield house
    house.close()


@pytest.fixture(scope="module")
def there(house: House) -> Elsewhere:
    """Another unit."""
    return Elsewhere.settle(house)


@pytest.fixture(scope="module")
def ended(house: House) -> dict[Role, str]:
    """A token of somebody whose term ended yesterday, for each role that has terms."""
    tokens = {}
    for role in sorted(FOR_A_TERM):
        person = derive_subject("person", "ended", role.value)
        house.services.directory.enrol([Person(person, "已卸任", COMMUNITY)])
        house.village.do(
            AssignRole,
            person_id=person,
            role=role.value,
            unit_code=CITY,
            from_day=SPRING,
            to_day=YESTERDAY,
            assigned_by=None,
        )
        tokens[role] = house.token(role, person, unit=CITY, term=False)
    house.project()
    return tokens


def ask(house: House, row: Row, there: Elsewhere, who: str, *, probe: bool = False) -> TestResponse:
    """Send a request of a row, empty unless it is to reach elsewhere; nobody asks too often."""
    object.__setattr__(house.services, "rates", RateLimits())
    more = PROBES[row.name](there) if probe else {}
    if not probe and row.method != "GET" and row.rule.startswith("/api/"):
        more = {"json": {}}
    headers = {"Authorization": f"Bearer {who}"}
    if probe:
        headers["Idempotency-Key"] = fresh_key()
    path = address_of(row.rule, there)
    return house.client.open(path, method=row.method, headers=headers, **more)


def is_told(answer: TestResponse, code: str) -> bool:
    """Tell whether a refusal is the answer, as a problem or as a page."""
    if answer.mimetype == "application/problem+json":
        return bool(answer.json["code"] == code)
    # A page that lists refusals names them too.
    return answer.status_code >= 400 and refusal(code).headline.encode() in answer.get_data()


def test_every_route_has_its_row_and_every_row_a_route(house: House) -> None:
    routes = {
        f"{method} {rule.rule} {action.value}"
        for rule in house.app.url_map.iter_rules()
        if (action := declared_action(house.app.view_functions[rule.endpoint])) is not None
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    rows = {f"{it.name} {it.action}" for it in ROWS}
    assert routes - rows == set(), "add these to matrix.txt, and say whose they are"
    assert rows - routes == set(), "take these out of matrix.txt"


def test_the_table_says_of_each_row_whose_it_is() -> None:
    assert [it for it in ROWS if it.whose not in WHOSE] == []
    assert [it for it in ROWS if (it.whose == "public") != (it.action == Action.PUBLIC)] == []
    assert {it.name for it in ROWS if it.whose == "far"} == PROBES.keys()


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_the_doors_of_the_table_and_no_other(
    house: House, there: Elsewhere, role: Role
) -> None:
    for row in LIMITED:
        if row.rule in ANYWHERE:
            continue
        answer = ask(house, row, there, house.tokens[role])
        assert not is_told(answer, "sign_in_required"), f"{role} {row.name}"
        told = is_told(answer, "role_required")
        # Wearing a hat that is not one's own is refused in the same words.
        if row.action != Action.CHANGE_HAT:
            assert told != may(role, Action(row.action)), f"{role} {row.name} {answer.status}"


@pytest.mark.parametrize("role", sorted(FOR_A_TERM))
def test_a_term_that_ended_yesterday_opens_no_door(
    house: House, there: Elsewhere, ended: dict[Role, str], role: Role
) -> None:
    for row in LIMITED:
        if row.rule in ANYWHERE:
            continue
        answer = ask(house, row, there, ended[role])
        expected = row.action != Action.CHANGE_HAT
        assert is_told(answer, "role_ended") == expected, f"{role} {row.name} {answer.status}"
        assert not expected or answer.status_code == 403


@pytest.mark.parametrize("row", [it for it in ROWS if it.whose == "far"], ids=lambda it: it.name)
def test_nobody_reaches_into_another_unit(house: House, there: Elsewhere, row: Row) -> None:
    allowed = [it for it in Role if may(it, Action(row.action)) and it not in CITY_WIDE]
    administrators = [it for it in CITY_WIDE if may(it, Action(row.action))]
    asked = [house.tokens[it] for it in allowed]
    for role in administrators:
        house.give_term(role, house.persons[role], COMMUNITY)
        asked.append(house.token(role, house.persons[role], unit=COMMUNITY))
    assert asked, f"{row.name} is for nobody"
    for who in asked:
        answer = ask(house, row, there, who, probe=True)
        outside = is_told(answer, "outside_unit") or answer.status_code == NOT_FOUND
        assert outside, f"{row.name} {answer.status} {answer.get_data(as_text=True)[:300]}"


def test_who_is_not_signed_in_is_asked_to(house: House, there: Elsewhere) -> None:
    for row in LIMITED:
        if row.rule in ANYWHERE:
            continue
        object.__setattr__(house.services, "rates", RateLimits())
        answer = house.app.test_client().open(address_of(row.rule, there), method=row.method)
        to_login = answer.status_code == 303 and "/login" in answer.headers["Location"]
        assert to_login or answer.status_code in (401, 403), f"{row.name} {answer.status}"
