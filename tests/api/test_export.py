"""Everybody takes along what is held about them: all of it, and nothing of anybody else."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from api.papers.setting import FOLDER, FONTS
from api.rights.holdings import holdings_of
from api.rights.own_paper import hours, own_paper
from people.directory import Person
from people.roles import Role
from tests.api.house import House
from tests.support.village import COMMUNITY

NAME, PHONE, ID_NUMBER = "欧阳娜娜", "13900000001", "11010519491231002X"
RARE = "㛃𠮷𬭎 ᠪᠠᠭᠠᠲᠤᠷ *_#$[x]"
FONT_BYTES_MAX = 7_500_000


@pytest.fixture
def w(house: House) -> UUID:
    """A volunteer who served, spent, and was read."""
    w, village = house.village.volunteers[1], house.village
    person = Person(w, NAME, COMMUNITY, phone=PHONE, id_number=ID_NUMBER)
    house.services.directory.enrol([person])
    village.serve(w, 130)
    village.credit(village.wallet_of(w), 40)
    village.reserve(village.wallet_of(w))
    house.project()
    house.post(f"/persons/{w}/reading", Role.CLERK, {"purpose": "telephone"})
    return w


def fonts_of(pdf: bytes) -> set[str]:
    found = re.findall(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([A-Za-z-]+)", pdf)
    return {it.decode().removesuffix("-Identity-H").removesuffix("-Regular") for it in found}


def test_the_copy_holds_everything_about_the_caller(house: House, w: UUID) -> None:
    own = house.token(Role.VOLUNTEER, w)
    answer = house.get("/me/export", own)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    copy = answer.json
    person = copy["person"]
    assert (person["display_name"], person["phone"], person["id_number"]) == (
        NAME,
        PHONE,
        ID_NUMBER,
    )
    assert (copy["service"]["minutes"], copy["service"]["items"][0]["title"]) == (130, "志愿服务")
    (account,) = copy["accounts"]
    assert {"credit", "hold"} == {it["kind"] for it in account["entries"]}
    assert copy["vouchers"][0]["state"] == "reserved"
    (read,) = copy["read_by_others"]
    assert read["purpose_words"] == "电话联系"
    assert "张clerk三" not in answer.text
    again = house.get("/me/export", own).json
    assert [it["action"] for it in again["audit"]] == ["persons_exported", "person_read"]


def test_a_rider_takes_visits_along_single_for_90_days_and_then_by_day(house: House) -> None:
    rider = house.village.riders[0]
    house.village.visit(rider)
    house.now += timedelta(days=91)
    house.village.now = house.now
    house.village.visit(rider, at=house.now)
    house.project()
    copy = house.get("/me/export", house.token(Role.RIDER, rider)).json
    assert [it["occurred_at"][:10] for it in copy["visits"]] == ["2027-02-19"]
    assert [it["day"] for it in copy["visit_days"]] == ["2027-02-19", "2026-11-20"]


def test_the_paper_is_a_pdf_with_its_own_fonts(house: House, w: UUID) -> None:
    answer = house.get("/me/export.pdf", house.token(Role.VOLUNTEER, w))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
    fonts = fonts_of(answer.data)
    assert fonts == {"NotoSansCJKsc"}


def test_a_name_is_never_markup_and_rare_characters_are_drawn(house: House, w: UUID) -> None:
    house.services.directory.enrol([Person(w, RARE, COMMUNITY)])
    answer = house.get("/me/export.pdf", house.token(Role.VOLUNTEER, w))
    fonts = fonts_of(answer.data)
    assert fonts == {"NotoSansCJKsc", "NotoSansMongolian"}


def test_a_long_life_makes_a_paper_of_bounded_length(house: House, w: UUID) -> None:
    with house.app.app_context():
        held = holdings_of(house.services, w)
    held["service"]["items"] *= 2_000
    pdf = own_paper(held)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) in range(5, 30)


def test_who_asks_for_copies_in_a_loop_waits(house: House, w: UUID) -> None:
    own = house.token(Role.VOLUNTEER, w)
    statuses = [house.get("/me/export", own).status_code for _ in range(8)]
    assert statuses == [200] * 6 + [429] * 2


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0.0"), (5, "0.0"), (6, "0.1"), (18_744, "312.4"), (60_000, "1,000.0")],
)
def test_minutes_are_floored_once(minutes: int, said: str) -> None:
    assert hours(minutes) == said


def test_the_fonts_come_with_their_licence_and_are_small_enough() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text()
    assert sum(it.stat().st_size for it in FONTS.iterdir() if it.suffix != ".txt") <= FONT_BYTES_MAX
    assert (FOLDER / "own-data.typ").exists()
