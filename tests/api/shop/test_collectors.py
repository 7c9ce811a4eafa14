"""Who came for it: a name, an own code, somebody else's card, a signature with its picture."""

from uuid import UUID

from api.households.gates import gate_subject
from people.roles import Role
from qr.kinds import Kind
from tests.api.shop.sale import (
    ELSEWHERE,
    KEEPER,
    RESIDENT,
    SUPERVISOR,
    Sale,
    came,
    done,
    household_with,
    pictured,
    refused,
)
from tests.support.ledgers import read_log
from tests.support.pictures import jpeg


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

    before = len(read_log(house.services.ledger))
    assert refused(sale.collect(signed=True)) == (422, "signature_photo_required")
    card = house.code(Kind.CARD, house.persons[RESIDENT])
    assert refused(sale.collect(card=card, signed=True)) == (422, "signature_photo_required")
    others = sale.collect(signed=True, photo_id=pictured(house, jpeg(1), Role.CLERK))
    assert refused(others) == (404, "photo_not_found")
    assert len(read_log(house.services.ledger)) == before
    assert sale.balance() == (70, 30), "nothing left the shop"
    photo_id = pictured(house, jpeg(2))
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
    photo_id = pictured(house, jpeg())
    told = done(house.post(path, KEEPER, body | {"photo_id": photo_id}), 201)
    assert (told["amount"], told["available"]) == (15, 25)


def test_the_picture_of_a_hand_over_is_for_the_committees_of_the_village_and_its_keeper(
    sale: Sale,
) -> None:
    house = sale.house
    photo_id = pictured(house, jpeg())
    path = f"/photos/{photo_id}"
    assert house.get(path, SUPERVISOR).status_code == 404, "it proves nothing yet"
    done(sale.collect(signed=True, photo_id=photo_id))
    house.project()
    for role in (KEEPER, SUPERVISOR, Role.CLERK):
        for picture in (path, f"{path}/thumbnail"):
            assert house.get(picture, role).status_code == 200, role
    everybody = [it for it in house.persons if it not in (KEEPER, SUPERVISOR, Role.CLERK)]
    assert RESIDENT in everybody
    for role in everybody:
        assert house.get(path, role).status_code in (403, 404), role
    other, elsewhere = sale.village.volunteers[1], {"unit": ELSEWHERE}
    for role in (SUPERVISOR, Role.CLERK):
        assert refused(house.get(path, house.token(role, other, **elsewhere)))[0] == 404
    colleague = house.token(KEEPER, other, place=sale.village.shop)
    assert refused(house.get(path, colleague)) == (404, "photo_not_found")
    (row,) = done(house.get("/hand-overs", SUPERVISOR))["items"]
    assert (row["photo_id"], row["returned_photo_id"]) == (photo_id, None)
    assert "photo_id" not in done(house.get(f"/vouchers/{sale.voucher}", RESIDENT))
