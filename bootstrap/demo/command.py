"""``redbee demo``: set up, play, sum up, serve."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import click

from bootstrap.config import Config
from bootstrap.container import House, build, prepare
from bootstrap.demo import logins, reports, staff
from bootstrap.demo.cast import PHONES
from bootstrap.demo.client import Client
from bootstrap.demo.day import Day
from bootstrap.demo.setup import Account, Rooms, give_terms, set_up
from bootstrap.demo.summary import Summary, summarise
from bootstrap.demo.village import story
from bootstrap.messages import CONSOLE
from ledger.kernel.clock import utc_now

FOLDER = Path("var/demo")
HOST = "127.0.0.1"
START_S_MAX = 30
PROJECTED_S_MAX = 60
PAGES = (
    ("/", "首页 (登录后按身份)"),
    ("/login", "登录"),
    ("/scan", "扫码"),
    ("/board", "大屏排行榜"),
    ("/stations", "驿站"),
    ("/api/docs", "接口文档"),
)


def run(*, port: int, once: bool, as_json: bool) -> int:
    """Play the demo, or bring back one that was played; return the exit status."""
    config = _config(port)
    for name in [it for it in os.environ if it.startswith("REDBEE_")]:
        del os.environ[name]  # the demo keeps to its own folder, whatever the service is set to
    os.environ.update(_environment(config))
    played = FOLDER / "played.json"
    accounts = _brought_up_to_date(config) if played.exists() else _set_up(config)
    with _server(port):
        if accounts:
            _play(config, port, accounts, played)
        with _house(config) as house:
            told = json.loads(played.read_text())
            summary = summarise(house, told["accepted"], told["refused"])
        _tell(summary, port, as_json=as_json)
        if not once:
            _wait(port)
    return 0 if summary.check == "green" and summary.trial_balance == 0 else 1


def _config(port: int) -> Config:
    """Keep the demo in a folder of its own, whatever the environment says."""
    data = FOLDER / "data"
    return replace(
        Config.from_env({}),
        database_url=f"sqlite:///{data}/",
        data_dir=data,
        keyring_path=data / "keyring.json",
        master_key_path=data / "master.key",
        public_host=f"127.0.0.1:{port}",
        sms_url=CONSOLE,
    )


def _environment(config: Config) -> dict[str, str]:
    return {
        "REDBEE_DATABASE_URL": config.database_url,
        "REDBEE_DATA_DIR": str(config.data_dir),
        "REDBEE_KEYRING": str(config.keyring_path),
        "REDBEE_MASTER_KEY": str(config.master_key_path),
        "REDBEE_PUBLIC_HOST": config.public_host,
        "REDBEE_SMS_URL": CONSOLE,
    }


@contextmanager
def _house(config: Config) -> Iterator[House]:
    house = build(config)
    try:
        yield house
    finally:
        house.close()


def _brought_up_to_date(config: Config) -> list[Account]:
    """Let this version show a day that an older one played; nobody is let in anew."""
    prepare(config)
    with _house(config) as house:
        give_terms(house.ledger, utc_now())
        house.runner().catch_up()  # read models of this version are built before they are asked
        if not logins.of_village(FOLDER):
            logins.add(FOLDER, story.play(house, utc_now()))
        staff.let_administrators_in(house, FOLDER)
    return []


def _set_up(config: Config) -> list[Account]:
    """Start from nothing: a demo that was left half-way is thrown away."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    prepare(config)
    with _house(config) as house:
        accounts = set_up(
            Rooms(
                ledger=house.ledger,
                directory=house.services.directory,
                access=house.services.access,
                logins=house.services.logins,
                devices=house.services.devices,
                now=utc_now(),
            )
        )
        reports.play(house, accounts, utc_now())
        villagers = story.play(house, utc_now())
        staff.let_administrators_in(house, FOLDER)
    logins.write(FOLDER, accounts, villagers)
    return accounts


def _play(config: Config, port: int, accounts: list[Account], played: Path) -> None:
    """Play the day and wait until the read models have seen all of it."""
    _await_projected(config)
    with closing(Client(HOST, port)) as client:
        tally = Day(client, accounts, utc_now()).play()
    _await_projected(config)
    played.write_text(json.dumps({"accepted": tally.accepted, "refused": dict(tally.refused)}))


def _await_projected(config: Config) -> None:
    """Wait until the read models have seen the whole log, as the server projects it."""
    ends = time.monotonic() + PROJECTED_S_MAX
    with _house(config) as house:
        last = house.ledger.store.max_notification_id() or 0
        while not house.services.views.positions.wait_for(last):
            if time.monotonic() > ends:
                raise click.ClickException(f"not projected in {PROJECTED_S_MAX} s")


@contextmanager
def _server(port: int) -> Iterator[None]:
    """Run ``redbee serve`` beside this process, and end it with it."""
    command = [sys.executable, "-m", "bootstrap", "serve", "--port", str(port)]
    with (FOLDER / "server.log").open("ab") as log:
        # Its error output is ours: one-time codes appear where the demo was started.
        process = subprocess.Popen(command, stdout=log)  # noqa: S603 - our own command
    try:
        _await_ready(process, port)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


def _await_ready(process: "subprocess.Popen[bytes]", port: int) -> None:
    ends = time.monotonic() + START_S_MAX
    while time.monotonic() < ends:
        if process.poll() is not None:
            break
        with closing(Client(HOST, port)) as client, suppress(OSError):
            if client.get("", "/healthz").status == HTTPStatus.OK:
                return
        time.sleep(0.05)
    log = (FOLDER / "server.log").read_text()[-2000:]
    raise click.ClickException(f"the server did not start on port {port}:\n{log}")


def _tell(summary: Summary, port: int, *, as_json: bool) -> None:
    click.echo(summary.as_text(), err=as_json)
    click.echo("", err=as_json)
    for path, what in PAGES:
        click.echo(f"  http://{HOST}:{port}{path:12} {what}", err=as_json)
    volunteer, rider = f"{PHONES['V']}00001", f"{PHONES['R']}00001"
    click.echo(f"  用手机号登录: 志愿者 {volunteer}、骑手 {rider}，验证码会显示在这里", err=as_json)
    click.echo(f"  登录名和口令: {FOLDER / logins.FILE}", err=as_json)
    click.echo(f"  道德积分 (http://{HOST}:{port}/login/number，编号和口令)", err=as_json)
    for line in logins.told(FOLDER):
        click.echo(line, err=as_json)
    click.echo(f"  三位管理员 (http://localhost:{port}/staff/login)", err=as_json)
    click.echo("    岗位  登录名  密码  动态口令", err=as_json)
    for line in staff.told(staff.administrators(FOLDER), utc_now()):
        click.echo(line, err=as_json)
    if as_json:
        click.echo(json.dumps(summary.as_json(), ensure_ascii=False))


def _wait(port: int) -> None:
    click.echo(f"\n正在 http://{HOST}:{port} 运行, 按 Ctrl-C 结束", err=True)
    with suppress(KeyboardInterrupt):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        while sys.stderr.isatty():
            line = staff.codes_line(staff.administrators(FOLDER), utc_now())
            click.echo(f"\r{line}", nl=False, err=True)
            time.sleep(1)
        signal.pause()
