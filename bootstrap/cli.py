"""The command line: ``redbee``."""

import sys

import click

from bootstrap import (
    audit_log,
    calendar,
    importing,
    levels,
    maintenance,
    master_key,
    retention,
    roles,
    sso,
    staff,
    tokens,
)
from bootstrap.config import ConfigError
from bootstrap.console import Refused, as_json_option, opened_house, say, settings
from bootstrap.container import prepare

DEMO_PORT_MAX = 9999
"""``127.0.0.1:9999`` is as long as the host in a QR code may be."""


@click.group(help="红蜂账本: volunteer minutes, moral points and red bee stations in one ledger.")
def main() -> None:
    """Collect the commands."""


@main.command()
@as_json_option
def init(*, as_json: bool) -> None:
    """Create tables, QR keys, master key and secret key. Running it again keeps them.

    Until there is an administrator it also prints a one-time code for /setup, good for a day; a
    new one ends the one before.
    """
    try:
        made = prepare(settings())
    except ConfigError as error:
        raise Refused(str(error)) from error
    with opened_house() as house:
        code = staff.first_code(house)
    told = [*made, *([f"one-time set-up code for /setup: {code}"] if code else [])]
    say({"made": made, "setup_code": code}, as_json=as_json, text="\n".join(told))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, help="Web processes (1 with SQLite).")
def serve(host: str, port: int, workers: int) -> None:
    """Answer HTTP: pages, API, and with SQLite also the projections and jobs."""
    from bootstrap import serving  # noqa: PLC0415 - the server is loaded only to serve

    config = settings()
    if config.is_embedded and workers != 1:
        raise Refused("with SQLite one worker serves and projects: use --workers 1")
    with opened_house():
        pass  # what would fail in every worker is told here, once
    serving.serve(host, port, workers)


@main.command()
@click.option("--healthy", is_flag=True, help="Only tell whether the worker here lives (exit 0).")
def worker(*, healthy: bool) -> None:
    """Keep read models up to date and let vouchers and lots run out, beside web processes."""
    from bootstrap import serving  # noqa: PLC0415 - the server is loaded only to serve

    if healthy:
        sys.exit(0 if serving.is_healthy() else 1)
    serving.work(settings())


@main.command()
@click.option("--once", is_flag=True, help="Stop after the summary; do not serve.")
@click.option("--port", default=8000, show_default=True, help="Port to serve on.")
@as_json_option
def demo(*, once: bool, port: int, as_json: bool) -> None:
    """Set up 大召社区 and 南街村, play a day and two months of points, and serve the pages."""
    from bootstrap.demo.command import run  # noqa: PLC0415 - the demo is loaded only to play

    if port > DEMO_PORT_MAX:
        raise Refused(f"use a port up to {DEMO_PORT_MAX}: the codes have no room for a longer one")

    sys.exit(run(port=port, once=once, as_json=as_json))


main.add_command(importing.import_)
main.add_command(audit_log.audit)
main.add_command(maintenance.check)
main.add_command(maintenance.rebuild)
maintenance.keys.add_command(master_key.rotate)
main.add_command(maintenance.keys)
main.add_command(tokens.token)
main.add_command(roles.role)
main.add_command(staff.staff)
main.add_command(sso.sso)
main.add_command(retention.retention)
main.add_command(levels.levels)
main.add_command(calendar.calendar)
