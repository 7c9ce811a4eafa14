"""Snapshots make long streams quick to load, and are never needed for the truth."""

import sqlite3
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import msgspec
import psycopg
import pytest

from ledger.catalogue import AGGREGATES
from ledger.kernel import snapshots
from ledger.kernel.application import Ledger
from ledger.kernel.ids import new_id
from ledger.kernel.snapshots import SNAPSHOT_EVERY, restore, shape_of, take
from ledger.moral.account import PublicAccount
from ledger.moral.adjustments import VillageAdjustments
from ledger.moral.rulebook import Rulebook
from ledger.moral.score_year import ScoreYear
from ledger.shop.fund import Fund
from ledger.shop.fund_kinds import ReturnCause
from ledger.shop.item import Item
from ledger.shop.kinds import Source, VarianceReason
from ledger.shop.offer import Offer as Said
from ledger.volunteering.allotting import Spill
from ledger.volunteering.service_points import ServicePoints
from ledger.volunteering.service_year import ServiceYear
from ledger.volunteering.sessions import Offer
from ledger.volunteering.sign_ups import SignUps
from ledger.wallets.wallet import Wallet, WalletKind
from tests.support.ledgers import OpenStore, Village, accepted, at_once

KEPT = [it for it in AGGREGATES if hasattr(it, "STATE")]


def _state(aggregate: Any) -> dict[str, Any]:
    return {name: it for name, it in vars(aggregate).items() if name != "_pending_events"}


@pytest.fixture
def long_wallet(village: Village) -> UUID:
    """A wallet whose stream has just passed a mark, with open holds."""
    wallet_id = village.wallet(points=90, kind=WalletKind.RIDER)  # no limit a day
    item_id = village.item(price=30, stock=2)
    village.buy(item_id, wallet_id)
    credit = partial(village.credit, wallet_id, 1)
    for _ in range(SNAPSHOT_EVERY - 3 + 5):
        credit()
    return wallet_id


def test_a_long_stream_is_loaded_from_its_snapshot_and_equal(
    village: Village, long_wallet: UUID
) -> None:
    loaded = village.ledger.store.load([long_wallet], [])
    snapshot = loaded.snapshots[long_wallet]
    assert snapshot.originator_version == SNAPSHOT_EVERY
    assert 0 < len(loaded.events[long_wallet]) <= 6

    restored: Any = restore(snapshot)
    for stored in loaded.events[long_wallet]:
        restored = village.ledger.mapper.to_domain_event(stored).mutate(restored)  # type: ignore[attr-defined]

    replayed = village.load(long_wallet)
    assert _state(restored) == _state(replayed)
    assert list(restored.credits) == list(replayed.credits), "credits keep their order"


def test_commands_after_a_snapshot_decide_the_same(
    village: Village, long_wallet: UUID, elsewhere: Ledger
) -> None:
    before = village.load(long_wallet).available(village.at)
    there = village.via(elsewhere)
    there.buy(there.item(price=before, stock=1), long_wallet)
    assert village.load(long_wallet).available(village.at) == 0


def test_a_mark_passed_within_one_batch_is_kept(village: Village) -> None:
    wallet_id = village.wallet()
    accepted(at_once([partial(_credits, village, wallet_id, 15)] * 16))
    assert village.load(wallet_id).version == 241
    kept = village.ledger.store.load([wallet_id], []).snapshots[wallet_id]
    assert SNAPSHOT_EVERY <= kept.originator_version <= 241


def _credits(village: Village, wallet_id: UUID, count: int) -> Any:
    for _ in range(count):
        village.credit(wallet_id, 1)
    return village.wallet()


@pytest.mark.parametrize("damage", [b"", b"\x80", b"\xc1", b"not msgpack", b"older shape"], ids=str)
def test_a_damaged_or_older_snapshot_does_not_matter(
    village: Village, long_wallet: UUID, elsewhere: Ledger, damage: bytes
) -> None:
    kept = village.ledger.store.load([long_wallet], []).snapshots[long_wallet]
    shape = shape_of(Wallet)
    state = damage
    if damage == b"older shape":
        # Readable, and wrong by what was added since: only its shape tells.
        older = msgspec.msgpack.decode(kept.state) | {"shape": "0" * len(shape), "open_lots": {}}
        state = msgspec.msgpack.encode(older)
    _put_by_hand(village.ledger, long_wallet, state)
    wealth = village.load(long_wallet).available(village.at)
    item_id = village.item(price=wealth, stock=1)

    village.via(elsewhere).buy(item_id, long_wallet)

    assert village.load(long_wallet).available(village.at) == 0


