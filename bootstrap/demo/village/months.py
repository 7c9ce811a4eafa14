"""The two months before: filed and walked, posted, the first of them closed by two people."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from api.moral.period_checks import Month, look_at, open_checks
from bootstrap.demo.village.acts import DEEDS, Acts, ordinary_homes
from bootstrap.demo.village.people import OUR_HOME, VILLAGE
from bootstrap.demo.village.telling import NOON, Village, at
from ledger.moral.alarm_handlers import SignConclusion, WriteConclusion
from ledger.moral.alarm_review import AlarmKind, Conclusion
from ledger.moral.book_commands import DrawUpPeriod, ExplainDifference, LockPeriod
from people.roles import Role
from projections.moral.alarms.rules import Spot

DEEDS_A_MONTH = 20
GATES = 40
OURS = {2: DEEDS[2:5], 1: DEEDS[:4]}
"""What the household that signs in did, by how many months ago."""
STEP = 5
"""Every so many households one did something that month."""


def play(village: Village, acts: Acts, ago: int) -> list[UUID]:
    """Play a month so long ago; return the acts that its own notice posted."""
    first = village.month(ago)
    deeds = _deeds(village, acts, ago)
    walked = acts.walk(GATES, at(first + timedelta(days=8), NOON))
    acts.screen([*deeds, *walked], at(first + timedelta(days=10)))
    acts.vote([*deeds, *walked], at(first + timedelta(days=12)))
    acts.publish(deeds, at(first + timedelta(days=13)))
    listed = at(village.month(ago - 1) + timedelta(days=1))
    village.post_due(at(village.month(ago - 1)))
    if listed < village.now:
        acts.publish(walked, listed, f"{first:%Y-%m}")
    return deeds


def first_closed(village: Village) -> int:
    """Return how many months ago the books begin: with the last month of a quarter.

    So that the account of one quarter is always public. Households have points from month 2 on.
    """
    return next(ago for ago in (2, 3, 4) if village.month(ago).month % 3 == 0)


def close_before(village: Village, begin: int) -> None:
    """Close the months in which there was only a shop, before the village began to earn."""
    for ago in range(begin, 2, -1):
        lock(village, ago, sign(village, ago))


def sign(village: Village, ago: int) -> str:
    """Let the clerk draw a month up and sign it; return the report's fingerprint."""
    village.catch_up()
    on, of = _closing(village, ago), _named(village, ago)
    found = village.house.services.views.periods.figures(**of)
    clerk = village.one(Role.CLERK)
    for check in _open(village, ago):
        text = village.words("补录的单子，已和各户对过。", clerk, on)
        village.tell(ExplainDifference, at=on, **of, check=check, text_id=text, explained_by=clerk)
    village.catch_up()
    told = village.tell(
        DrawUpPeriod,
        at=on,
        **of,
        figures=found.figures,
        position=found.position,
        is_first=found.is_first,
        blocked=_open(village, ago),
        signed_by=clerk,
    )
    return str(told["report_hash"])


def lock(village: Village, ago: int, fingerprint: str) -> None:
    """Let the supervision committee sign as well: the month is closed."""
    village.catch_up()
    of = _named(village, ago)
    figures = village.house.services.views.periods.figures(**of).figures
    signed = {"figures": figures, "report_hash": fingerprint}
    village.tell(
        LockPeriod,
        at=min(_closing(village, ago) + timedelta(hours=3), village.now),
        **of,
        **signed,
        blocked=_open(village, ago),
        locked_by=village.one(Role.SUPERVISOR),
    )


def conclude(village: Village, ago: int) -> None:
    """Let two of the committee sign what they found about the alarm of a month."""
    walker = village.one(Role.GRID_WORKER)
    month = f"{village.month(ago):%Y-%m}"
    spot = Spot(AlarmKind.ONE_PROPOSER, VILLAGE, month, walker)
    on = at(village.month(ago - 1) + timedelta(days=2))
    drafter, signer = village.all(Role.SUPERVISOR)[:2]
    said = "本月开始巡格，每户门口都看，申报自然多是网格员提的。抽了六户上门核对，都对得上。"
    told = village.tell(
        WriteConclusion,
        at=on,
        alarm_id=spot.alarm_id,
        kind=spot.kind,
        unit_code=VILLAGE,
        conclusion=Conclusion.REASONABLE,
        seen_position=village.house.ledger.store.max_notification_id() or 0,
        involved=(walker,),
        text_id=village.words(said, drafter, on),
        drafted_by=drafter,
    )
    signed = {"alarm_id": spot.alarm_id, "draft": told["draft"], "involved": (walker,)}
    village.tell(SignConclusion, at=on + timedelta(hours=5), **signed, signed_by=signer)


def _deeds(village: Village, acts: Acts, ago: int) -> list[UUID]:
    numbers = ordinary_homes(village)[ago::STEP][:DEEDS_A_MONTH]
    first, found = village.month(ago), []
    for n, deed in enumerate(OURS[ago]):
        found.append(acts.file(OUR_HOME, deed, first + timedelta(days=1 + n)))
    for n, number in enumerate(numbers):
        deed, on = DEEDS[n % len(DEEDS)], first + timedelta(days=2 + n % 6)
        if n % 6 == 4:  # noqa: PLR2004 - now and then a neighbour recommends it
            neighbour = numbers[n - 1]
            found.append(acts.by_neighbour(number, neighbour, deed, on))
        else:
            found.append(acts.file(number, deed, on))
    return found


def _closing(village: Village, ago: int) -> datetime:
    """Return when the clerk signs: early in the month after, or now if that is to come."""
    return min(at(village.month(ago - 1) + timedelta(days=1)), village.now)


def _named(village: Village, ago: int) -> dict[str, Any]:
    return {"unit_code": VILLAGE, "period": f"{village.month(ago):%Y-%m}"}


def _open(village: Village, ago: int) -> tuple[str, ...]:
    given, of = village.house.services, _named(village, ago)
    month = Month(**of, found=given.views.periods.figures(**of))
    return open_checks(look_at(given, month))
