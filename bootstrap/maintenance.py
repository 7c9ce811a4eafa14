"""Commands for those who run the service: check, rebuild, keys."""

import sys

import click

from bootstrap.console import Refused, as_json_option, opened_house, say, settings
from bootstrap.container import House
from ledger.kernel.clock import utc_now
from projections.catalogue import PROJECTIONS
from projections.check import check as find_differences
from projections.rebuild import rebuild as build_anew
from qr.keys import Keyring, KeyringError

EXIT_DIFFERENCES = 1
"""``check`` found rows that the log does not explain."""
DIFFERENCES_SHOWN_MAX = 20


@click.command()
@as_json_option
def check(*, as_json: bool) -> None:
    """Derive every read model from the log again and compare; exit 1 if anything differs."""
    with opened_house() as house:
        differences = find_differences(house.ledger, house.read_store)
    shown = [str(it) for it in differences[:DIFFERENCES_SHOWN_MAX]]
    state = "green" if not differences else f"{len(differences)} differences"
    say(
        {"check": state, "differences": shown},
        as_json=as_json,
        text="\n".join([*shown, f"check: {state}"]),
    )
    sys.exit(EXIT_DIFFERENCES if differences else 0)


@click.command()
@click.argument("names", nargs=-1)
@as_json_option
def rebuild(names: tuple[str, ...], *, as_json: bool) -> None:
    """Build read models anew beside the running ones, and switch. No name means all."""
    known = [it.name for it in PROJECTIONS]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Refused(f"no read model {unknown[0]}; there are {', '.join(known)}")
    with opened_house() as house:
        for name in names or known:
            _rebuild(house, name)
    say({"rebuilt": list(names or known)}, as_json=as_json, text="done")


def _rebuild(house: House, name: str) -> None:
    last = house.ledger.store.max_notification_id() or 0
    with click.progressbar(length=last, label=name.ljust(16), file=sys.stderr) as bar:
        build_anew(
            house.ledger,
            house.read_store,
            name,
            on_progress=lambda position, _: bar.update(position - bar.pos),
        )


@click.group()
def keys() -> None:
    """Keys that QR codes are signed with, and the master key of people."""


@keys.command("list")
@as_json_option
def list_keys(*, as_json: bool) -> None:
    """Show key numbers, states and dates; never the secrets."""
    rows = [
        {"id": it.id, "state": str(it.state), "created_at": it.created_at} for it in _load().keys
    ]
    text = "\n".join(f"{it['id']:>3}  {it['state']:8} {it['created_at']}" for it in rows)
    say({"keys": rows}, as_json=as_json, text=text)


@keys.command()
def rotate() -> None:
    """Sign with a new key from now on; codes of the old one stay good until it is revoked."""
    ring = _load().rotate(utc_now())
    ring.save(settings().keyring_path)
    click.echo(f"key {ring.active.id} signs from now on; restart web processes to use it")


@keys.command()
@click.argument("key_id", type=int)
def revoke(key_id: int) -> None:
    """Refuse every code that was signed with a key."""
    try:
        _load().revoke(key_id).save(settings().keyring_path)
    except KeyringError as error:
        raise Refused(str(error)) from error
    click.echo(f"codes of key {key_id} are refused once web processes are restarted")


def _load() -> Keyring:
    try:
        return Keyring.load(settings().keyring_path)
    except (KeyringError, OSError) as error:
        raise Refused(str(error)) from error
