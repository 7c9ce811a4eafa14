"""Months of a village in which something is over its line, or nothing is."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate

from ledger.kernel.ids import derive_subject, new_id
from ledger.moral.claim import Claim
from ledger.moral.claim_kinds import Vote
from ledger.moral.kinship import Kinship
from ledger.shop.hand_over import Collector
from ledger.shop.kinds import Confirmation, Line, Relation
from ledger.shop.shop import Shop
from ledger.shop.voucher import Voucher, collect_by
from tests.support.claims import home, proposed
from tests.support.ledgers import UNIT, hohhot

OCTOBER = hohhot("2026-10-05 10:00")
MONTH_END = hohhot("2026-10-30 00:00")
"""The first moment of October's last two days."""
QUARTER = "2026-Q4"


def person(name: object) -> UUID:
    """Name somebody."""
    return derive_subject("person", "alarming", name)


def household(number: int) -> UUID:
    """Name a household of the village."""
    return home(f"{number:04d}").id


def act(n: int, *, by: UUID | None = None, at: datetime | None = None, **more: Any) -> Claim:
    """Return the nth act of October: of its own household, by its own proposer, on its own day."""
    moment = at or OCTOBER + timedelta(hours=n % 480)
    said: dict[str, Any] = {
        "proposed_by": by or person(n),
        "occurred_at": moment,
        "unit_code": UNIT,
    } | more
    return proposed(said.pop("household_id", household(n)), **said)


def vote(claim: Claim, reviewer: UUID, said: Vote = Vote.FOR, at: datetime = OCTOBER) -> Claim:
    """Let a reviewer vote about an act."""
    claim.trigger_event(
        claim.Voted, **claim.about, reviewer_id=reviewer, vote=said.value, occurred_at=at
    )
    return claim


def post(claim: Claim, points: int = 5, at: datetime | None = None) -> Claim:
    """Post an act."""
    claim.trigger_event(
        claim.Posted,
        **claim.about,
        entry_id=new_id(),
        points=points,
        taken=points,
        uncollected=0,
        is_deduction=claim.is_deduction,
        occurred_on=claim.occurred_on,
        posted_at=at or OCTOBER + timedelta(days=20),
        period="2026-10",
    )
    return claim


def of_one_proposer(many: int, whole: int) -> list[Aggregate]:
    """Return a month of which one person proposed so many."""
    return [act(n, by=person("all") if n < many else None) for n in range(whole)]


def at_month_end(late: int, whole: int) -> list[Aggregate]:
    """Return a month of which so many came in its last two days."""
    return [act(n, at=MONTH_END if n < late else None) for n in range(whole)]


def of_relatives(own: int, near: int, whole: int) -> list[Aggregate]:
    """Return a quarter with so many gains for a reviewer's own household and for a near one."""
    reviewer = person("reviewer")
    claims: list[Aggregate] = []
    for n in range(whole):
        number = 900 if n < own else 901 if n < own + near else n
        claim = act(n, household_id=household(number))
        is_near = own <= n < own + near
        said = Vote.RECUSED if n < own or is_near else Vote.FOR
        claims.append(post(vote(claim, reviewer if not n < own else person("other"), said)))
    return [home("0900", reviewer), *claims]


def twice_the_same_photo() -> list[Aggregate]:
    """Return two acts with one picture."""
    same: dict[str, Any] = {"photo_hashes": ["ab" * 32, "cd" * 32]}
    return [act(700, **same), act(701, photo_hashes=["ab" * 32])]


def collected(
    n: int, hand: UUID | None, place: Shop, at: datetime = OCTOBER, **picture: Any
) -> Voucher:
    """Return a voucher of a household that a hand collected; without one, of a mere name."""
    voucher = Voucher(
        shop_id=place.id,
        wallet_id=new_id(),
        owner_id=household(n),
        lines=[Line(new_id(), 1, 10)],
        amount=10,
        collect_by=collect_by(at),
        occurred_at=at,
    )
    text_id = None if hand else new_id()
    came = Collector(Relation.NEIGHBOUR.value, Confirmation.DIGITS.value, hand, text_id, **picture)
    voucher.collect(person("keeper"), came, [], [], at)
    return voucher


def of_same_handed_photo() -> list[Aggregate]:
    """Return two hand-overs with one picture."""
    place = shop()
    same: dict[str, Any] = {"photo_id": new_id(), "photo_hash": "ef" * 32}
    return [place, *(collected(n, None, place, **same) for n in (600, 601))]


def shop(name: str = "积分超市", unit_code: str = UNIT) -> Shop:
    """Return a shop, of the village if nothing is said."""
    return Shop(unit_code=unit_code, name=name)


def of_same_hand(
    many: int, hand: UUID | None = None, at: datetime = OCTOBER, at_shop: Shop | None = None
) -> list[Aggregate]:
    """Return a day on which one hand collected for so many households."""
    place = at_shop or shop()
    by = hand or person("hand")
    vouchers = [collected(n, by, place, at + timedelta(minutes=n)) for n in range(many)]
    return [*vouchers] if at_shop else [place, *vouchers]


def honest(months: Iterable[str] = ("2026-10", "2026-11", "2026-12")) -> list[Aggregate]:
    """Return a quarter of a village where everybody does their share, reviewers among them."""
    reviewers = [person(("reviewer", n)) for n in range(5)]
    homes: list[Aggregate] = [home(f"{800 + n:04d}", it) for n, it in enumerate(reviewers)]
    claims: list[Aggregate] = []
    for month in months:
        begin = hohhot(f"{month}-01 08:00")
        for n in range(60):
            number = 800 + n % 5 if n % 12 == 0 else n
            claim = act(n, household_id=household(number), at=begin + timedelta(hours=12 * n))
            for it in reviewers:
                own = homes[reviewers.index(it)].id == household(number)
                vote(claim, it, Vote.RECUSED if own else Vote.FOR, begin + timedelta(hours=12 * n))
            claims.append(post(claim, at=begin + timedelta(hours=12 * n + 1)))
    return homes + claims


def kin(reviewer: UUID, household_id: UUID) -> Kinship:
    """Return what a reviewer declared, revoked and declared again."""
    said = Kinship(person_id=reviewer)
    said.declare(household_id, OCTOBER)
    said.revoke(household_id, OCTOBER + timedelta(days=1))
    said.declare(household_id, OCTOBER + timedelta(days=2))
    return said


def everything() -> list[Aggregate]:
    """Return a quarter in which every line is crossed."""
    return [
        *of_one_proposer(70, 72),
        *at_month_end(60, 62),
        *of_relatives(4, 3, 25),
        kin(person("reviewer"), household(20)),
        *twice_the_same_photo(),
        *of_same_hand(5),
        *of_same_handed_photo(),
    ]
