"""A role opens doors only while its term runs, and only where it reaches."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from ledger.registry.commands import EndRole
from people.audit import AuditAction
from people.roles import Role
from tests.api.house import House
from tests.support.village import CITY, COMMUNITY, DISTRICT

YESTERDAY = date(2026, 11, 19)
STREET = "150104003"


def end(house: House, role: Role, last_day: date = YESTERDAY, place: UUID | None = None) -> None:
    house.village.do(
        EndRole,
        person_id=house.persons[role],
        role=role.value,
        unit_code=COMMUNITY,
        to_day=last_day,
        ended_by=None,
        place_id=place,
    )
    house.project()


def code_of(house: House, path: str, who: Role | str) -> tuple[int, str | None]:
    answer = house.get(path, who)
    return answer.status_code, None if answer.status_code == 200 else answer.json["code"]


def test_a_role_ended_yesterday_opens_nothing_and_the_attempt_is_written_down(
    house: House,
) -> None:
    assert code_of(house, "/volunteers", Role.CLERK) == (200, None)
    end(house, Role.CLERK)
    for path in ("/volunteers", "/me", "/units", f"/shops/{uuid4()}"):
        assert code_of(house, path, Role.CLERK) == (403, "role_ended")
    refused = house.services.audit.page(refused=True)
    assert {(it.entry.result, it.entry.action) for it in refused} == {
        ("role_ended", AuditAction.REFUSED)
    }
    assert {it.entry.actor_id for it in refused} == {house.persons[Role.CLERK]}


def test_the_last_day_still_counts_and_the_next_does_not(house: House) -> None:
    end(house, Role.CLERK, date(2026, 11, 20))
    assert code_of(house, "/volunteers", Role.CLERK) == (200, None)
    house.now += timedelta(hours=14, minutes=59, seconds=59)
    assert code_of(house, "/volunteers", Role.CLERK) == (200, None), "23:59:59 in Hohhot"
    house.now += timedelta(seconds=1)
    assert code_of(house, "/volunteers", Role.CLERK) == (403, "role_ended")


def test_a_term_that_ended_elsewhere_is_noticed_within_seconds(
    twins: tuple[House, House],
) -> None:
    here, there = twins
    assert code_of(here, "/volunteers", Role.CLERK) == (200, None)
    end(there, Role.CLERK)
    here.now += timedelta(seconds=4)
    assert code_of(here, "/volunteers", Role.CLERK) == (200, None), "remembered"
    here.now += timedelta(seconds=2)
    assert code_of(here, "/volunteers", Role.CLERK) == (403, "role_ended")


def test_a_busy_role_costs_no_question_for_each_request(house: House) -> None:
    assert code_of(house, "/me", Role.CLERK) == (200, None)

    def asked(*_: object, **__: object) -> None:
        raise AssertionError("the terms were read again")

    house.services.views.role_terms.of_person = asked  # type: ignore[assignment]
    for _ in range(3):
        assert code_of(house, "/me", Role.CLERK) == (200, None)


def test_a_term_reaches_down_but_neither_up_nor_aside(house: House) -> None:
    person = house.persons[Role.STREET]
    house.village.register_unit("150104004", "石羊桥街道", "street", DISTRICT)
    house.give_term(Role.STREET, person, STREET)
    for unit, expected in (
        (COMMUNITY, (200, None)),
        (STREET, (200, None)),
        ("150104004", (403, "role_ended")),
        (CITY, (403, "role_ended")),
    ):
        who = house.token(Role.STREET, person, unit=unit, term=False)
        assert code_of(house, "/trial-balance", who) == expected, unit


def test_a_keepers_term_is_for_the_one_place(house: House) -> None:
    cast = house.village
    elsewhere = house.token(
        Role.STATION_KEEPER,
        house.persons[Role.STATION_KEEPER],
        place=cast.other_station,
        term=False,
    )
    nowhere = house.token(
        Role.STATION_KEEPER, house.persons[Role.STATION_KEEPER], place=None, term=False
    )
    path = f"/stations/{cast.station}/visits"
    assert code_of(house, path, Role.STATION_KEEPER) == (200, None)
    assert code_of(house, path, elsewhere) == (403, "role_ended")
    assert code_of(house, path, nowhere) == (403, "role_ended")


def test_volunteers_riders_residents_and_screens_need_no_term(house: House) -> None:
    for role in (Role.VOLUNTEER, Role.RIDER, Role.RESIDENT):
        assert code_of(house, "/me", role) == (200, None)
    path = f"/stations/{house.village.station}/visits"
    assert code_of(house, path, Role.SCREEN) == (200, None)


def test_a_staff_role_without_a_person_opens_nothing(house: House) -> None:
    device = house.token(Role.CLERK, None)
    assert code_of(house, "/units", device) == (403, "role_ended")
