"""A rule book of the tests, and what is said of a version."""

from datetime import date
from typing import Any

from ledger.moral.rulebook import Rulebook
from tests.support.ledgers import UNIT, Village, hohhot
from tests.support.rules import CLERK

AT = hohhot("2026-03-05 09:00")
DAY = date(2026, 3, 5)


def book_of(village: Village) -> Rulebook:
    book: Rulebook = village.load(Rulebook.create_id(UNIT))
    return book


def of(version: int, by: Any = CLERK) -> dict[str, Any]:
    return {"unit_code": UNIT, "version": version, "by": by}
