"""What can be asked about claims."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, exists, func, or_, select

from ledger.moral.claim_kinds import ClaimState
from projections.moral.claims.projection import ClaimsProjection
from projections.moral.claims.rows import ClaimRow, StepRow
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, below, bounded

Where = Callable[[Table], list[ColumnElement[bool]]]
TO_SCREEN = (ClaimState.PROPOSED.value, ClaimState.WARNED.value)


class ClaimsReader(Reader):
    """Reads the tables of claims."""

    projection = ClaimsProjection()

    def _claims(
        self, where: Where, limit: int, after: int | None = None, *, latest_first: bool = False
    ) -> list[ClaimRow]:
        def statement(t: Tables) -> Select[Any]:
            table, place = t["claims"], t["claims"].c.position
            chosen = select(table).where(*where(table))
            if after is not None:
                chosen = chosen.where(place < after if latest_first else place > after)
            return chosen.order_by(place.desc() if latest_first else place).limit(bounded(limit))

        return [ClaimRow(*it) for it in self._rows(statement)]


class Claims(ClaimsReader):
    """Claims of households, of proposers and of villages."""

    def get(self, claim_id: UUID) -> ClaimRow | None:
        """Return one claim."""
        return self.by_ids([claim_id]).get(claim_id)

    def by_ids(self, ids: Iterable[UUID]) -> dict[UUID, ClaimRow]:
        """Return some claims, PAGE_MAX at most."""
        wanted = list(ids)[:PAGE_MAX]
        rows = self._rows(lambda t: select(t["claims"]).where(t["claims"].c.claim_id.in_(wanted)))
        return {row.claim_id: ClaimRow(*row) for row in rows}

    def steps(self, claim_id: UUID) -> list[StepRow]:
        """Return the story of a claim, from its proposal on."""

        def statement(t: Tables) -> Select[Any]:
            column = t["steps"].c
            chosen = select(t["steps"]).where(column.claim_id == claim_id)
            return chosen.order_by(column.position).limit(PAGE_MAX)

        return [StepRow(*it) for it in self._rows(statement)]

    def steps_of(self, ids: Iterable[UUID]) -> dict[UUID, list[StepRow]]:
        """Return the stories of some claims, PAGE_MAX steps at most."""
        wanted = list(ids)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            column = t["steps"].c
            chosen = select(t["steps"]).where(column.claim_id.in_(wanted))
            return chosen.order_by(column.claim_id, column.position).limit(PAGE_MAX)

        found: dict[UUID, list[StepRow]] = {}
        for row in self._rows(statement):
            found.setdefault(row.claim_id, []).append(StepRow(*row))
        return found

    def showing(self, photo_id: UUID) -> list[ClaimRow]:
        """Return the claims that show a picture, PAGE_MAX at most."""

        def statement(t: Tables) -> Select[Any]:
            shows = select(t["photos"].c.claim_id).where(t["photos"].c.photo_id == photo_id)
            return select(t["claims"]).where(t["claims"].c.claim_id.in_(shows)).limit(PAGE_MAX)

        return [ClaimRow(*it) for it in self._rows(statement)]

    def same_acts(self, household_id: UUID, item_code: str, occurred_on: date) -> set[UUID]:
        """Return claims of a household for an item on a day that did not come to nothing."""

        def statement(t: Tables) -> Select[Any]:
            of = t["claims"].c
            gone = (ClaimState.REJECTED.value, ClaimState.WITHDRAWN.value)
            same = (of.household_id == household_id, of.item_code == item_code)
            chosen = select(of.claim_id).where(*same, of.occurred_on == occurred_on)
            return chosen.where(of.state.not_in(gone)).limit(PAGE_MAX)

        return {row.claim_id for row in self._rows(statement)}

    def of_household(
        self,
        household_ids: Iterable[UUID],
        limit: int = 50,
        before: int | None = None,
        *,
        gains_only: bool = False,
    ) -> list[ClaimRow]:
        """Return the claims of some households, the latest first."""
        wanted, kinds = list(household_ids)[:PAGE_MAX], [False] if gains_only else [False, True]
        return self._claims(
            lambda t: [t.c.household_id.in_(wanted), t.c.is_deduction.in_(kinds)],
            limit,
            before,
            latest_first=True,
        )

    def of_proposer(
        self, person_id: UUID, limit: int = 50, before: int | None = None
    ) -> list[ClaimRow]:
        """Return what somebody proposed, for whichever household, the latest first."""
        return self._claims(
            lambda t: [t.c.proposed_by == person_id], limit, before, latest_first=True
        )

    def in_state(
        self,
        scope: Scope | str,
        states: Collection[str],
        *,
        first: date | None = None,
        last: date | None = None,
        limit: int = 50,
        after: int | None = None,
    ) -> list[ClaimRow]:
        """Return the claims of a village in some states, by the day of the act if one is given."""

        def where(table: Table) -> list[ColumnElement[bool]]:
            of = table.c
            found: list[ColumnElement[bool]] = [below(of.unit_code, scope), of.state.in_(states)]
            if first is not None:
                found.append(of.occurred_on >= first)
            if last is not None:
                found.append(of.occurred_on <= last)
            return found

        return self._claims(where, limit, after)

    def to_screen(
        self, scope: Scope | str, today: date, limit: int = 50, after: int | None = None
    ) -> list[ClaimRow]:
        """Return what waits for somebody to look at it: new ones, and warnings that ran out."""
        return self._claims(lambda t: _waiting(t, scope, today), limit, after)

    def count_to_screen(self, scope: Scope | str, today: date, by: UUID | None = None) -> int:
        """Count them; PAGE_MAX stands for more. ``by``: but for those with that person's hand."""

        def statement(t: Tables) -> Select[Any]:
            of = t["claims"].c
            chosen = select(of.claim_id).where(*_waiting(t["claims"], scope, today))
            if by is not None:
                entered_by = func.coalesce(of.entered_by, of.claim_id)
                chosen = chosen.where(of.proposed_by != by, entered_by != by)
            return chosen

        return self._count_of(statement)

    def counts(self, scope: Scope | str) -> dict[str, int]:
        """Count the claims of a village, or of all below a unit, by state."""

        def statement(t: Tables) -> Select[Any]:
            of = t["counts"].c
            chosen = select(of.state, func.sum(of.claims)).where(below(of.unit_code, scope))
            return chosen.group_by(of.state)

        return {row[0]: int(row[1]) for row in self._rows(statement)}


