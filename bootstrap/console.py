"""What every command of the command line shares: settings, answers, refusals."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from eventsourcing.persistence import PersistenceError

from bootstrap.config import Config, ConfigError
from bootstrap.container import House, build
from people.errors import MasterKeyError, PeopleError
from qr.keys import KeyringError

EXIT_REFUSED = 2
"""Settings, arguments or a file cannot be right; nothing was changed."""
EXIT_UNAVAILABLE = 3
"""A database does not answer; try again later."""

as_json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object as the last line."
)


class Refused(click.ClickException):
    """Something the person at the keyboard can mend."""

    exit_code = EXIT_REFUSED


class Unavailable(click.ClickException):
    """Something that may be well again in a moment."""

    exit_code = EXIT_UNAVAILABLE


def settings() -> Config:
    """Read the settings, or refuse with the sentence that says what to mend."""
    try:
        return Config.from_env()
    except ConfigError as error:
        raise Refused(str(error)) from error


@contextmanager
def opened_house() -> Iterator[House]:
    """Build the house of the settings and close it at the end; refuse what cannot be."""
    try:
        house = build(settings())
    except (ConfigError, KeyringError) as error:
        raise Refused(str(error)) from error
    try:
        yield house
    except MasterKeyError as error:
        raise Refused(str(error)) from error
    except (PersistenceError, PeopleError) as error:
        raise Unavailable(f"a database does not answer: {error}") from error
    finally:
        house.close()


def say(answer: dict[str, Any], *, as_json: bool, text: str) -> None:
    """Print an answer for people, or for programs."""
    click.echo(json.dumps(answer, ensure_ascii=False, default=str) if as_json else text)
