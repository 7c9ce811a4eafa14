"""What can be asked about offices: who answers for a unit, and by which telephone."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from projections.registry.units import RegistryReader


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """Who answers for a unit, and the telephone of its office; "" if nobody said."""

    unit_code: str
    in_charge: UUID | None
    telephone: str


class Offices(RegistryReader):
    """Offices of units."""

    def of(self, unit_code: str) -> OfficeRow:
        """Return what was said last; empty if nothing was."""
        row = self._row(lambda t: select(t["offices"]).where(t["offices"].c.unit_code == unit_code))
        return OfficeRow(*row) if row else OfficeRow(unit_code, None, "")
