"""Random samples of service records for civil affairs, on both stores."""

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.csv_files import BOM
from api.volunteering.sampling import draw
from ledger.kernel.ids import derive
from ledger.volunteering.spot_check import SpotCheck
from people.audit import AuditAction
from people.roles import Role
from tests.api.house import House
from tests.api.test_teams import done, refused
from tests.support.ledgers import read_log
from tests.support.village import STREET

ASKED = {"first_day": "2026-11-01", "last_day": "2026-12-31", "records": 3}
STREET_OFFICE = Role.STREET
IDS = [derive("sample", n) for n in range(500)]


def played(house: House, times: int = 8) -> House:
    """A house in which somebody served on some days."""
    for _ in range(times):
        house.village.serve(house.village.volunteers[1], 60)
        house.village.now += timedelta(days=1)
    house.now = house.village.now
    return house.project()


def drawn(house: House, **more: Any) -> dict[str, Any]:
    told = done(house.post("/spot-checks", STREET_OFFICE, ASKED | more))
    house.project()
    return done(house.get(f"/spot-checks/{told['check_id']}", STREET_OFFICE), 200)


def test_the_same_seed_draws_the_same_records_and_another_one_others(house_on_both: House) -> None:
    house = played(house_on_both)
    first = drawn(house)
    again = drawn(house, seed=first["seed"])
    assert again["items"] == first["items"]
    assert (again["digest"], again["same"]) == (first["digest"], True)
    assert (first["drawn_from"], first["records"], len(first["items"])) == (8, 3, 3)
    others = [drawn(house, seed=n)["digest"] for n in range(6)]
    assert len(set(others)) > 1


def test_a_row_tells_the_evidence_and_no_full_name(house_on_both: House) -> None:
    (row, *_) = drawn(played(house_on_both))["items"]
    assert (row["minutes"], row["evidence"], row["recorded_by"]) == (60, "own_scan", "volunteer")
    assert row["display_name"] == "欧**娜"
    assert house_on_both.services.audit.page(action=AuditAction.PERSON_READ) == []


def test_a_record_that_comes_later_is_noticed(house_on_both: House) -> None:
    house = played(house_on_both)
    check = drawn(house, records=8)["check_id"]
    played(house, 3)
    seen = done(house.get(f"/spot-checks/{check}", STREET_OFFICE), 200)
    assert seen["drawn_from_now"] == 11
    assert seen["drawn_from"] == 8


def test_a_draw_is_written_down_with_who_drew(house_on_both: House) -> None:
    house = played(house_on_both)
    for _ in range(2):
        done(house.post("/spot-checks", STREET_OFFICE, ASKED, key="draw-one"))
        house.project()
    (event,) = [it for it in read_log(house.ledger) if isinstance(it, SpotCheck.Drawn)]
    assert event.drawn_by == house.persons[STREET_OFFICE]
    assert event.unit_code == "150104003005"
    entries = house.services.audit.page(action=AuditAction.SPOT_CHECK_DRAWN)
    assert {it.entry.actor_id for it in entries} == {event.drawn_by}


def test_the_sheet_masks_names_until_a_purpose_is_stated(house_on_both: House) -> None:
    house = played(house_on_both)
    check = drawn(house)["check_id"]
    path = f"/spot-checks/{check}/reading"

    def names(body: dict[str, Any]) -> set[str]:
        answer = house.post(path, STREET_OFFICE, body)
        assert answer.status_code == 200
        text = answer.get_data(as_text=True)
        return {it["姓名"] for it in csv.DictReader(io.StringIO(text.removeprefix(BOM)))}

    assert names({}) == {"欧**娜"}
    assert house.services.audit.page(action=AuditAction.PERSON_READ) == []
    refused(house.post(path, STREET_OFFICE, {"purpose": "telephone"}), "purpose_required", 403)
    assert names({"purpose": "spot_check"}) == {"欧阳娜娜"}
    (entry,) = house.services.audit.page(action=AuditAction.PERSON_READ)
    assert entry.entry.target_id == house.village.volunteers[1]
    assert entry.entry.purpose == "spot_check"


def test_the_sheet_says_in_words_how_a_record_is_known(house_on_both: House) -> None:
    house = played(house_on_both)
    answer = house.post(f"/spot-checks/{drawn(house)['check_id']}/reading", STREET_OFFICE, {})
    text = answer.get_data(as_text=True).removeprefix(BOM)
    (told,) = {(it["认定方式"], it["由谁记录"]) for it in csv.DictReader(io.StringIO(text))}
    assert told == ("本人扫码", "志愿者本人")


def test_a_period_without_records_is_told(house_on_both: House) -> None:
    refused(house_on_both.post("/spot-checks", STREET_OFFICE, ASKED), "spot_check_empty")


@pytest.mark.parametrize(
    "wrong",
    [
        {"records": 0},
        {"records": 201},
        {"last_day": "2026-10-31"},
        {"last_day": "2027-11-02"},
        {"seed": -1},
        {"seed": 100_000_000},
    ],
)
def test_a_draw_has_bounds(quiet_house: House, wrong: dict[str, Any]) -> None:
    refused(quiet_house.post("/spot-checks", STREET_OFFICE, ASKED | wrong), "request_invalid")


def test_a_draw_of_another_unit_is_not_there(house_on_both: House) -> None:
    house = played(house_on_both)
    above = house.token(STREET_OFFICE, house.persons[STREET_OFFICE], unit=STREET)
    told = done(house.post("/spot-checks", above, ASKED | {"unit_code": STREET}))
    house.project()
    path = f"/spot-checks/{told['check_id']}"
    assert done(house.get(path, above), 200)["drawn_from"] == 8
    refused(house.get(path, STREET_OFFICE), "spot_check_not_found", 404)
    assert done(house.get("/spot-checks", STREET_OFFICE), 200)["items"] == []


@given(st.permutations(IDS[:40]), st.integers(0, 99_999_999), st.integers(1, 50))
def test_a_sample_does_not_depend_on_the_order_of_reading(
    ids: list[UUID], seed: int, records: int
) -> None:
    told = draw(ids, seed, records)
    assert told == draw(IDS[:40], seed, records)
    assert len(set(told.ids)) == len(told.ids) == min(records, 40)
    assert told.drawn_from == 40


def test_every_record_is_drawn_about_equally_often() -> None:
    counts = dict.fromkeys(IDS[:50], 0)
    for seed in range(2_000):
        for it in draw(IDS[:50], seed, 5).ids:
            counts[it] += 1
    # 200 expected of each, with a standard deviation of 13.4: five of them are never passed.
    assert min(counts.values()) > 133
    assert max(counts.values()) < 267
