"""Exchanging the master key, which wraps the key of every person."""

import sys

import click

from bootstrap.config import ConfigError
from bootstrap.console import Refused, Unavailable, as_json_option, say, settings
from bootstrap.vault import open_people
from people.errors import MasterKeyError, PeopleUnavailableError
from people.keyfile import KeyFile
from people.keys import MasterKey
from people.store import People


@click.command("master-rotate")
@as_json_option
def rotate(*, as_json: bool) -> None:
    """Wrap every person's key with a new master key. If interrupted, run it again: it goes on."""
    config = settings()
    try:
        people = open_people(config)
    except ConfigError as error:
        raise Refused(str(error)) from error
    try:
        with KeyFile(config.master_key_path).rotating() as new:
            rewrapped = _rewrap(people, new)
    except MasterKeyError as error:
        raise Refused(str(error)) from error
    except PeopleUnavailableError as error:
        raise Unavailable(f"{error}; run it again, it goes on where it stopped") from error
    finally:
        people.close()
    say(
        {"master_key": new.key_id, "rewrapped": rewrapped},
        as_json=as_json,
        text=f"master key {new.key_id} is in use; {rewrapped} keys were wrapped with it anew",
    )


def _rewrap(people: People, new: MasterKey) -> int:
    with click.progressbar(length=1, label="keys of persons", file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        return people.vault.rotate(new, show)
