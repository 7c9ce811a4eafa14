"""A house with pages, and a browser for everybody in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

import web
from api.app import register
from api.auth import DEVICE_COOKIE, SESSION_COOKIE
from api.devices.cookie import SCREEN_COOKIE
from api.services import Services
from people.access import TokenKind
from people.roles import Role
from tests.api.house import CITY_WIDE, DEVICE, House
from tests.api.settled import house_in, settled_files
from tests.api.shelf import Shelf
from tests.support.village import CITY, COMMUNITY
from tests.web.routes.plain import PlainBrowser

__all__ = ["settled_files"]

Open = Callable[..., PlainBrowser]


@pytest.fixture
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A settled house on SQLite with pages; its volunteer has points to spend."""
    house = furnished(tmp_path, request)
    yield house
    house.close()


@pytest.fixture(scope="module")
def quiet_house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A house likewise, for the tests of a module that only look."""
    house = furnished(tmp_path_factory.mktemp("house"), request)
    yield house
    house.close()


@pytest.fixture
def browser_of(house: House) -> Open:
    """Give a browser signed in as a role, or one of a stranger."""
    return opener(house)


@pytest.fixture
def looker_of(quiet_house: House) -> Open:
    """Give a browser likewise, to look around in the quiet house."""
    return opener(quiet_house)


def furnished(folder: Path, request: pytest.FixtureRequest | None = None) -> House:
    """Build a settled house with pages; a copy, if the request of a fixture is given."""
    house = house_in(folder, request, PAGES) if request else _settled_in(folder)
    house.village.credit(house.village.wallet_of(house.persons[Role.VOLUNTEER]), 40)
    return house.project()


def _settled_in(folder: Path) -> House:
    return House.on_sqlite(folder, PAGES).settle()


def _with_pages(app: Flask, services: Services) -> None:
    register(app, services)
    web.register(app, services, secure_cookies=False)


PAGES = Shelf(_with_pages)


def opener(house: House) -> Open:
    """Return what starts browsers in a house."""
    places = {
        Role.SHOP_KEEPER: house.village.shop,
        Role.STATION_KEEPER: house.village.station,
    }

    def start(role: Role | None = None) -> PlainBrowser:
        browser = PlainBrowser(house.app, house.project)
        if role is Role.SCREEN:
            secret = house.device(house.village.station, kind=TokenKind.DEVICE)
            browser.keep_cookie(SCREEN_COOKIE, secret)
        elif role is not None:
            secret = house.token(
                role,
                house.persons[role],
                unit=CITY if role is Role.RIDER or role in CITY_WIDE else COMMUNITY,
                place=places.get(role),
                kind=TokenKind.SESSION,
            )
            browser.keep_cookie(SESSION_COOKIE, secret)
            browser.keep_cookie(DEVICE_COOKIE, DEVICE)
        return browser

    return start
