"""Refusals of the read side."""

from typing import ClassVar

from ledger.kernel.errors import UnavailableError


class ReadModelBehindError(UnavailableError):
    """The read models have not come to the position asked for yet, or are being built."""

    code: ClassVar[str] = "read_model_behind"
    retry_after_s: ClassVar[int] = 1


class BuildLostError(RuntimeError):
    """Another process moved the checkpoint that this one was about to move; nothing was written."""
