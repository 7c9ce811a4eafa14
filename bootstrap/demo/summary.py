"""What the demo tells at the end."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bootstrap.container import House
from bootstrap.demo import cast
from bootstrap.demo.village.standing import Standing, standing
from projections.boards.board import Board
from projections.check import check

TOP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures of the day. ``points`` names where every issued point is."""

    accepted: int
    refused: dict[str, int]
    minutes: int
    points: dict[str, int]
    trial_balance: int
    check: str
    top: list[tuple[int, str, int]]
    village: Standing

    def as_json(self) -> dict[str, Any]:
        """Return the object that programs read."""
        return {
            "accepted": self.accepted,
            "refused": self.refused,
            "minutes": self.minutes,
            "points": self.points,
            "trial_balance": self.trial_balance,
            "check": self.check,
            "households": self.village.households,
            "claims": self.village.claims,
            "notices": self.village.notices,
        }

    def as_text(self) -> str:
        """Return the page that people read."""
        points = self.points
        places = (
            "可用 {available} + 冻结 {held} + 已兑换 {redeemed} + 过期 {expired} "
            "+ 作废 {forfeited} + 扣分 {deducted}"
        )
        lines = [
            "",
            f"收到  {self.accepted:>6} 次",
            f"没记  {sum(self.refused.values()):>6} 次",
            *(f"      {count:>6}   {code}" for code, count in sorted(self.refused.items())),
            f"时长  {self.minutes:>6} 分钟",
            f"积分  {points['issued']:>6} 发放 = {places.format_map(points)}",
            *self.village.as_lines(),
            f"试算平衡 {self.trial_balance}    核对 {self.check}",
            "",
            "志愿服务时长前十 (同意上榜的人):",
            *(f"  {rank:>3}  {name}  {minutes} 分钟" for rank, name, minutes in self.top),
        ]
        return "\n".join(lines)


def summarise(house: House, accepted: int, refused: dict[str, int]) -> Summary:
    """Read the figures from the read models, and check these against the log."""
    views = house.services.views
    balance = views.trial_balances.of(cast.CITY[:2])
    differences = check(house.ledger, house.read_store)
    for it in differences:
        print(it)  # noqa: T201 - the demo talks to the terminal
    return Summary(
        accepted=accepted,
        refused=dict(sorted(refused.items())),
        minutes=_minutes(house),
        points={
            "issued": balance.issued,
            "available": balance.available,
            "held": balance.held,
            "redeemed": balance.redeemed,
            "expired": balance.expired,
            "forfeited": balance.forfeited,
            "deducted": balance.deducted,
        },
        trial_balance=balance.difference,
        check="green" if not differences else f"{len(differences)} differences",
        top=_top(house),
        village=standing(house.services.views),
    )


def _minutes(house: House) -> int:
    standing = house.services.views.boards.place_of(Board.UNITS, cast.CITY, "all", cast.COMMUNITY)
    return 0 if standing is None else standing.score


def _top(house: House) -> list[tuple[int, str, int]]:
    standings = house.services.views.boards.top(Board.MINUTES, cast.COMMUNITY, "all", 100)
    names = house.services.directory.listed_names([UUID(it.member_id) for it in standings])
    shown = [
        (it.rank, names[UUID(it.member_id)], it.score)
        for it in standings
        if UUID(it.member_id) in names
    ]
    return shown[:TOP]
