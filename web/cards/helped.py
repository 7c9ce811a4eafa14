"""Who acted for a person, by what it was about."""

from uuid import UUID

from api.services import services

ACTS_LOOKED_AT_MAX = 200


def helpers_of(person_id: UUID) -> dict[UUID, str]:
    """Return the masked name of who acted, by activity, station or voucher; the latest counts."""
    given = services()
    acts = given.views.proxy_acts.of_person(person_id, ACTS_LOOKED_AT_MAX)
    names = given.directory.masked_names({it.operator_id for it in acts})
    return {it.subject_id: names.get(it.operator_id, "*") for it in reversed(acts)}
