"""Exchanging the master key, which wraps the key of every person."""

import sys

import click

from bootstrap.config import ConfigError
from bootstrap.console import Refused, Unavailable, as_json_option, say, settings
from bootstrap.container import open_people
from people.errors import MasterKeyError, PeopleUnavailableError
from people.keyfile import KeyFile
from people.store import People


@click.command("master-rotate")
@as_json_option
def rotate(*, as_json: bool) -> None:
    """Wrap every person's key with a new master key. If interrupted, run it again: it goes on."""
    config = settings()
    file = KeyFile(config.master_key_path)
    try:
        people = open_people(config)
    except ConfigError as error:
        raise Refused(str(error)) from error
    try:
        with file.rotating():
            rewrapped = _rewrap(people)
    except MasterKeyError as error:
        raise Refused(str(error)) from error
    except PeopleUnavailableError as error:
        raise Unavailable(f"{error}; run it again, it goes on where it stopped") from error
    finally:
        people.close()
    key_id = file.newest.key_id
    say(
        {"master_key": key_id, "rewrapped": rewrapped},
        as_json=as_json,
        text=f"master key {key_id} is in use; {rewrapped} keys were wrapped with it anew",
    )


def _rewrap(people: People) -> int:
    with click.progressbar(length=1, label="keys of persons", file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        return people.vault.rotate(show)
