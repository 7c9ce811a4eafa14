"""The same photo under another name alarms, two photos of two things do not (VP-17)."""

import hashlib
import io
import random
from typing import Any

import pytest
from PIL import Image

from ledger.moral.alarm_review import AlarmKind
from ledger.moral.claim import Claim
from people.picture_hash import bits_between, perceptual_hash
from projections.moral.alarms import pictures
from tests.projections.moral.test_alarms import AFTER, FINDS_ALL, folded, kinds, log_of
from tests.projections.setting import Setting
from tests.support.alarming import act, household
from tests.support.claims import put
from tests.support.ledgers import UNIT
from tests.support.pictures import encoded, scene

SAME = [(AlarmKind.SAME_PHOTO, 2, 2)]


def with_photo(n: int, file: bytes, mark: str | None = None, **more: Any) -> Claim:
    """Return the nth act, with a photo as the service takes it in."""
    marked = perceptual_hash(Image.open(io.BytesIO(file))) if mark is None else mark
    hashes = {"photo_hashes": [hashlib.sha256(file).hexdigest()], "photo_marks": [marked]}
    return act(n, **hashes, **more)


def again(seed: int) -> bytes:
    """The picture of a scene, shrunk and saved anew: another file."""
    return encoded(scene(seed).resize((400, 300)), quality=35)


@pytest.mark.parametrize("seed", range(6))
def test_a_shrunk_copy_saved_anew_in_another_claim_alarms(seed: int) -> None:
    assert kinds([with_photo(1, encoded(scene(seed))), with_photo(2, again(seed))]) == SAME


def test_photos_of_different_things_do_not_alarm() -> None:
    files = [encoded(scene(seed)) for seed in range(40)]
    assert kinds([with_photo(n, file) for n, file in enumerate(files)]) == []


def test_the_exact_file_still_alarms_without_a_mark_and_a_dark_wall_looks_like_nothing() -> None:
    file = encoded(scene(1))
    assert kinds([with_photo(1, file, mark=""), with_photo(2, file, mark="")]) == SAME
    assert kinds([with_photo(1, file, mark=""), with_photo(2, again(1), mark="")]) == []


def test_two_copies_in_one_claim_are_one_use() -> None:
    files = [encoded(scene(1)), again(1)]
    hashes = [hashlib.sha256(it).hexdigest() for it in files]
    marks = [perceptual_hash(Image.open(io.BytesIO(it))) for it in files]
    assert kinds([act(1, photo_hashes=hashes, photo_marks=marks)]) == []


def test_what_only_looks_alike_counts_in_one_village() -> None:
    far = with_photo(2, again(1), unit_code="150104003006")
    assert kinds([with_photo(1, encoded(scene(1))), far]) == []


def test_three_copies_are_one_alarm_in_whatever_order_they_arrive() -> None:
    chain = ["0f0f0f0f0f0f0f00", "0f0f0f0f0f0f0f07", "0f0f0f0f0f0f0f3f", "f0f0f0f0f0f0f0f0"]
    assert bits_between(chain[0], chain[2]) > pictures.ALIKE_BITS_MAX
    files = [encoded(scene(1)), again(1), encoded(scene(1), quality=60)]
    claims = [with_photo(n, file) for n, file in enumerate(files)]
    assert kinds(claims) == [(AlarmKind.SAME_PHOTO, 3, 3)]
    claims += [
        with_photo(10 + n, bytes([n]), mark=mark) for n, mark in enumerate([*chain, chain[0]])
    ]
    log = log_of(list(claims))
    expected = folded(log, [FINDS_ALL])
    for seed in range(20):
        chance = random.Random(seed)
        mixed = chance.sample(log, len(log))
        assert folded(mixed, [chance.randint(1, 4)]) == expected


def test_a_picture_is_not_compared_with_all_of_its_village(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def counting(one: str, other: str) -> int:
        compared.append(other)
        return bits_between(one, other)

    monkeypatch.setattr(pictures, "bits_between", counting)
    chance = random.Random(1)
    many = 600
    marks = [f"{chance.getrandbits(64):016x}" for _ in range(many)]
    log = log_of([with_photo(n, mark.encode(), mark=mark) for n, mark in enumerate(marks)])
    folded(log, [50])
    assert len(compared) < 2 * many, "of 179,700 pairs"


def test_the_ledger_tells_which_claims_show_the_same(setting: Setting) -> None:
    put(setting.ledger, with_photo(1, encoded(scene(3))), with_photo(2, again(3)))
    put(setting.ledger, with_photo(3, encoded(scene(4))))
    alarms = setting.project().alarms
    (found,) = alarms.page(UNIT, AFTER)
    assert (found.kind, found.part) == (AlarmKind.SAME_PHOTO, 2)
    homes = {it.household_id for it in alarms.claims(found)}
    assert homes == {household(1), household(2)}
