"""A keeper's counter and who stands there, for the tests of its pages."""

import io
from typing import Any
from uuid import UUID

from ledger.kernel.ids import derive, subject_of
from ledger.wallets.wallet import WalletKind
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.api.households import new, register
from tests.support.pictures import jpeg
from tests.web.routes.plain import Document, PlainBrowser

KEEPER = Role.SHOP_KEEPER
ELSEWHERE = "150102001001"


def home(house: House, number: str, name: str, points: int = 300) -> tuple[UUID, UUID]:
    """Return a household with points, and its head."""
    household_id = UUID(register(house, number, new(name)))
    house.village.credit(wallet_of(household_id), points)
    house.project()
    row = house.services.views.households.get(household_id)
    assert row is not None
    assert row.head_id is not None
    return household_id, row.head_id


def wallet_of(household_id: UUID) -> UUID:
    """Name the wallet of a household."""
    return derive("wallet", WalletKind.HOUSEHOLD.value, household_id)


def points(house: House, household_id: UUID) -> tuple[int, int]:
    """Return what a household may spend, and what is held of it."""
    house.project()
    found = house.services.views.balances.of(wallet_of(household_id))
    assert found is not None
    return found.available, found.held


def counter(house: House) -> str:
    """Return where the counter of the shop is."""
    return f"/shops/{house.village.shop}/counter"


def show(keeper: PlainBrowser, house: House, token: str) -> Document:
    """Scan a code at the counter."""
    keeper.open(counter(house))
    return keeper.submit(counter(house), token=token)


def choose(keeper: PlainBrowser, house: House, **quantities: str) -> Document:
    """Put things into the basket and go on."""
    return keeper.submit(f"{counter(house)}/basket", go="1", **quantities)


def redeem(keeper: PlainBrowser, house: House, **typed: str) -> Document:
    """Hand over at once what is in the basket."""
    return keeper.submit(f"/shops/{house.village.shop}/redemptions", **typed)


def reserved(house: House, wallet_id: UUID, quantity: int = 1) -> UUID:
    """Set pieces aside for a wallet; return the voucher."""
    voucher: UUID = house.village.reserve(wallet_id, quantity=quantity)
    house.project()
    return voucher


def digits_of(house: House, voucher: UUID) -> str:
    """Return the digits of a voucher."""
    return house.services.maker.pickup(Kind.VOUCHER, subject_of(voucher))


def picture(seed: int = 1) -> Any:
    """Return a file as a form sends it."""
    return io.BytesIO(jpeg(seed)), "签字纸.jpg"