class Reviews(ClaimsReader):
    """What the panel decides on."""

    def waiting(
        self,
        unit_code: str,
        reviewer_id: UUID,
        own_households: Iterable[UUID] = (),
        limit: int = 50,
        after: int | None = None,
    ) -> list[ClaimRow]:
        """Return what a reviewer may and has yet to vote on, the oldest first."""

        def statement(t: Tables) -> Select[Any]:
            of = t["claims"].c
            chosen = select(t["claims"]).where(*_yet(t, unit_code, reviewer_id, own_households))
            if after is not None:
                chosen = chosen.where(of.position > after)
            return chosen.order_by(of.position).limit(bounded(limit))

        return [ClaimRow(*it) for it in self._rows(statement)]

    def count_waiting(
        self, unit_code: str, reviewer_id: UUID, own_households: Iterable[UUID] = ()
    ) -> int:
        """Count them; PAGE_MAX stands for more than that."""
        return self._count_of(
            lambda t: select(t["claims"].c.claim_id).where(
                *_yet(t, unit_code, reviewer_id, own_households)
            )
        )

    def short(self, scope: Scope | str, limit: int = 50) -> list[ClaimRow]:
        """Return claims for which too few may vote: the township names substitutes."""
        return self._claims(lambda t: [t.c.is_panel_short, below(t.c.unit_code, scope)], limit)

    def begun(self, ids: Iterable[UUID]) -> set[UUID]:
        """Return those of some claims, PAGE_MAX at most, on which anybody has voted."""
        wanted = list(ids)[:PAGE_MAX]
        rows = self._rows(
            lambda t: select(t["votes"].c.claim_id).where(t["votes"].c.claim_id.in_(wanted))
        )
        return {row.claim_id for row in rows}

    def vote_of(self, claim_id: UUID, reviewer_id: UUID) -> str | None:
        """Return how somebody voted; nobody else is told."""

        def statement(t: Tables) -> Select[Any]:
            of = t["votes"].c
            return select(of.vote).where(of.claim_id == claim_id, of.reviewer_id == reviewer_id)

        row = self._row(statement)
        return row.vote if row else None

    def votes_cast(self, claim_id: UUID) -> int:
        """Count the votes and recusals so far."""
        return self._count_of(
            lambda t: select(t["votes"].c.vote).where(t["votes"].c.claim_id == claim_id)
        )

    def kin_of(self, person_id: UUID) -> list[UUID]:
        """Return with which households somebody declared kinship."""

        def statement(t: Tables) -> Select[Any]:
            of = t["kin"].c
            chosen = select(of.household_id).where(of.person_id == person_id)
            return chosen.order_by(of.declared_at, of.household_id).limit(PAGE_MAX)

        return [row.household_id for row in self._rows(statement)]


def _waiting(table: Table, scope: Scope | str, today: date) -> list[ColumnElement[bool]]:
    of = table.c
    is_over = or_(of.put_right_until.is_(None), of.put_right_until < today)
    return [below(of.unit_code, scope), of.state.in_(TO_SCREEN), is_over]


def _yet(
    t: Tables, unit_code: str, reviewer_id: UUID, own_households: Iterable[UUID]
) -> list[ColumnElement[bool]]:
    of, votes, kin = t["claims"].c, t["votes"].c, t["kin"].c
    has_voted = exists().where(votes.claim_id == of.claim_id, votes.reviewer_id == reviewer_id)
    is_kin = exists().where(kin.person_id == reviewer_id, kin.household_id == of.household_id)
    return [
        of.unit_code == unit_code,
        of.state == ClaimState.SCREENED.value,
        of.household_id.not_in(list(own_households)),
        of.proposed_by != reviewer_id,
        func.coalesce(of.entered_by, of.claim_id) != reviewer_id,
        func.coalesce(of.warned_by, of.claim_id) != reviewer_id,
        func.coalesce(of.screened_by, of.claim_id) != reviewer_id,
        ~has_voted,
        ~is_kin,
    ]
