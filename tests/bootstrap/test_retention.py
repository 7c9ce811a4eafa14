"""What has been kept long enough goes by itself: counted first, once, and never by half."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import insert

from bootstrap.background import Jobs
from bootstrap.cli import main
from bootstrap.retention import rules_of, run_rules
from people.audit import AuditAction, AuditEntry
from people.directory import Person
from people.phone_tables import desk_notices, sign_in_codes
from people.retention import TABLE_RULES
from people.roles import Role
from people.staff_tables import setup_codes, tickets
from projections.check import check
from projections.rebuild import rebuild
from tests.api.house import House
from tests.api.settled import house_at, house_in, settled_database, settled_files
from tests.support.village import COMMUNITY

__all__ = ["settled_database", "settled_files"]

YEAR = timedelta(days=366)


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    if request.param == "sqlite":
        house = house_in(tmp_path, request)
    else:
        house = house_at(request.getfixturevalue("postgres_url"), request)
    yield house
    house.close()


def due(house: House) -> dict[str, int]:
    return {it.name: it.due(house.now) for it in rules_of(house)}  # type: ignore[arg-type]


def run(house: House) -> dict[str, int]:
    done = run_rules(house, house.now)  # type: ignore[arg-type]
    house.project()
    return done


def test_every_rule_names_what_why_and_counts_before_it_drops(house: House) -> None:
    rules = rules_of(house)  # type: ignore[arg-type]
    assert len({it.name for it in rules}) == len(rules) == len(TABLE_RULES) + 5
    assert all(it.chinese and it.basis for it in rules)
    assert set(due(house).values()) == {0}
    assert set(run(house).values()) == {0}


def test_ended_tokens_go_after_a_month_and_others_stay(house: House) -> None:
    kept = house.token(Role.RIDER, house.village.riders[0], days=400)
    house.token(Role.VOLUNTEER, house.village.volunteers[0], days=1)
    house.now += timedelta(days=30)
    assert due(house)["ended_tokens"] == 0
    house.now += timedelta(days=31)
    counted = due(house)["ended_tokens"]
    assert counted > 1, "the house's own tokens of 30 days are over too"
    assert run(house)["ended_tokens"] == counted
    assert run(house)["ended_tokens"] == 0
    assert house.get("/me", kept).status_code == 200


def test_codes_go_after_a_day_and_notices_after_90(house: House) -> None:
    person_id = house.village.volunteers[0]
    notice = {"unit_code": COMMUNITY, "kind": "phone_tried", "person_id": person_id}
    with house.people.writing() as connection:
        connection.execute(
            insert(sign_in_codes),
            [
                {
                    "phone_hash": bytes([n]) * 32,
                    "sent_at": house.now - timedelta(days=days),
                    "counting_from": house.now,
                    "sent": 1,
                    "failures": 0,
                }
                for n, days in ((1, 0), (2, 2), (3, 3))
            ],
        )
        connection.execute(
            insert(desk_notices),
            [
                notice | {"notice_id": uuid4(), "noticed_at": house.now - timedelta(days=days)}
                for days in (1, 89, 91)
            ],
        )
    counted = due(house)
    assert (counted["sign_in_codes"], counted["desk_notices"]) == (2, 1)
    done = run(house)
    assert (done["sign_in_codes"], done["desk_notices"]) == (2, 1)
    assert set(due(house).values()) == {0}


def test_what_staff_began_and_did_not_finish_goes(house: House) -> None:
    ended = [house.now - timedelta(days=days) for days in (0, 2, 29, 31)]
    with house.people.writing() as connection:
        for table, more in (
            (tickets, {"purpose": "second_factor"}),
            (setup_codes, {"is_first": 0, "created_at": house.now}),
        ):
            (key,) = table.primary_key.columns
            rows = [
                {key.name: bytes([n]) * 32, "expires_at": at, **more} for n, at in enumerate(ended)
            ]
            connection.execute(insert(table), rows)
    counted = due(house)
    assert (counted["staff_tickets"], counted["setup_codes"]) == (3, 1)
    done = run(house)
    assert (done["staff_tickets"], done["setup_codes"]) == (3, 1)
    assert set(due(house).values()) == {0}


def test_visits_become_counts_of_days_after_90_days(house: House) -> None:
    village = house.village
    rider = village.riders[0]
    for days in (0, 1, 89):
        at = village.now + timedelta(days=days)
        village.visit(rider, at=at)
    house.project()
    house.now = village.now + timedelta(days=90)
    assert due(house)["visit_detail"] == 0
    house.now += timedelta(days=1)
    assert due(house)["visit_detail"] == 1
    assert run(house)["visit_detail"] == 1
    assert run(house)["visit_detail"] == 0
    views = house.services.views
    assert len(views.visits.of_rider(rider)) == 2
    assert (
        sum(it.visits for it in views.riders.days(rider, village.now.date(), house.now.date())) == 3
    )
    assert views.stations.live(village.station, village.now.date()).riders == 1
    assert check(house.ledger, house.read_store) == []
    rebuild(house.ledger, house.read_store, "stations")
    assert len(views.visits.of_rider(rider)) == 2
    own = house.token(Role.RIDER, rider)
    assert len(house.get("/me/visits", own).json["items"]) == 2
    days = house.get("/me/visit-days?first=2026-01-01", own).json["items"]
    assert [it["visits"] for it in days] == [1, 1, 1]


def test_nobody_at_a_station_sees_who_came(house: House) -> None:
    rider = house.village.riders[0]
    house.village.visit(rider)
    house.project()
    station = house.village.station
    for who in (Role.STATION_KEEPER, Role.SCREEN):
        for path in (f"/stations/{station}/visits", f"/stations/{station}"):
            answer = house.get(path, who)
            assert str(rider) not in answer.text
        assert house.get("/me/visits", who).json.get("items", []) == []


def test_an_identity_goes_ten_years_after_the_last_activity(house: House) -> None:
    idle, active = house.village.volunteers
    people = [Person(it, "张三", COMMUNITY) for it in (idle, active)]
    house.services.directory.enrol(people)
    house.village.serve(idle, 60)
    later = datetime.now(UTC) + timedelta(days=365 * 7)
    house.village.now = later
    house.village.serve(active, 60)
    house.project()
    house.now = datetime.now(UTC) + timedelta(days=365 * 12)
    counted = due(house)["inactive_persons"]
    assert counted >= 1
    assert run(house)["inactive_persons"] == counted
    assert house.services.directory.find(idle) is None
    assert house.services.directory.find(active) is not None
    assert run(house)["inactive_persons"] == 0
    assert house.services.views.totals.of(idle).minutes == 60
    row = house.services.views.erasures.of(idle)
    assert row is not None
    assert (row.is_done, row.asked) == (True, "inactive")
    assert check(house.ledger, house.read_store) == []


def test_whom_a_restored_backup_brings_back_is_forgotten_again(house: House) -> None:
    rider, directory = house.village.riders[1], house.services.directory
    directory.enrol([Person(rider, "王二", COMMUNITY, phone="13900000002")])
    wish = {"forfeit_points": True, "at_once": True}
    assert house.post("/me/erasure", house.token(Role.RIDER, rider), wish).json["erased"]
    house.project()
    assert due(house)["restored_persons"] == 0
    directory.enrol([Person(rider, "王二", COMMUNITY, phone="13900000002")])
    assert due(house)["restored_persons"] == 1
    assert run(house)["restored_persons"] == 1
    assert directory.find(rider) is None
    assert directory.find_by_phone("13900000002") == []
    assert run(house)["restored_persons"] == 0


def test_audit_entries_go_after_three_years_and_the_rest_is_still_whole(house: House) -> None:
    old = datetime.now(UTC) - 3 * YEAR - timedelta(days=2)
    entries = [
        AuditEntry(at=at, actor_id=None, actor_role="clerk", action=AuditAction.SIGNED_IN)
        for at in (old, old, datetime.now(UTC))
    ]
    house.services.audit.append(*entries)
    house.now = datetime.now(UTC)
    assert due(house)["audit"] == 2
    assert run(house)["audit"] == 2
    assert house.services.audit.first_flaw() is None
    assert len(house.services.audit.page()) == 1


def test_a_rule_that_fails_does_not_keep_the_others_from_running(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise OSError("the disk is full")

    monkeypatch.setattr(type(house.ledger.store), "prune_receipts", fail)
    done = run(house)
    assert "receipts" not in done
    assert {"ended_tokens", "audit"} <= set(done)


def test_the_background_job_runs_them(house: House) -> None:
    done = Jobs(house).forget_what_is_due()  # type: ignore[arg-type]
    assert set(done) == set(due(house))


def test_the_command_counts_without_dropping(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDBEE_DATA_DIR", str(tmp_path_factory.mktemp("cli")))
    command = CliRunner()
    assert command.invoke(main, ["init"]).exit_code == 0
    early = command.invoke(main, ["retention", "run"])
    assert (early.exit_code, "start the service" in early.output) == (3, True)
    assert command.invoke(main, ["rebuild"]).exit_code == 0
    for options in (["--dry-run"], []):
        answer = command.invoke(main, ["retention", "run", "--json", *options])
        assert answer.exit_code == 0, answer.output
        told = json.loads(answer.output.splitlines()[-1])
        assert told["dry_run"] is bool(options)
        assert set(told["rules"].values()) == {0}
    text = command.invoke(main, ["retention", "run", "--dry-run"]).output
    assert "audit" in text
    assert "网络安全法" in text
