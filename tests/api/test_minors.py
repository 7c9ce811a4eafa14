"""A22: a minor serves with a guardian's consent and company, never where it is risky."""

from datetime import date
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from ledger.registry.consent_purposes import Purpose
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.api.minors import Family, morning, put
from tests.support.village import COMMUNITY, MORNING

BORN_ON = date(2013, 1, 20)


@pytest.fixture
def either(house_on_both: House) -> House:
    """A settled house on each of the stores."""
    return house_on_both


def code_of(answer: TestResponse) -> str:
    return str(answer.json["code"])


def test_a_minor_born_on_20_january_2013(either: House) -> None:
    house = either
    house.now = morning(2026, 11, 28)
    family = Family.enrol(house, BORN_ON)
    assert family.link().status_code == 201

    # 1 December 2026: thirteen.
    house.now = morning(2026, 12, 1)
    activity, risky = family.activity(), family.activity(risk_level=2)
    assert code_of(family.scan(activity)) == "guardian_consent_required"
    own = put(house, "/me/consents", family.phone, {"purpose": "station", "given": True})
    assert code_of(own) == "guardian_consent_required"
    assert family.switch("minor", given=True).status_code == 200
    assert code_of(family.scan(activity)) == "companion_required"
    assert family.scan(activity, family.guardians_phone).json["result"] == "checked_in"
    assert code_of(family.scan(risky)) == "adults_only"
    assert family.scan(activity).json["result"] == "checked_in"
    answer = put(house, "/me/consents", family.phone, {"purpose": "ranking", "given": True})
    assert code_of(answer) == "minor_not_published"
    assert code_of(family.switch("ranking", given=True)) == "minor_not_published"

    # 20 January 2027: fourteen. Consent or company, and one's own switches.
    house.now = morning(2027, 1, 20)
    activity, risky = family.activity(), family.activity(risk_level=2)
    assert code_of(family.scan(risky)) == "adults_only"
    own = put(house, "/me/consents", family.phone, {"purpose": "station", "given": True})
    assert own.status_code == 200
    assert family.switch("minor", given=False).status_code == 200
    assert code_of(family.scan(activity)) == "guardian_consent_required"
    with_company = family.scanned_by_leader(activity, "V000002")
    assert with_company.json["result"] == "checked_in"
    assert family.switch("minor", given=True).status_code == 200
    assert family.scan(family.activity()).json["result"] == "checked_in"
    answer = put(house, "/me/consents", family.phone, {"purpose": "ranking", "given": True})
    assert code_of(answer) == "minor_not_published"
    house.services.directory.set_listed(family.child, listed=True)
    assert board_of(house) == []

    # 19 and 20 January 2031: the last day of seventeen, and of age.
    house.now = morning(2031, 1, 19)
    assert code_of(family.scan(family.activity(risk_level=2))) == "adults_only"
    house.now = morning(2031, 1, 20)
    assert family.scan(family.activity(risk_level=2)).json["result"] == "checked_in"
    assert code_of(family.switch("station", given=True)) == "not_the_guardian"
    answer = put(house, "/me/consents", family.phone, {"purpose": "ranking", "given": True})
    assert answer.status_code == 200


def board_of(house: House) -> list[object]:
    """The names on the community's board of minutes, after the child has served an hour."""
    child = Family.enrol(house, BORN_ON).child
    house.village.now, before = MORNING, house.village.now
    activity = house.village.publish("时长", hours=1)
    house.village.scan_activity(activity, child, MORNING)
    house.village.scan_activity(activity, child, MORNING.replace(hour=2))
    house.village.now = before
    house.project()
    items = house.get(f"/leaderboards/minutes?unit={COMMUNITY}").json["items"]
    return [it["name"] for it in items]


@pytest.fixture
def family(house: House) -> Family:
    house.now = morning(2026, 12, 1)
    return Family.enrol(house, BORN_ON)


def test_an_adult_of_the_board_is_shown_and_the_minor_beside_is_not(family: Family) -> None:
    house = family.house
    house.village.serve(family.guardian, 60)
    house.services.directory.set_listed(family.guardian, listed=True)
    house.services.directory.set_listed(family.child, listed=True)
    assert board_of(house) == ["张**三"]


def test_a_companion_is_an_adult_somebody_can_name(family: Family) -> None:
    family.link()
    family.switch("minor", given=True)
    activity = family.activity()
    other = Family.enrol(family.house, date(2014, 5, 1), "C000002")
    for companion in ("C000002", "C000001", "V999999", "nobody"):
        assert code_of(family.scanned_by_leader(activity, companion)) == "companion_required"
    card = family.house.code(Kind.CARD, family.guardian)
    assert family.scanned_by_leader(activity, card).json["result"] == "checked_in"
    assert other.child != family.child


