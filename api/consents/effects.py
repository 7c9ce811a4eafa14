"""What follows from a consent outside the ledger: at once, and again from the log."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from api.consents.lanes import lane_of
from api.reading import settled, wait_for
from api.services import Services
from ledger.kernel.clock import local_date
from ledger.registry.consent_errors import ConsentRequiredError
from ledger.registry.consent_purposes import PURPOSES, Purpose
from people.consent_index import ConsentIndex, Followed
from people.errors import UnknownPersonError
from people.notices import NOTICES
from projections.consents.views import ConsentRow
from projections.reader import PAGE_MAX


def is_live(row: ConsentRow | None, day: date) -> bool:
    """Tell whether a consent stands and was given under a notice that still says the same."""
    if row is None or not row.given:
        return False
    return row.notice_version >= NOTICES.changed_in(row.purpose, day)


def has_agreed(given: Services, person_id: UUID, purpose: Purpose) -> bool:
    """Tell whether somebody has agreed to a purpose, by what the read models have seen."""
    row = given.views.consents.of(person_id).get(purpose.value)
    return is_live(row, local_date(given.clock()))


def require(given: Services, person_id: UUID, purpose: Purpose) -> None:
    """Refuse what somebody has not agreed to; what was agreed a moment ago is waited for."""
    agreed = settled(given, lambda: has_agreed(given, person_id, purpose) or None)
    if agreed is None:
        raise ConsentRequiredError(purpose=purpose.value)


def apply(given: Services, person_id: UUID, purpose: str, *, live: bool) -> None:
    """Let a consent or its end take effect among the people. Safe to repeat.

    Who has been erased meanwhile needs nothing any more.
    """
    if purpose == Purpose.RANKING:
        with suppress(UnknownPersonError):
            given.directory.set_listed(person_id, listed=live)
    if purpose == Purpose.ID_NUMBER and not live:
        given.directory.destroy_id_number(person_id)


def follow(given: Services) -> int:
    """Act on what the log has brought since the last time; return how many consents that were.

    The doors act at once themselves. This makes up for a process that died in between, for
    people restored from a copy, and for a version of the notice that came into force.
    """
    index, day = ConsentIndex(given.people), local_date(given.clock())
    before = index.read()
    position, done = before.position, 0
    while rows := given.views.consents.changed_after(position):
        for row in rows:
            _act_on(given, row, day)
        position, done = rows[-1].position, done + len(rows)
        index.keep(Followed(position, before.notice_version))
    version = NOTICES.in_force(day).number
    if version > before.notice_version:
        done += sum(_end_outdated(given, it, before.notice_version, day) for it in PURPOSES)
    if version != before.notice_version:
        index.keep(Followed(position, version))
    return done


def _act_on(given: Services, row: ConsentRow, day: date) -> None:
    """Let a decision take effect, as it stands now: it may have been withdrawn a moment ago."""
    if not is_live(row, day):
        apply(given, row.person_id, row.purpose, live=False)
        return
    with lane_of(row.person_id):
        wait_for(given, given.ledger.recorder.max_notification_id())
        standing = given.views.consents.of(row.person_id).get(row.purpose)
        apply(given, row.person_id, row.purpose, live=is_live(standing, day))


def _end_outdated(given: Services, purpose: Purpose, acted_on: int, day: date) -> int:
    """End what was agreed to before a purpose changed, if that was not done before."""
    changed = NOTICES.changed_in(purpose.value, day)
    if changed <= acted_on:
        return 0
    done, after = 0, None
    while rows := given.views.consents.given_before(purpose.value, changed, after, PAGE_MAX):
        for row in rows:
            apply(given, row.person_id, row.purpose, live=False)
        done, after = done + len(rows), rows[-1].person_id
    return done
