"""The file of the master key: made once, private, whole; exchanged without losing the old one."""

import json

import pytest

from people.errors import MasterKeyError
from people.keyfile import KEY_FILE_BYTES_MAX, KeyFile
from people.keys import LocalMasterKey, MasterKeyring

PLACE = b"a place"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "master.key"


@pytest.fixture
def file(path):
    file = KeyFile(path)
    assert file.create()
    return file


def test_a_key_is_made_once_for_its_owner_only(file, path):
    before = path.read_bytes()

    assert file.create() is False

    assert path.read_bytes() == before
    assert path.stat().st_mode & 0o777 == 0o600
    assert [it.name for it in path.parent.iterdir()] == ["master.key"]


def test_what_one_process_wrapped_another_unwraps(file, path):
    wrapped = file.newest.wrap(b"secret", PLACE)

    assert KeyFile(path).find(file.newest.key_id).unwrap(wrapped, PLACE) == b"secret"


def test_a_wrapped_secret_opens_at_its_place_with_its_key_and_unaltered_only(file):
    key = file.newest
    wrapped = key.wrap(b"secret", PLACE)
    altered = wrapped[:-1] + bytes([wrapped[-1] ^ 1])
    for other, text, place in (
        (key, wrapped, b"another place"),
        (key, altered, PLACE),
        (key, b"\x02" + wrapped[1:], PLACE),
        (key, wrapped[:20], PLACE),
        (LocalMasterKey.generate(), wrapped, PLACE),
    ):
        with pytest.raises(MasterKeyError):
            other.unwrap(text, place)


def test_the_same_secret_is_never_wrapped_the_same_twice(file):
    assert file.newest.wrap(b"secret", PLACE) != file.newest.wrap(b"secret", PLACE)


def test_a_missing_file_is_told_with_its_path(path):
    with pytest.raises(MasterKeyError, match=r"no master key at .*master\.key"):
        _ = KeyFile(path).newest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": 1, "keys": []}',
        '{"format": 1, "keys": ["00"]}',
        '{"format": 1, "keys": [7]}',
        json.dumps({"format": 2, "keys": ["00" * 32]}),
        json.dumps({"format": 1, "keys": ["00" * 32] * 3}),
        json.dumps({"format": 1, "keys": ["ab" * 32]}) + " " * KEY_FILE_BYTES_MAX,
    ],
)
def test_a_damaged_file_is_refused_without_quoting_it(path, text):
    path.write_text(text)
    with pytest.raises(MasterKeyError, match="damaged") as refusal:
        _ = KeyFile(path).newest
    assert "abab" not in str(refusal.value)


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(MasterKeyError, match="no master key can be written"):
        KeyFile(tmp_path / "nowhere" / "master.key").create()


def test_both_keys_are_there_until_the_rotation_is_done(file, path):
    old = file.newest
    with file.rotating() as new:
        assert KeyFile(path).find(old.key_id).key_id == old.key_id
        assert KeyFile(path).newest.key_id == new.key_id
        assert path.stat().st_mode & 0o777 == 0o600

    with pytest.raises(MasterKeyError, match=old.key_id):
        KeyFile(path).find(old.key_id)
    assert KeyFile(path).newest.key_id == new.key_id


def test_a_rotation_that_failed_goes_on_with_the_same_new_key(file, path):
    old = file.newest
    with pytest.raises(KeyError), file.rotating() as first:
        raise KeyError

    assert KeyFile(path).find(old.key_id).key_id == old.key_id
    with KeyFile(path).rotating() as again:
        assert again.key_id == first.key_id


def test_two_rotations_at_once_are_refused(file, path):
    with (
        file.rotating() as new,
        pytest.raises(MasterKeyError, match="already"),
        KeyFile(path).rotating(),
    ):
        pass
    assert KeyFile(path).newest.key_id == new.key_id


def test_a_running_process_finds_a_key_that_another_one_made(file, path):
    running = KeyFile(path)
    assert running.newest.key_id == file.newest.key_id
    with file.rotating() as new:
        assert running.find(new.key_id).key_id == new.key_id


def test_a_key_shows_its_name_and_not_its_secret():
    key = LocalMasterKey(b"a master key of this test, 32 B.")
    assert repr(key) == f"LocalMasterKey({key.key_id})"
    with pytest.raises(ValueError, match="32 bytes"):
        LocalMasterKey(b"short")
    with pytest.raises(MasterKeyError):
        MasterKeyring([])
