"""Who of the demo has agreed to be ranked, and a child with a guardian."""

from collections.abc import Iterable
from datetime import date, datetime

from bootstrap.demo.cast import Member, staff
from ledger.kernel.application import Ledger
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Command
from ledger.kernel.ids import derive_subject
from ledger.registry.consent_commands import GiveConsent, LinkGuardian
from ledger.registry.consent_purposes import AgeBand, Method, Purpose
from ledger.volunteering.commands import RegisterVolunteer
from people.directory import Directory
from people.notices import NOTICES
from people.person import Person
from people.roles import Role

CHILD_AGE = 12
CHILD_NUMBER = "V000099"
CHILD_NAME = "苏小蜂"


def consents(people: Iterable[Member], now: datetime) -> list[Command]:
    """Return the consents of those who are listed: nobody is on a board without one."""
    return [_agrees(it, Purpose.RANKING, now) for it in people if it.listed]


def settle(ledger: Ledger, directory: Directory, serving: list[Member], now: datetime) -> None:
    """Let the first volunteer have a child who serves too."""
    if not serving:
        return
    clerk = next(it.person for it in staff() if it.role is Role.CLERK)
    young = child(now, serving[0].unit_code)
    directory.enrol([young])
    for command in family(young, serving[0], clerk, now):
        ledger.execute(command)


def child(now: datetime, unit_code: str) -> Person:
    """Return a child of the community, twelve years old since this January."""
    born_on = date(local_date(now).year - CHILD_AGE, 1, 20)
    person_id = derive_subject("demo-person", CHILD_NUMBER)
    return Person(person_id, CHILD_NAME, unit_code, born_on=born_on)


def family(young: Person, guardian: Member, clerk: Member, now: datetime) -> list[Command]:
    """Register the child, link the guardian at the desk, and let the guardian agree."""
    key = f"demo:child:{CHILD_NUMBER}"
    return [
        RegisterVolunteer(
            key=key,
            at=now,
            person_id=young.person_id,
            number=CHILD_NUMBER,
            unit_code=young.unit_code,
        ),
        LinkGuardian(
            key=f"{key}:guardian",
            at=now,
            person_id=young.person_id,
            guardian_id=guardian.person_id,
            unit_code=young.unit_code,
            linked_by=clerk.person_id,
            age=AgeBand.UNDER_14,
            guardian_age=AgeBand.ADULT,
        ),
        GiveConsent(
            key=f"{key}:consent",
            at=now,
            person_id=young.person_id,
            purpose=Purpose.MINOR,
            notice_version=NOTICES.in_force(local_date(now)).number,
            by=guardian.person_id,
            method=Method.GUARDIAN,
            age=AgeBand.UNDER_14,
        ),
    ]


def _agrees(it: Member, purpose: Purpose, now: datetime) -> Command:
    return GiveConsent(
        key=f"demo:consent:{purpose}:{it.number}",
        at=now,
        person_id=it.person_id,
        purpose=purpose,
        notice_version=NOTICES.in_force(local_date(now)).number,
        by=it.person_id,
        method=Method.OWN_PHONE,
    )
