"""A resident with a voucher, at the counter of the village's shop."""

from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from ledger.kernel.ids import derive
from ledger.shop.hand_over import Collector
from ledger.wallets.wallet import WalletKind
from people.roles import Role
from projections.households.views import HouseholdRow
from tests.api.house import House, fresh_key
from tests.api.households import new, register
from tests.support.ledgers import read_log
from tests.support.pictures import form_of

KEEPER, RESIDENT, SUPERVISOR = Role.SHOP_KEEPER, Role.RESIDENT, Role.SUPERVISOR
ELSEWHERE = "150102001001"


def done(answer: TestResponse, status: int = 200) -> dict[str, Any]:
    """Return what was told, if it was done."""
    assert answer.status_code == status, answer.get_data(as_text=True)
    told: dict[str, Any] = answer.json  # type: ignore[assignment]
    return told


def refused(answer: TestResponse) -> tuple[int, str]:
    """Return the status and the code of a refusal."""
    return answer.status_code, answer.json["code"]  # type: ignore[index]


def other_digits(digits: str) -> str:
    """Return digits that are not these."""
    return f"{(int(digits) + 1) % 10_000:04d}"


class Sale:
    """A resident with 100 points and a reserved voucher of two pieces, 30 points."""

    def __init__(self, house: House) -> None:
        self.house, self.village = house, house.village
        self.village.credit(self.village.household_wallet, 100)
        house.project()
        body = {"basket": [{"item_id": str(self.village.item), "quantity": 2}]}
        told = done(house.post("/vouchers", RESIDENT, body), 201)
        self.voucher, self.digits = UUID(told["voucher_id"]), told["pickup_code"]
        house.project()

    def collect(self, who: Role | str = KEEPER, **body: Any) -> TestResponse:
        return self.house.post(f"/vouchers/{self.voucher}/collection", who, body)

    def undo(self, who: Role | str = KEEPER, **body: Any) -> TestResponse:
        return self.house.post(f"/vouchers/{self.voucher}/undoing", who, body)

    def balance(self) -> tuple[int, int]:
        self.house.project()
        found = self.house.services.views.balances.of(self.village.household_wallet)
        assert found is not None
        return found.available, found.held


def pictured(house: House, raw: bytes, who: Role = KEEPER) -> str:
    """Send a picture; return its ID."""
    sending = {"headers": {"Idempotency-Key": fresh_key()}, **form_of(raw)}
    return str(done(house.ask("POST", "/photos", who, **sending), 201)["photo_id"])


def came(sale: Sale) -> Collector:
    """Return who came, as the log says it."""
    events = read_log(sale.house.services.ledger)
    collector: Collector = [it for it in events if type(it).__name__ == "Collected"][-1].collector
    return collector


def household_with(house: House, points: int) -> HouseholdRow:
    """The household of the resident, with points on its wallet."""
    household_id = UUID(register(house, "0203", new("巴图")))
    row = house.services.views.households.get(household_id)
    assert row is not None
    house.village.credit(derive("wallet", WalletKind.HOUSEHOLD.value, household_id), points)
    house.project()
    return row
