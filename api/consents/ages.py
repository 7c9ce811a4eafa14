"""How old somebody is, as far as a rule asks; only here do birthdays meet the ledger."""

from datetime import date
from uuid import UUID

from api.services import Services
from ledger.registry.consent_purposes import AgeBand
from people.ages import CONSENT_AGE, FULL_AGE, is_younger


def age_of(given: Services, person_id: UUID, day: date) -> AgeBand:
    """Return somebody's age on a day; whose birthday is not known counts as of age."""
    return band_of(given.directory.minors.born_on(person_id), day)


def band_of(born_on: date | None, day: date) -> AgeBand:
    """Return the band of a birthday on a day."""
    if born_on is None or not is_younger(born_on, FULL_AGE, day):
        return AgeBand.ADULT
    return AgeBand.UNDER_14 if is_younger(born_on, CONSENT_AGE, day) else AgeBand.UNDER_18
