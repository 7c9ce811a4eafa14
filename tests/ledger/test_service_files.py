"""Skills, trainings, honours and stars, on both stores."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.registry.errors import OwnRequestError
from ledger.volunteering.errors import VolunteerNotFoundError
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
from ledger.volunteering.service_file import ServiceFile
from ledger.volunteering.service_lists import RECORDS_MAX
from ledger.volunteering.spot_check import SpotCheck
from ledger.volunteering.stars import STAR_MINUTES, StarDecline, Stars, stars_for
from ledger.volunteering.team_errors import (
    DateInFutureError,
    FileFullError,
    RecordNotFoundError,
    StarAppliedError,
    StarHeldError,
    StarNotAppliedError,
    StarNotReachedError,
)
from tests.support.ledgers import UNIT, Village, read_log

CLERK = new_id()
TRAINING: dict[str, Any] = {
    "text_id": new_id(),
    "minutes": 90,
    "unit_code": UNIT,
    "held_on": date(2026, 3, 1),
}
HONOUR: dict[str, Any] = {
    "text_id": new_id(),
    "level": "city",
    "unit_code": UNIT,
    "granted_on": date(2026, 3, 1),
}


def test_skills_are_of_the_list_and_said_once(village: Village) -> None:
    person = village.volunteer()
    said: dict[str, Any] = {
        "person_id": person,
        "skills": ("haircut", "law"),
        "categories": ("elder_care",),
    }
    village.tell(DeclareSkills, **said)
    village.tell(DeclareSkills, **said | {"skills": ("law", "haircut", "law", "magic")})
    events = [it for it in read_log(village.ledger) if isinstance(it, ServiceFile.SkillsDeclared)]
    assert [(it.skills, it.categories) for it in events] == [(["law", "haircut"], ["elder_care"])]


def test_trainings_and_honours_are_entered_by_somebody_else_and_taken_back(
    village: Village,
) -> None:
    person = village.volunteer()
    for command, values in ((RecordTraining, TRAINING), (RecordHonour, HONOUR)):
        with pytest.raises(OwnRequestError):
            village.tell(command, person_id=person, recorded_by=person, **values)
        told = village.tell(command, person_id=person, recorded_by=CLERK, **values)
        record: dict[str, Any] = {"person_id": person, "record_id": UUID(told.answer["record_id"])}
        with pytest.raises(OwnRequestError):
            village.tell(WithdrawRecord, **record, withdrawn_by=person)
        village.tell(WithdrawRecord, **record, withdrawn_by=CLERK)
        with pytest.raises(RecordNotFoundError):
            village.tell(WithdrawRecord, **record, withdrawn_by=CLERK)


def test_no_training_was_held_tomorrow(village: Village) -> None:
    person = village.volunteer()
    later: dict[str, Any] = TRAINING | {"held_on": date(2099, 1, 1)}
    with pytest.raises(DateInFutureError):
        village.tell(RecordTraining, person_id=person, recorded_by=CLERK, **later)


def test_only_volunteers_have_a_file(village: Village) -> None:
    with pytest.raises(VolunteerNotFoundError):
        village.tell(RecordHonour, person_id=new_id(), recorded_by=CLERK, **HONOUR)


def test_a_file_is_full_one_day() -> None:
    file = ServiceFile(person_id=new_id())
    now = file.created_on
    for _ in range(RECORDS_MAX):
        file.record_training(new_id(), by=None, occurred_at=now, **TRAINING)
    with pytest.raises(FileFullError):
        file.record_training(new_id(), by=None, occurred_at=now, **TRAINING)


@pytest.mark.parametrize(("minutes", "level"), [(0, 0), (5_999, 0), (6_000, 1), (90_000, 5)])
def test_minutes_allow_stars(minutes: int, level: int) -> None:
    assert stars_for(minutes) == level


def applied(level: int, minutes: int) -> tuple[Stars, UUID]:
    stars, application_id = Stars(person_id=new_id()), new_id()
    stars.apply(level, minutes, UNIT, application_id=application_id, occurred_at=stars.created_on)
    return stars, application_id


@pytest.mark.parametrize("level", range(1, 6))
def test_a_star_is_granted_from_its_minute_on_and_not_before(level: int) -> None:
    needed = STAR_MINUTES[level - 1]
    with pytest.raises(StarNotReachedError) as no:
        applied(level, needed - 1)
    assert no.value.facts == {"minutes": needed - 1, "needed": needed, "missing": 1}
    stars, application_id = applied(level, needed)
    with pytest.raises(StarNotReachedError):
        stars.grant(application_id, needed - 1, by=CLERK, occurred_at=stars.created_on)
    stars.grant(application_id, needed, by=CLERK, occurred_at=stars.created_on)
    assert (stars.level, stars.applied) == (level, {})


def test_one_application_waits_at_a_time_and_a_star_is_not_given_twice() -> None:
    stars, application_id = applied(1, 20_000)
    again: dict[str, Any] = {"application_id": new_id(), "occurred_at": stars.created_on}
    with pytest.raises(StarAppliedError):
        stars.apply(2, 20_000, UNIT, **again)
    stars.grant(application_id, 20_000, by=CLERK, occurred_at=stars.created_on)
    with pytest.raises(StarNotAppliedError):
        stars.grant(application_id, 20_000, by=CLERK, occurred_at=stars.created_on)
    with pytest.raises(StarHeldError):
        stars.apply(1, 20_000, UNIT, **again)
    stars.apply(2, 20_000, UNIT, **again)


def test_whoever_is_told_no_may_apply_again() -> None:
    stars, application_id = applied(1, 6_000)
    stars.decline(application_id, StarDecline.RECORD_OPEN, by=CLERK, occurred_at=stars.created_on)
    assert (stars.level, stars.applied) == (0, {})
    stars.apply(1, 6_000, UNIT, application_id=new_id(), occurred_at=stars.created_on)


@pytest.mark.parametrize(
    ("command", "values", "refusal"),
    [
        (ApplyForStar, {"level": 1}, StarNotReachedError),
        (GrantStar, {"application_id": new_id(), "granted_by": CLERK}, StarNotAppliedError),
        (
            DeclineStar,
            {
                "application_id": new_id(),
                "declined_by": CLERK,
                "reason": StarDecline.RECORD_OPEN,
            },
            StarNotAppliedError,
        ),
    ],
)
def test_without_minutes_there_is_no_star(
    village: Village, command: Any, values: dict[str, Any], refusal: type[LedgerError]
) -> None:
    person = village.volunteer()
    with pytest.raises(refusal):
        village.tell(command, person_id=person, **values)


def test_nobody_gives_a_star_to_themselves(village: Village) -> None:
    person = village.volunteer()
    star: dict[str, Any] = {"person_id": person, "application_id": new_id()}
    with pytest.raises(OwnRequestError):
        village.tell(GrantStar, **star, granted_by=person)
    with pytest.raises(OwnRequestError):
        village.tell(DeclineStar, **star, declined_by=person, reason=StarDecline.OTHER_ORGANISATION)


def test_a_draw_is_written_down_once(village: Village) -> None:
    values: dict[str, Any] = {
        "unit_code": UNIT,
        "first_day": date(2026, 3, 1),
        "last_day": date(2026, 3, 31),
        "seed": 12345678,
        "records": 3,
        "drawn_from": 40,
        "digest": "ab" * 32,
        "read_to": 7,
        "drawn_by": CLERK,
    }
    told = [village.tell(DrawSpotCheck, key="draw-1", **values) for _ in range(2)]
    assert told[0].answer == told[1].answer
    assert sum(isinstance(it, SpotCheck.Drawn) for it in read_log(village.ledger)) == 1
