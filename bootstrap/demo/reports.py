"""What riders and neighbours of 大召社区 reported in the last two days, at every step (随手拍).

The grid worker finds two that wait and may be of one thing, one that is taken on, one that is done
and was thanked for with stars, and one of which nothing was found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bootstrap.container import House
from bootstrap.demo.setup import Account
from bootstrap.demo.village.pictures import keep, yard
from ledger.kernel.commands import Command
from ledger.reports.categories import Category
from ledger.reports.commands import (
    AcceptReport,
    FileReport,
    RateReport,
    RejectReport,
    ReplyToReport,
    ResolveReport,
    VerifyReport,
)
from ledger.reports.kinds import FiledAs, RejectReason
from people.roles import Role

EAST_GATE = (408_090, 1_116_702)
"""Where the fire lane is blocked, rounded as a phone's position is before it is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What somebody saw; ``position`` in ten-thousandths of a degree, if they allowed it."""

    category: Category
    place: str
    words: str
    hours_ago: int
    position: tuple[int, int] | None = None


LANE = Seen(
    category=Category.BLOCKED_FIRE_LANE,
    place="九龙湾街 12 号院东门",
    words="两辆面包车堵着消防通道，昨晚就在。",
    hours_ago=30,
    position=EAST_GATE,
)
LANE_AGAIN = Seen(
    category=Category.BLOCKED_FIRE_LANE,
    place="12 号院东门",
    words="送餐进不去，也堵着消防车。",
    hours_ago=29,
    position=EAST_GATE,
)
COVER = Seen(
    category=Category.BROKEN_COVER,
    place="大召前街公交站牌旁",
    words="井盖翘起来一边，骑车过去会颠。",
    hours_ago=6,
)
BENCH = Seen(
    category=Category.FACILITY, place="大召广场西北角", words="长椅断了一根木条。", hours_ago=26
)
LITTER = Seen(
    category=Category.LITTER, place="小召头道巷口", words="垃圾桶满了，撒在外面。", hours_ago=2
)
LITTER_AGAIN = Seen(
    category=Category.LITTER,
    place="头道巷和大南街路口",
    words="巷口一堆垃圾，风一吹满街跑。",
    hours_ago=1,
)


def play(house: House, accounts: Sequence[Account], now: datetime) -> None:
    """Let it all be reported, and the grid worker do what was done until now."""
    Reports(house, accounts, now).play()


class Reports:
    """Tells the ledger what people reported, and what came of it."""

    def __init__(self, house: House, accounts: Sequence[Account], now: datetime) -> None:
        self._house, self._now, self._told = house, now, 0
        self._riders = [it for it in accounts if it.role is Role.RIDER]
        self._neighbour = next(it for it in accounts if it.role is Role.VOLUNTEER)
        worker = next(it for it in accounts if it.role is Role.GRID_WORKER)
        self._worker, self._unit = _person(worker), worker.unit_code

    def play(self) -> None:
        """Report six things of five kinds, and handle three of them."""
        lane = self._file(LANE, self._riders[0])
        self._file(LANE_AGAIN, self._riders[1])
        self._settle(lane, self._ago(LANE))
        bench = self._file(BENCH, self._neighbour)
        by = {"rejected_by": self._worker, "reason": RejectReason.NOT_FOUND}
        self._do(RejectReport, self._ago(BENCH) + timedelta(minutes=25), report_id=bench, **by)
        cover = self._file(COVER, self._riders[2])
        self._accept(cover, self._ago(COVER))
        self._file(LITTER, self._riders[0])
        self._file(LITTER_AGAIN, self._riders[3])

    def _settle(self, report_id: UUID, filed_at: datetime) -> None:
        """Take one all the way: accepted, looked at, done, answered, and thanked for."""
        self._accept(report_id, filed_at)
        looked, done = filed_at + timedelta(hours=1), filed_at + timedelta(hours=3)
        self._do(VerifyReport, looked, report_id=report_id, verified_by=self._worker)
        photo = keep(self._house, yard(self._told), self._worker, done, None)
        shown = {"photo_ids": (photo.photo_id,), "resolved_by": self._worker}
        self._do(ResolveReport, done, report_id=report_id, **shown)
        said = self._words("车挪走了，地上重新划了线，谢谢您。", self._worker, done)
        self._do(ReplyToReport, done, report_id=report_id, replied_by=self._worker, text_id=said)
        thanked, first = done + timedelta(hours=1), _person(self._riders[0])
        self._do(RateReport, thanked, report_id=report_id, rated_by=first, stars=5)

    def _accept(self, report_id: UUID, filed_at: datetime) -> None:
        at = filed_at + timedelta(minutes=12)
        self._do(AcceptReport, at, report_id=report_id, accepted_by=self._worker)

    def _file(self, seen: Seen, who: Account) -> UUID:
        at, by = self._ago(seen), _person(who)
        north, east = seen.position or (None, None)
        told = self._do(
            FileReport,
            at,
            category=seen.category,
            unit_code=self._unit,
            reporter_id=by,
            filed_as=FiledAs.RIDER if who.role is Role.RIDER else FiledAs.VOLUNTEER,
            occurred_at=at,
            latitude_e4=north,
            longitude_e4=east,
            place_text_id=self._words(seen.place, by, at),
            text_id=self._words(seen.words, by, at),
            photo_ids=(keep(self._house, yard(self._told), by, at, by).photo_id,),
        )
        return UUID(str(told["report_id"]))

    def _ago(self, seen: Seen) -> datetime:
        return self._now - timedelta(hours=seen.hours_ago)

    def _words(self, said: str, by: UUID, at: datetime) -> UUID:
        return self._house.services.texts.keep(said, about=by, by=by, now=at)

    def _do(self, command: type[Command], at: datetime, **values: Any) -> dict[str, Any]:
        self._told += 1
        key = f"demo:reports:{self._told}"
        return self._house.ledger.execute(command(key=key, at=at, **values)).answer


def _person(account: Account) -> UUID:
    assert account.person_id is not None, "a person's account"
    return account.person_id
