"""Scenes that look odd, played in a village: each leads to flags."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ledger.kernel.ids import derive_subject
from ledger.volunteering.commands import (
    DecideSupplement,
    ProposeSupplement,
    PublishActivity,
    ScanActivity,
)
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.supplement import SupplementReason
from tests.support.village import COMMUNITY, DISTRICT, MORNING, Village

OTHER_STREET = f"{DISTRICT}004"
OTHER_COMMUNITY = f"{OTHER_STREET}001"
OTHER_COUNTY = "150105"
FAR_COMMUNITY = f"{OTHER_COUNTY}001001"
PHONE = derive_subject("device", "phone")
LATE = 11
ENTERER, CONFIRMER = (derive_subject("person", it) for it in ("enterer", "confirmer"))


def others(village: Village, many: int) -> list[UUID]:
    """Register more volunteers; return them."""
    people = [derive_subject("person", village.name, "other", n) for n in range(many)]
    for number, person_id in enumerate(people):
        village.register_volunteer(person_id, f"V9{number:05d}")
    return people


def surroundings(village: Village) -> None:
    """Register another street of the county, and another county."""
    village.register_unit(OTHER_STREET, "小召前街街道", "street", DISTRICT)
    village.register_unit(OTHER_COMMUNITY, "小召社区", "community", OTHER_STREET)
    village.register_unit(OTHER_COUNTY, "赛罕区", "district", "1501")
    village.register_unit(FAR_COMMUNITY, "巴彦社区", "community", OTHER_COUNTY)


def hold(village: Village, unit: str, starts_at: datetime, hours: int = 2) -> UUID:
    """Hold an activity of a unit, led by the keeper."""
    return village.made(
        "activity_id",
        PublishActivity,
        at=starts_at,
        unit_code=unit,
        title="志愿服务",
        place="广场",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        led_by=village.keeper,
    )


def scan(
    village: Village,
    activity: UUID,
    person: UUID,
    at: datetime,
    *,
    arrives_at: datetime | None = None,
    **more: Any,
) -> dict[str, Any]:
    """Scan with the own phone unless told; it reaches the ledger at once unless told."""
    values: dict[str, Any] = {"evidence": Evidence.OWN_SCAN} | more
    return village.do(
        ScanActivity,
        at=arrives_at or at,
        activity_id=activity,
        person_id=person,
        occurred_at=at,
        **values,
    )


def share_a_phone(village: Village, people: Sequence[UUID], activity: UUID | None = None) -> UUID:
    """Check several people in with one phone."""
    there = activity or village.activity
    for minute, person in enumerate(people):
        scan(village, there, person, village.now + timedelta(minutes=minute), device_id=PHONE)
    return there


def be_in_two_places(
    village: Village, person: UUID, unit: str, gap: timedelta, at: datetime = MORNING
) -> None:
    """Be seen here, and soon after at an activity of another unit."""
    here, there = (hold(village, it, at) for it in (COMMUNITY, unit))
    scan(village, here, person, at)
    scan(village, there, person, at + gap)


def enter(
    village: Village,
    person: UUID,
    minutes: int,
    at: datetime,
    *,
    ended: datetime | None = None,
    decided_at: datetime | None = None,
) -> UUID:
    """Make minutes up for somebody and have them confirmed; return the activity."""
    hours = -(-minutes // 60)
    starts_at = (ended or at - timedelta(hours=1)) - timedelta(hours=hours)
    activity = hold(village, COMMUNITY, starts_at, hours)
    proposed = village.made(
        "supplement_id",
        ProposeSupplement,
        at=at,
        activity_id=activity,
        person_id=person,
        minutes=minutes,
        reason=SupplementReason.NO_PHONE,
        recorded_by=ENTERER,
    )
    village.do(
        DecideSupplement,
        at=decided_at or at,
        supplement_id=proposed,
        accepted=True,
        decided_by=CONFIRMER,
    )
    return activity


def play_oddities(village: Village) -> list[UUID]:
    """Play all of them; return the volunteers of whom the flags tell."""
    surroundings(village)
    people = others(village, 4)
    share_a_phone(village, people[:3])
    be_in_two_places(village, people[3], FAR_COMMUNITY, timedelta(minutes=19))
    next_day = MORNING + timedelta(days=1)
    be_in_two_places(village, people[3], OTHER_COMMUNITY, timedelta(minutes=4), next_day)
    # Five hours in a moment, and far more than a month's worth by one hand, and late.
    at = MORNING + timedelta(days=7)
    for n in range(4):
        ended = at - timedelta(hours=1 + 8 * n)
        enter(village, people[n // 2], 150, at + timedelta(seconds=20 * n), ended=ended)
    at = MORNING + timedelta(days=30)
    for n in range(LATE):
        ended = at - timedelta(days=20, hours=5 * n)
        enter(village, people[n % 4], 280, at + timedelta(hours=n), ended=ended)
    return people
