"""Difference: something stored that the log does not explain, or that it explains otherwise."""

from dataclasses import dataclass

DIFFERENCES_MAX = 20
"""How many differences of one table or one rule are told; the first ones show what happened."""

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Difference:
    """Where it is, what is stored there, and what follows from the log."""

    where: str
    key: str
    stored: str
    derived: str

    def __str__(self) -> str:
        """Tell it in one line."""
        return f"{self.where} [{self.key}]: stored {self.stored}; the log says {self.derived}"
