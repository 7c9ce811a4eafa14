"""Given what happened, when an aggregate is asked, then this follows, or it refuses.

    (
        given(a_wallet(), credited(50))
        .when(lambda wallet: wallet.hold(hold_id=HOLD, amount=20, reason=..., at=NOW))
        .then(happened(Wallet.Held, hold_id=HOLD, amount=20))
    )

The past is triggered, not decided, so it may hold what today's rules would refuse.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import pytest
from eventsourcing.domain import Aggregate, CanMutateAggregate

from ledger.kernel.errors import LedgerError

A = TypeVar("A", bound=Aggregate)


@dataclass(frozen=True)
class Happened:
    """An event by its class and those of its values that matter to the test."""

    event_class: type[Any]
    values: dict[str, Any]

    def like(self, event: CanMutateAggregate[Any]) -> "Happened":
        """Describe a real event by the same choice of values."""
        told = {name: getattr(event, name, "(no such field)") for name in self.values}
        return Happened(type(event), told)


def happened(event_class: type[Any], **values: object) -> Happened:
    """Name an event of the past, or one that is expected."""
    return Happened(event_class, values)


def given(aggregate: A, *past: Happened) -> "Given[A]":
    """Start from an aggregate to which things have happened."""
    for it in past:
        aggregate.trigger_event(it.event_class, **it.values)
    aggregate.collect_events()
    return Given(aggregate)


@dataclass(frozen=True)
class Given(Generic[A]):
    """An aggregate with a past."""

    aggregate: A

    def when(self, call: Callable[[A], object]) -> "When[A]":
        """Name the call under test; it is made by what follows."""
        return When(self.aggregate, call)


@dataclass(frozen=True)
class When(Generic[A]):
    """A call about to be made."""

    aggregate: A
    call: Callable[[A], object]

    def then(self, *expected: Happened) -> A:
        """Make the call: exactly these events follow, in this order."""
        self.call(self.aggregate)
        events = self.aggregate.collect_events()
        assert [type(event) for event in events] == [it.event_class for it in expected]
        for it, event in zip(expected, events, strict=True):
            assert it.like(event) == it
        return self.aggregate

    def then_nothing(self) -> A:
        """Make the call: nothing happens, and nothing is refused."""
        return self.then()

    def then_refused(self, refusal: type[LedgerError], **facts: object) -> A:
        """Make the call: it is refused with these facts, and leaves no event."""
        with pytest.raises(refusal) as told:
            self.call(self.aggregate)
        assert told.value.facts == facts
        assert self.aggregate.collect_events() == [], "a refusal records nothing"
        return self.aggregate
