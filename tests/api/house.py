"""A real API over real stores: the village, a caller in every role, and a clock to turn."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event, Thread
from typing import Any, Self
from uuid import UUID

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.app import register
from api.auth import DEVICE_COOKIE
from api.services import Services
from api.signin.sending import SmsUnavailableError
from ledger.kernel.application import Ledger
from ledger.kernel.ids import derive_subject, new_id, subject_of
from ledger.kernel.postgres import PostgresStore
from ledger.kernel.sqlite import SqliteStore
from ledger.registry.commands import AssignRole
from ledger.registry.errors import UnitExistsError
from people.access import AccessTokens, TokenKind, TokenOrder
from people.audit import AuditLog
from people.cards import Card, Cards
from people.devices import Devices
from people.directory import Directory, Person
from people.feeds import ShiftFeeds
from people.logins import Logins
from people.oidc import OidcLinks
from people.passkeys import RelyingParty
from people.phone_sign_in import PhoneSignIn
from people.photos import Photos
from people.pushes import Pushes
from people.roles import FOR_A_TERM, Role
from people.sessions import Sessions, SignInMethod
from people.shown_sheets import ShownSheets
from people.staffing import Staffing
from people.standing import StandingReads
from people.store import People
from people.texts import Texts
from projections.catalogue import PROJECTIONS, Views
from projections.runner import Runner
from projections.store import ReadStore
from qr.keys import Keyring
from qr.kinds import Kind
from qr.tokens import TokenMaker, TokenReader
from tests.api.shelf import Shelf
from tests.support.devices import enrol
from tests.support.vault import MASTER_KEYS
from tests.support.village import CITY, COMMUNITY, MORNING, Village

API = "/api/v1"
SPRING = date(2026, 3, 1)
KEYRING = Keyring.generate(MORNING)
PARTY = RelyingParty("localhost", ("http://localhost",))
CITY_WIDE = frozenset(
    {
        Role.CITY,
        Role.SYSTEM_ADMINISTRATOR,
        Role.SECURITY_ADMINISTRATOR,
        Role.AUDIT_ADMINISTRATOR,
    }
)
"""Roles whose caller in a house has the whole city."""
DEVICE = "d" * 43
"""The secret of the device on which tokens of kind SESSION are good."""
_keys = count(1)


def fresh_key() -> str:
    """A key nobody has used."""
    return f"test-key-{next(_keys):08d}"


class Letterbox:
    """Where codes go instead of to a phone."""

    def __init__(self) -> None:
        self.codes: list[tuple[str, str]] = []
        self.is_out = False

    def send(self, phone: str, code: str) -> None:
        """Keep a code, or say that nothing can be sent."""
        if self.is_out:
            raise SmsUnavailableError
        self.codes.append((phone, code))

    def last(self, phone: str) -> str:
        """Return the newest code of a number."""
        return [code for number, code in self.codes if number == phone][-1]


@dataclass
class House:
    """One process of the service."""

    ledger: Ledger
    read_store: ReadStore
    people: People
    keyring: Keyring = KEYRING
    now: datetime = MORNING
    tokens: dict[Role, str] = field(default_factory=dict)
    persons: dict[Role, UUID] = field(default_factory=dict)
    sent: Letterbox = field(default_factory=Letterbox)
    terms: set[tuple[Role, UUID, str, UUID | None]] = field(default_factory=set)
    shelf: Shelf | None = None
    """Where the app comes from and goes back to; without one it is put together."""

    @classmethod
    def on_sqlite(cls, folder: Path, shelf: Shelf | None = None) -> Self:
        """A house whose three files lie in a folder."""
        store = SqliteStore(folder / "ledger.sqlite3")
        urls = f"sqlite:///{folder / 'read.sqlite3'}", f"sqlite:///{folder / 'people.sqlite3'}"
        return cls._on(store, *urls, shelf)

    @classmethod
    def on_postgres(cls, url: str, shelf: Shelf | None = None) -> Self:
        """A house in the schemas of one database."""
        return cls._on(PostgresStore(url), url, url, shelf)

    @classmethod
    def _on(cls, store: Any, read_url: str, people_url: str, shelf: Shelf | None) -> Self:
        store.create()
        read_store, people = ReadStore(read_url), People(people_url, MASTER_KEYS)
        read_store.create()
        people.create_schema()
        return cls(Ledger(store), read_store, people, shelf=shelf)

    def __post_init__(self) -> None:
        self.services = Services(
            ledger=self.ledger,
            views=Views(self.read_store),
            people=self.people,
            directory=Directory(self.people),
            access=AccessTokens(self.people),
            logins=Logins(self.people, b"pepper of this test"),
            sessions=Sessions(self.people),
            phone=PhoneSignIn(self.people, b"pepper of this test"),
            sender=self.sent,
            audit=AuditLog(self.people),
            staff=Staffing.over(self.people, b"pepper of this test", PARTY),
            devices=Devices(self.people),
            cards=Cards(self.people, new_id),
            oidc_links=OidcLinks(self.people),
            standing_reads=StandingReads(self.people, AuditLog(self.people)),
            texts=Texts(self.people),
            photos=Photos(self.people),
            sheets=ShownSheets(self.people),
            pushes=Pushes(self.people),
            feeds=ShiftFeeds(self.people),
            maker=TokenMaker(self.keyring),
            reader=TokenReader(self.keyring),
            public_host="127.0.0.1:8000",
            secret_key=b"a secret of this test, 32 bytes.",
            clock=lambda: self.now,
        )
        self.app = (self.shelf or Shelf(register)).take(self.services)
        self.client: FlaskClient = self.app.test_client()
        self.client.set_cookie(DEVICE_COOKIE, DEVICE)

    def settle(self) -> Self:
        """Settle the village and give every role a caller."""
        self.village = Village(self.ledger).settle()
        cast = self.village
        self.persons = {role: derive_subject("person", "house", role.value) for role in Role}
        self.persons[Role.VOLUNTEER], self.persons[Role.RIDER] = cast.volunteers[0], cast.riders[0]
        self.persons[Role.RESIDENT], self.persons[Role.SHOP_KEEPER] = cast.household, cast.keeper
        newcomers = [
            Person(it, f"张{role.value}三", COMMUNITY) for role, it in self.persons.items()
        ]
        others = [(cast.volunteers[1], "欧阳娜娜"), (cast.riders[1], "王二")]
        newcomers += [Person(person_id, name, COMMUNITY) for person_id, name in others]
        self.services.directory.enrol(newcomers)
        places = {
            Role.SHOP_KEEPER: cast.shop,
            Role.STATION_KEEPER: cast.station,
        }
        for role, person_id in self.persons.items():
            if role is Role.SCREEN:
                self.tokens[role] = self.device(cast.station)
                continue
            unit = CITY if role in CITY_WIDE else COMMUNITY
            if role in FOR_A_TERM:
                self._appoint(role, person_id, unit, places.get(role))
            self.tokens[role] = self.token(role, person_id, unit=unit, place=places.get(role))
        return self.project()

    def token(
        self,
        role: Role,
        person_id: UUID | None,
        *,
        unit: str = COMMUNITY,
        place: UUID | None = None,
        kind: TokenKind = TokenKind.BEARER,
        days: int = 30,
        term: bool = True,
        proved: bool = True,
    ) -> str:
        """Issue an access token; a session is good on DEVICE, which `client` is.

        A role that needs a term gets one, and staff have shown a second factor, unless told.
        """
        if term and person_id is not None and role in FOR_A_TERM:
            self.give_term(role, person_id, unit, place)
        order = TokenOrder(
            person_id=person_id,
            role=role,
            unit_code=unit,
            place_id=place,
            kind=kind,
            ttl=timedelta(days=days),
            label="test",
        )
        if kind is TokenKind.SESSION:
            secret, _ = self.services.sessions.open(
                order,
                device_secret=DEVICE,
                device_label="test",
                method=SignInMethod.PASSCODE,
                proved_at=self.now if proved and role in FOR_A_TERM else None,
                now=self.now,
            )
            return secret
        ((secret, grant),) = self.services.access.issue_many([order], now=self.now)
        if proved and role is Role.SECURITY_ADMINISTRATOR:
            self.services.staff.step_ups.allow(grant.token_id, now=self.now)
        return secret

    def give_term(
        self, role: Role, person_id: UUID, unit: str = COMMUNITY, place: UUID | None = None
    ) -> None:
        """Give a role since spring, without an end; a term that runs already stays."""
        if self._appoint(role, person_id, unit, place):
            self.project()

    def _appoint(self, role: Role, person_id: UUID, unit: str, place: UUID | None) -> bool:
        if (role, person_id, unit, place) in self.terms:
            return False
        self.terms.add((role, person_id, unit, place))
        with suppress(UnitExistsError):
            self.village.register_unit(unit, f"单位{unit}", "community", CITY)
        self.village.do(
            AssignRole,
            person_id=person_id,
            role=role.value,
            unit_code=unit,
            from_day=SPRING,
            to_day=None,
            assigned_by=None,
            place_id=place,
        )
        return True

    def device(
        self, place: UUID, *, place_kind: str = "station", kind: TokenKind = TokenKind.BEARER
    ) -> str:
        """Enrol a device of a place; return its secret."""
        devices = self.services.devices
        return enrol(
            self.ledger, devices, place, COMMUNITY, place_kind=place_kind, kind=kind, now=self.now
        )

    def card(self, person_id: UUID) -> Card:
        """Return a person's good card, a new one if there is none."""
        issued = self.services.cards.issue_missing([person_id], issued_by=new_id(), now=self.now)
        return issued[person_id]

    def code(self, kind: Kind, subject: UUID, at: datetime | None = None) -> str:
        """Make the code of something, as it is shown now; of a person, that of their card."""
        if kind is Kind.CARD:
            subject = self.card(subject).card_id
        return self.services.maker.make(kind, subject_of(subject), at=at or self.now)

    def project(self) -> Self:
        """Bring the read models to the end of the log."""
        Runner(self.ledger, self.read_store, PROJECTIONS).catch_up()
        self.services.terms.forget()
        self.services.views.trees.forget()
        self.services.views.calendar.forget()
        return self

    # Asking ----------------------------------------------------------------------

    def ask(
        self, method: str, path: str, who: Role | str | None = None, **more: Any
    ) -> TestResponse:
        """Send a request as somebody."""
        headers = dict(more.pop("headers", {}))
        if who is not None:
            secret = self.tokens[who] if isinstance(who, Role) else who
            headers["Authorization"] = f"Bearer {secret}"
        address = (
            path if path.startswith(("/api", "/healthz", "/readyz", "/metrics")) else API + path
        )
        return self.client.open(address, method=method, headers=headers, **more)

    def get(self, path: str, who: Role | str | None = None, **more: Any) -> TestResponse:
        """Read."""
        return self.ask("GET", path, who, **more)

    def post(
        self, path: str, who: Role | str | None, body: Any, *, key: str | None = None, **more: Any
    ) -> TestResponse:
        """Send a command under a key, a fresh one unless told."""
        headers = {"Idempotency-Key": key or fresh_key(), **more.pop("headers", {})}
        return self.ask("POST", path, who, json=body, headers=headers, **more)

    def scan(
        self, who: Role | str, token: str, *, key: str | None = None, **more: Any
    ) -> TestResponse:
        """Scan a code."""
        return self.post("/scans", who, {"token": token, **more}, key=key)

    def close(self) -> None:
        """Let go of all stores."""
        self.services.views.positions.close()
        self.ledger.close()
        self.read_store.close()
        self.people.close()
        if self.shelf:
            self.shelf.put_back(self.app)


@contextmanager
def projecting(house: House) -> Iterator[None]:
    """Follow the log in a thread, as the service does."""
    stop = Event()
    runner = Runner(house.ledger, house.read_store, PROJECTIONS)
    thread = Thread(target=runner.run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(20)