def test_a_guardian_who_has_left_is_no_company(family: Family) -> None:
    family.link()
    family.switch("minor", given=True)
    activity, house = family.activity(), family.house
    house.village.scan_activity(activity, family.guardian, house.now)
    house.now = house.now.replace(minute=30)
    house.village.scan_activity(activity, family.guardian, house.now)
    assert code_of(family.scan(activity)) == "companion_required"


def test_leaving_is_never_refused_to_a_child(family: Family) -> None:
    family.link()
    family.switch("minor", given=True)
    activity, house = family.activity(), family.house
    family.scanned_by_leader(activity, "V000001")
    family.switch("minor", given=False)
    house.now = house.now.replace(hour=10)
    assert family.scan(activity).json["minutes"] == 60


def test_a_consent_ends_with_the_guardian_who_gave_it(family: Family) -> None:
    family.link()
    family.switch("minor", given=True)
    body = {"person_id": str(family.child), "guardian_id": str(family.guardian)}
    assert family.house.post("/guardians/ending", Role.CLERK, body).status_code == 201
    family.house.project()
    assert code_of(family.scanned_by_leader(family.activity(), "V000001")) == (
        "guardian_consent_required"
    )
    (first, *_) = family.house.get("/me/consents", family.phone).json["items"]
    assert (first["purpose"], first["state"]) == ("minor", "off")


def test_a_guardian_who_is_forgotten_is_guardian_no_more(family: Family) -> None:
    family.link()
    family.switch("minor", given=True)
    wish = {"at_once": True, "forfeit_points": True}
    assert family.house.post("/me/erasure", family.guardians_phone, wish).json["erased"]
    family.house.project()
    assert family.house.services.views.guardians.of_minor(family.child) == []
    assert code_of(family.scanned_by_leader(family.activity(), "V000002")) == (
        "guardian_consent_required"
    )


def test_a_stranger_decides_nothing_for_a_child(family: Family) -> None:
    stranger = family.house.token(Role.VOLUNTEER, family.house.village.volunteers[1])
    for purpose in ("minor", "station"):
        answer = family.switch(purpose, given=True, who=stranger)
        assert (answer.status_code, code_of(answer)) == (403, "not_the_guardian")
    adult = f"/me/dependants/{family.guardian}/consents"
    answer = put(family.house, adult, stranger, {"purpose": "ranking", "given": True})
    assert code_of(answer) == "not_the_guardian"


def test_asking_for_a_child_tells_nobody_whether_there_is_one(family: Family) -> None:
    house = family.house
    answers = [
        house.post("/me/dependants", family.guardians_phone, {"number": it})
        for it in ("C000001", "V000002", "V999999", "C000001")
    ]
    assert {(it.status_code, it.data) for it in answers} == {(201, answers[0].data)}
    house.project()
    shown = house.get("/me/dependants", family.guardians_phone).json
    assert shown == {"items": []}, "nor whether a request waits"
    (request,) = house.get("/guardians/requests", Role.CLERK).json["items"]
    assert (request["person_name"], request["guardian_name"]) == ("王*兰", "张**三")
    assert code_of(family.switch("minor", given=True)) == "not_the_guardian"
    family.link()
    shown = house.get("/me/dependants", family.guardians_phone).json
    assert [it["display_name"] for it in shown["items"]] == ["王小兰"]


@pytest.mark.parametrize(
    ("person", "guardian", "code"),
    [
        ("guardian", "child", "not_a_minor"),
        ("child", "child", "guardian_not_adult"),
        ("child", "clerk", "own_guardianship"),
        ("child", "nobody", "unknown_person"),
    ],
)
def test_the_desk_links_only_who_can_be_linked(
    family: Family, person: str, guardian: str, code: str
) -> None:
    known = {
        "child": family.child,
        "guardian": family.guardian,
        "clerk": family.house.persons[Role.CLERK],
        "nobody": UUID(int=7),
    }
    body = {"person_id": str(known[person]), "guardian_id": str(known[guardian])}
    assert code_of(family.house.post("/guardians", Role.CLERK, body)) == code


def test_children_under_eight_do_not_register(house: House) -> None:
    house.now = morning(2026, 12, 1)
    body = {"unit_code": COMMUNITY, "display_name": "小宝", "number": "C9"}
    young = house.post("/volunteers", Role.CLERK, body | {"born_on": "2018-12-02"})
    assert (young.status_code, code_of(young)) == (422, "age_too_young")
    eight = house.post("/volunteers", Role.CLERK, body | {"born_on": "2018-12-01"})
    assert eight.status_code == 201
    person = UUID(eight.json["person_id"])
    assert house.services.directory.minors.is_minor(person, house.now.date())


def test_no_event_holds_a_birthday_or_a_band(family: Family) -> None:
    family.link()
    family.switch(Purpose.MINOR.value, given=True)
    family.scanned_by_leader(family.activity(), "V000001")
    log = b"".join(
        it.state for it in family.house.ledger.recorder.select_notifications(start=1, limit=10_000)
    )
    for word in (b"2013", b"born", b"under_14", b"under_18", "王小兰".encode()):
        assert word not in log
