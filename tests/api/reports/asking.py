"""Reports asked for the short way, by a rider, a neighbour and the grid's worker."""

from typing import Any
from uuid import UUID

from people.roles import Role
from tests.api.house import House, fresh_key
from tests.support.pictures import form_of, phone_photo

GATE = {"latitude": 40.8090123, "longitude": 111.7020456}
"""Somewhere in the south of the city, as a phone tells it."""


def photo(house: House, who: Role | str = Role.RIDER, seed: int = 1) -> str:
    """Send a photo; return its ID."""
    headers = {"Idempotency-Key": fresh_key()}
    sent = house.ask("POST", "/photos", who, headers=headers, **form_of(phone_photo(seed)))
    assert sent.status_code == 201, sent.json
    return str(sent.json["photo_id"])


def draft(house: House, who: Role | str = Role.RIDER, **more: Any) -> dict[str, Any]:
    """Put a report together as a phone does, with a photo that was sent."""
    told = {
        "category": "blocked_fire_lane",
        "position": GATE,
        "place": "九龙湾街 12 号院东门",
        "words": "停了一辆白车",
    } | more
    return told if "photo_ids" in told else told | {"photo_ids": [photo(house, who)]}


def file(house: House, who: Role | str = Role.RIDER, **more: Any) -> Any:
    """Report something; return what was answered."""
    key = more.pop("key", None)
    return house.post("/reports", who, draft(house, who, **more), key=key)


def filed(house: House, who: Role | str = Role.RIDER, **more: Any) -> UUID:
    """Report something; return its ID, with the read models up to it."""
    answer = file(house, who, **more)
    assert answer.status_code == 201, answer.json
    house.project()
    return UUID(answer.json["report_id"])


def act(
    house: House, report_id: UUID, step: str, who: Role | str = Role.GRID_WORKER, **body: Any
) -> Any:
    """Take a step with a report; return what was answered, with the read models up to it."""
    answer = house.post(f"/reports/{report_id}/{step}", who, body)
    house.project()
    return answer


def resolved(house: House, report_id: UUID, **verified: Any) -> str:
    """Accept, verify and resolve a report; return the photo of the resolution."""
    shown = photo(house, Role.GRID_WORKER, seed=9)
    for step, body in (
        ("acceptance", {}),
        ("verification", verified),
        ("resolution", {"photo_ids": [shown], "words": "车已挪走"}),
    ):
        answer = act(house, report_id, step, **body)
        assert answer.status_code == 201, answer.json
    return shown


def see(house: House, report_id: UUID, who: Role | str = Role.RIDER) -> Any:
    """Show a report."""
    return house.get(f"/reports/{report_id}", who)


def told(answer: Any) -> tuple[int, str]:
    """Return status and code of a refusal."""
    return answer.status_code, answer.json["code"]