def _put_by_hand(ledger: Ledger, stream_id: UUID, state: bytes) -> None:
    connections: Any = ledger.store._connections  # type: ignore[attr-defined]
    if hasattr(connections, "writing"):
        with connections.writing() as connection:
            assert isinstance(connection, sqlite3.Connection)
            done = connection.execute(
                "UPDATE snapshots SET state = ? WHERE stream_id = ?", (state, stream_id.bytes)
            )
    else:
        with connections.one() as connection:
            assert isinstance(connection, psycopg.Connection)
            done = connection.execute(
                "UPDATE ledger.snapshots SET state = %s WHERE stream_id = %s", (state, stream_id)
            )
    assert done.rowcount == 1


def test_an_older_snapshot_never_replaces_a_newer_one(village: Village, long_wallet: UUID) -> None:
    kept = village.ledger.store.load([long_wallet], []).snapshots[long_wallet]
    older = type(kept)(long_wallet, 7, kept.topic, b"old")
    village.ledger.store.put_snapshots([older])
    still = village.ledger.store.load([long_wallet], []).snapshots[long_wallet]
    assert still.originator_version == kept.originator_version


def test_losing_a_snapshot_loses_no_command(
    village: Village, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eventsourcing.persistence import OperationalError  # noqa: PLC0415

    def full(_: object) -> None:
        raise OperationalError("no room")

    monkeypatch.setattr(snapshots, "SNAPSHOT_EVERY", 2)
    monkeypatch.setattr(village.ledger.store, "put_snapshots", full)
    wallet_id = village.wallet(points=5)
    village.credit(wallet_id, 5)
    assert open_store().load([wallet_id], []).snapshots == {}
    assert village.load(wallet_id).available(village.at) == 10


def _samples() -> list[Any]:
    owner = new_id()
    item = Item(
        shop_id=owner, unit_code="1501", name="米", price_points=1, offer=Said("x", quarter_max=2)
    )
    of: dict[str, Any] = {
        "source": Source.DONATION,
        "received_by": owner,
        "at": datetime(2026, 3, 5, tzinfo=UTC),
    }
    item.receive(5, batch_id=owner, best_before=date(2027, 1, 1), **of)
    item.reserve(owner, 1, owner, of["at"])
    item.count(
        3,
        count_id=owner,
        reason=VarianceReason.LOST,
        text_id=None,
        photo_id=None,
        by=owner,
        at=of["at"],
    )
    return [
        Wallet(owner_id=owner, kind="rider", unit_code="1501"),
        item,
        ServicePoints(person_id=owner),
        _year(owner),
        SignUps(activity_id=owner),
        Rulebook(unit_code="150104003005"),
        VillageAdjustments(unit_code="150104003005"),
        ScoreYear(household_id=owner, unit_code="150104003005", year=2026, base=100),
        _fund(owner),
        PublicAccount(unit_code="150104003005", quarter="2026Q3"),
    ]


def _fund(owner: UUID) -> Fund:
    """A fund at its limit, with a receipt that was taken back and a gain that was let through."""
    at = datetime(2026, 3, 5, tzinfo=UTC)
    opened: dict[str, Any] = {"face_value_fen": 100, "opened_by": owner, "occurred_at": at}
    fund = Fund._create(Fund.Opened, unit_code="150104003005", **opened)
    for n in range(2):
        said: dict[str, Any] = {"text_id": None, "donor_text_id": None, "thanks_donor": False}
        said |= {"received_on": at.date(), "recorded_by": owner, "at": at}
        fund.receive(receipt_id=UUID(int=n), source=Source.FISCAL, amount_fen=500, **said)
    by: dict[str, Any] = {"text_id": None, "returned_by": new_id(), "at": at}
    fund.take_back(UUID(int=1), cause=ReturnCause.MISTAKE, **by)
    fund.measure(5, 0, at)
    fund.approve(new_id(), owner, at)
    return fund


def _year(owner: UUID) -> ServiceYear:
    """A year with an overlapping night behind it, and minutes that wait for a second person."""
    year = ServiceYear(person_id=owner, year=2026)
    first = datetime(2026, 3, 5, tzinfo=UTC)
    offered = Offer(
        activity_id=owner,
        unit_code="1501",
        served_on=first.date(),
        offered_from=first,
        offered_to=first + timedelta(hours=10),
        evidence="own_scan",
        is_supplementary=False,
        rate_points=2,
        rate_minutes=60,
    )
    year.overlap(Spill(first, first.date(), 60), first)
    year.count(new_id(), offered, first)
    year.confirm(next(UUID(it) for it in year.sessions), new_id(), first)
    return year


@pytest.mark.parametrize("aggregate", _samples(), ids=lambda it: type(it).__name__)
def test_a_snapshot_keeps_every_attribute(aggregate: Any) -> None:
    restored: Any = restore(take(aggregate))
    assert _state(restored) == _state(aggregate)


def test_every_kept_class_is_tried() -> None:
    assert {type(it) for it in _samples()} == set(KEPT)
