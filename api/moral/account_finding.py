"""Finding a public account, what changed between its versions, and whom it thanks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from api.reach import today
from api.refusals import RequestInvalidError
from api.services import Services, services
from ledger.moral.account_errors import AccountNotFoundError
from ledger.moral.account_figures import Statement
from ledger.moral.quarters import is_quarter
from ledger.registry.errors import UnitNotFoundError
from projections.moral.accounts.views import AccountRow
from projections.registry.units import UnitRow

UNNAMED = "一位热心人"
"""Who gave and whose name is no longer kept: they took back their word, or were forgotten."""
CHANGES_MAX = 100


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that an account states otherwise than the version before.

    ``part`` and ``key`` say where ("months", "2026-09"), ``name`` which figure. What one version
    does not have at all counts as 0.
    """

    part: str
    key: str
    name: str
    before: int
    after: int


def unit_of_account(unit_code: str) -> UnitRow:
    """Return the village of an account, or refuse a code that names none."""
    found = services().views.units.of(unit_code, today())
    if found is None:
        raise UnitNotFoundError
    return found


def quarter(name: str) -> str:
    """Return the name of a quarter as it came; refuse one that is none."""
    if not is_quarter(name):
        raise RequestInvalidError({"quarter": ["Not a quarter like 2026Q3."]})
    return name


def account_versions(unit_code: str, name: str) -> list[AccountRow]:
    """Return every version of an account, the latest first; refuse if there is none."""
    found = services().views.accounts.versions(unit_code, quarter(name))
    if not found:
        raise AccountNotFoundError(unit_code=unit_code, quarter=name)
    return found


def version_of(rows: list[AccountRow], number: int | None) -> AccountRow:
    """Return one version, or the latest."""
    found = next((it for it in rows if number in (None, it.version)), None)
    if found is None:
        raise AccountNotFoundError(unit_code=rows[0].unit_code, quarter=rows[0].quarter)
    return found


def before_of(rows: list[AccountRow], row: AccountRow) -> AccountRow | None:
    """Return the version before one."""
    return next((it for it in rows if it.version == row.version - 1), None)


def donors_of(given: Services, statement: Statement) -> list[str]:
    """Return the names of those who are thanked, as far as people still keep them.

    Whoever gave several times is thanked once.
    """
    names = given.texts.read(statement.donors)
    said = [names.get(it, UNNAMED) for it in statement.donors]
    return [it for n, it in enumerate(said) if it == UNNAMED or it not in said[:n]]


def changes(before: Statement, after: Statement) -> list[Change]:
    """Return every figure that two versions state differently, in the order of the account."""
    old, new = _flat(before), _flat(after)
    return [
        Change(*where, old.get(where, 0), new.get(where, 0))
        for where in dict.fromkeys((*new, *old))
        if old.get(where, 0) != new.get(where, 0)
    ][:CHANGES_MAX]


def _flat(said: Statement) -> dict[tuple[str, str, str], int]:
    """Return every figure by where it stands; of things of one name, what they come to together."""
    found: dict[tuple[str, str, str], int] = {}
    for month in said.months:
        found |= dict(_figures("months", month.period, month.figures))
    for gain in said.gains:
        found |= dict(_figures("gains", gain.kind, gain))
    for goods in said.goods:
        for where, value in _figures("goods", goods.name, goods):
            found[where] = found.get(where, 0) + value
    if said.money is not None:
        found |= dict(_figures("money", "", said.money))
    for it in said.outcomes:
        found["outcomes", it.subject, it.outcome] = it.count
    return found


def _figures(part: str, key: str, said: Any) -> Iterator[tuple[tuple[str, str, str], int]]:
    for name, value in msgspec.structs.asdict(said).items():
        if isinstance(value, int):
            yield (part, key, name), value
