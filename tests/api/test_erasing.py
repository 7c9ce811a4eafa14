"""A21: whoever wants to be forgotten is, everywhere; the sums stay."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from bootstrap.background import Jobs
from ledger.registry.commands import AssignRole
from ledger.shop.commands import ListItem, ReceiveStock
from ledger.shop.offer import Offer
from ledger.shop.voucher_commands import ReserveVoucher
from ledger.stations.commands import RegisterRider
from people.directory import Person
from people.errors import SignInRefusedError
from people.roles import Role
from projections.boards.board import Board
from projections.check import check
from qr.kinds import Kind
from tests.api.house import House
from tests.support.village import COMMUNITY

NAME, PHONE, ID_NUMBER = "欧阳娜娜", "13900000001", "11010519491231002X"
LOGIN, PASSCODE = "V15010421", "春天里的歌2026"
ASKED_AT = datetime(2026, 12, 1, 2, tzinfo=UTC)
MINUTES, POINTS = 18_744, 85


@pytest.fixture
def house(house_on_both: House) -> House:
    """A settled house on each of the stores."""
    return house_on_both


def settled(house: House, person_id: UUID) -> None:
    """Give W what A21 says: 18,744 minutes, 85 points, names, a login, a role, a sleeping card."""
    village, given = house.village, house.services
    person = Person(person_id, NAME, COMMUNITY, listed=True, phone=PHONE, id_number=ID_NUMBER)
    given.directory.enrol([person])
    given.directory.set_listed(person_id, listed=True)
    given.logins.set_passcode(
        LOGIN,
        PASSCODE,
        person_id=person_id,
        role=Role.VOLUNTEER,
        unit_code=COMMUNITY,
        now=house.now,
    )
    village.now = datetime(2026, 10, 20, 1, tzinfo=UTC)
    for minutes in (*[480] * (MINUTES // 480), MINUTES % 480):
        village.serve(person_id, minutes)
        village.now += timedelta(days=1)
    wallet = village.wallet_of(person_id)
    spare = house.ledger.repository.get(wallet).available(village.now) - POINTS
    item = village.made(
        "item_id",
        ListItem,
        shop_id=village.shop,
        name="大米",
        offer=Offer("粮油"),
        price_points=spare,
    )
    village.do(ReceiveStock, item_id=item, quantity=1)
    village.collect(
        village.made("voucher_id", ReserveVoucher, basket=((item, 1),), wallet_id=wallet)
    )
    village.do(
        AssignRole,
        person_id=person_id,
        role="team_leader",
        unit_code=COMMUNITY,
        from_day=village.now.date(),
        to_day=None,
        assigned_by=None,
    )
    house.now = village.now = ASKED_AT
    house.project()


def team_minutes(house: House) -> int:
    place = house.services.views.boards.place_of(Board.UNITS, "1501", "all", COMMUNITY)
    assert place is not None
    return place.score


def dump(house: House) -> str:
    """Everything readable in all databases, and in the log of the audit."""
    said = [repr(house.services.audit.page())]
    if house.people._is_postgres:
        url = house.people._engine.url.set(drivername="postgresql").render_as_string(False)
        with psycopg.connect(url) as connection:
            tables = connection.execute(
                "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN"
                " ('pg_catalog', 'information_schema')"
            ).fetchall()
            for schema, table in tables:
                rows = connection.execute(f'SELECT * FROM "{schema}"."{table}"').fetchall()
                said.append(repr(rows))
    else:
        folder = Path(str(house.people._engine.url.database)).parent
        for path in folder.iterdir():
            said.append(path.read_bytes().decode("latin-1"))
            said.append(path.read_bytes().decode("utf-8", errors="replace"))
            if path.suffix == ".sqlite3":
                with sqlite3.connect(path) as connection:
                    said += connection.iterdump()
    return "\n".join(said)


def job(house: House) -> int:
    """Do all that is due; return how many people that forgot."""
    erasures = house.project().services.views.erasures
    before = len(erasures.done(None))
    Jobs(house).run_due()  # type: ignore[arg-type]
    house.project()
    return len(erasures.done(None)) - before


def ask(house: House, who: str, **body: Any) -> Any:
    answer = house.post("/me/erasure", who, {"at_once": False} | body)
    house.project()
    return answer


def certified(house: House, own: str) -> str:
    """Have all of it certified while the erasure waits; return the number on the paper."""
    issued = house.post("/certificates", own, {"from_day": "2026-01-01"}).json
    assert issued["minutes"] == MINUTES
    number = str(house.project() and issued["number"])
    assert house.get(f"/certificates/{number}/paper", own).mimetype == "application/pdf"
    matches = house.ask("POST", f"/certificates/{number}/name-check", json={"name": NAME})
    assert matches.json == {"matches": True}
    return number


def says_that_the_holder_withdrew(house: House, number: str) -> None:
    """The paper can be checked; nobody's name fits it, and nobody prints it again."""
    seen = house.get(f"/certificates/{number}").json
    assert (seen["status"], seen["minutes"]) == ("holder_withdrew", MINUTES)
    answer = house.ask("POST", f"/certificates/{number}/name-check", json={"name": NAME})
    assert answer.json == {"matches": False}
    printed = house.get(f"/certificates/{number}/paper", Role.CLERK)
    assert (printed.status_code, printed.json["code"]) == (409, "person_erased")


