"""Other people's names: masked until a purpose is stated, and every read is seen by its person."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.wallets.wallet import WalletKind
from people.audit import AuditAction
from people.directory import Person
from people.purposes import PURPOSES, Purpose
from people.roles import Role
from tests.api.house import House
from tests.support.village import COMMUNITY

NAME, PHONE, ID_NUMBER = "欧阳娜娜", "13900000001", "11010519491231002X"


@pytest.fixture
def known(house: House) -> UUID:
    """The second volunteer, with numbers on file."""
    person_id = house.village.volunteers[1]
    person = Person(person_id, NAME, COMMUNITY, phone=PHONE, id_number=ID_NUMBER)
    house.services.directory.enrol([person])
    return person_id


def read(house: House, who: Any, person_id: UUID, purpose: str | None, *facts: str) -> Any:
    body: dict[str, Any] = {"purpose": purpose, "fields": list(facts) or ["display_name"]}
    return house.post(f"/persons/{person_id}/reading", who, body)


def entries(house: House, person_id: UUID) -> list[tuple[str, str | None]]:
    found = house.services.audit.about(person_id)
    return [(it.entry.action.value, it.entry.purpose) for it in found]


@pytest.fixture
def attended(house: House) -> UUID:
    """An activity of the leader's own, to which both volunteers came."""
    body = {
        "unit_code": COMMUNITY,
        "title": "慰问",
        "place": "大召",
        "starts_at": house.now.isoformat(),
        "ends_at": house.now.replace(hour=5).isoformat(),
    }
    answer = house.post("/activities", Role.TEAM_LEADER, body)
    activity = UUID(answer.json["activity_id"])
    for person_id in house.village.volunteers:
        house.village.scan_activity(activity, person_id, house.now)
    house.project()
    return activity


def test_lists_show_masked_names(house: House, known: UUID, attended: UUID) -> None:
    for path in ("/volunteers", f"/activities/{attended}/roll"):
        answer = house.get(path, Role.CLERK)
        assert NAME not in answer.text
        assert "欧**娜" in answer.text
    assert entries(house, known) == []


def test_a_purpose_opens_what_it_needs_and_is_written_down(house: House, known: UUID) -> None:
    answer = read(house, Role.CLERK, known, "telephone", "display_name", "phone")
    assert answer.status_code == 200
    assert answer.json == {
        "person_id": str(known),
        "purpose": "telephone",
        "display_name": NAME,
        "phone": PHONE,
    }
    (record,) = house.services.audit.about(known)
    entry = record.entry
    assert (entry.action, entry.purpose, entry.unit_code) == (
        AuditAction.PERSON_READ,
        "telephone",
        COMMUNITY,
    )
    assert (entry.actor_id, entry.actor_role) == (house.persons[Role.CLERK], "clerk")


@pytest.mark.parametrize(
    ("role", "purpose", "facts"),
    [
        (Role.CLERK, None, ()),
        (Role.CLERK, "", ()),
        (Role.CLERK, "curiosity", ()),
        (Role.CLERK, "telephone", ("id_number",)),
        (Role.TEAM_LEADER, "certificate", ()),
        (Role.TEAM_LEADER, "activity_roll", ()),
        (Role.SHOP_KEEPER, "telephone", ("phone",)),
    ],
)
def test_without_a_fitting_purpose_nothing_is_opened(
    house: House, known: UUID, role: Role, purpose: str | None, facts: tuple[str, ...]
) -> None:
    answer = read(house, role, known, purpose, *facts)
    assert (answer.status_code, answer.json["code"]) == (403, "purpose_required")
    assert NAME not in answer.text
    assert ("person_read", purpose) not in entries(house, known)


def test_somebody_elsewhere_seems_not_to_exist(house: House, known: UUID) -> None:
    elsewhere = house.token(Role.CLERK, house.persons[Role.CLERK], unit="150102001001")
    for person_id in (known, uuid4()):
        answer = read(house, elsewhere, person_id, "telephone")
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_person")
    assert entries(house, known) == []


def test_a_leader_knows_who_came_to_the_own_activity(
    house: House, known: UUID, attended: UUID
) -> None:
    for _ in range(3):
        answer = house.get(f"/activities/{attended}/roll", Role.TEAM_LEADER)
        assert NAME in answer.text
    assert entries(house, known) == [("person_read", "activity_roll")], "one a person and day"
    house.now = house.now.replace(day=21)
    house.get(f"/activities/{attended}/roll", Role.TEAM_LEADER)
    assert len(entries(house, known)) == 2


def test_another_leader_sees_the_roll_masked(house: House, known: UUID, attended: UUID) -> None:
    other = house.token(Role.TEAM_LEADER, house.persons[Role.CLERK])
    assert NAME not in house.get(f"/activities/{attended}/roll", other).text
    assert entries(house, known) == []


def test_a_keeper_knows_a_rider_from_elsewhere_while_a_voucher_waits(house: House) -> None:
    rider = house.village.riders[1]
    house.services.directory.enrol([Person(rider, "王二", "1501")])
    assert read(house, Role.SHOP_KEEPER, rider, "handover").status_code == 404
    wallet = house.village.wallet_of(rider, WalletKind.RIDER)
    house.village.credit(wallet, 40)
    house.village.reserve(wallet)
    house.project()
    assert read(house, Role.SHOP_KEEPER, rider, "handover").json["display_name"] == "王二"


def test_everybody_sees_who_read_theirs(house: House, known: UUID) -> None:
    read(house, Role.CLERK, known, "paper_entry")
    read(house, Role.TEAM_LEADER, known, "telephone", "phone")
    own = house.token(Role.VOLUNTEER, known)
    answer = house.get("/me/reads?limit=1", own)
    (newest,) = answer.json["items"]
    assert (newest["role_name"], newest["purpose_words"]) == ("志愿服务队长", "电话联系")
    assert newest["reader"] == "张**三"
    assert "张team_leader三" not in answer.text
    (older,) = house.get(f"/me/reads?limit=1&cursor={answer.json['next']}", own).json["items"]
    assert (older["purpose"], older["unit_code"]) == ("paper_entry", COMMUNITY)
    assert house.get("/me/reads", Role.VOLUNTEER).json["items"] == []


def test_the_table_of_purposes_is_whole() -> None:
    assert set(PURPOSES) == set(Purpose)
    for need in PURPOSES.values():
        assert need.roles
        assert need.facts
        assert need.chinese
    assert len({need.chinese for need in PURPOSES.values()}) == len(PURPOSES)


def test_two_processes_write_a_standing_read_down_once(twins: tuple[House, House]) -> None:
    house, other = twins
    body = {
        "unit_code": COMMUNITY,
        "title": "慰问",
        "place": "大召",
        "starts_at": house.now.isoformat(),
        "ends_at": house.now.replace(hour=5).isoformat(),
    }
    activity = house.post("/activities", Role.TEAM_LEADER, body).json["activity_id"]
    volunteer = house.village.volunteers[1]
    house.village.scan_activity(UUID(activity), volunteer, house.now)
    house.project()
    for process in (house, other):
        answer = process.get(f"/activities/{activity}/roll", Role.TEAM_LEADER)
        assert NAME in answer.text
    assert entries(other, volunteer) == [("person_read", "activity_roll")]
    assert other.services.audit.first_flaw() is None
