"""Lanes: what is decided about one person is decided one after the other."""

from threading import Lock
from typing import Final
from uuid import UUID

LANES: Final = 64
_lanes = tuple(Lock() for _ in range(LANES))


def lane_of(person_id: UUID) -> Lock:
    """Return the lock of a person's lane; a decision and its effect happen inside it."""
    return _lanes[hash(person_id) % LANES]
