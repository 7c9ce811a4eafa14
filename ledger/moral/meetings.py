"""Meetings that may adopt a rule book, and whether their counts do (村民委员会组织法)."""

from datetime import date
from enum import StrEnum

import msgspec

from ledger.moral.rulebook_errors import MeetingInvalidError, MeetingQuorumNotMetError

ATTENDANTS_MAX = 100_000
"""No village has more adults."""
ARTICLE_22 = "村民委员会组织法第二十二条"
ARTICLE_26 = "村民委员会组织法第二十六条"


class MeetingKind(StrEnum):
    """Who meets. Kinds are added, never renamed."""

    VILLAGERS = "villagers"
    """Everybody of eighteen and over: more than half of them come (art. 22)."""
    HOUSEHOLDS = "households"
    """One for each household: two thirds of the households come (art. 22)."""
    REPRESENTATIVES = "representatives"
    """Elected representatives: two thirds of them come (art. 26)."""


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """How a meeting decided. ``eligible`` and ``present`` count what its kind counts."""

    kind: str
    held_on: date
    eligible: int
    present: int
    votes_for: int
    votes_against: int
    abstained: int

    @property
    def article(self) -> str:
        """Say by which article it may decide."""
        return ARTICLE_26 if self.kind == MeetingKind.REPRESENTATIVES else ARTICLE_22

    @property
    def needed(self) -> int:
        """Say how many must be present."""
        if self.kind == MeetingKind.VILLAGERS:
            return self.eligible // 2 + 1
        return -(-2 * self.eligible // 3)

    @property
    def passes(self) -> bool:
        """Tell whether more than half of those present are for it."""
        return 2 * self.votes_for > self.present


def check_meeting(meeting: Meeting, *, fixed_on: date, today: date) -> None:
    """Refuse counts that do not add up, a day that cannot be, and a meeting too small to decide."""
    flaws = list(_flaws(meeting, fixed_on, today))
    if flaws:
        raise MeetingInvalidError(flaws=flaws, fixed_on=fixed_on.isoformat())
    if meeting.present < meeting.needed:
        raise MeetingQuorumNotMetError(
            article=meeting.article,
            eligible=meeting.eligible,
            present=meeting.present,
            needed=meeting.needed,
        )


def _flaws(it: Meeting, fixed_on: date, today: date) -> list[str]:
    counts = it.eligible, it.present, it.votes_for, it.votes_against, it.abstained
    found = {
        "kind": it.kind not in set(MeetingKind),
        "in_future": it.held_on > today,
        "before_text_was_fixed": it.held_on < fixed_on,
        "counts_negative": min(counts) < 0,
        "counts_too_large": max(counts) > ATTENDANTS_MAX,
        "nobody_eligible": it.eligible < 1,
        "more_present_than_eligible": it.present > it.eligible,
        "votes_do_not_add_up": it.votes_for + it.votes_against + it.abstained != it.present,
    }
    return [name for name, is_so in found.items() if is_so]
