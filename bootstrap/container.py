"""Putting the house together from its settings."""

import secrets
from dataclasses import dataclass

from api.services import Services
from api.sso.provider import OidcProvider
from bootstrap.config import Config, ConfigError
from bootstrap.messages import code_sender, message_push
from bootstrap.passkeys import relying_party
from bootstrap.pushing import browser_push
from bootstrap.rates import rate_limits
from bootstrap.vault import open_people, prepare_people
from bootstrap.web_push import make_key
from ledger import catalogue
from ledger.kernel.application import Ledger
from ledger.kernel.clock import Clock, utc_now
from ledger.kernel.ids import new_id
from ledger.kernel.postgres import PostgresStore
from ledger.kernel.sqlite import SqliteStore
from ledger.kernel.store import Store
from people.access import AccessTokens
from people.audit import AuditLog
from people.cards import Cards
from people.devices import Devices
from people.directory import Directory
from people.feeds import ShiftFeeds
from people.logins import Logins
from people.oidc import OidcLinks
from people.phone_sign_in import PhoneSignIn
from people.photos import Photos
from people.pushes import Pushes
from people.sessions import Sessions
from people.shown_sheets import ShownSheets
from people.staffing import Staffing
from people.standing import StandingReads
from people.store import People
from people.texts import Texts
from projections.boards.redis_boards import RedisBoards
from projections.catalogue import PROJECTIONS, Views
from projections.runner import Runner
from projections.store import ReadStore
from qr.keys import Keyring
from qr.tokens import TokenMaker, TokenReader

SECRET_KEY_BYTES = 48

assert catalogue.AGGREGATES, "every topic and handler is registered by importing the catalogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything one process of the service is made of."""

    config: Config
    services: Services
    ledger: Ledger
    read_store: ReadStore
    people: People
    boards: RedisBoards | None

    def runner(self) -> Runner:
        """Return what keeps the read models up to date; one at a time does it."""
        return Runner(self.ledger, self.read_store, PROJECTIONS, redis_boards=self.boards)

    def close(self) -> None:
        """Let go of every connection."""
        self.services.views.positions.close()
        self.services.rates.close()
        self.ledger.close()
        self.read_store.close()
        self.people.close()
        if self.boards is not None:
            self.boards.close()


def prepare(config: Config) -> list[str]:
    """Create tables, keys and the secret; return what was made anew. Safe to run again.

    Raise ConfigError when people are sealed with a master key that is not there.
    """
    made = []
    config.data_dir.mkdir(parents=True, exist_ok=True)
    if not config.keyring_path.exists():
        Keyring.generate(utc_now()).save(config.keyring_path)
        made.append(f"QR keys in {config.keyring_path}")
    if config.secret_key is None and not config.secret_key_path.exists():
        config.secret_key_path.touch(mode=0o600)
        config.secret_key_path.write_text(secrets.token_urlsafe(SECRET_KEY_BYTES))
        made.append(f"secret key in {config.secret_key_path}")
    if config.push_hosts and not config.push_key_path.exists():
        make_key(config.push_key_path)
        made.append(f"key of notifications in {config.push_key_path}")
    store = event_store(config)
    store.create()
    store.close()
    read_store = ReadStore(_read_url(config))
    read_store.create()
    read_store.close()
    made += prepare_people(config)
    return [*made, f"tables in {_shown(config.database_url)}"]


def build(config: Config, clock: Clock = utc_now) -> House:
    """Build everything a process needs; raises ConfigError if ``redbee init`` has not been run."""
    keyring = _keyring(config)
    secret_key = _secret_key(config)
    people = open_people(config)
    ledger = Ledger(event_store(config))
    read_store = ReadStore(_read_url(config))
    boards = RedisBoards(config.redis_url, read_store) if config.redis_url else None
    services = Services(
        ledger=ledger,
        views=Views(read_store, redis=boards),
        people=people,
        directory=Directory(people),
        access=AccessTokens(people),
        logins=Logins(people, secret_key),
        sessions=Sessions(people),
        phone=PhoneSignIn(people, secret_key),
        audit=AuditLog(people),
        staff=Staffing.over(people, secret_key, relying_party(config)),
        devices=Devices(people),
        cards=Cards(people, new_id),
        oidc_links=OidcLinks(people),
        sso=_provider(config),
        standing_reads=StandingReads(people, AuditLog(people)),
        texts=Texts(people),
        photos=Photos(people),
        sheets=ShownSheets(people),
        feeds=ShiftFeeds(people),
        pushes=Pushes(people),
        maker=TokenMaker(keyring),
        reader=TokenReader(keyring),
        public_host=config.public_host,
        secret_key=secret_key,
        clock=clock,
        rates=rate_limits(config.redis_url),
        sender=code_sender(config),
        browser_push=browser_push(config, clock),
        message_push=message_push(config),
    )
    return House(
        config=config,
        services=services,
        ledger=ledger,
        read_store=read_store,
        people=people,
        boards=boards,
    )


def event_store(config: Config) -> Store:
    """Return the event store the settings name."""
    if config.is_embedded:
        return SqliteStore(config.folder / "events.sqlite3")
    return PostgresStore(config.database_url)


def _read_url(config: Config) -> str:
    """Read models live in a file of their own, or in a schema of their own."""
    if config.is_embedded:
        return f"sqlite:///{config.folder / 'readmodels.sqlite3'}"
    return config.database_url


def _keyring(config: Config) -> Keyring:
    if not config.keyring_path.exists():
        raise ConfigError(f"no QR keys in {config.keyring_path}: run `redbee init` first")
    return Keyring.load(config.keyring_path)


def _secret_key(config: Config) -> bytes:
    if config.secret_key is not None:
        return config.secret_key
    if not config.secret_key_path.exists():
        raise ConfigError("no REDBEE_SECRET_KEY: set it, or run `redbee init` first")
    return config.secret_key_path.read_bytes().strip()


def _provider(config: Config) -> OidcProvider | None:
    if config.oidc is None:
        return None
    return OidcProvider(config.oidc.issuer, config.oidc.client_id, config.oidc.client_secret)


def _shown(url: str) -> str:
    """Return a database address without its password."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
