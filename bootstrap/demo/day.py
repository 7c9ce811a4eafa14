"""One day of 大召社区, played through the HTTP API by scanning real signed tokens.

The day is yesterday, so that every scan carries the time it was made, as a phone sends it that
had no network. Codes are made as the screens make them: from their own secrets, fetched once.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bootstrap.demo.client import Answered, Client
from bootstrap.demo.setup import Account
from bootstrap.progress import each
from ledger.kernel.clock import SHANGHAI
from people.roles import Role
from qr.tokens import DeviceSecret

PLANS = (
    ("清洁家园 · 大召广场", "大召广场东侧"),
    ("为老餐厅帮厨", "大召社区为老餐厅"),
    ("社区义务理发", "大召社区党群服务中心"),
)
"""Yesterday's activity, the one that runs while somebody tries the demo, and one to come."""
COMING = 600
"""Volunteers who come to the day's activity, of 949."""
BUYERS = 150
MILLET_BUYERS = 8
"""More people than there are bags of millet (3): some will hear that it is out of stock."""
MISHAPS = 12
"""How often each honest mishap happens."""


@dataclass
class Tally:
    """What the server answered."""

    accepted: int = 0
    duplicates: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    def take(self, answers: Iterable[Answered]) -> None:
        """Count answers: accepted, repeated word for word, or refused with a code."""
        for answer in answers:
            if answer.duplicate:
                self.duplicates += 1
            elif answer.is_ok:
                self.accepted += 1
            else:
                self.refused[answer.body.get("code", str(answer.status))] += 1


@dataclass(frozen=True, slots=True)
class Post:
    """One request to come."""

    token: str
    path: str
    key: str
    body: dict[str, Any]


