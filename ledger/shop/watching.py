"""Commands and handlers of watches: hear of the next arrival, or no more."""

from dataclasses import dataclass
from uuid import UUID

from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.session import Session
from ledger.shop.handlers import item_of
from ledger.shop.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchItem(Command):
    """Ask to hear of the next arrival of an item."""

    item_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class UnwatchItem(Command):
    """Ask no longer."""

    item_id: UUID
    person_id: UUID


def _stream(command: WatchItem | UnwatchItem) -> UUID:
    return Watch.create_id(command.item_id, command.person_id)


@handles(WatchItem, streams=lambda c: [c.item_id, _stream(c)])
def watch_item(session: Session, command: WatchItem) -> Answer:
    """Ask to hear of the next arrival."""
    item = item_of(session, command.item_id)
    watch = session.find(Watch, _stream(command))
    if watch is None:
        session.add(Watch(item_id=item.id, person_id=command.person_id, occurred_at=command.at))
    else:
        watch.renew(command.at)
    return {"item_id": item.id, "watched": True}


@handles(UnwatchItem, streams=lambda c: [_stream(c)])
def unwatch_item(session: Session, command: UnwatchItem) -> Answer:
    """Ask no longer; who never asked is none the worse for it."""
    watch = session.find(Watch, _stream(command))
    if watch is not None:
        watch.end(command.at)
    return {"item_id": command.item_id, "watched": False}
