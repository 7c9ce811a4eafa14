"""Kinds of money behind points, and the bounds of its figures."""

from enum import StrEnum

FACE_VALUE_FEN_DEFAULT = 100
"""``point_face_value_fen``: what a point is worth if a village says nothing else (8.3)."""
FACE_VALUE_FEN_MAX = 100_000
AMOUNT_FEN_MAX = 1_000_000_000
"""Most that one receipt is about: ten million yuan."""
RECEIVED_DAYS_AGO_MAX = 366
"""So late money is written down at most."""
CORRECTABLE_DAYS = 800
"""How long a fund remembers a receipt so that it can be taken back."""


class Source(StrEnum):
    """Where money comes from (VP-14). Kinds are added, never renamed."""

    COLLECTIVE = "collective"
    """The village's own public-welfare fund."""
    PARTNER = "partner"
    """Units that stand by the village."""
    DONATION = "donation"
    """Money, or goods at their value."""
    FISCAL = "fiscal"


class ReturnCause(StrEnum):
    """Why a receipt no longer counts. Kinds are added, never renamed."""

    MISTAKE = "mistake"
    """It was written down wrongly."""
    GIVEN_BACK = "given_back"
    """The money went back to whom it came from."""
