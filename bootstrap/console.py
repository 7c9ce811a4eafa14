"""What every command of the command line shares: settings, answers, refusals."""

import json
from typing import Any

import click

from bootstrap.config import Config, ConfigError

EXIT_REFUSED = 2
"""Settings, arguments or a file cannot be right; nothing was changed."""

as_json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object as the last line."
)


class Refused(click.ClickException):
    """Something the person at the keyboard can mend."""

    exit_code = EXIT_REFUSED


def settings() -> Config:
    """Read the settings, or refuse with the sentence that says what to mend."""
    try:
        return Config.from_env()
    except ConfigError as error:
        raise Refused(str(error)) from error


def say(answer: dict[str, Any], *, as_json: bool, text: str) -> None:
    """Print an answer for people, or for programs."""
    click.echo(json.dumps(answer, ensure_ascii=False, default=str) if as_json else text)
