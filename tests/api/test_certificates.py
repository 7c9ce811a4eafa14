"""Certificates through the API: issue, print, check, match a name, revoke."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp

from ledger.kernel.ids import new_id
from ledger.registry.consent_purposes import Purpose
from ledger.registry.unit_office import NameUnitOffice
from ledger.volunteering.certificate import Certificate
from people.directory import Person
from people.roles import Role
from qr.kinds import Kind
from qr.tokens import TokenReader
from tests.api.house import KEYRING, House
from tests.support.village import COMMUNITY

NAME = "㛃𠮷𬭎·其木格"
ID_NUMBER = "11010519491231002X"
MASKED = "110105********002X"


@pytest.fixture
def house(house_on_both: House) -> House:
    """A settled house on each of the stores."""
    return house_on_both


@pytest.fixture
def w(house: House) -> UUID:
    """A volunteer who served 125 and 80 minutes."""
    w, village = house.village.volunteers[1], house.village
    house.services.directory.enrol([Person(w, NAME, COMMUNITY, id_number=ID_NUMBER)])
    village.serve(w, 125)
    village.now += timedelta(days=1)
    village.serve(w, 80)
    house.now = village.now = village.now + timedelta(hours=5)
    house.project()
    return w


def issue(house: House, who: Role | str, path: str = "/certificates", **body: Any) -> Any:
    """Ask for a certificate and have it read."""
    answer = house.post(path, who, body)
    house.project()
    return answer


def number_of(house: House, w: UUID, **body: Any) -> str:
    answer = issue(house, house.token(Role.VOLUNTEER, w), **body)
    assert answer.status_code == 201, answer.text
    return str(answer.json["number"])


def text_of(pdf: bytes) -> str:
    """All words of a paper, without its line ends."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[it].get_textpage().get_text_range() for it in range(len(document))]
    return "".join("".join(pages).split())


def codes_in(pdf: bytes) -> list[str]:
    """What a reader finds on the pages of a paper."""
    document = pypdfium2.PdfDocument(pdf)
    pictures = [document[it].render(scale=2).to_pil() for it in range(len(document))]
    return [code.text for it in pictures for code in zxingcpp.read_barcodes(it)]


def paper(house: House, number: str, who: Role | str) -> Any:
    return house.get(f"/certificates/{number}/paper", who)


# Issuing -----------------------------------------------------------------


def test_ones_own_minutes_are_certified_and_listed(house: House, w: UUID) -> None:
    own = house.token(Role.VOLUNTEER, w)
    told = issue(house, own).json
    assert (told["minutes"], told["verified_minutes"], told["supplementary_minutes"]) == (
        205,
        205,
        0,
    )
    (row,) = house.get(f"/certificates?after={told['position']}", own).json["items"]
    assert (row["number"], row["status"], row["minutes"]) == (told["number"], "valid", 205)
    assert (row["from_day"], row["to_day"]) == ("2026-01-01", "2026-11-21")
    part = issue(house, own, from_day="2026-11-21").json
    assert part["minutes"] == 80
    first = house.get("/certificates?limit=1", own).json
    assert [it["number"] for it in first["items"]] == [part["number"]]
    rest = house.get(f"/certificates?limit=1&cursor={first['next']}", own).json["items"]
    assert [it["number"] for it in rest] == [told["number"]]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"from_day": "2026-01-01", "to_day": "2026-02-01"}, "certificate_no_minutes"),
        ({"from_day": "2026-11-21", "to_day": "2026-11-20"}, "certificate_period_invalid"),
        ({"to_day": "2026-11-22"}, "certificate_period_invalid"),
        ({"with_id_number": True}, "consent_required"),
        ({"from_day": "yesterday"}, "request_invalid"),
    ],
)
def test_what_cannot_be_certified_is_refused(
    house: House, w: UUID, body: dict[str, Any], code: str
) -> None:
    answer = issue(house, house.token(Role.VOLUNTEER, w), **body)
    assert (answer.status_code, answer.json["code"]) == (422, code)


def test_nobodys_hours_are_refused(house: House) -> None:
    answer = issue(house, Role.RIDER)
    assert (answer.status_code, answer.json["code"]) == (422, "certificate_no_minutes")


def test_the_desk_issues_for_somebody_who_agreed_and_they_see_it(house: House, w: UUID) -> None:
    card = house.code(Kind.CARD, w)
    with_card = {"consent": "present_with_card", "card": card}
    by_paper = {"consent": "paper_form", "person_id": str(w)}
    for body in (with_card, by_paper):
        told = issue(house, Role.CLERK, "/proxy/certificates", **body)
        assert (told.status_code, told.json["minutes"]) == (201, 205)
    own = house.token(Role.VOLUNTEER, w)
    acts = house.get("/me/proxies", own).json["items"]
    assert {(it["act"], it["consent"]) for it in acts} == {
        ("certify", "paper_form"),
        ("certify", "present_with_card"),
    }
    refused = issue(
        house, Role.CLERK, "/proxy/certificates", consent="paper_form", person_id=str(new_id())
    )
    assert (refused.status_code, refused.json["code"]) == (404, "unknown_person")
    nothing = issue(house, Role.CLERK, "/proxy/certificates", consent="present_with_card")
    assert nothing.json["code"] == "proxy_consent_required"
    rows = house.get("/desk/certificates", Role.CLERK).json["items"]
    assert {it["display_name"] for it in rows} == {"㛃**格"}
    assert NAME not in house.get("/desk/certificates", Role.CLERK).text


