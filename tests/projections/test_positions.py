import threading
import time

import pytest

from projections.positions import ReadModelBehindError
from tests.projections.setting import Setting, arrives, running
from tests.support.village import Village


def test_waiting_ends_when_the_read_models_arrive(setting: Setting, village: Village) -> None:
    setting.runner().catch_up()
    positions = setting.views().positions
    village.credit(village.household_wallet, 1)
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(positions.wait_for(village.position)))
    thread.start()
    setting.runner().catch_up()
    thread.join()
    assert answers == [True]


def test_another_process_hears_of_positions(setting: Setting, village: Village) -> None:
    with running(setting.runner()), setting.another() as web:
        positions = web.views().positions
        for _ in range(5):
            village.credit(village.household_wallet, 1)
            assert arrives(positions, village.position)
            balance = web.views().balances.of(village.household_wallet)
            assert balance is not None
        assert balance.available == 5


def test_waiting_ends_with_no_when_nobody_projects(setting: Setting, village: Village) -> None:
    setting.runner().catch_up()
    village.credit(village.household_wallet, 1)
    positions = setting.views().positions
    started = time.monotonic()
    assert not positions.wait_for(village.position, timeout_s=0.2)
    assert time.monotonic() - started >= 0.2
    with pytest.raises(ReadModelBehindError) as refused:
        positions.require(village.position, timeout_s=0.01)
    assert refused.value.code == "read_model_behind"


def test_reading_before_anything_was_built_is_refused(setting: Setting, village: Village) -> None:
    with pytest.raises(ReadModelBehindError):
        setting.views().balances.of(village.household_wallet)
    positions = setting.views().positions
    assert positions.current() == 0


def test_a_position_once_known_needs_no_database(setting: Setting, village: Village) -> None:
    setting.runner().catch_up()
    positions = setting.views().positions
    setting.store.close()
    setting.store.position = None  # type: ignore[assignment,method-assign]
    assert positions.wait_for(village.position, timeout_s=0)
