"""Opening the database of people with the master key of the settings."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bootstrap.config import Config, ConfigError
from people.errors import MasterKeyError, PeopleUnavailableError
from people.keyfile import KeyFile
from people.store import People


def open_people(config: Config) -> People:
    """Open the database of people; raises ConfigError if the master key is not its own.

    A database that does not answer is asked for its key at the first read instead.
    """
    people = People(_people_url(config), KeyFile(config.master_key_path))
    try:
        with suppress(PeopleUnavailableError), _told_as_settings():
            people.vault.check()
    except ConfigError:
        people.close()
        raise
    return people


def prepare_people(config: Config) -> list[str]:
    """Make the master key, unless people are sealed already: a new one would open nothing."""
    made = []
    file = KeyFile(config.master_key_path)
    people = People(_people_url(config), file)
    try:
        with _told_as_settings():
            sealed_with = people.vault.sealed_with()
            if sealed_with is not None and not file.exists():
                raise ConfigError(
                    f"people are sealed with master key {sealed_with}, which is not at"
                    f" {config.master_key_path}: put it back, or names cannot be read again"
                )
            if file.create():
                made.append(f"master key in {config.master_key_path}")
            people.create_schema()
    finally:
        people.close()
    return made


@contextmanager
def _told_as_settings() -> Iterator[None]:
    try:
        yield
    except MasterKeyError as error:
        raise ConfigError(f"REDBEE_MASTER_KEY: {error}") from error


def _people_url(config: Config) -> str:
    """People are backed up and erased on their own terms."""
    if config.is_embedded:
        return f"sqlite:///{config.folder / 'people.sqlite3'}"
    return config.database_url
