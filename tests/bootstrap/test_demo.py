"""``redbee demo``: what a newcomer sees first, and ``redbee check`` after it."""

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyotp
import pytest

from bootstrap.config import Config
from bootstrap.container import build
from bootstrap.demo import cast
from bootstrap.demo.village import people
from ledger.kernel.clock import utc_now
from ledger.moral.claim_kinds import ClaimState
from ledger.reports.kinds import ReportState

ROOT = Path(__file__).parents[2]
PROCESSES = 18
MISHAPS = {
    "already_checked_out",
    "insufficient_points",
    "out_of_stock",
    "qr_expired",
    "qr_invalid",
    "qr_kind_mismatch",
    "village_mismatch",
    "visit_already_counted",
}


def free_port() -> str:
    """Find a free port of four digits, for codes have no room for five.

    Each test process has a hundred of its own: the demo opens its port only once it is set up.
    """
    process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % PROCESSES
    first = 8100 + 100 * process
    for port in range(first, first + 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return str(port)
    raise AssertionError("no free port of four digits")


class Played:
    """A demo in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "var/demo/data"
        self.first = self.redbee("demo", "--once", "--json", "--port", free_port())

    def redbee(self, *args: str) -> "subprocess.CompletedProcess[str]":
        env = {name: it for name, it in os.environ.items() if not name.startswith("REDBEE_")}
        env |= {"PYTHONPATH": str(ROOT), "REDBEE_DATA_DIR": str(self.data)}
        return subprocess.run(
            [sys.executable, "-m", "bootstrap", *args],
            cwd=self.folder,
            env=env,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )

    @property
    def summary(self) -> dict[str, Any]:
        return json.loads(self.first.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return Played(tmp_path_factory.mktemp("demo"))


def test_the_last_line_is_one_object_for_programs(played: Played) -> None:
    assert played.first.returncode == 0, played.first.stderr
    names = {"accepted", "refused", "minutes", "points", "trial_balance", "check"}
    assert set(played.summary) == names | {"households", "claims", "notices"}
    assert played.summary["check"] == "green"
    assert played.summary["trial_balance"] == 0


def test_the_village_has_an_act_at_every_step(played: Played) -> None:
    assert played.summary["households"] == people.HOUSEHOLDS - 1
    assert set(played.summary["claims"]) == {it.value for it in ClaimState}
    assert played.summary["notices"] >= 8
    assert "南街村  107 户" in played.first.stderr


def test_every_role_of_the_village_is_told_with_a_way_in(played: Played) -> None:
    rows = json.loads((played.folder / "var/demo/logins.json").read_text())
    village = [it for it in rows if it["unit_code"] == people.VILLAGE]
    assert {it["role"] for it in village} == {
        "resident",
        "grid_worker",
        "shop_keeper",
        "reviewer",
        "clerk",
        "supervisor",
    }
    for role in ("resident", "clerk", "shop_keeper", "reviewer"):
        first = next(it for it in village if it["role"] == role)
        assert f"{first['login']:7} {first['passcode']}  南街村" in played.first.stderr


def test_every_issued_point_is_somewhere(played: Played) -> None:
    points = played.summary["points"]
    gone = {"redeemed", "expired", "forfeited", "deducted"}
    assert set(points) == {"issued", "available", "held"} | gone
    assert points["issued"] == sum(points.values()) - points["issued"]
    assert min(points["issued"], points["available"], points["held"], points["redeemed"]) > 0


def test_reports_stand_at_every_step_and_two_that_wait_may_be_the_same(played: Played) -> None:
    house = build(Config.from_env({"REDBEE_DATA_DIR": str(played.data)}))
    try:
        views = house.services.views.reports
        waiting = {state: many for state, many in views.waiting(cast.COMMUNITY).items() if many}
        assert waiting == {"filed": 2, "accepted": 1, "resolved": 1, "rejected": 1}
        later, earlier = sorted(
            views.triage(cast.COMMUNITY, ReportState.FILED), key=lambda it: -it.position
        )
        assert [it.report_id for it in views.alike(later)] == [earlier.report_id]
        (done,) = views.triage(cast.COMMUNITY, ReportState.RESOLVED)
        assert (done.confirmers, done.stars) == (1, 5)
    finally:
        house.close()


def test_honest_mishaps_are_refused_by_their_codes(played: Played) -> None:
    assert set(played.summary["refused"]) == MISHAPS
    assert played.summary["accepted"] > 1_500
    assert played.summary["minutes"] > 10_000


def test_a_second_start_shows_the_same_day(played: Played) -> None:
    again = played.redbee("demo", "--once", "--json", "--port", free_port())
    assert json.loads(again.stdout.splitlines()[-1]) == played.summary


def test_the_logins_of_every_role_are_written_for_the_owner_alone(played: Played) -> None:
    path = played.folder / "var/demo/logins.json"
    rows = json.loads(path.read_text())
    roles = {row["role"] for row in rows}
    assert {"volunteer", "rider", "team_leader", "clerk", "shop_keeper", "screen"} <= roles
    assert all(row["token"].startswith("rb_") for row in rows)
    assert path.stat().st_mode & 0o077 == 0


def test_the_administrators_get_in_with_what_the_demo_tells(played: Played) -> None:
    path = played.folder / "var/demo/staff.json"
    assert path.stat().st_mode & 0o077 == 0
    logins = json.loads(path.read_text())
    assert len({row["role"] for row in logins}) == 3
    for row in logins:
        assert row["password"] in played.first.stderr
    env = {"REDBEE_DATA_DIR": str(played.data)}
    house = build(Config.from_env(env))
    try:
        for row in logins:
            given, now = house.services.staff, utc_now()
            account = given.accounts.check(row["login"], row["password"], now=now)
            given.codes.check(account.person_id, pyotp.TOTP(row["secret"]).at(now), now=now)
    finally:
        house.close()


def test_the_servers_log_is_json_and_names_nobody(played: Played) -> None:
    said = (played.folder / "var/demo/server.log").read_text()
    told = [json.loads(it) for it in said.splitlines()]
    answered = [it for it in told if it["message"] == "answered"]
    assert len(answered) > played.summary["accepted"]
    assert {it["refusal"] for it in answered} > MISHAPS
    names = [it.name for it in (*cast.volunteers(), *cast.riders())]
    rows = json.loads((played.folder / "var/demo/logins.json").read_text())
    secrets = [row[it] for row in rows for it in ("token", "passcode") if row.get(it)]
    assert len(names) > 50
    assert len(secrets) > 5
    # Six digits also stand inside request numbers, by chance: a passcode would stand alone.
    alone = [rf"(?<![0-9A-Za-z]){re.escape(it)}(?![0-9A-Za-z])" for it in secrets]
    assert [it for it in names if it in said] == []
    assert [it for it in alone if re.search(it, said)] == []


def test_check_is_silent_until_one_row_is_changed_by_hand(played: Played) -> None:
    assert played.redbee("check").returncode == 0
    database = sqlite3.connect(played.data / "readmodels.sqlite3")
    (table,) = next(
        database.execute("SELECT name FROM sqlite_master WHERE name LIKE 'wallets_balances_b%'")
    )
    database.execute(
        f"UPDATE {table} SET available = available + 1"
        f" WHERE rowid IN (SELECT rowid FROM {table} LIMIT 1)"
    )
    database.commit()
    database.close()

    found = played.redbee("check", "--json")

    assert found.returncode == 1
    answer = json.loads(found.stdout.splitlines()[-1])
    assert "available" in answer["differences"][0]
    assert played.redbee("rebuild", "wallets").returncode == 0
    assert played.redbee("check").returncode == 0
