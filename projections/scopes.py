"""Scopes: a unit and everything below it on a day, as ranges of an index of codes."""

from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, and_, not_, or_

UNIT_CODE_AFTER = "\U0010ffff"
"""Sorts after every character a unit code can hold."""


@dataclass(frozen=True, slots=True)
class Part:
    """All codes that begin with one, without those that begin with some others."""

    code: str
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What lies below a unit: its own codes, without what moved away, with what moved here."""

    unit_code: str
    parts: tuple[Part, ...]

    @classmethod
    def of_codes(cls, unit_code: str) -> "Scope":
        """Return the scope of a unit as it was registered, whatever moved since."""
        return cls(unit_code, (Part(unit_code),))

    def holds(self, code: str) -> bool:
        """Tell whether a unit lies in the scope."""
        return any(
            code.startswith(part.code) and not code.startswith(part.without) for part in self.parts
        )


def below(column: Column[str], scope: Scope | str) -> ColumnElement[bool]:
    """Choose rows of a unit and of all units below it, as ranges of the index."""
    if isinstance(scope, str):
        return _range(column, scope)
    return or_(*(_part(column, it) for it in scope.parts))


def _part(column: Column[str], part: Part) -> ColumnElement[bool]:
    inside = _range(column, part.code)
    if not part.without:
        return inside
    return and_(inside, not_(or_(*(_range(column, code) for code in part.without))))


def _range(column: Column[str], prefix: str) -> ColumnElement[bool]:
    return and_(column >= prefix, column <= prefix + UNIT_CODE_AFTER)
