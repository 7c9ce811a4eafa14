"""A served community: 大召社区 on fresh SQLite files behind ``python -m bootstrap serve``."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from api.auth import DEVICE_COOKIE, SESSION_COOKIE
from api.devices.cookie import SCREEN_COOKIE
from bootstrap import divisions
from bootstrap.config import Config
from bootstrap.container import House, build, prepare
from bootstrap.demo import cast
from bootstrap.demo.setup import DIVISIONS, Account, Rooms, set_up, stations
from ledger.kernel.clock import utc_now
from ledger.kernel.commands import Command
from ledger.kernel.ids import derive, derive_subject, subject_of
from ledger.shop.hand_over import OWNER
from ledger.shop.voucher_commands import CollectVoucher, ReserveVoucher
from ledger.stations.visit_commands import ScanStation
from ledger.stations.visit_day import Method
from ledger.volunteering.attendance import Evidence
from ledger.volunteering.commands import PublishActivity, ScanActivity
from ledger.wallets.commands import CreditPoints, OpenWallet
from ledger.wallets.wallet import Reason, Wallet, WalletKind
from people.access import TokenKind, TokenOrder
from people.directory import Person
from people.formats import mask_phone
from people.roles import Role
from people.sessions import SignInMethod, new_device_secret
from qr.kinds import Kind
from tests.support.devices import enrol
from tests.support.processes import free_port

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "var" / "screenshots"
VOLUNTEERS = 24
RIDERS = 12
START_S_MAX = 60
WAITS_MAX = 12
_keys = count(1)


@dataclass
class World:
    """The house seen from within, and the server's address seen from outside."""

    house: House
    port: int
    accounts: list[Account]
    env: dict[str, str]
    activity: UUID = field(init=False)
    _server: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """Where browsers find it."""
        return f"http://127.0.0.1:{self.port}"

    # People ----------------------------------------------------------------------

    def account(self, role: Role, n: int = 0) -> Account:
        """Return the n-th account of a role."""
        return [it for it in self.accounts if it.role is role][n]

    def cookies(self, account: Account, now: datetime | None = None) -> list[Any]:
        """Sign somebody in, as the browser's cookies: the session and the device it is good on.

        A screen is a device of its place and has a cookie of its own. ``now`` is the time of a
        server whose clock was moved.
        """
        if account.role is Role.SCREEN:
            assert account.place_id is not None
            secret = enrol(
                self.house.ledger,
                self.house.services.devices,
                account.place_id,
                account.unit_code,
            )
            return [{"name": SCREEN_COOKIE, "value": secret, "url": self.address}]
        order = TokenOrder(
            person_id=account.person_id,
            role=account.role,
            unit_code=account.unit_code,
            place_id=account.place_id,
            kind=TokenKind.SESSION,
            ttl=timedelta(hours=1),
            label="test",
        )
        device = new_device_secret()
        secret, _ = self.house.services.sessions.open(
            order,
            device_secret=device,
            device_label="test",
            method=SignInMethod.PASSCODE,
            now=now or utc_now(),
        )
        named = ((SESSION_COOKIE, secret), (DEVICE_COOKIE, device))
        return [{"name": name, "value": value, "url": self.address} for name, value in named]

    def code_sent_to(self, phone: str) -> str:
        """Return the newest code that the server's console shows for a number."""
        shown = re.compile(rf"发给 {re.escape(mask_phone(phone))}：验证码 ([0-9]{{6}})")
        log = (Path(self.env["REDBEE_DATA_DIR"]) / "server.log").read_text()
        return str(shown.findall(log)[-1])

    @property
    def station(self) -> UUID:
        """The station in the community."""
        return derive_subject("station", cast.COMMUNITY, "大召红蜂驿站")

    @property
    def shop(self) -> UUID:
        """The shop in the community."""
        return derive("shop", cast.COMMUNITY, cast.SHOPS[0].name)

    # Scenes ----------------------------------------------------------------------

    def do(self, command: type[Command], /, **values: Any) -> dict[str, Any]:
        """Carry a command out."""
        at = values.pop("at", None) or utc_now()
        recorded = self.house.ledger.execute(command(key=f"scene:{next(_keys)}", at=at, **values))
        return recorded.answer

    def settle(self) -> None:
        """Wait until the server's read models have seen everything."""
        last = self.house.ledger.store.max_notification_id() or 0
        positions = self.house.services.views.positions
        assert any(positions.wait_for(last) for _ in range(WAITS_MAX)), "never projected"

    def publish(self, title: str, place: str, starts_at: datetime, hours: int = 3) -> UUID:
        """Publish an activity of the community."""
        answer = self.do(
            PublishActivity,
            unit_code=cast.COMMUNITY,
            title=title,
            place=place,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=hours),
            team_id=derive("team", cast.COMMUNITY, cast.TEAMS[0]),
            led_by=self.account(Role.TEAM_LEADER).person_id,
        )
        return UUID(answer["activity_id"])

    def serve(self, n: int, activity: UUID, came_at: datetime, minutes: int | None) -> None:
        """Let a volunteer come to an activity and, after some minutes, leave."""
        for at in (came_at, None if minutes is None else came_at + timedelta(minutes=minutes)):
            if at is not None:
                self.do(
                    ScanActivity,
                    at=at,
                    activity_id=activity,
                    person_id=self.account(Role.VOLUNTEER, n).person_id,
                    evidence=Evidence.OWN_SCAN,
                    occurred_at=at,
                )

    def visit(self, n: int, station: UUID, at: datetime) -> None:
        """Let a rider visit a station."""
        self.do(
            ScanStation,
            at=at,
            station_id=station,
            rider_id=self.account(Role.RIDER, n).person_id,
            method=Method.SCREEN,
            occurred_at=at,
        )

    def give(self, account: Account, points: int) -> None:
        """Award points to somebody."""
        kind = WalletKind.RIDER if account.role is Role.RIDER else WalletKind.VOLUNTEER
        assert account.person_id is not None
        self.do(
            CreditPoints,
            wallet_id=Wallet.create_id(account.person_id, kind),
            amount=points,
            reason=Reason.AWARD,
            occurred_at=utc_now(),
        )

    def reserve(self, account: Account, item: str) -> UUID:
        """Let somebody set a thing of the community's shop aside."""
        kind = WalletKind.RIDER if account.role is Role.RIDER else WalletKind.VOLUNTEER
        assert account.person_id is not None
        answer = self.do(
            ReserveVoucher,
            basket=((derive("item", self.shop, item), 1),),
            wallet_id=Wallet.create_id(account.person_id, kind),
        )
        return UUID(answer["voucher_id"])

    def collect(self, voucher: UUID) -> None:
        """Let the keeper hand it over."""
        keeper = self.account(Role.SHOP_KEEPER).person_id
        by = {"keeper_id": keeper, "collector": OWNER}
        self.do(CollectVoucher, voucher_id=voucher, shop_id=self.shop, **by)

    def admit_resident(self) -> None:
        """Add a resident with a household's wallet: the demo has none yet."""
        person_id = derive_subject("person", "resident")
        newcomer = Person(person_id, "李桂芳", cast.COMMUNITY)
        self.house.services.directory.enrol([newcomer])
        kind = WalletKind.HOUSEHOLD
        self.do(OpenWallet, owner_id=person_id, kind=kind, unit_code=cast.COMMUNITY)
        self.accounts.append(
            Account(
                role=Role.RESIDENT,
                person_id=person_id,
                name=newcomer.display_name,
                unit_code=cast.COMMUNITY,
                login="H00001",
                passcode="",
                token="",
            )
        )

    def code(self, kind: Kind, subject: UUID, at: datetime | None = None) -> str:
        """Make the code of something."""
        return self.house.services.maker.make(kind, subject_of(subject), at=at or utc_now())

    # The server --------------------------------------------------------------------

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = [sys.executable, "-m", "bootstrap", "serve", "--port", str(self.port)]
        log = Path(self.env["REDBEE_DATA_DIR"]) / "server.log"
        with log.open("ab") as out:
            self._server = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=out, stderr=out)
        ends = time.monotonic() + START_S_MAX
        while time.monotonic() < ends and self._server.poll() is None:
            if self._answers():
                return
            time.sleep(0.1)
        raise AssertionError(f"the server did not come up:\n{log.read_text()[-3000:]}")

    def stop(self) -> None:
        """Stop the server."""
        if self._server is not None:
            self._server.send_signal(signal.SIGTERM)
            self._server.wait(timeout=START_S_MAX)
            self._server = None

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """Build, fill and serve a community; let everything go afterwards."""
    port = free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith("REDBEE_")}
    env |= {"REDBEE_DATA_DIR": str(folder), "REDBEE_PUBLIC_HOST": f"127.1:{port}"}
    env["REDBEE_SMS_URL"] = "console:"
    config = Config.from_env(env)
    prepare(config)
    house = build(config)
    given = house.services
    rooms = Rooms(
        ledger=house.ledger,
        directory=given.directory,
        access=given.access,
        logins=given.logins,
        devices=given.devices,
        now=utc_now(),
    )
    served = World(house, port, set_up(rooms, volunteers=VOLUNTEERS, riders=RIDERS), env)
    try:
        fill(served)
        served.start()
        served.settle()
        yield served
    finally:
        served.stop()
        house.close()


def fill(served: World) -> None:
    """Play the days before: service, visits, points."""
    now = utc_now()
    served.admit_resident()
    earlier = now - timedelta(days=1, hours=2)
    past = served.publish("大召社区 清洁家园", "大召前街北口", earlier, hours=3)
    for n in range(1, VOLUNTEERS):
        served.serve(n, past, earlier + timedelta(minutes=n), 170 - 6 * n)
    for n in range(1, RIDERS):
        for k, station in enumerate(_stations()[: 2 + n % 5]):
            served.visit(n, station, now - timedelta(days=1 + k % 2, minutes=11 * n + k))
    served.activity = served.publish("为老餐厅 帮厨", "大召社区为老餐厅", now - timedelta(hours=2))
    for n in range(8, 14):
        served.serve(n, served.activity, now - timedelta(minutes=100 + n), None)
    for title, place, days in (
        ("清洁家园 · 九龙湾街", "九龙湾街北口", 2),
        ("社区义务理发", "大召社区活动室", 3),
    ):
        served.publish(title, place, now + timedelta(days=days))


def _stations() -> list[UUID]:
    names = {it.code: it.name for it in divisions.read_divisions(DIVISIONS)}
    return [derive_subject("station", *it) for it in stations(names)]