# Paper -------------------------------------------------------------------


def test_the_paper_says_what_it_must_and_its_code_leads_to_the_check(house: House, w: UUID) -> None:
    house.village.agree(w, Purpose.ID_NUMBER)
    house.project()
    number = number_of(house, w, with_id_number=True)
    answer = paper(house, number, house.token(Role.VOLUNTEER, w))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    said = text_of(answer.data)
    for words in (
        *("志愿服务记录证明", number, NAME, f"居民身份证：{MASKED}", "志愿者编号：V000002"),
        *("2026年1月1日至2026年11月21日", "3.4小时（205分钟）", "扫码核实3.4小时"),
        *("补录、见证0.0小时", "本人扫码2次3.4小时（205分钟）", "大召社区", "2026-11-2"),
        *("志愿服务条例》第十九条", "民政部令第67号）第十四条、第二十六条", "不收费"),
        *("快照", "已有更新", "盖章处", "第1页，共1页", "本人自助出具", f"/certificates/{number}"),
    ):
        assert words in said, words
    assert ID_NUMBER not in said
    (address,) = codes_in(answer.data)
    assert address.startswith("HTTPS://127.0.0.1:8000/Q/")
    token = TokenReader(KEYRING).read(address, at=house.now, kinds={Kind.CERTIFICATE})
    assert token.subject == Certificate.create_id(number).bytes[:8]


def test_without_consent_the_number_is_not_on_it(house: House, w: UUID) -> None:
    own = house.token(Role.VOLUNTEER, w)
    said = text_of(paper(house, number_of(house, w), own).data)
    assert "居民身份证：未提供" in said
    house.village.agree(w, Purpose.ID_NUMBER)
    house.project()
    number = number_of(house, w, with_id_number=True)
    assert MASKED in text_of(paper(house, number, own).data)
    house.village.withdraw(w, Purpose.ID_NUMBER)
    house.project()
    assert MASKED not in text_of(paper(house, number, own).data)


def test_the_same_certificate_is_the_same_paper_whatever_comes_later(house: House, w: UUID) -> None:
    own, number = house.token(Role.VOLUNTEER, w), number_of(house, w)
    before = paper(house, number, own).data
    activity = house.village.publish("补记", starts_at=house.now)
    house.village.serve(w, 60, activity)
    house.now = house.village.now = house.now + timedelta(days=3)
    house.project()
    assert paper(house, number, own).data == before


def test_only_the_holder_and_the_own_clerk_print_it(house: House, w: UUID) -> None:
    number = number_of(house, w)
    for who in (Role.VOLUNTEER, Role.TEAM_LEADER, Role.STREET):
        answer = paper(house, number, who)
        assert (answer.status_code, answer.json["code"]) == (404, "certificate_not_found")
    elsewhere = house.token(Role.CLERK, house.persons[Role.CLERK], unit="150102001001")
    assert paper(house, number, elsewhere).status_code == 404
    assert paper(house, number, None).status_code == 401  # type: ignore[arg-type]
    assert NAME in text_of(paper(house, number, Role.CLERK).data)
    (read,) = house.get("/me/reads", house.token(Role.VOLUNTEER, w)).json["items"]
    assert (read["purpose"], read["role"]) == ("certificate", "clerk")


def test_many_activities_take_as_many_pages_as_they_need(house: House, w: UUID) -> None:
    for _ in range(60):
        house.village.now += timedelta(days=1)
        house.village.serve(w, 61)
    house.now = house.village.now + timedelta(days=1)
    house.project()
    number = number_of(house, w, from_day="2026-11-01")
    pdf = paper(house, number, house.token(Role.VOLUNTEER, w)).data
    assert len(pypdfium2.PdfDocument(pdf)) >= 3
    said = text_of(pdf)
    minutes = 205 + 60 * 61
    assert f"（{minutes:,}分钟）" in said
    assert f"{minutes // 6 / 10}小时" in said
    assert len(codes_in(pdf)) == 1


# Checking ----------------------------------------------------------------


