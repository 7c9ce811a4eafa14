"""Somebody's service file, put together from what the ledger, the people and the texts keep."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from api.reach import today
from api.services import Services
from people.formats import mask_id_number, mask_phone
from projections.volunteering.files.views import RecordRow

ITEMS_SHOWN = 20
EVALUATIONS_SHOWN = 200
_SEX_DIGIT = 16
GONE = ""
"""The title of a record whose person was forgotten."""


def file_of(given: Services, person_id: UUID) -> dict[str, Any]:
    """Return the five groups of somebody, for themself."""
    views = given.views
    total = views.totals.of(person_id)
    return {
        "basic": basic_of(given, person_id),
        "service": {
            "minutes": total.minutes,
            "supplementary_minutes": total.supplementary_minutes,
            "held_minutes": total.held_minutes,
            "sessions": total.sessions,
            "items": views.attendances.of_person(person_id, ITEMS_SHOWN),
        },
        "trainings": titled(given, views.service_files.trainings(person_id)),
        "honours": titled(given, views.service_files.honours(person_id)),
        "evaluations": evaluations_of(given, person_id),
        "star_level": views.stars.level_of(person_id),
    }


def basic_of(given: Services, person_id: UUID) -> dict[str, Any]:
    """Return who somebody is; numbers masked, for pages are looked at over shoulders."""
    person, volunteer = given.directory.find(person_id), given.views.volunteers.of(person_id)
    declared = given.views.service_files.declared(person_id)
    unit_code = volunteer.unit_code if volunteer else person.unit_code if person else ""
    return {
        "display_name": person.display_name if person else None,
        "number": volunteer.number if volunteer else None,
        "national_number": volunteer.national_number if volunteer else "",
        "sex": sex_of(person.id_number if person else None),
        "born_on": person.born_on if person else None,
        "id_number": mask_id_number(person.id_number) if person and person.id_number else None,
        "phone": mask_phone(person.phone) if person and person.phone else None,
        "unit_code": unit_code,
        "unit_name": name_of_unit(given, unit_code, today()),
        "skills": declared.skills,
        "categories": declared.categories,
    }


class UnitNames:
    """What units are called today, each looked up once."""

    def __init__(self, given: Services) -> None:
        self._given = given
        self._day = today()
        self._names: dict[str, str] = {}

    def of(self, code: str) -> str:
        """Return what a unit is called; its code if it has no name."""
        if code not in self._names:
            self._names[code] = name_of_unit(self._given, code, self._day)
        return self._names[code]


def titled(
    given: Services, rows: Sequence[RecordRow], units: UnitNames | None = None
) -> list[dict[str, Any]]:
    """Put titles and names of units beside records."""
    titles = given.texts.read(it.text_id for it in rows)
    names = units or UnitNames(given)
    return [
        {
            **asdict(it),
            "title": titles.get(it.text_id, GONE),
            "unit_name": names.of(it.unit_code),
        }
        for it in rows
    ]


def evaluations_of(given: Services, person_id: UUID) -> list[dict[str, Any]]:
    """Return how leaders valued somebody's service, the latest first."""
    rows = given.views.evaluations.of_volunteer(person_id, EVALUATIONS_SHOWN)
    activities = given.views.activities.several(it.activity_id for it in rows)
    shown = []
    for it in rows:
        activity = activities.get(it.activity_id)
        title = activity.title if activity else ""
        shown.append({"title": title, "stars": it.stars, "given_at": it.changed_at or it.given_at})
    return shown


def sex_of(id_number: str | None) -> str | None:
    """Return what an ID number says: its 17th digit is odd of men."""
    if id_number is None:
        return None
    return "male" if int(id_number[_SEX_DIGIT]) % 2 else "female"


def name_of_unit(given: Services, code: str, day: date) -> str:
    """Return what a unit is called on a day; its code if it has no name."""
    unit = given.views.units.of(code, day) if code else None
    return unit.name if unit else code
