"""Nobody but the rider learns where the rider was: no page, no API, no export (RD-9, RD-10)."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, get_type_hints
from uuid import UUID

import pytest

from api.permissions import Action, may
from api.rates.limiter import RateLimits
from api.stations.doors import blp as station_doors
from ledger.kernel.clock import local_date
from ledger.kernel.ids import new_id
from ledger.registry.consent_commands import GiveConsent
from ledger.registry.consent_purposes import AgeBand, Method, Purpose
from ledger.stations.rider import Rider
from ledger.stations.visit_detail import VISIT_DETAIL_DAYS, ForgetVisitDetail
from ledger.wallets.wallet import Wallet, WalletKind
from people.notices import NOTICES
from people.roles import Role
from tests.api.house import House
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import furnished
from tests.web.routes.matrix import Row, address_of, read_rows

READING = [it for it in read_rows() if it.method == "GET"]
NAME = "阿古拉"
FORBIDDEN = ("platform", "dispatch", "employer", "delivery_company", "property_company", "webhook")


@pytest.fixture(scope="module")
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A house whose rider was at two stations yesterday and at one today."""
    house = furnished(tmp_path_factory.mktemp("guards"), request)
    village, rider = house.village, house.persons[Role.RIDER]
    from people.directory import Person  # noqa: PLC0415

    house.services.directory.enrol([Person(rider, NAME, "1501")])
    for back in (timedelta(days=1), timedelta(hours=1)):
        village.visit(rider, at=village.now - back)
    village.visit(rider, village.other_station, at=village.now - timedelta(hours=20))
    village.refuse("visit_already_counted")
    house.project()
    yield house
    house.close()


def here(house: House) -> Any:
    """Return the village's own things, and the rider as whom is asked about."""
    village, rider = house.village, house.persons[Role.RIDER]
    return SimpleNamespace(
        unit=COMMUNITY,
        activity=village.activity,
        station=village.station,
        shop=village.shop,
        item=village.item,
        wallet=Wallet.create_id(rider, WalletKind.RIDER),
        person=rider,
        attendance=new_id(),
        supplement=new_id(),
        doubtful=new_id(),
        complaint=new_id(),
        team=village.team,
        certificate="x",
        claim=new_id(),
        notice=new_id(),
        objection=new_id(),
    )


def read(house: House, row: Row, who: str) -> str:
    object.__setattr__(house.services, "rates", RateLimits())
    headers = {"Authorization": f"Bearer {who}"}
    answer = house.client.get(address_of(row.rule, here(house)), headers=headers)
    text: str = answer.get_data().decode("utf-8", "replace")
    return text


def names_both(house: House, text: str) -> bool:
    """Tell whether an answer holds something of the rider and something of where they were."""
    village, rider = house.village, house.persons[Role.RIDER]
    row = house.services.views.riders.of(rider)
    assert row is not None
    of_rider = {str(rider), str(Wallet.create_id(rider, WalletKind.RIDER)), row.number, NAME}
    stations = (village.station, village.other_station)
    names = (house.services.views.stations.of(it) for it in stations)
    of_place = {*map(str, stations), *(it.name for it in names if it)}
    return any(it in text for it in of_rider) and any(it in text for it in of_place)


def test_the_rider_sees_it_and_so_the_walk_would_find_it(house: House) -> None:
    mine = [it for it in READING if "/me/" in it.rule and may(Role.RIDER, Action(it.action))]
    told = [it.rule for it in mine if names_both(house, read(house, it, house.tokens[Role.RIDER]))]
    assert "/api/v1/me/export" in told, told


@pytest.mark.parametrize("role", sorted(frozenset(Role) - {Role.RIDER}))
def test_no_answer_to_anybody_else_tells_where_a_rider_was(house: House, role: Role) -> None:
    telling = [
        it.rule
        for it in READING
        if (it.action == Action.PUBLIC or may(role, Action(it.action)))
        and names_both(house, read(house, it, house.tokens[role]))
    ]
    assert telling == []


def test_nothing_is_called_after_those_who_get_nothing(house: House) -> None:
    rules = [it.rule for it in house.app.url_map.iter_rules()]
    said = [*rules, *(it.value for it in Action), *(it.value for it in Role)]
    said += [name for it in vars(Rider).values() if isinstance(it, type) for name in hints(it)]
    assert [it for it in said for word in FORBIDDEN if word in it] == []
    assert station_doors.name == "stations"


def hints(it: type) -> list[str]:
    return list(get_type_hints(it))


def test_a_rider_is_registered_without_an_employer(house: House) -> None:
    rider = {"unit_code": "1501", "display_name": "x", "number": "R777777", "employer": "x"}
    told = house.post("/riders", Role.STREET, rider)
    assert (told.status_code, told.json["errors"]) == (422, {"employer": ["Unknown field."]})


def visits(house: House) -> list[UUID | None]:
    items = house.get("/me/visits", Role.RIDER).json["items"]
    return [it["station_id"] for it in items]


def test_of_earlier_days_the_station_is_told_only_with_a_consent_of_its_own(house: House) -> None:
    assert [it is None for it in visits(house)] == [True, False, True], "today's is told"
    house.village.do(
        GiveConsent,
        person_id=house.persons[Role.RIDER],
        purpose=Purpose.STATION,
        notice_version=NOTICES.in_force(local_date(house.now)).number,
        by=house.persons[Role.RIDER],
        method=Method.OWN_PHONE,
        operator_id=None,
        age=AgeBand.ADULT,
    )
    house.project()
    assert None not in visits(house)


def test_a25_on_pages_and_doors_only_the_count_of_the_day_remains(house: House) -> None:
    """The last one of the module: it forgets."""
    late = house.now + timedelta(days=VISIT_DETAIL_DAYS + 1)
    before = local_date(late) - timedelta(days=VISIT_DETAIL_DAYS)
    house.village.do(ForgetVisitDetail, at=late, before=before)
    house.project()
    telling = [
        it.rule
        for it in READING
        if may(Role.RIDER, Action(it.action))
        and "/stations" not in it.rule
        and names_both(house, read(house, it, house.tokens[Role.RIDER]))
    ]
    assert set(telling) <= {"/", "/reports/new"}, "these list stations that are near"
    days = house.get("/me/visit-days", Role.RIDER).json["items"]
    assert sum(it["visits"] for it in days) == 3