def test_anybody_may_check_and_learns_no_name(house: House, w: UUID) -> None:
    number = number_of(house, w)
    for typed in (number, number.lower(), number.replace("-", "")):
        answer = house.get(f"/certificates/{typed}")
        assert answer.status_code == 200
        assert answer.json == {
            "number": number,
            "status": "valid",
            "from_day": "2026-01-01",
            "to_day": "2026-11-21",
            "minutes": 205,
            "verified_minutes": 205,
            "supplementary_minutes": 0,
            "unit_code": COMMUNITY,
            "issued_at": answer.json["issued_at"],
            "superseded_on": None,
        }
        assert NAME not in answer.text
    slip = number[:-1] + ("2" if number[-1] != "2" else "3")
    absent = "150104003005-2026-22222222"
    for unknown in (slip, absent, "x", "150104003005"):
        answer = house.get(f"/certificates/{unknown}")
        assert (answer.status_code, answer.json["code"]) == (404, "certificate_not_found")


def test_a_later_correction_leaves_it_and_marks_it_superseded(house: House, w: UUID) -> None:
    came = house.now
    activity = house.village.publish("清洁家园", hours=3)
    house.village.serve(w, 60, activity)
    house.now = house.village.now = came + timedelta(hours=1)
    house.project()
    number = number_of(house, w)
    house.village.scan_activity(activity, w, came + timedelta(minutes=90))
    house.project()
    seen = house.get(f"/certificates/{number}").json
    assert (seen["status"], seen["superseded_on"], seen["minutes"]) == (
        "superseded",
        "2026-11-21",
        265,
    )
    own = house.token(Role.VOLUNTEER, w)
    assert "265分钟" in text_of(paper(house, number, own).data)
    assert house.get(f"/certificates/{number_of(house, w)}").json["minutes"] == 295


def test_a_name_is_matched_and_nothing_else_is_told(house: House, w: UUID) -> None:
    number = number_of(house, w)
    path = f"/certificates/{number}/name-check"
    asked = {
        NAME: True,
        f" {NAME.replace('·', '•')} ": True,
        "㛃𠮷𬭎": False,
        "王秀兰": False,
        "㛃**格": False,
    }
    for name, matches in asked.items():
        answer = house.ask("POST", path, json={"name": name})
        assert (answer.status_code, answer.json) == (200, {"matches": matches})
    absent = house.ask("POST", "/certificates/x/name-check", json={"name": NAME})
    assert (absent.status_code, absent.json["code"]) == (404, "certificate_not_found")
    assert house.ask("POST", path, json={"name": ""}).status_code == 422
    assert house.ask("POST", path, json={}).status_code == 422


def test_who_guesses_names_is_told_to_wait_at_this_certificate(house: House, w: UUID) -> None:
    number, other = number_of(house, w), number_of(house, w)
    path = f"/certificates/{number}/name-check"

    def guess(address: str = "203.0.113.7", to: str = path) -> int:
        environment = {"REMOTE_ADDR": address}
        answer = house.ask("POST", to, json={"name": "王"}, environ_overrides=environment)
        return int(answer.status_code)

    assert [guess() for _ in range(12)] == [200] * 10 + [429] * 2
    assert guess(to=f"/certificates/{other}/name-check") == 200
    assert guess("203.0.113.8") == 200, "somebody else may still ask"
    statuses = [guess(f"203.0.114.{it}") for it in range(40)]
    assert statuses.count(429) == 11, "and all together only so often"


# Revoking ----------------------------------------------------------------


def test_the_issuing_unit_takes_it_back_with_a_reason(house: House, w: UUID) -> None:
    number = number_of(house, w)
    path = f"/certificates/{number}/revocation"
    assert house.post(path, Role.VOLUNTEER, {"reason": "other"}).status_code == 403
    elsewhere = house.token(Role.CLERK, house.persons[Role.CLERK], unit="150102001001")
    assert house.post(path, elsewhere, {"reason": "other"}).json["code"] == "outside_unit"
    assert house.post(path, Role.CLERK, {"reason": "a mistake"}).status_code == 422
    assert house.post(path, Role.CLERK, {"reason": "issued_in_error"}).status_code == 201
    house.project()
    assert house.get(f"/certificates/{number}").json["status"] == "revoked"
    again = house.post(path, Role.CLERK, {"reason": "other"})
    printed = paper(house, number, house.token(Role.VOLUNTEER, w))
    for answer in (again, printed):
        assert (answer.status_code, answer.json["code"]) == (409, "certificate_revoked")


def test_who_issues_in_a_loop_waits(house: House, w: UUID) -> None:
    own = house.token(Role.VOLUNTEER, w)
    statuses = [issue(house, own).status_code for _ in range(21)]
    assert statuses == [201] * 20 + [429]


def test_a_certificate_names_who_answers_for_the_unit(house: House, w: UUID) -> None:
    clerk = house.persons[Role.CLERK]
    house.services.directory.enrol([Person(clerk, "云秀珍", COMMUNITY)])
    house.ledger.execute(
        NameUnitOffice(
            key="office",
            at=house.now,
            unit_code=COMMUNITY,
            in_charge=clerk,
            telephone="0471-6311112",
            named_by=clerk,
        )
    )
    house.project()
    said = text_of(paper(house, number_of(house, w), house.token(Role.VOLUNTEER, w)).data)
    assert "云秀珍" in said
    assert "0471-6311112" in said
