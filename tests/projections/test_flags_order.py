"""Flags are the same whatever the order and the batches in which events arrive."""

import random
from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select

from ledger.volunteering.flag_review import FlagKind
from projections.check import check
from projections.feed import read_page
from projections.projection import LogEvent
from projections.volunteering.flags.projection import FlagsProjection
from projections.volunteering.flags.rules import common_unit
from tests.projections.setting import Setting, open_setting
from tests.projections.test_flags import review, told
from tests.support.oddities import FAR_COMMUNITY, OTHER_COMMUNITY, play_oddities
from tests.support.village import CITY, COMMUNITY, DISTRICT, STREET, Village

FINDS_ALL = 2_000


def test_every_kind_is_flagged_and_derived_again_the_same(
    setting: Setting, village: Village
) -> None:
    play_oddities(village)
    flags = told(setting)
    assert {it.kind for it in flags} == set(FlagKind)
    review(village, flags[0])
    village.play_day()
    before = setting.project() and setting.rows()
    assert check(setting.ledger, setting.store) == []
    setting.store.drop()
    setting.project()
    after = setting.rows()
    assert {k: v for k, v in after.items() if k.startswith("flags.")} == {
        k: v for k, v in before.items() if k.startswith("flags.")
    }


def folded(log: list[LogEvent], sizes: list[int]) -> dict[str, Any]:
    """Fold a log batch by batch into tables of their own; return flags and grounds."""
    projection = FlagsProjection()
    tables = projection.tables_of_build("_b1")
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        for table in tables.values():
            table.create(connection)
        at, n = 0, 0
        while at < len(log):
            size = sizes[n % len(sizes)]
            projection.apply(connection, tables, log[at : at + size])
            at, n = at + size, n + 1
        found = {}
        for name in ("flags", "grounds"):
            query = select(tables[name]).order_by(*tables[name].primary_key.columns)
            rows = [dict(it) for it in connection.execute(query).mappings()]
            found[name] = [{k: v for k, v in it.items() if k != "grown_position"} for it in rows]
    engine.dispose()
    return found


def shuffled(log: list[LogEvent], chance: random.Random) -> list[LogEvent]:
    """Mix streams at random; each keeps its own order."""
    streams: dict[Any, list[Any]] = defaultdict(list)
    for it in log:
        streams[it.event.originator_id].append(it.event)
    turns = [key for key, events in streams.items() for _ in events]
    chance.shuffle(turns)
    mixed = [streams[key].pop(0) for key in turns]
    return [LogEvent(position, it) for position, it in enumerate(mixed, 1)]


@pytest.fixture(scope="module")
def odd_log(tmp_path_factory: pytest.TempPathFactory) -> list[LogEvent]:
    """The log of a village in which everything odd happened."""
    with open_setting(tmp_path_factory.mktemp("odd"), None) as opened:
        play_oddities(opened.village)
        opened.village.play_day()
        wanted = FlagsProjection().events
        page = read_page(opened.ledger, 0, FINDS_ALL)
        return [it for it in page if isinstance(it.event, wanted) and not _forgets(it)]


def _forgets(log: LogEvent) -> bool:
    return type(log.event).__qualname__.startswith("VisitDetail")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False), sizes=st.lists(st.integers(1, 40), min_size=1))
def test_flags_are_the_same_in_whatever_order_and_batches_events_arrive(
    odd_log: list[LogEvent], chance: random.Random, sizes: list[int]
) -> None:
    expected = folded(odd_log, [FINDS_ALL])
    assert {it["kind"] for it in expected["flags"]} == set(FlagKind)
    assert folded(shuffled(odd_log, chance), sizes) == expected


@given(
    codes=st.lists(
        st.sampled_from(
            [CITY, DISTRICT, STREET, COMMUNITY, FAR_COMMUNITY, OTHER_COMMUNITY, f"{COMMUNITY}001"]
        ),
        min_size=1,
    )
)
def test_the_unit_above_several_is_the_same_in_whatever_order(codes: list[str]) -> None:
    def above(given: list[str]) -> str:
        found = given[0]
        for code in given[1:]:
            found = common_unit(found, code)
        return found

    found = above(codes)
    assert found == above(codes[::-1]) == above(sorted(codes))
    assert all(code.startswith(found) for code in codes)
