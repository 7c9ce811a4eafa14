"""What is told of photos; the pictures themselves are read apart."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    """A photo that was just kept, and where it was seen before."""

    photo_id: UUID
    hash: str
    perceptual_hash: str
    seen_before: UUID | None
    """The photo that is the same, or looks the same."""
    is_same_file: bool
    """Whether that one is this very file; otherwise it only looks the same."""


@dataclass(frozen=True, slots=True)
class Photo:
    """What is known of a photo, without the picture."""

    photo_id: UUID
    person_id: UUID | None
    sent_by: UUID
    sent_at: datetime
    recorded_at: datetime | None
    width: int
    height: int
    hash: str
    perceptual_hash: str
