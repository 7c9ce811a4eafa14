import json
import stat
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qr.keys import KEYRING_BYTES_MAX, KEYS_MAX, Key, Keyring, KeyringError, KeyState
from qr.tokens import Flaw, Kind, TokenMaker, TokenReader
from tests.qr.support import NINE, RING, STATION, refusal

LATER = NINE + timedelta(days=90)
ROTATED = RING.rotate(LATER)
OLD_CODE = TokenMaker(RING).make(Kind.PLATE, STATION)


def states(ring: Keyring) -> list[tuple[int, str]]:
    return [(key.id, key.state.value) for key in ring.keys]


def test_a_new_ring_has_one_key_that_nobody_else_has() -> None:
    ring = Keyring.generate(NINE)
    assert states(ring) == [(0, "active")]
    assert ring.active.created_at == NINE
    assert len(ring.active.secret) == 32
    assert ring.active.secret != RING.active.secret


def test_codes_made_before_a_rotation_still_read() -> None:
    assert states(ROTATED) == [(0, "retired"), (1, "active")]
    assert TokenReader(ROTATED).read(OLD_CODE, at=LATER).key_id == 0


def test_after_a_rotation_codes_are_made_under_the_new_key() -> None:
    text = TokenMaker(ROTATED).make(Kind.PLATE, STATION)
    assert text != OLD_CODE
    assert TokenReader(ROTATED).read(text, at=LATER).key_id == 1


def test_a_change_leaves_the_ring_it_was_asked_of_as_it_was() -> None:
    before = RING.keys
    RING.rotate(LATER).revoke(0)
    assert RING.keys == before
    assert states(RING) == [(0, "active")]


def test_a_code_under_a_revoked_key_is_revoked_and_not_invalid() -> None:
    error = refusal(OLD_CODE, at=LATER, ring=ROTATED.revoke(0))
    assert (error.flaw, error.code) == (Flaw.REVOKED, "qr_revoked")
    assert error.token is not None
    assert error.token.subject == STATION


def test_revocation_is_told_before_kind_and_age() -> None:
    text = TokenMaker(RING).make(Kind.STATION, STATION, at=NINE)
    error = refusal(text, at=LATER, kinds=(Kind.GATE,), ring=ROTATED.revoke(0))
    assert error.flaw is Flaw.FORGED  # 90 days are beyond what 16 bits tell apart
    error = refusal(text, at=NINE + timedelta(hours=1), kinds=(Kind.GATE,), ring=ROTATED.revoke(0))
    assert error.flaw is Flaw.REVOKED


def test_a_forger_does_not_learn_that_a_key_was_revoked() -> None:
    forged = OLD_CODE[:-1] + ("A" if OLD_CODE[-1] != "A" else "B")
    assert refusal(forged, ring=ROTATED.revoke(0)).flaw is Flaw.FORGED


def test_the_active_key_is_not_revoked_before_another_takes_over() -> None:
    with pytest.raises(KeyringError, match="rotate first"):
        RING.revoke(0)


def test_a_key_that_is_not_there_is_not_revoked() -> None:
    with pytest.raises(KeyringError, match="no key 7"):
        RING.revoke(7)


def test_a_full_ring_is_not_rotated() -> None:
    ring = RING
    for _ in range(KEYS_MAX - 1):
        ring = ring.rotate(LATER)
    assert ring.active.id == 255
    with pytest.raises(KeyringError, match="all 256 key ids are used"):
        ring.rotate(LATER)


def test_ids_wrap_past_255_only_to_free_ones() -> None:
    keys = tuple(
        Key(key_id, bytes(32), KeyState.RETIRED, NINE) for key_id in range(256) if key_id != 2
    )
    ring = Keyring((*keys[:-1], replace(keys[-1], state=KeyState.ACTIVE)))
    assert ring.rotate(LATER).active.id == 2


def test_a_ring_reads_back_from_its_json() -> None:
    ring = ROTATED.revoke(0)
    assert Keyring.from_json(ring.to_json()) == ring


