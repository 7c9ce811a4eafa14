import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, inspect, select, text

from ledger.kernel.errors import StorageUnavailableError
from ledger.kernel.ids import new_id
from projections import builds
from projections.builds import Build, State
from projections.catalogue import PROJECTIONS
from projections.check import check
from projections.errors import BuildLostError, ReadModelBehindError
from projections.rebuild import TRIES_MAX, build, rebuild
from projections.runner import Runner
from projections.store import ReadStore
from projections.wallets.projection import WalletsProjection
from tests.projections.setting import Setting, running
from tests.support.ledgers import hohhot
from tests.support.village import Village

WRITE_PAUSE_S = 0.05
#: Later days have deadlines in a year whose holidays are not known.
LAST_DAY = hohhot("2026-11-30 09:00")
NAMES = [it.name for it in PROJECTIONS]


def builds_of(store: ReadStore) -> dict[str, list[tuple[int, str]]]:
    with store.reading() as connection:
        found = builds.all_builds(connection)
    numbers: dict[str, list[tuple[int, str]]] = {}
    for it in found:
        numbers.setdefault(it.name, []).append((it.build, it.state.value))
    return numbers


def tables_of(store: ReadStore) -> set[str]:
    with store.reading() as connection:
        return set(inspect(connection).get_table_names())


def test_dropping_everything_and_replaying_gives_equal_rows(setting: Setting) -> None:
    """A30."""
    for _ in range(3):
        setting.village.play_day()
    setting.village.earn_star()
    setting.village.look_into_flag()
    setting.runner(page_events=11).catch_up()
    before = setting.rows()
    assert all(before.values()), "every table has rows to compare"
    setting.store.drop()
    with pytest.raises(ReadModelBehindError):
        setting.views().balances.of(setting.village.household_wallet)
    setting.runner().catch_up()
    assert setting.rows() == before


@pytest.mark.parametrize("name", NAMES)
def test_a_rebuild_takes_the_place_of_the_old_build(shared_setting: Setting, name: str) -> None:
    setting = shared_setting
    before = setting.rows()
    ((number, _),) = builds_of(setting.store)[name]
    told: list[tuple[int, int]] = []
    rebuild(setting.ledger, setting.store, name, lambda at, end: told.append((at, end)))
    assert told[-1] == (setting.village.position, setting.village.position)
    assert builds_of(setting.store)[name] == [(number + 1, "live")]
    assert setting.rows() == before
    tables = {it for it in tables_of(setting.store) if it.startswith(f"{name}_")}
    assert tables
    assert all(it.endswith(f"_b{number + 1}") for it in tables)


def test_a_rebuild_while_others_write_loses_nothing(setting: Setting, village: Village) -> None:
    setting.runner().catch_up()
    ended = threading.Event()
    seen: list[int] = []

    def read() -> None:
        balances = setting.views().balances
        while not ended.is_set():
            balance = balances.of(village.household_wallet)
            assert balance is not None
            seen.append(balance.credited)

    def write() -> None:
        while village.now < LAST_DAY and not ended.wait(WRITE_PAUSE_S):
            village.play_day()

    threads = [threading.Thread(target=read), threading.Thread(target=write)]
    with running(setting.runner(page_events=20)), setting.another() as other:
        for thread in threads:
            thread.start()
        for name in NAMES:
            rebuild(other.ledger, other.store, name)
        ended.set()
        for thread in threads:
            thread.join()
    setting.runner().catch_up()
    assert check(setting.ledger, setting.store) == []
    assert seen
    assert seen == sorted(seen)
    assert all(found == [(2, "live")] for found in builds_of(setting.store).values())


