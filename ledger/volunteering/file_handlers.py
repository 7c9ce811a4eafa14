"""Handlers of service files, stars and spot checks."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.registry.separation import Hands, Step
from ledger.volunteering.file_commands import (
    ApplyForStar,
    DeclareSkills,
    DeclineStar,
    DrawSpotCheck,
    GrantStar,
    RecordHonour,
    RecordTraining,
    WithdrawRecord,
)
from ledger.volunteering.finding import find_volunteer
from ledger.volunteering.lifetime import lifetime_minutes
from ledger.volunteering.service_file import ServiceFile
from ledger.volunteering.service_points import ServicePoints
from ledger.volunteering.spot_check import SpotCheck
from ledger.volunteering.stars import Stars
from ledger.volunteering.team_errors import StarNotAppliedError
from ledger.volunteering.volunteer import Volunteer

OfPerson = DeclareSkills | RecordTraining | RecordHonour | WithdrawRecord
OfStars = ApplyForStar | GrantStar | DeclineStar


def _file_streams(command: OfPerson) -> list[UUID]:
    return [Volunteer.create_id(command.person_id), ServiceFile.create_id(command.person_id)]


@handles(DeclareSkills, streams=_file_streams)
def declare_skills(session: Session, command: DeclareSkills) -> Answer:
    """Say what one is good at."""
    _file(session, command.person_id).declare(command.skills, command.categories, command.at)
    return {"person_id": command.person_id}


@handles(RecordTraining, streams=_file_streams)
def record_training(session: Session, command: RecordTraining) -> Answer:
    """Enter a training; nobody enters their own."""
    Hands.of(command.person_id).refuse(Step.DECIDE, command.recorded_by)
    record_id = derive("training", command.key)
    _file(session, command.person_id).record_training(
        record_id,
        text_id=command.text_id,
        minutes=command.minutes,
        unit_code=command.unit_code,
        held_on=command.held_on,
        by=command.recorded_by,
        occurred_at=command.at,
    )
    return {"record_id": record_id}


@handles(RecordHonour, streams=_file_streams)
def record_honour(session: Session, command: RecordHonour) -> Answer:
    """Enter an honour; nobody enters their own."""
    Hands.of(command.person_id).refuse(Step.DECIDE, command.recorded_by)
    record_id = derive("honour", command.key)
    _file(session, command.person_id).record_honour(
        record_id,
        text_id=command.text_id,
        level=command.level,
        unit_code=command.unit_code,
        granted_on=command.granted_on,
        by=command.recorded_by,
        occurred_at=command.at,
    )
    return {"record_id": record_id}


@handles(WithdrawRecord, streams=_file_streams)
def withdraw_record(session: Session, command: WithdrawRecord) -> Answer:
    """Take back a training or an honour; nobody takes back their own."""
    Hands.of(command.person_id).refuse(Step.DECIDE, command.withdrawn_by)
    _file(session, command.person_id).withdraw(
        command.record_id, by=command.withdrawn_by, occurred_at=command.at
    )
    return {"record_id": command.record_id}


def _star_streams(command: OfStars) -> list[UUID]:
    person_id = command.person_id
    return [
        Volunteer.create_id(person_id),
        Stars.create_id(person_id),
        ServicePoints.create_id(person_id),
    ]


@handles(ApplyForStar, streams=_star_streams)
def apply_for_star(session: Session, command: ApplyForStar) -> Answer:
    """Ask for a star of the organisation where one is registered."""
    volunteer = find_volunteer(session, command.person_id)
    stars = session.find(Stars, Stars.create_id(command.person_id))
    if stars is None:
        stars = Stars(person_id=command.person_id)
        session.add(stars)
    application_id = derive("star", command.key)
    stars.apply(
        command.level,
        lifetime_minutes(session, command.person_id),
        volunteer.unit_code,
        application_id=application_id,
        occurred_at=command.at,
    )
    return {"application_id": application_id, "level": command.level}


@handles(GrantStar, streams=_star_streams)
def grant_star(session: Session, command: GrantStar) -> Answer:
    """Give a star; nobody gives one to themselves."""
    Hands.of(command.person_id).refuse(Step.DECIDE, command.granted_by)
    stars = _stars(session, command)
    minutes = lifetime_minutes(session, command.person_id)
    stars.grant(command.application_id, minutes, by=command.granted_by, occurred_at=command.at)
    return {"application_id": command.application_id, "level": stars.level}


@handles(DeclineStar, streams=_star_streams)
def decline_star(session: Session, command: DeclineStar) -> Answer:
    """Say no to an application; nobody decides on their own."""
    Hands.of(command.person_id).refuse(Step.DECIDE, command.declined_by)
    stars = _stars(session, command)
    stars.decline(
        command.application_id, command.reason, by=command.declined_by, occurred_at=command.at
    )
    return {"application_id": command.application_id, "level": stars.level}


@handles(DrawSpotCheck, streams=lambda c: [derive("spot-check", c.key)])
def draw_spot_check(session: Session, command: DrawSpotCheck) -> Answer:
    """Write a draw down."""
    check_id = derive("spot-check", command.key)
    if session.find(SpotCheck, check_id) is None:
        check = SpotCheck._create(  # noqa: SLF001 - its ID follows from the key, which no event holds
            SpotCheck.Drawn,
            id=check_id,
            unit_code=command.unit_code,
            first_day=command.first_day,
            last_day=command.last_day,
            seed=command.seed,
            records=command.records,
            drawn_from=command.drawn_from,
            digest=command.digest,
            read_to=command.read_to,
            drawn_by=command.drawn_by,
            occurred_at=command.at,
        )
        session.add(check)
    return {"check_id": check_id, "seed": command.seed}


def _file(session: Session, person_id: UUID) -> ServiceFile:
    """Return the file of a registered volunteer, opened if there is none."""
    find_volunteer(session, person_id)
    file = session.find(ServiceFile, ServiceFile.create_id(person_id))
    if file is None:
        file = ServiceFile(person_id=person_id)
        session.add(file)
    return file


def _stars(session: Session, command: GrantStar | DeclineStar) -> Stars:
    stars = session.find(Stars, Stars.create_id(command.person_id))
    if stars is None:
        raise StarNotAppliedError(application_id=command.application_id)
    return stars