def test_neither_a_ring_nor_a_key_shows_its_secret() -> None:
    secret = RING.active.secret
    for shown in (repr(RING), str(RING.active), f"{RING}"):
        assert repr(secret) not in shown
        assert secret.hex() not in shown


def test_a_saved_ring_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text("an old file that everyone may read")
    path.chmod(0o644)
    ROTATED.save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Keyring.load(path) == ROTATED
    assert [each.name for each in tmp_path.iterdir()] == ["keys.json"]


def test_a_ring_that_cannot_be_saved_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "keys.json"
    RING.save(path)

    def refused(_draft: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(KeyringError, match=r"cannot be written.*No space left"):
        ROTATED.save(path)
    monkeypatch.undo()
    assert Keyring.load(path) == RING
    assert [each.name for each in tmp_path.iterdir()] == ["keys.json"]


def test_a_ring_is_not_saved_into_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KeyringError, match="cannot be written"):
        RING.save(tmp_path / "gone" / "keys.json")


def test_a_missing_ring_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(KeyringError, match=r"there is no keyring at .*keys\.json"):
        Keyring.load(tmp_path / "keys.json")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"[" * 5_000,
        b"null",
        b"[]",
        b"{}",
        b'"keys"',
        b'{"format": 1}',
        b'{"format": 2, "keys": []}',
        b'{"format": 1, "keys": 7}',
        b'{"format": 1, "keys": [7]}',
        b'{"format": 1, "keys": []}',
        b" " * (KEYRING_BYTES_MAX + 1),
        RING.to_json().encode()[:-20],
    ],
)
def test_a_damaged_ring_is_refused_with_a_sentence(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(raw)
    with pytest.raises(KeyringError, match=r"keys\.json.* (damaged|active|format|read|keyring)"):
        Keyring.load(path)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id": 256}, "0 to 255"),
        ({"id": -1}, "0 to 255"),
        ({"id": True}, "0 to 255"),
        ({"id": 1.0}, "0 to 255"),
        ({"id": "1"}, "0 to 255"),
        ({"id": None}, "0 to 255"),
        ({"secret": "00" * 31}, "31 bytes"),
        ({"secret": "zz" * 32}, "damaged"),
        ({"secret": None}, "damaged"),
        ({"state": "tired"}, "damaged"),
        ({"created_at": "yesterday"}, "damaged"),
        ({"created_at": "2026-11-16T09:00:00"}, "without a zone"),
        ({"created_at": 7}, "damaged"),
        ({"state": "retired"}, "exactly one active key; this one has 0"),
    ],
)
def test_a_ring_with_a_wrong_field_is_refused(change: dict[str, Any], sentence: str) -> None:
    record = json.loads(RING.to_json())
    record["keys"][0] |= change
    with pytest.raises(KeyringError, match=sentence) as refused:
        Keyring.from_json(json.dumps(record))
    assert RING.active.secret.hex() not in str(refused.value)


def test_a_ring_with_a_field_missing_is_refused() -> None:
    for name in ("id", "secret", "state", "created_at"):
        record = json.loads(RING.to_json())
        del record["keys"][0][name]
        with pytest.raises(KeyringError, match="damaged"):
            Keyring.from_json(json.dumps(record))


def test_a_ring_with_one_id_twice_is_refused() -> None:
    with pytest.raises(KeyringError, match="key 0 twice"):
        Keyring((*RING.keys, replace(RING.active, state=KeyState.RETIRED)))


def test_a_ring_with_two_active_keys_is_refused() -> None:
    with pytest.raises(KeyringError, match="this one has 2"):
        Keyring((*RING.keys, replace(RING.active, id=1)))


def test_a_key_of_an_unknown_time_zone_is_refused() -> None:
    with pytest.raises(KeyringError, match="without a zone"):
        Keyring.generate(datetime(2026, 11, 16))  # noqa: DTZ001
