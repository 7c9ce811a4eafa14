"""How the consents of somebody stand: one state for every switch."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from api.consents.ages import age_of
from api.consents.effects import is_live
from api.services import Services
from ledger.kernel.clock import local_date
from ledger.registry.consent_purposes import PURPOSES, SWITCHES, AgeBand, Purpose
from projections.consents.fold import LinkState


class State(StrEnum):
    """What a switch shows."""

    OFF = "off"
    ON = "on"
    CHANGED = "changed"
    """Agreed to once, but the notice says something else since: asked anew (说明已更新)."""
    CLOSED = "closed"
    """Not open to minors."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One purpose for one person."""

    purpose: str
    state: str
    article: str
    separate: bool
    notice_version: int | None
    decided_at: datetime | None
    decided_by: UUID | None
    operator_id: UUID | None
    method: str | None

    @property
    def given(self) -> bool:
        """Tell whether it may be done."""
        return self.state == State.ON


def standings_of(given: Services, person_id: UUID) -> list[Standing]:
    """Return every switch of somebody; a minor's list begins with what a guardian agrees to."""
    day = local_date(given.clock())
    rows = given.views.consents.of(person_id)
    minor = age_of(given, person_id, day) is not AgeBand.ADULT
    shown = (Purpose.MINOR, *SWITCHES) if minor else SWITCHES
    links = given.views.guardians.of_minor(person_id) if minor else []
    guardians = {it.guardian_id for it in links if it.state == LinkState.LINKED}
    standings = []
    for purpose in shown:
        row, terms = rows.get(purpose.value), PURPOSES[purpose]
        state = State.ON if is_live(row, day) else State.OFF
        if purpose is Purpose.MINOR and row is not None and row.decided_by not in guardians:
            row, state = None, State.OFF  # it ended with the guardian
        if row is not None and row.given and state is State.OFF:
            state = State.CHANGED
        if minor and terms.published:
            state = State.CLOSED
        standings.append(
            Standing(
                purpose=purpose.value,
                state=state.value,
                article=terms.article,
                separate=terms.separate,
                notice_version=row.notice_version if row else None,
                decided_at=row.occurred_at if row else None,
                decided_by=row.decided_by if row else None,
                operator_id=row.operator_id if row else None,
                method=row.method if row else None,
            )
        )
    return standings