def test_a21_is_forgotten_after_15_days_and_the_sums_stay(house: House) -> None:
    w = house.village.volunteers[1]
    settled(house, w)
    own = house.token(Role.VOLUNTEER, w)
    before = team_minutes(house)

    seen = house.get("/me/erasure", own).json
    assert (seen["minutes"], seen["points"], seen["state"]) == (MINUTES, POINTS, "none")
    refused = ask(house, own)
    assert (refused.status_code, refused.json["code"]) == (422, "forfeit_consent_required")
    assert refused.json["points"] == POINTS
    asked = ask(house, own, forfeit_points=True)
    assert (asked.status_code, asked.json["due_on"]) == (201, "2026-12-16")
    assert house.get("/me/erasure", own).json["due_on"] == "2026-12-16"
    certificate = certified(house, own)

    house.now += timedelta(days=14)
    assert job(house) == 0
    assert house.services.directory.find(w) is not None
    house.now += timedelta(days=1)
    assert job(house) == 1
    assert job(house) == 0

    given = house.services
    assert given.directory.find(w) is None
    assert given.directory.find_by_phone(PHONE) == []
    assert given.directory.find_by_id_number(ID_NUMBER) == []
    assert house.get("/me", own).status_code == 401
    with pytest.raises(SignInRefusedError):
        given.logins.check(LOGIN, PASSCODE, now=house.now)
    text = dump(house)
    for planted in (NAME, PHONE, ID_NUMBER, LOGIN, json.dumps(NAME)[1:-1]):
        assert planted not in text
    assert "娜娜" not in house.get("/leaderboards/minutes").text
    rows = house.get("/volunteers?limit=200", Role.CLERK).json["items"]
    assert [it["display_name"] for it in rows if it["person_id"] == str(w)] == [None]

    assert team_minutes(house) == before >= MINUTES
    balance = given.views.trial_balances.of(COMMUNITY)
    assert (balance.forfeited, balance.difference) == (POINTS, 0)
    entry = given.views.entries.page(house.village.wallet_of(w), 1)[0]
    assert (entry.kind, entry.amount, entry.balance_after) == ("forfeit", -POINTS, 0)
    assert given.views.role_terms.of_person(w, house.now.date() + timedelta(days=1)) == []
    assert check(house.ledger, house.read_store) == []
    actions = [it.entry.action.value for it in given.audit.about(w)]
    assert actions == ["person_erased", "erasure_requested"]
    says_that_the_holder_withdrew(house, certificate)
    assert given.audit.first_flaw() is None


def test_at_once_means_at_once(house: House) -> None:
    w = house.village.volunteers[1]
    house.village.credit(house.village.wallet_of(w), 40)
    voucher = house.village.reserve(house.village.wallet_of(w))
    house.project()
    own = house.token(Role.VOLUNTEER, w)
    answer = ask(house, own, forfeit_points=True, at_once=True)
    assert answer.json["erased"] is True
    assert house.get("/me", own).status_code == 401
    assert house.services.directory.find(w) is None
    assert house.services.views.vouchers.of(voucher).state == "cancelled"
    balance = house.services.views.trial_balances.of(COMMUNITY)
    assert (balance.forfeited, balance.held, balance.difference) == (40, 0, 0)
    assert job(house) == 0
    assert check(house.ledger, house.read_store) == []