def busy_at_first(store: ReadStore, times: int, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Let a store be kept busy by others so many times; return what it was asked, and refused."""
    asked: list[bool] = []
    lend = store.session

    @contextmanager
    def session() -> Iterator[Connection]:
        asked.append(len(asked) < times)
        if asked[-1]:
            raise StorageUnavailableError
        with lend() as connection:
            yield connection

    monkeypatch.setattr(store, "session", session)
    return asked


def test_a_rebuild_asks_a_busy_store_again_and_then_gives_up(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting.runner().catch_up()
    with monkeypatch.context() as patched:
        asked = busy_at_first(setting.store, TRIES_MAX - 1, patched)
        rebuild(setting.ledger, setting.store, "wallets")
        assert sum(asked) == TRIES_MAX - 1
    assert builds_of(setting.store)["wallets"] == [(2, "live")]
    with monkeypatch.context() as patched:
        asked = busy_at_first(setting.store, 2 * TRIES_MAX, patched)
        with pytest.raises(StorageUnavailableError):
            rebuild(setting.ledger, setting.store, "wallets")
        assert asked == [True] * TRIES_MAX
    assert builds_of(setting.store)["wallets"] == [(2, "live")]


def test_no_plan_is_kept_from_when_a_table_was_small(setting: Setting) -> None:
    if not setting.store.is_postgres:
        return  # SQLite plans by its indexes alone
    for lend in (setting.store.session, setting.store.reading):
        with lend() as connection:
            said = connection.execute(text("SHOW plan_cache_mode")).scalar_one()
        assert said == "force_custom_plan"


def test_a_reader_of_the_old_build_finds_the_new_one(setting: Setting, village: Village) -> None:
    setting.runner().catch_up()
    with setting.another() as other:
        balances = other.views().balances
        assert balances.of(village.household_wallet) is not None
        rebuild(setting.ledger, setting.store, "wallets")
        assert balances.of(village.household_wallet) is not None


class NewerWallets(WalletsProjection):
    """The wallets of the next release."""

    version = WalletsProjection.version + 1


def test_a_new_version_is_built_at_the_start_beside_the_old(setting: Setting) -> None:
    setting.village.play_day()
    setting.runner().catch_up()
    newer = [NewerWallets() if it.name == "wallets" else it for it in PROJECTIONS]
    Runner(setting.ledger, setting.store, newer).catch_up()
    assert builds_of(setting.store)["wallets"] == [(2, "live")]
    assert builds_of(setting.store)["shop"] == [(1, "live")]
    with pytest.raises(ReadModelBehindError):
        setting.views().balances.of(setting.village.household_wallet)


def test_the_latest_rebuild_wins(setting: Setting) -> None:
    setting.runner().catch_up()

    def overtake(_position: int, _end: int) -> None:
        rebuild(setting.ledger, setting.store, "shop")

    with pytest.raises(BuildLostError):
        rebuild(setting.ledger, setting.store, "shop", overtake)
    ((_, state),) = builds_of(setting.store)["shop"]
    assert state == "live"
    assert check(setting.ledger, setting.store) == []


def test_an_abandoned_build_is_cleared_away(setting: Setting) -> None:
    setting.runner().catch_up()
    abandoned = Build("shop", 2, 1, State.BUILDING, 0)
    shop = next(it for it in PROJECTIONS if it.name == "shop")
    with setting.store.writing() as connection:
        builds.add(connection, abandoned)
        for table in setting.store.tables(shop, abandoned).values():
            table.create(connection)
    build(setting.ledger, setting.store, [shop])
    assert builds_of(setting.store)["shop"] == [(3, "live")]
    assert not any(it.endswith("_b2") for it in tables_of(setting.store) if it.startswith("shop_"))


def test_nobody_can_rebuild_what_does_not_exist(setting: Setting) -> None:
    with pytest.raises(KeyError):
        rebuild(setting.ledger, setting.store, f"nothing-{new_id()}")


def test_a_checkpoint_moves_only_from_where_it_is_believed_to_be(setting: Setting) -> None:
    setting.runner().catch_up()
    with setting.store.reading() as connection:
        (first, *_) = builds.all_builds(connection)
    wrong = Build(first.name, first.build, first.class_version, first.state, first.position - 1)
    with pytest.raises(BuildLostError), setting.store.writing() as connection:
        builds.advance(connection, [wrong], 10_000)
    with setting.store.reading() as connection:
        assert connection.execute(select(builds.read_models.c.position)).scalars().all() == [
            setting.village.position
        ] * len(PROJECTIONS)
