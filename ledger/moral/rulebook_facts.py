"""What every event of a rule book says."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

PARAMETERS, PLEDGE = "parameters", "pledge"
"""Parts of a draft besides its items and linkages, each changed as a whole."""


@dataclass(frozen=True)
class OfVersion:
    """What every event says, so that read models look no further."""

    unit_code: str
    version: int
    occurred_at: datetime


@dataclass(frozen=True)
class Editing(OfVersion):
    """A change of a draft's text, and which one it is."""

    edit: int
    edited_by: UUID
