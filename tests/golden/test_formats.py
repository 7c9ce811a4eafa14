"""Every event ever written can be read for ever, and is written as it was."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
import pytest
from eventsourcing.persistence import MapperDeserialisationError, StoredEvent
from eventsourcing.utils import resolve_topic

from ledger.kernel.ids import new_id
from ledger.wallets.wallet import Wallet, WalletKind
from tests.golden.formats import (
    MAPPER,
    Line,
    event_classes,
    read_lines,
    readable,
    rebuild,
    sample,
    version_of,
)
from tests.support.ledgers import Village, hohhot, ledger, open_store, village

__all__ = ["ledger", "open_store", "village"]

LINES = read_lines()
CURRENT = [it for it in LINES if it.class_version == version_of(resolve_topic(it.topic))]


def _name(it: Line) -> str:
    return f"{it.topic}-v{it.class_version}"


@pytest.mark.parametrize("line", LINES, ids=_name)
def test_every_format_ever_written_still_reads(line: Line) -> None:
    event = MAPPER.to_domain_event(line.stored)
    assert type(event) is resolve_topic(line.topic)
    assert readable(event) == line.fields


@pytest.mark.parametrize("line", CURRENT, ids=_name)
def test_events_are_written_as_they_were(line: Line) -> None:
    event_class: type[Any] = resolve_topic(line.topic)
    assert MAPPER.to_stored_event(rebuild(event_class, line.fields)).state.hex() == line.state


@pytest.mark.parametrize("event_class", event_classes(), ids=lambda it: it.TOPIC)
def test_every_event_has_a_golden_line(event_class: Any) -> None:
    versions = [it.class_version for it in LINES if it.topic == event_class.TOPIC]
    assert sorted(versions) == list(range(1, version_of(event_class) + 1)), (
        "run `python -m tests.golden.add`, and look at what it adds"
    )


def test_every_golden_line_belongs_to_an_event() -> None:
    assert {it.topic for it in LINES} == {it.TOPIC for it in event_classes()}


@pytest.mark.parametrize("event_class", event_classes(), ids=lambda it: it.TOPIC)
def test_a_real_event_is_written_with_the_fields_of_its_line(event_class: Any) -> None:
    """The golden sample is made by hand; an event that the library triggers must look the same."""
    (line,) = [it for it in CURRENT if it.topic == event_class.TOPIC]
    real = event_class(**vars(sample(event_class)))
    written = msgspec.msgpack.decode(MAPPER.to_stored_event(real).state)
    golden = msgspec.msgpack.decode(bytes.fromhex(line.state))
    assert written == golden


def test_an_event_from_the_future_is_not_guessed_at() -> None:
    (line,) = [it for it in CURRENT if it.topic == "wallet.credited"]
    state = msgspec.msgpack.decode(bytes.fromhex(line.state)) | {"class_version": 99}
    newer = StoredEvent(new_id(), 1, line.topic, msgspec.msgpack.encode(state))
    with pytest.raises(MapperDeserialisationError, match="version 99"):
        MAPPER.to_domain_event(newer)


def test_an_old_credit_expires_by_the_rule_of_its_day(village: Village) -> None:
    wallet_id = village.wallet(kind=WalletKind.HOUSEHOLD)
    credited = {
        "timestamp": hohhot("2026-01-01 00:10"),
        "entry_id": new_id(),
        "amount": 30,
        "reason": "award",
        "source_id": None,
        "occurred_at": hohhot("2026-01-01 00:00"),
    }
    state = msgspec.msgpack.Encoder(uuid_format="bytes").encode(credited)
    # The wallet is in memory since it was opened: what others write must be noticed.
    village.ledger.store.insert_events([StoredEvent(wallet_id, 2, "wallet.credited", state)])

    wallet: Wallet = village.load(wallet_id)
    assert wallet.open_lots == {date(2027, 12, 31): 30}

    item_id = village.item(price=30, stock=1)
    told = village.buy(item_id, wallet_id, at=hohhot("2027-12-31 23:59:59"))
    assert village.load(UUID(told.answer["voucher_id"])).amount == 30
    assert village.load(wallet_id).held == 30