def test_a_request_may_be_taken_back_and_made_again(house: House) -> None:
    w = house.village.volunteers[1]
    own = house.token(Role.VOLUNTEER, w)
    early = house.post("/me/erasure/withdrawal", own, {})
    assert (early.status_code, early.json["code"]) == (404, "erasure_not_found")
    assert ask(house, own).json["due_on"] == "2026-12-05"
    house.now += timedelta(days=3)
    assert ask(house, own).json["due_on"] == "2026-12-05", "asking twice puts nothing off"
    assert house.post("/me/erasure/withdrawal", own, {}).status_code == 201
    house.now += timedelta(days=20)
    assert job(house) == 0
    assert house.get("/me/erasure", own).json["state"] == "withdrawn"
    assert house.services.directory.find(w) is not None
    assert ask(house, own).json["due_on"] == "2026-12-28"


def test_the_desk_does_it_for_somebody_without_a_phone(house: House) -> None:
    w = house.village.volunteers[1]
    body = {"asked": "present_with_card", "at_once": True}
    for who in (Role.TEAM_LEADER, Role.SHOP_KEEPER):
        assert house.post(f"/persons/{w}/erasure", who, body).status_code == 403
    elsewhere = house.token(Role.CLERK, house.persons[Role.CLERK], unit="150102001001")
    assert house.post(f"/persons/{w}/erasure", elsewhere, body).status_code == 404
    assert house.post(f"/persons/{w}/erasure", Role.CLERK, {}).status_code == 422
    assert house.get(f"/persons/{w}/erasure", Role.CLERK).json["state"] == "none"
    assert house.post(f"/persons/{w}/erasure", Role.CLERK, body).json["erased"] is True
    row = house.project().services.views.erasures.of(w)
    assert row is not None
    assert (row.requested_by, row.asked) == (house.persons[Role.CLERK], "present_with_card")
    again = house.post(f"/persons/{w}/erasure", Role.CLERK, body)
    assert (again.status_code, again.json["code"]) == (404, "unknown_person")


def test_the_card_of_somebody_forgotten_is_void(house: House) -> None:
    rider = house.village.riders[1]
    house.services.directory.enrol([Person(rider, "王二", COMMUNITY)])
    card = house.code(Kind.CARD, rider)
    keeper = house.tokens[Role.STATION_KEEPER]
    assert house.scan(keeper, card).status_code == 200
    ask(house, house.token(Role.RIDER, rider), forfeit_points=True, at_once=True)
    house.now += timedelta(hours=5)
    for text, code in ((card, "qr_invalid"), (house.code(Kind.PERSON, rider), "qr_revoked")):
        answer = house.scan(keeper, text)
        assert (answer.status_code, answer.json["code"]) == (422, code)


def test_an_erasure_that_was_cut_off_is_finished_by_the_job(house: House) -> None:
    w = house.village.volunteers[1]
    house.village.credit(house.village.wallet_of(w), 40)
    house.project()
    own = house.token(Role.VOLUNTEER, w)
    assert ask(house, own, forfeit_points=True).status_code == 201
    house.now += timedelta(days=15)
    house.services.directory.erase(w)  # the process died here
    assert job(house) == 1
    balance = house.services.views.trial_balances.of(COMMUNITY)
    assert (balance.forfeited, balance.difference) == (40, 0)
    row = house.services.views.erasures.of(w)
    assert row is not None
    assert row.is_done


def test_a_new_registration_is_somebody_else(house: House) -> None:
    rider = house.village.riders[1]
    ask(house, house.token(Role.RIDER, rider), at_once=True)
    newcomer = house.village.do(
        RegisterRider, person_id=house.village.keeper, number="R900001", unit_code=COMMUNITY
    )
    assert newcomer
    assert house.project().services.views.erasures.of(house.village.keeper) is None
