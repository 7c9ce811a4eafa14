"""The package for the national system, and the numbers that come back, on both stores."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from api.csv_files import BOM, GUARD, csv_text, safe
from api.volunteering import national_numbers, national_package
from ledger.kernel.ids import new_id
from ledger.registry.consent_purposes import Purpose
from ledger.volunteering.evaluation import Direction
from ledger.volunteering.feedback_commands import Evaluate
from people.access import TokenKind, TokenOrder
from people.audit import AuditAction
from people.directory import Person
from people.roles import Role
from tests.api.house import House
from tests.api.test_teams import done, refused
from tests.support.village import COMMUNITY, STREET

GIVE = {"purpose": "national_sync"}
ID_NUMBER = "11010519491231002X"


def proved(house: House, role: Role = Role.CLERK, unit: str = COMMUNITY) -> str:
    """A token of somebody who showed a second factor for what is dear."""
    person = house.persons[role]
    house.give_term(role, person, unit)
    order = TokenOrder(
        person_id=person,
        role=role,
        unit_code=unit,
        place_id=None,
        kind=TokenKind.BEARER,
        ttl=timedelta(days=1),
        label="test",
    )
    ((secret, grant),) = house.services.access.issue_many([order], now=house.now)
    house.services.staff.step_ups.allow(grant.token_id, now=house.now)
    return secret


def enrolled(house: House, number: str, name: str, **more: Any) -> UUID:
    person = new_id()
    house.services.directory.enrol([Person(person, name, COMMUNITY, **more)])
    house.village.register_volunteer(person, number)
    return person


def opened(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        assert package.testzip() is None
        return {it: package.read(it) for it in package.namelist()}


def table(raw: bytes) -> list[dict[str, str]]:
    text = raw.decode()
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM))))


def test_only_those_who_agreed_are_in_the_package(house_on_both: House) -> None:
    house, village = house_on_both, house_on_both.village
    agreed = enrolled(house, "V000070", "乌云其木格", phone="13800138000", id_number=ID_NUMBER)
    silent = enrolled(house, "V000071", "不同意的人")
    withdrew = enrolled(house, "V000072", "收回的人")
    for it in (agreed, withdrew):
        village.agree(it, Purpose.NATIONAL_SYNC)
    village.withdraw(withdrew, Purpose.NATIONAL_SYNC)
    for it in (agreed, silent, withdrew):
        village.serve(it, 60)
    body = {"title": "=急救培训", "minutes": 90, "held_on": "2026-11-01"}
    done(house.post(f"/persons/{agreed}/trainings", Role.CLERK, body))
    honour = {"title": "最美志愿者", "level": "city", "granted_on": "2026-11-01"}
    done(house.post(f"/persons/{agreed}/honours", Role.CLERK, honour))
    house.project()

    answer = house.post("/national-package", proved(house), GIVE)

    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    files = opened(answer.data)
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["people"] == 1
    assert manifest["next"] is None
    assert {it["name"]: it["sha256"] for it in manifest["files"]} == {
        name: hashlib.sha256(raw).hexdigest() for name, raw in files.items()
    }
    assert [it["rows"] for it in manifest["files"]] == [len(table(raw)) for raw in files.values()]
    (basic,) = table(files["1-基本信息.csv"])
    assert (basic["姓名"], basic["性别"], basic["证件号码"]) == ("乌云其木格", "女", ID_NUMBER)
    assert (basic["联系方式"], basic["本地编号"]) == ("13800138000", "V000070")
    (served,) = table(files["2-服务记录.csv"])
    assert (served["服务时长（分钟）"], served["认定方式"]) == ("60", "own_scan")
    assert served["认定方式名称"] == "本人扫码", "the words stand beside the code"
    (trained,) = table(files["3-培训记录.csv"])
    assert trained["培训名称"] == "'=急救培训"
    (honoured,) = table(files["4-表彰奖励.csv"])
    assert honoured["荣誉名称"] == "最美志愿者"
    assert (honoured["级别"], honoured["级别名称"]) == ("city", "市级")
    whole = b"".join(files.values()).decode()
    for other in ("V000071", "V000072", "不同意的人", "收回的人"):
        assert other not in whole


def test_who_gave_whose_file_for_what_is_written_down_and_told(house_on_both: House) -> None:
    house = house_on_both
    agreed = enrolled(house, "V000070", "乌云其木格")
    house.village.agree(agreed, Purpose.NATIONAL_SYNC)
    house.project()
    house.post("/national-package", proved(house), GIVE)
    (entry,) = house.services.audit.about(agreed, actions=[AuditAction.NATIONAL_EXPORTED])
    assert entry.entry.actor_id == house.persons[Role.CLERK]
    assert entry.entry.purpose == "national_sync"
    own = house.token(Role.VOLUNTEER, agreed)
    (read,) = done(house.get("/me/reads", own), 200)["items"]
    assert (read["action"], read["purpose_words"]) == ("national_exported", "报送全国志愿服务系统")


def test_how_a_leader_valued_somebody_is_in_the_file_and_the_package(house_on_both: House) -> None:
    house, village = house_on_both, house_on_both.village
    agreed = enrolled(house, "V000070", "乌云其木格")
    village.agree(agreed, Purpose.NATIONAL_SYNC)
    activity = village.publish("清扫楼道", hours=1)
    village.serve(agreed, 60, activity)
    for direction, by, stars in (
        (Direction.VOLUNTEER, village.volunteers[0], 5),
        (Direction.ACTIVITY, agreed, 2),
    ):
        village.do(
            Evaluate,
            at=village.now + timedelta(hours=2),
            activity_id=activity,
            person_id=agreed,
            direction=direction,
            stars=stars,
            given_by=by,
        )
    house.project()

    file = done(house.get("/me/service-file", house.token(Role.VOLUNTEER, agreed)), 200)
    files = opened(house.post("/national-package", proved(house), GIVE).data)

    (told,) = file["evaluations"]
    assert (told["title"], told["stars"]) == ("清扫楼道", 5)
    (row,) = table(files["5-服务评价.csv"])
    assert (row["服务质量（1 到 5）"], row["评价日期"]) == ("5", "2026-11-20")


def test_a_package_asks_for_purpose_second_factor_and_unit(house_on_both: House) -> None:
    house = house_on_both
    refused(house.post("/national-package", Role.CLERK, GIVE), "second_factor_required", 403)
    refused(house.post("/national-package", proved(house), {}), "purpose_required", 403)
    refused(
        house.post("/national-package", proved(house), {"purpose": "telephone"}),
        "purpose_required",
        403,
    )
    wider = GIVE | {"unit_code": STREET}
    refused(house.post("/national-package", proved(house), wider), "outside_unit", 403)
    assert house.services.audit.page(action=AuditAction.NATIONAL_EXPORTED) == []


def test_a_large_unit_is_packed_in_parts(
    house_on_both: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = house_on_both
    people = [enrolled(house, f"V00008{n}", f"志愿者{n}") for n in range(5)]
    for it in people:
        house.village.agree(it, Purpose.NATIONAL_SYNC)
    house.project()
    monkeypatch.setattr(national_package, "PACKAGE_PEOPLE_MAX", 2)
    seen, after, parts = [], None, 0
    while True:
        answer = house.post("/national-package", proved(house), GIVE | {"after": after})
        files = opened(answer.data)
        seen += [it["本地编号"] for it in table(files["1-基本信息.csv"])]
        parts, after = parts + 1, json.loads(files["manifest.json"])["next"]
        if after is None:
            break
    assert (seen, parts) == ([f"V00008{n}" for n in range(5)], 3)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "　@", "＝"])
def test_no_cell_begins_like_a_formula(start: str) -> None:
    assert safe(f"{start}1+1").startswith(GUARD)
    ((cell,),) = csv.reader(io.StringIO(csv_text((f"{start}HYPERLINK",), ()).removeprefix(BOM)))
    assert cell.startswith(GUARD)
    assert safe("V000001") == "V000001"


# Numbers that come back --------------------------------------------------------


def sheet(rows: Iterable[tuple[str, str]]) -> str:
    return csv_text(("本地编号", "全国编号"), list(rows))


def states(house: House, text: str, who: Role | str = Role.CLERK) -> list[str]:
    told = done(house.post("/national-numbers/preview", who, {"csv": text}), 200)
    return [it["state"] for it in told["lines"]]


def test_numbers_are_previewed_line_by_line_and_then_set(house_on_both: House) -> None:
    house = house_on_both
    text = sheet(
        [
            ("V000001", "150104000000001"),
            ("V000002", "15-01"),
            ("V999999", "150104000000003"),
            ("", ""),
        ]
    )
    expected = ["new", "national_number_invalid", "number_unknown"]
    assert states(house, text) == expected
    assert house.services.views.volunteers.by_national_numbers(["150104000000001"]) == {}

    told = done(house.post("/national-numbers", Role.CLERK, {"csv": text}))

    assert (told["changed"], told["unchanged"]) == (1, 0)
    house.project()
    assert states(house, text)[0] == "same"
    before = house.ledger.recorder.max_notification_id()
    again = done(house.post("/national-numbers", Role.CLERK, {"csv": text}))
    assert again["changed"] == 0
    assert house.ledger.recorder.max_notification_id() == before
    assert states(house, sheet([("V000002", "150104000000001")])) == ["national_number_taken"]
    assert states(house, sheet([("V000001", "150104000000009")])) == ["changed"]
    twice = [("V000001", "150104000000009"), ("V000002", "150104000000009")]
    assert states(house, sheet(twice)) == ["twice", "twice"]
    assert states(house, sheet([("V000001", "150104000000009")] * 2)) == ["twice", "twice"]


def test_numbers_of_another_unit_seem_unknown(house_on_both: House) -> None:
    house = house_on_both
    house.village.register_unit("150102001001", "别的社区", "community", "1501")
    far = house.token(Role.CLERK, house.persons[Role.CLERK], unit="150102001001")
    assert states(house, sheet([("V000001", "150104000000001")]), far) == ["number_unknown"]


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "本地编号\nV000001\n",
        '本地编号,全国编号\n"V000001,1\n',
        '本地编号,全国编号\nV000001,"1"2\n',
        "\x00",
        "本地编号,全国编号\x00\n",
    ],
)
def test_what_is_no_table_is_refused(quiet_house: House, text: str) -> None:
    for path in ("/national-numbers/preview", "/national-numbers"):
        refused(quiet_house.post(path, Role.CLERK, {"csv": text}), "import_unreadable")


def test_a_short_line_is_a_line_with_an_empty_number(quiet_house: House) -> None:
    text = "全国编号,本地编号\n,V000001\nV000002\n1,2,3,4\n"
    assert states(quiet_house, text) == [
        "national_number_invalid",
        "number_unknown",
        "number_unknown",
    ]


def test_empty_numbers_are_no_number_and_so_never_twice(house_on_both: House) -> None:
    new = [("V000001", ""), ("V000002", ""), ("V000003", "150104000000003")]
    empty, other, _ = states(house_on_both, sheet(new))
    assert empty == other == "national_number_invalid"
    assert states(house_on_both, sheet([("V000001", "")] * 2)) == ["twice", "twice"]


def test_a_table_is_not_too_long(quiet_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(national_numbers, "IMPORT_LINES_MAX", 2)
    text = sheet([(f"V{n}", f"15010400000{n}") for n in range(3)])
    refused(quiet_house.post("/national-numbers", Role.CLERK, {"csv": text}), "import_too_long")
