"""One picture for two hand-overs of a shop is told to the supervision committee (VP-17)."""

import hashlib
import io
import random
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from eventsourcing.domain import Aggregate
from PIL import Image

from ledger.kernel.ids import new_id
from ledger.moral.alarm_review import AlarmKind
from ledger.shop.shop import Shop
from ledger.shop.voucher import Voucher
from people.picture_hash import perceptual_hash
from tests.projections.moral.test_alarms import AFTER, FINDS_ALL, folded, kinds, log_of
from tests.projections.setting import Setting
from tests.support.alarming import OCTOBER, act, collected, household, of_same_hand, person, shop
from tests.support.claims import put
from tests.support.ledgers import UNIT
from tests.support.pictures import encoded, scene

TWICE = [(AlarmKind.SAME_HANDED_PHOTO, 2, 2)]


def picture(file: bytes, *, marked: bool = True) -> dict[str, Any]:
    """Say of a picture what a hand-over says of it: a signed slip has no mark."""
    mark = perceptual_hash(Image.open(io.BytesIO(file))) if marked else ""
    known = {"photo_hash": hashlib.sha256(file).hexdigest(), "photo_mark": mark}
    return {"photo_id": new_id(), **known}


def handed(n: int, place: Shop, file: bytes, *, marked: bool = True, **more: Any) -> Voucher:
    """Return the nth hand-over of a shop, with a picture."""
    said = {"at": OCTOBER + timedelta(minutes=n)} | picture(file, marked=marked)
    return collected(n, more.pop("hand", None), place, **said | more)


def told(aggregates: list[Aggregate]) -> list[tuple[str, int, int]]:
    """Return what is over its line of these; they may be asked about once more."""
    return kinds(deepcopy(aggregates))


def again(seed: int) -> bytes:
    """The picture of a scene, shrunk and saved anew: another file."""
    return encoded(scene(seed).resize((400, 300)), quality=35)


def test_one_slip_for_two_hand_overs_is_told_once() -> None:
    place, slip = shop(), encoded(scene(1))
    one = handed(1, place, slip, marked=False)
    assert told([place, one, handed(2, place, encoded(scene(2)), marked=False)]) == []
    assert told([place, one, handed(2, place, slip, marked=False)]) == TWICE


def test_goods_that_were_shrunk_and_saved_anew_are_the_same_and_slips_are_not_compared() -> None:
    place = shop()
    for seed in range(6):
        files = [encoded(scene(seed)), again(seed)]
        goods = [handed(n, place, file) for n, file in enumerate(files)]
        assert told([place, *goods]) == TWICE, seed
        slips = [handed(n, place, file, marked=False) for n, file in enumerate(files)]
        assert told([place, *slips]) == [], seed
    others = [handed(n, place, encoded(scene(n))) for n in range(40)]
    assert told([place, *others]) == []


def test_a_file_counts_in_whatever_shop_and_what_only_looks_alike_in_one() -> None:
    here, there = shop(), shop("别处", "150105001001")
    file = encoded(scene(1))
    one = handed(1, here, file)
    assert told([here, there, one, handed(2, there, again(1))]) == []
    assert told([here, there, one, handed(2, there, file)]) == TWICE


def test_a_picture_of_a_claim_is_no_second_hand_over() -> None:
    place, file = shop(), encoded(scene(1))
    known = picture(file)
    of_claim = {"photo_hashes": [known["photo_hash"]], "photo_marks": [known["photo_mark"]]}
    assert told([place, handed(1, place, file), act(1, **of_claim)]) == []
    copied = [act(n, photo_hashes=[str(n)], photo_marks=[known["photo_mark"]]) for n in (1, 2)]
    same = [handed(n, place, file) for n in (1, 2)]
    both = sorted([*TWICE, (AlarmKind.SAME_PHOTO, 2, 2)])
    assert told([place, *same, *copied]) == both


def test_a_picture_makes_nobody_a_hand_and_a_hand_needs_no_picture() -> None:
    """Who fetches the own things is no hand for others, though a picture keeps the row."""
    place = shop()
    own = [handed(n, place, bytes([n]), marked=False, hand=household(n)) for n in range(9)]
    assert told([place, *own]) == []
    assert told([place, *own, *of_same_hand(4, at_shop=place)]) == [(AlarmKind.SAME_HAND, 4, 4)]
    for_others = of_same_hand(3, household(5), at_shop=place)
    assert told([place, *own, *for_others]) == [], "the own things are no fourth household"


def everything(place: Shop) -> list[Aggregate]:
    """Return hand-overs with copies of copies, of one shop that is opened somewhere among them."""
    files = [encoded(scene(1)), again(1), encoded(scene(1), quality=60), encoded(scene(2))]
    vouchers = [handed(n, place, file) for n, file in enumerate([*files, files[3], files[0]])]
    return [*vouchers, place]


def test_the_alarms_are_the_same_in_whatever_order_the_streams_are_read() -> None:
    logs = [log_of([it]) for it in everything(shop())]
    expected = folded([it for log in logs for it in log], [FINDS_ALL])
    assert sorted((it["kind"], it["part"]) for it in expected) == [
        (AlarmKind.SAME_HANDED_PHOTO, 2),
        (AlarmKind.SAME_HANDED_PHOTO, 4),
    ]
    for seed in range(20):
        chance = random.Random(seed)
        mixed = [it for log in chance.sample(logs, len(logs)) for it in log]
        assert folded(mixed, [chance.randint(1, 4)]) == expected


def test_the_committee_sees_both_hand_overs_and_whoever_has_a_hand_in_it_concludes_nothing(
    setting: Setting,
) -> None:
    place, file = shop(), encoded(scene(3))
    one, other = handed(1, place, file), handed(2, place, again(3), hand=person("helper"))
    put(setting.ledger, place, one, other, handed(3, place, encoded(scene(4))))
    alarms = setting.project().alarms
    (found,) = alarms.page(UNIT, AFTER)
    assert (found.kind, found.part, found.is_running(found.ends_on)) == (*TWICE[0][:2], False)
    rows = alarms.hand_overs(found)
    assert {it.owner_id for it in rows} == {household(1), household(2)}
    assert all(it.photo_id for it in rows)
    assert alarms.claims(found) == []
    assert set(alarms.involved(found)) == {person("keeper"), person("helper")}


@pytest.mark.parametrize("marked", [True, False])
def test_what_has_no_picture_is_not_the_same_as_another_without(*, marked: bool) -> None:
    place = shop()
    bare = [collected(n, None, place) for n in range(3)]
    assert told([place, *bare, handed(9, place, encoded(scene(1)), marked=marked)]) == []
