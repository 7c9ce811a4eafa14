"""A person, as people entitled to know are told."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from people.formats import clean_id_number, clean_phone, today_in_china
from people.masks import clean_name
from people.schema import UNIT_CODE_LENGTH_MAX


@dataclass(frozen=True, slots=True)
class Person:
    """A person: a name and the unit they belong to. `listed`: agreed to be shown on leaderboards.

    The name is kept composed and trimmed; what is no name is a ValueError. Phone, ID number and
    birthday are known only where a purpose needs them; a phone number that is none is refused as
    `phone_invalid`, an ID number as `id_number_invalid`. The repr shows nothing of the three.
    """

    person_id: UUID
    display_name: str
    unit_code: str
    listed: bool = False
    phone: str | None = field(default=None, repr=False)
    id_number: str | None = field(default=None, repr=False)
    born_on: date | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "display_name", clean_name(self.display_name))
        if not 1 <= len(self.unit_code) <= UNIT_CODE_LENGTH_MAX:
            raise ValueError(f"a unit code has 1 to {UNIT_CODE_LENGTH_MAX} characters")
        if self.phone is not None:
            object.__setattr__(self, "phone", clean_phone(self.phone))
        if self.id_number is not None:
            object.__setattr__(self, "id_number", clean_id_number(self.id_number))
        if self.born_on is not None and self.born_on > today_in_china():
            raise ValueError("nobody is born in the future")
