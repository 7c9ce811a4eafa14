"""Hand-overs through the doors: digits, cards, relatives, taking back, and other villages."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
import pytest
import zxingcpp
from werkzeug.test import TestResponse

from api.households.gates import gate_subject
from ledger.kernel.clock import SHANGHAI
from ledger.kernel.ids import derive, subject_of
from ledger.shop.hand_over import Collector
from ledger.wallets.wallet import WalletKind
from people.directory import Person
from people.roles import Role
from projections.households.views import HouseholdRow
from qr.kinds import Kind
from tests.api.house import House, fresh_key
from tests.api.households import new, register
from tests.support.ledgers import read_log
from tests.support.pictures import form_of, jpeg
from tests.support.village import COMMUNITY

KEEPER, RESIDENT, SUPERVISOR = Role.SHOP_KEEPER, Role.RESIDENT, Role.SUPERVISOR
ELSEWHERE = "150102001001"


def done(answer: TestResponse, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.get_data(as_text=True)
    told: dict[str, Any] = answer.json  # type: ignore[assignment]
    return told


def refused(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]  # type: ignore[index]


def other_digits(digits: str) -> str:
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


@pytest.fixture
def sale(house_on_both: House) -> Sale:
    return Sale(house_on_both)


def test_three_wrong_digits_lock_a_voucher_and_change_nothing(sale: Sale) -> None:
    before = len(read_log(sale.house.services.ledger))
    wrong = other_digits(sale.digits)
    first = sale.collect(digits=wrong)
    assert refused(first) == (422, "pickup_digits_wrong")
    assert first.json["left"] == 2  # type: ignore[index]
    assert refused(sale.collect(digits=wrong)) == (422, "pickup_digits_wrong")
    assert refused(sale.collect(digits=wrong)) == (422, "pickup_locked")
    assert refused(sale.collect(digits=sale.digits)) == (422, "pickup_locked")
    assert len(read_log(sale.house.services.ledger)) == before
    assert sale.balance() == (70, 30)
    sale.house.now += timedelta(minutes=15, seconds=1)
    assert done(sale.collect(digits=sale.digits))["state"] == "collected"


def test_right_digits_start_counting_from_nothing(sale: Sale) -> None:
    wrong = other_digits(sale.digits)
    for _ in range(2):
        assert refused(sale.collect(digits=wrong)) == (422, "pickup_digits_wrong")
    basket = [{"item_id": str(sale.village.item), "quantity": 3}]
    assert refused(sale.collect(digits=sale.digits, basket=basket)) == (422, "not_reserved")
    assert refused(sale.collect(digits=wrong)) == (422, "pickup_digits_wrong")
    assert done(sale.collect(digits=sale.digits))["state"] == "collected"


def test_part_of_a_basket_is_handed_out_and_the_rest_comes_back(sale: Sale) -> None:
    basket = [{"item_id": str(sale.village.item), "quantity": 1}]
    assert done(sale.collect(digits=sale.digits, basket=basket))["amount"] == 15
    assert sale.balance() == (85, 0)
    seen = done(sale.house.get(f"/vouchers/{sale.voucher}", RESIDENT))
    assert [(it["quantity"], it["handed"]) for it in seen["lines"]] == [(2, 1)]
    assert (seen["state"], seen["amount"], seen["pickup_code"]) == ("collected", 15, None)


def test_a_neighbour_leaves_a_name_that_the_log_does_not_hold(sale: Sale) -> None:
    came = {"digits": sale.digits, "relation": "neighbour"}
    assert refused(sale.collect(**came)) == (422, "relation_required")
    done(sale.collect(**came, collector="赵大妈"))
    events = read_log(sale.house.services.ledger)
    collected = next(it for it in events if type(it).__name__ == "Collected")
    assert collected.collector.relation == "neighbour"
    text_id = collected.collector.text_id
    assert sale.house.services.texts.read([text_id]) == {text_id: "赵大妈"}
    assert "赵大妈" not in repr([vars(it) for it in events])


def came(sale: Sale) -> Collector:
    events = read_log(sale.house.services.ledger)
    collector: Collector = [it for it in events if type(it).__name__ == "Collected"][-1].collector
    return collector


def test_somebody_else_is_known_by_the_own_code_and_is_no_family_by_saying_so(sale: Sale) -> None:
    neighbour = sale.village.volunteers[1]
    shown = {"digits": sale.digits, "collector_code": sale.house.code(Kind.PERSON, neighbour)}
    for inside in ("self", "family"):
        answer = sale.collect(**shown, relation=inside)
        assert refused(answer) == (422, "collector_not_family")
    assert sale.balance() == (70, 30), "nothing left the shop"
    done(sale.collect(**shown, relation="neighbour"))
    assert (came(sale).person_id, came(sale).text_id) == (neighbour, None)


def test_the_owners_card_in_a_neighbours_hand_is_not_the_neighbour(sale: Sale) -> None:
    owner = sale.house.persons[RESIDENT]
    body = {"code": sale.house.code(Kind.PERSON, owner), "relation": "neighbour"}
    assert refused(sale.collect(**body)) == (422, "relation_required")
    done(sale.collect(**body, collector="赵大妈"))
    assert (came(sale).person_id, came(sale).confirmation) == (None, "personal_code")
    assert came(sale).text_id is not None


def test_who_only_signs_is_believed_with_a_picture_of_the_keepers(sale: Sale) -> None:
    house = sale.house

    def pictured(who: Role, seed: int) -> str:
        sending = {"headers": {"Idempotency-Key": fresh_key()}, **form_of(jpeg(seed))}
        return str(done(house.ask("POST", "/photos", who, **sending), 201)["photo_id"])

    before = len(read_log(house.services.ledger))
    assert refused(sale.collect(signed=True)) == (422, "signature_photo_required")
    card = house.code(Kind.CARD, house.persons[RESIDENT])
    assert refused(sale.collect(card=card, signed=True)) == (422, "signature_photo_required")
    others = sale.collect(signed=True, photo_id=pictured(Role.CLERK, 1))
    assert refused(others) == (404, "photo_not_found")
    assert len(read_log(house.services.ledger)) == before
    assert sale.balance() == (70, 30), "nothing left the shop"
    photo_id = pictured(KEEPER, 2)
    done(sale.collect(signed=True, photo_id=photo_id))
    assert (came(sale).confirmation, str(came(sale).photo_id)) == ("signature", photo_id)
    assert house.services.photos.drop(UUID(photo_id)) is False, "it is evidence now"


def test_redeeming_at_once_by_a_signature_needs_the_picture_as_well(sale: Sale) -> None:
    house, village = sale.house, sale.village
    row = household_with(house, 40)
    body = {
        "basket": [{"item_id": str(village.item), "quantity": 1}],
        "gate": house.services.maker.make(Kind.GATE, gate_subject(row)),
        "signed": True,
    }
    path = f"/shops/{village.shop}/redemptions"
    assert refused(house.post(path, KEEPER, body)) == (422, "signature_photo_required")
    sending = {"headers": {"Idempotency-Key": fresh_key()}, **form_of(jpeg())}
    photo_id = done(house.ask("POST", "/photos", KEEPER, **sending), 201)["photo_id"]
    told = done(house.post(path, KEEPER, body | {"photo_id": photo_id}), 201)
    assert (told["amount"], told["available"]) == (15, 25)


def household_with(house: House, points: int) -> HouseholdRow:
    """The household of the resident, with points on its wallet."""
    household_id = UUID(register(house, "0203", new("巴图")))
    row = house.services.views.households.get(household_id)
    assert row is not None
    house.village.credit(derive("wallet", WalletKind.HOUSEHOLD.value, household_id), points)
    house.project()
    return row


def test_a_gate_says_who_it_is_and_confirms_nothing(sale: Sale) -> None:
    house, village = sale.house, sale.village
    row = household_with(house, 40)
    assert row.head_id is not None
    body = {
        "basket": [{"item_id": str(village.item), "quantity": 1}],
        "gate": house.services.maker.make(Kind.GATE, gate_subject(row)),
    }
    path = f"/shops/{village.shop}/redemptions"
    assert refused(house.post(path, KEEPER, body)) == (422, "confirmation_required")
    stranger = {"code": house.code(Kind.PERSON, village.volunteers[1])}
    assert refused(house.post(path, KEEPER, body | stranger)) == (404, "voucher_not_found")
    member = {"code": house.code(Kind.PERSON, row.head_id)}
    told = done(house.post(path, KEEPER, body | member), 201)
    assert (told["amount"], told["available"]) == (15, 25)


def test_a_counter_says_which_it_is_to_hand_out_what_it_has_along(sale: Sale) -> None:
    counter, other = str(uuid4()), str(uuid4())
    path = f"/shops/{sale.village.shop}/counter/take"
    done(sale.house.post(path, KEEPER, {"counter_id": counter}))
    for elsewhere in ({}, {"counter_id": other}):
        answer = sale.collect(digits=sale.digits, **elsewhere)
        assert refused(answer) == (409, "voucher_at_counter")
    assert done(sale.collect(digits=sale.digits, counter_id=counter))["state"] == "collected"


def test_keeper_and_owner_take_back_within_15_minutes(sale: Sale) -> None:
    done(sale.collect(digits=sale.digits))
    sale.house.project()
    sale.house.now += timedelta(minutes=15)
    assert refused(sale.undo()) == (422, "confirmation_required")
    assert done(sale.undo(digits=sale.digits))["state"] == "undone"
    assert sale.balance() == (100, 0)
    assert refused(sale.undo(digits=sale.digits)) == (409, "voucher_not_collected")


def test_later_the_committee_takes_back_with_a_reason(sale: Sale) -> None:
    done(sale.collect(digits=sale.digits))
    sale.house.project()
    sale.house.now += timedelta(minutes=16)
    assert refused(sale.undo(digits=sale.digits)) == (422, "hand_over_undo_late")
    assert sale.undo(SUPERVISOR).status_code == 400, "a reason is needed"
    elsewhere = sale.house.token(SUPERVISOR, sale.house.persons[SUPERVISOR], unit=ELSEWHERE)
    assert refused(sale.undo(elsewhere, words="发错了")) == (404, "voucher_not_found")
    for role in (Role.CLERK, RESIDENT):
        assert sale.undo(role, words="发错了").status_code == 403
    assert done(sale.undo(SUPERVISOR, words="发错了"))["state"] == "undone"
    assert sale.balance() == (100, 0)
    (row,) = done(sale.house.get("/hand-overs", SUPERVISOR))["items"]
    assert (row["state"], row["voucher_id"]) == ("undone", str(sale.voucher))


def test_whoever_stands_there_redeems_with_the_own_code(sale: Sale) -> None:
    house, buyer = sale.house, sale.village.volunteers[1]
    house.services.directory.enrol([Person(buyer, "乌云", COMMUNITY)])
    sale.village.credit(sale.village.wallet_of(buyer), 40)
    house.project()
    body = {"basket": [{"item_id": str(sale.village.item), "quantity": 1}]}
    path = f"/shops/{sale.village.shop}/redemptions"
    assert refused(house.post(path, KEEPER, body)) == (404, "voucher_not_found")
    code = {"code": house.code(Kind.PERSON, buyer)}
    told = done(house.post(path, KEEPER, body | code), 201)
    assert (told["amount"], told["available"]) == (15, 25)
    card = {"card": house.code(Kind.CARD, buyer)}
    assert refused(house.post(path, KEEPER, body | card)) == (422, "confirmation_required")


def test_a16_a_shop_of_another_village_learns_nothing(sale: Sale) -> None:
    house = sale.house
    stranger = house.token(KEEPER, sale.village.volunteers[1], place=uuid4(), unit=ELSEWHERE)
    before = len(read_log(house.services.ledger))
    answers = [
        house.scan(stranger, house.code(Kind.VOUCHER, sale.voucher)),
        sale.collect(stranger, digits=sale.digits),
        sale.undo(stranger, digits=sale.digits),
        house.get(f"/vouchers/{sale.voucher}", stranger),
    ]
    assert [refused(it) for it in answers] == [
        (422, "village_mismatch"),
        (422, "village_mismatch"),
        (422, "village_mismatch"),
        (404, "voucher_not_found"),
    ]
    for said in answers:
        words = said.get_data(as_text=True)
        assert "张" not in words
        assert "70" not in words
    assert sale.balance() == (70, 30)
    new = [type(it).__qualname__ for it in read_log(house.services.ledger)[before:]]
    assert set(new) == {"RefusedScan.Recorded"}


# The slip ------------------------------------------------------------------------------


def slip(sale: Sale, who: Role | str = KEEPER, paper: str = "58mm") -> TestResponse:
    sale.house.project()
    return sale.house.get(f"/vouchers/{sale.voucher}/receipt.pdf?paper={paper}", who)


@pytest.mark.parametrize(("paper", "width_mm"), [("58mm", 58), ("a4", 210)])
def test_the_slip_says_what_left_and_its_code_and_fingerprint_hold(
    sale: Sale, paper: str, width_mm: int
) -> None:
    basket = [{"item_id": str(sale.village.item), "quantity": 1}]
    done(sale.collect(digits=sale.digits, basket=basket))
    answer = slip(sale, paper=paper)
    assert answer.mimetype == "application/pdf"
    document = pypdfium2.PdfDocument(answer.data)
    assert len(document) == 1
    assert document[0].get_width() * 25.4 / 72 == pytest.approx(width_mm, abs=0.2)
    words = document[0].get_textpage().get_text_range()
    seen = done(sale.house.get(f"/vouchers/{sale.voucher}", RESIDENT))
    position = f"{seen['position']:,}"
    at = sale.house.now.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    for each in ("洗衣液", "×1", "15 分", "85 分", "本人", at, position, seen["fingerprint"]):
        assert each in words, each
    keeper = sale.house.services.directory.find(sale.house.persons[KEEPER])
    assert keeper is not None
    assert keeper.display_name not in words
    assert sale.digits not in words.replace(position, "").split()
    picture = document[0].render(scale=203 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    token = sale.house.services.reader.read(code.text, at=sale.house.now, kinds={Kind.VOUCHER})
    assert token.subject == subject_of(sale.voucher)


def test_a_slip_is_of_what_left_and_for_who_may_see_it(sale: Sale) -> None:
    assert refused(slip(sale)) == (409, "voucher_not_collected")
    done(sale.collect(digits=sale.digits))
    assert slip(sale, RESIDENT).status_code == 200
    assert refused(slip(sale, Role.VOLUNTEER)) == (404, "voucher_not_found")
    stranger = sale.house.token(KEEPER, sale.village.volunteers[1], place=uuid4(), unit=ELSEWHERE)
    assert refused(slip(sale, stranger)) == (404, "voucher_not_found")
    assert slip(sale, paper="a5").status_code == 422


def test_the_fingerprint_stays_when_it_is_taken_back_and_the_slip_says_so(sale: Sale) -> None:
    def fingerprint() -> str:
        sale.house.project()
        said: str = done(sale.house.get(f"/vouchers/{sale.voucher}", RESIDENT))["fingerprint"]
        return said

    assert fingerprint() == ""
    done(sale.collect(digits=sale.digits))
    before = fingerprint()
    done(sale.undo(digits=sale.digits))
    assert fingerprint() == before
    words = pypdfium2.PdfDocument(slip(sale).data)[0].get_textpage().get_text_range()
    assert "已整单撤回" in words
    assert before in words
