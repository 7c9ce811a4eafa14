"""What the views work with: put together once by the composition root, shared by all requests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

from flask import Flask, current_app

from api.metrics import Metrics
from api.notifying.ports import BrowserPush, MessagePush, NoBrowserPush, NoMessagePush
from api.rates.limiter import RateLimits
from api.running_terms import RunningTerms
from api.signin.sending import CodeSender, NoSender
from api.sso.provider import OidcProvider
from ledger.kernel.application import Ledger
from ledger.kernel.clock import Clock, utc_now
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
from projections.catalogue import Views
from qr.tokens import TokenMaker, TokenReader

EXTENSION = "redbee"

Probe = Callable[[], object]
"""Returns when what it asks answers, and raises otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything a view may use. ``probes`` are what ``/readyz`` asks beyond ledger and people."""

    ledger: Ledger
    views: Views
    people: People
    directory: Directory
    access: AccessTokens
    logins: Logins
    sessions: Sessions
    phone: PhoneSignIn
    audit: AuditLog
    staff: Staffing
    devices: Devices
    cards: Cards
    oidc_links: OidcLinks
    standing_reads: StandingReads
    texts: Texts
    photos: Photos
    sheets: ShownSheets
    feeds: ShiftFeeds
    pushes: Pushes
    maker: TokenMaker
    reader: TokenReader
    public_host: str
    secret_key: bytes
    sso: OidcProvider | None = None
    clock: Clock = utc_now
    probes: Mapping[str, Probe] = field(default_factory=dict)
    metrics: Metrics = field(default_factory=Metrics)
    terms: RunningTerms = field(default_factory=RunningTerms)
    rates: RateLimits = field(default_factory=RateLimits)
    sender: CodeSender = field(default_factory=NoSender)
    browser_push: BrowserPush = field(default_factory=NoBrowserPush)
    message_push: MessagePush = field(default_factory=NoMessagePush)


def install(app: Flask, services: Services) -> None:
    """Give an app what its views work with."""
    app.extensions[EXTENSION] = services


def services() -> Services:
    """Return what the app of this request was given."""
    return cast("Services", current_app.extensions[EXTENSION])
