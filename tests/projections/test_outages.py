import threading
from pathlib import Path

from ledger.kernel.errors import UnavailableError
from projections.check import check
from tests.projections.setting import Setting, arrives, open_setting, running
from tests.support import servers

PAUSE_S = 0.05


def play_until_it_works(setting: Setting) -> None:
    """Play a day, again and again while the database is away; keys make each scene happen once."""
    pause = threading.Event()
    while True:
        try:
            setting.village.play_day()
        except UnavailableError:
            pause.wait(PAUSE_S)
        else:
            return


def wait_until_projected(setting: Setting) -> None:
    pause = threading.Event()
    while True:
        try:
            if setting.store.position() >= setting.village.position:
                return
        except UnavailableError:
            pass
        pause.wait(PAUSE_S)


def test_a_killed_postgresql_costs_nothing_but_time(tmp_path: Path) -> None:
    with servers.private_postgres() as server, open_setting(tmp_path, server.url()) as setting:
        with running(setting.runner(page_events=20)):
            setting.village.play_day()
            wait_until_projected(setting)
            views = setting.views()
            views.positions.watch()
            for _ in range(2):
                server.kill()
                server.start()
                play_until_it_works(setting)
                wait_until_projected(setting)
                setting.village.credit(setting.village.household_wallet, 1)
                assert arrives(views.positions, setting.village.position)
                balance = views.balances.of(setting.village.household_wallet)
                assert balance is not None
        assert check(setting.ledger, setting.store) == []


def test_a_runner_started_before_its_database_waits_for_it(tmp_path: Path) -> None:
    with servers.private_postgres() as server, open_setting(tmp_path, server.url()) as setting:
        server.kill()
        with running(setting.runner()):
            server.start()
            wait_until_projected(setting)
        assert check(setting.ledger, setting.store) == []
