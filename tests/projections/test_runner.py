import subprocess
import sys
import threading
from collections.abc import Sequence

import pytest
from sqlalchemy import Connection

from ledger.wallets.wallet import Wallet
from projections.catalogue import PROJECTIONS
from projections.check import check
from projections.projection import LogEvent, Tables
from projections.runner import Runner
from projections.wallets.projection import WalletsProjection
from tests.projections.setting import Setting, arrives, running
from tests.support.village import Village

DAYS = 12
KILLS = 3


class CrashError(Exception):
    """What a killed process looks like from inside."""


class CrashingProjection(WalletsProjection):
    """Writes its rows and dies before the transaction ends, on every second page."""

    def __init__(self) -> None:
        self.pages = 0

    def apply(self, connection: Connection, tables: Tables, batch: Sequence[LogEvent]) -> None:
        super().apply(connection, tables, batch)
        self.pages += 1
        if self.pages % 2:
            raise CrashError


def test_a_page_that_dies_half_way_leaves_nothing_behind(setting: Setting) -> None:
    setting.runner().catch_up()
    setting.village.play_day()
    crashing = [
        CrashingProjection() if isinstance(it, WalletsProjection) else it for it in PROJECTIONS
    ]
    runner = Runner(setting.ledger, setting.store, crashing, page_events=7)
    crashes = 0
    while True:
        try:
            runner.catch_up()
            break
        except CrashError:
            crashes += 1
            assert check(setting.ledger, setting.store) == []
    assert crashes > 3
    assert setting.store.position() == setting.village.position
    assert check(setting.ledger, setting.store) == []


def test_a_runner_killed_again_and_again_counts_everything_once(setting: Setting) -> None:
    setting.runner().catch_up()
    for _ in range(DAYS):
        setting.village.play_day()
    command = [sys.executable, "-m", "tests.projections.run_projections"]
    for _ in range(KILLS):
        before = setting.store.position()
        with subprocess.Popen(
            [*command, setting.events, setting.reads],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            # It tells every page; it dies somewhere after the second, mostly within the third.
            told = [process.stdout.readline() for _ in range(2)]
            process.kill()
        assert before < int(told[0]) < int(told[1])
        assert setting.store.position() < setting.village.position
    setting.runner().catch_up()
    assert check(setting.ledger, setting.store) == []


def test_two_runners_at_once_never_count_twice(setting: Setting) -> None:
    with (
        setting.another() as other,
        running(setting.runner(page_events=3)),
        running(other.runner(page_events=5)),
    ):
        for _ in range(DAYS):
            setting.village.play_day()
        assert arrives(setting.views().positions, setting.village.position)
    setting.runner().catch_up()
    assert check(setting.ledger, setting.store) == []


def test_the_second_runner_takes_over_when_the_first_one_ends(setting: Setting) -> None:
    with setting.another() as other:
        with running(setting.runner()):
            setting.village.play_day()
            with running(other.runner()):
                assert arrives(other.views().positions, setting.village.position)
        with running(other.runner()):
            setting.village.play_day()
            views = other.views()
            assert arrives(views.positions, setting.village.position)


def test_projections_that_stand_apart_meet_again(setting: Setting) -> None:
    first, *others = PROJECTIONS
    Runner(setting.ledger, setting.store, others).catch_up()
    setting.village.play_day()
    Runner(setting.ledger, setting.store, [first]).catch_up()
    setting.runner(page_events=5).catch_up()
    assert check(setting.ledger, setting.store) == []


def test_a_runner_follows_writes_as_they_come(setting: Setting, village: Village) -> None:
    with running(setting.runner()):
        positions = setting.views().positions
        for amount in (1, 2, 3):
            village.credit(village.household_wallet, amount)
            assert arrives(positions, village.position)
            balance = setting.views().balances.of(village.household_wallet)
            assert balance is not None
            assert balance.available == sum(range(amount + 1))


def test_a_bug_in_a_projection_does_not_end_the_runner(
    setting: Setting, caplog: pytest.LogCaptureFixture
) -> None:
    setting.runner().catch_up()
    crashing = [
        CrashingProjection() if isinstance(it, WalletsProjection) else it for it in PROJECTIONS
    ]
    stop = threading.Event()
    runner = Runner(setting.ledger, setting.store, crashing)
    thread = threading.Thread(target=runner.run, args=[stop])
    thread.start()
    setting.village.credit(setting.village.household_wallet, 1)
    while "projecting fails" not in caplog.text:
        assert not stop.wait(0.01)
    assert thread.is_alive()
    stop.set()
    thread.join()
    setting.runner().catch_up()
    assert check(setting.ledger, setting.store) == []


def test_every_event_ever_stored_is_decoded_to_a_class_some_projection_names() -> None:
    named = {event_class for it in PROJECTIONS for event_class in it.events}
    assert Wallet.Credited in named
    for projection in PROJECTIONS:
        assert len(projection.topics) == len(projection.events)
