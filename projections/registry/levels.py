"""What can be asked about levels: which a county has, and what they are called there."""

from sqlalchemy import select

from ledger.registry.county_levels import COUNTY_CODE_LENGTH, DEFAULT_NAMES
from projections.registry.units import RegistryReader


class Levels(RegistryReader):
    """Names of levels by county; the usual ones where nobody said otherwise."""

    def of(self, unit_code: str) -> dict[str, str]:
        """Return the levels of the county a code belongs to and their names, the county first."""
        county = unit_code[:COUNTY_CODE_LENGTH]
        row = self._row(
            lambda t: select(t["county_levels"]).where(t["county_levels"].c.county_code == county)
        )
        if row is None:
            return dict(DEFAULT_NAMES)
        return dict(zip(row.levels, row.names, strict=True))
