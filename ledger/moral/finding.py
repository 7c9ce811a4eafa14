"""Finding rules: the version in force on the day of an act."""

from datetime import date

from ledger.kernel.session import Session
from ledger.moral.rulebook import Rulebook
from ledger.moral.rulebook_errors import RulebookNotInForceError
from ledger.moral.versions import Version, item_of

__all__ = ["item_of", "rulebook_in_force"]


def rulebook_in_force(session: Session, unit_code: str, day: date) -> Version:
    """Return the version a village had in force on a day, and rest the decision on it."""
    identifier = Rulebook.create_id(unit_code)
    session.require(identifier)
    session.rely_on(identifier)
    book = session.find(Rulebook, identifier)
    version = None if book is None else book.in_force_on(day)
    if version is None:
        raise RulebookNotInForceError(unit_code=unit_code, day=day.isoformat())
    return version