class Day:
    """The script of the day."""

    def __init__(self, client: Client, accounts: list[Account], now: datetime) -> None:
        self._client = client
        self._accounts = accounts
        self._random = Random(20220809)  # noqa: S311 - the same day for everyone
        self._now = now.astimezone(SHANGHAI)
        yesterday = self._now - timedelta(days=1)
        self._midnight = yesterday.replace(hour=0, minute=0, second=0, microsecond=0)
        self._name = self._midnight.date().isoformat()
        self.tally = Tally()

    def play(self) -> Tally:
        """Play the whole day; return what was answered."""
        activity = self._publish()
        volunteers = self._of(Role.VOLUNTEER)[:COMING]
        arrivals = self._arrivals(activity, volunteers)
        self._scan_all("签到", arrivals)
        self._scan_all("签退", self._departures(activity, volunteers))
        stations = self._station_codes()
        riders = self._of(Role.RIDER)
        self._scan_all("驿站打卡", self._visits(stations, riders))
        self._scan_all("意外情况", self._mishaps(activity, stations, volunteers, riders))
        self._scan_all("重复上传", arrivals[:MISHAPS])
        self._redeem(volunteers, riders)
        return self.tally

    # Volunteers ----------------------------------------------------------------

    def _publish(self) -> DeviceSecret:
        """Publish the day's activity and two to come; return the first one's code."""
        leader = self._of(Role.TEAM_LEADER)[0]
        hour = self._now.replace(minute=0, second=0, microsecond=0)
        self._post_activity(leader, PLANS[1], hour, hour + timedelta(hours=3))
        saturday = self._at(24 * 3 + 14)
        self._post_activity(leader, PLANS[2], saturday, saturday + timedelta(hours=3))
        made = self._post_activity(leader, PLANS[0], self._at(9), self._at(11, 30))
        path = f"/api/v1/activities/{made['activity_id']}/screen-secret?after={made['position']}"
        return self._secret(leader.token, path)

    def _post_activity(
        self, leader: Account, plan: tuple[str, str], starts_at: datetime, ends_at: datetime
    ) -> dict[str, Any]:
        title, place = plan
        body = {
            "unit_code": leader.unit_code,
            "title": title,
            "place": place,
            "starts_at": starts_at.isoformat(),
            "ends_at": ends_at.isoformat(),
            "is_volunteer_service": True,
        }
        key = f"activity-{starts_at:%Y%m%d%H}"
        return self._ask(Post(leader.token, "/api/v1/activities", key, body))

    def _arrivals(self, activity: DeviceSecret, people: list[Account]) -> list[Post]:
        return [
            self._scan(it, activity, self._at(8, 40) + self._some(minutes=70), "in")
            for it in people
        ]

    def _departures(self, activity: DeviceSecret, people: list[Account]) -> list[Post]:
        return [
            self._scan(it, activity, self._at(10, 20) + self._some(minutes=95), "out")
            for it in people
        ]

    # Riders ----------------------------------------------------------------------

    def _station_codes(self) -> list[DeviceSecret]:
        """Fetch the secret of every station's screen, each with the screen's own token."""
        return [
            self._secret(it.token, f"/api/v1/stations/{it.place_id}/screen-secret")
            for it in self._of(Role.SCREEN)
        ]

    def _visits(self, stations: list[DeviceSecret], riders: list[Account]) -> list[Post]:
        posts = []
        for rider in riders:
            for hour, name in ((11, "a"), (14, "b"), (19, "c")):
                station = self._random.choice(stations)
                posts.append(self._scan(rider, station, self._at(hour) + self._some(55), name))
        return posts

    # Mishaps -----------------------------------------------------------------------

    def _mishaps(
        self,
        activity: DeviceSecret,
        stations: list[DeviceSecret],
        volunteers: list[Account],
        riders: list[Account],
    ) -> list[Post]:
        """Do what honest people do by mistake, and what dishonest ones try."""
        posts = []
        for n in range(MISHAPS):
            rider, station = riders[n], self._random.choice(stations)
            at = self._at(21) + self._some(50)
            old = station.make(at - timedelta(minutes=10))
            forged = _spoil(station.make(at))
            posts += [
                self._scan(volunteers[n], activity, self._at(11, 5), "in", repeat=True),
                self._scan(rider, activity, at, "wrong-kind"),
                self._scan_text(rider, old, at, "expired"),
                self._scan_text(rider, forged, at, "forged"),
                self._scan_text(rider, "HTTPS://EXAMPLE.CN/MENU", at, "foreign"),
            ]
        return posts

    # Points shop ---------------------------------------------------------------------

    def _redeem(self, volunteers: list[Account], riders: list[Account]) -> None:
        keepers = {it.place_id.hex: it for it in self._of(Role.SHOP_KEEPER) if it.place_id}
        goods = self._goods(volunteers[0])
        millet = next(it for it in goods if it["name"].startswith("小米"))
        plain = [it for it in goods if it is not millet and it["price_points"] <= 4]  # noqa: PLR2004
        own = [it for it in plain if it["unit_code"] == volunteers[0].unit_code]
        other = [it for it in plain if it not in own and it["price_points"] == 1]
        orders = [self._order(it, millet, "millet") for it in volunteers[-MILLET_BUYERS:]]
        orders += [self._order(it, self._random.choice(own), "own") for it in volunteers[:BUYERS]]
        orders += [self._order(it, self._random.choice(other), "city") for it in riders[:60]]
        orders += [self._order(it, other[0], "wrong") for it in volunteers[:3]]
        dear = next(it for it in goods if it["price_points"] >= 20)  # noqa: PLR2004
        orders += [self._order(it, dear, "dear") for it in riders[:5]]
        answers = self._scan_all("兑换", orders)
        reserved = [
            (order, answer.body)
            for order, answer in zip(orders, answers, strict=True)
            if answer.is_ok
        ]
        shops = {it["item_id"]: it["shop_id"] for it in goods}
        self._hand_out(reserved, keepers, shops)

    def _hand_out(
        self,
        reserved: list[tuple[Post, dict[str, Any]]],
        keepers: dict[str, Account],
        shops: dict[str, str],
    ) -> None:
        """Most vouchers are collected, some are taken back, some still wait."""
        posts = []
        for n, (order, voucher) in enumerate(reserved):
            path = f"/api/v1/vouchers/{voucher['voucher_id']}"
            key = f"end-{voucher['voucher_id']}"
            if n % 10 == 0:
                posts.append(Post(order.token, f"{path}/cancellation", key, {}))
            elif n % 10 < 8:  # noqa: PLR2004 - seven of ten
                keeper = keepers[shops[order.body["item_id"]].replace("-", "")]
                shown = {"digits": voucher["pickup_code"]}
                posts.append(Post(keeper.token, f"{path}/collection", key, shown))
        self._scan_all("领取", posts)

    def _goods(self, anyone: Account) -> list[dict[str, Any]]:
        page = self._read(anyone.token, "/api/v1/items?unit=1501&limit=100")
        items: list[dict[str, Any]] = page["items"]
        return items

    def _order(self, buyer: Account, item: dict[str, Any], name: str) -> Post:
        body = {"item_id": item["item_id"], "quantity": 1}
        return Post(buyer.token, "/api/v1/vouchers", f"voucher-{self._name}-{name}", body)

    # Below ------------------------------------------------------------------------------

    def _of(self, role: Role) -> list[Account]:
        return [it for it in self._accounts if it.role is role]

    def _at(self, hour: int, minute: int = 0) -> datetime:
        return self._midnight + timedelta(hours=hour, minutes=minute)

    def _some(self, minutes: int) -> timedelta:
        return timedelta(seconds=self._random.randrange(minutes * 60))

    def _scan(
        self,
        who: Account,
        code: DeviceSecret,
        at: datetime,
        name: str,
        *,
        repeat: bool = False,
    ) -> Post:
        """Make the code as the screen would, and the scan as the phone would send it."""
        suffix = "-again" if repeat else ""
        return self._scan_text(who, code.make(at), at, f"{name}{suffix}")

    def _scan_text(self, who: Account, text: str, at: datetime, name: str) -> Post:
        body = {"token": text, "occurred_at": at.isoformat()}
        return Post(who.token, "/api/v1/scans", f"scan-{self._name}-{name}", body)

    def _scan_all(self, label: str, posts: list[Post]) -> list[Answered]:
        answers = each(label, self._send, posts)
        self.tally.take(answers)
        return answers

    def _send(self, post: Post) -> Answered:
        return self._client.post(post.token, post.path, post.key, post.body)

    def _read(self, token: str, path: str) -> dict[str, Any]:
        answer = self._client.get(token, path)
        assert answer.is_ok, answer.body
        body: dict[str, Any] = answer.body
        return body

    def _ask(self, post: Post) -> dict[str, Any]:
        answer = self._send(post)
        assert answer.is_ok, answer.body
        self.tally.take([answer])
        body: dict[str, Any] = answer.body
        return body

    def _secret(self, token: str, path: str) -> DeviceSecret:
        return DeviceSecret.from_text(self._read(token, path)["secret"])


def _spoil(text: str) -> str:
    """Change one letter of a code."""
    return text[:-3] + ("A" if text[-3] != "A" else "B") + text[-2:]
