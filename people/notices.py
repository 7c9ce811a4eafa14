"""The privacy notice in all its versions: what people are told before they agree (PIPL 17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from people.notice_texts import RETENTION, SECTIONS_1, SECTIONS_2


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the notice, and what stands below it as a list."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """One version. ``changed`` names the purposes that must be agreed to anew under it."""

    number: int
    valid_from: date
    changed: frozenset[str]
    sections: tuple[Section, ...]
    retention: tuple[tuple[str, str], ...]


class Notices:
    """Versions in the order of their numbers; the last one that is valid is in force."""

    def __init__(self, versions: Sequence[Notice]) -> None:
        numbers, days = [it.number for it in versions], [it.valid_from for it in versions]
        if numbers != list(range(1, len(versions) + 1)) or days != sorted(days):
            raise ValueError("versions of the notice are numbered from 1, in the order of days")
        self._versions = tuple(versions)

    def known(self, day: date) -> tuple[Notice, ...]:
        """Return the versions that have been valid until a day, the newest first."""
        valid = [it for it in self._versions if it.valid_from <= day]
        return tuple(reversed(valid or self._versions[:1]))

    def in_force(self, day: date) -> Notice:
        """Return the version of a day; before the first one, the first one."""
        return self.known(day)[0]

    def of(self, number: int, day: date) -> Notice | None:
        """Return a version by its number, if it has become valid."""
        return next((it for it in self.known(day) if it.number == number), None)

    def changed_in(self, purpose: str, day: date) -> int:
        """Return the version that last changed a purpose; older consents to it count no more."""
        changed = [it.number for it in self.known(day) if purpose in it.changed]
        return max(changed, default=1)


def _sections(told: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[Section, ...]:
    return tuple(Section(title, lines) for title, lines in told)


NOTICES = Notices(
    (
        Notice(1, date(2026, 1, 1), frozenset(), _sections(SECTIONS_1), RETENTION),
        Notice(
            2,
            date(2026, 3, 1),
            frozenset({"station", "national_sync"}),
            _sections(SECTIONS_2),
            RETENTION,
        ),
    )
)
"""Every version there has been. A new one is added at the end; none is ever edited."""
