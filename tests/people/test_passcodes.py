"""Logins and passcodes as typed, normalised, and hashed."""

import unicodedata
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.errors import PasscodeRefusedError
from people.passcodes import (
    LOGIN_LENGTH_MAX,
    PASSCODE_LENGTH_MAX,
    Hasher,
    NewPasscode,
    normal_login,
    normal_passcode,
)
from people.roles import Role
from tests.people.builders import UNIT

ascii_text = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1)
spaces = st.sampled_from([" ", "\u3000", "\u00a0", "\t", "\u200b", "\ufeff"])


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


@pytest.mark.parametrize(
    "typed", ["ZY001234", "zy001234", "ＺＹ００１２３４", " zy 0012 34\u3000", "zy\u200b001234"]
)
def test_a_login_is_the_same_however_it_is_typed(typed):
    assert normal_login(typed) == "ZY001234"


@given(ascii_text)
def test_full_width_forms_are_the_same_passcode(text):
    assert normal_passcode(full_width(text)) == normal_passcode(text) == text


@given(ascii_text, spaces, st.integers(min_value=0))
def test_spaces_anywhere_do_not_change_a_passcode(text, space, where):
    cut = where % (len(text) + 1)

    assert normal_passcode(text[:cut] + space + text[cut:]) == text


def test_capitals_matter_in_a_passcode():
    assert normal_passcode("aBcdef") != normal_passcode("abcdef")


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    assert normal_passcode(normal_passcode(text)) == normal_passcode(text)
    assert normal_login(normal_login(text)) == normal_login(text)
    assert not any(unicodedata.category(char) in {"Zs", "Cc", "Cf"} for char in normal_login(text))


@given(st.text(st.characters()))
def test_any_text_at_all_can_be_hashed_as_a_login(text):
    assert len(Hasher(b"p" * 16).login_hash(text)) == 32


def test_half_a_character_can_be_hashed_too():
    hasher = Hasher(b"p" * 16)

    assert len(hasher.login_hash("\ud800")) == 32
    assert len(hasher.passcode_hash("\udfff12345", b"s" * 16)) == 32


def test_another_pepper_gives_other_hashes():
    one, other = Hasher(b"p" * 16), Hasher(b"q" * 16)

    assert one.login_hash("ZY1") != other.login_hash("ZY1")
    assert one.passcode_hash("246810", b"s" * 16) != other.passcode_hash("246810", b"s" * 16)


def test_another_salt_gives_another_hash():
    hasher = Hasher(b"p" * 16)

    assert hasher.passcode_hash("246810", b"s" * 16) != hasher.passcode_hash("246810", b"t" * 16)


def test_a_short_pepper_is_refused():
    with pytest.raises(ValueError, match="pepper"):
        Hasher(b"p" * 15)


@pytest.mark.parametrize(
    ("login", "passcode"),
    [
        ("", "246810"),
        (" \u3000", "246810"),
        ("Z" * (LOGIN_LENGTH_MAX + 1), "246810"),
        ("ZY1", "24681"),
        ("ZY1", "2 4 6 8 1 "),
        ("ZY1", "2" * (PASSCODE_LENGTH_MAX + 1)),
    ],
)
def test_a_passcode_or_login_beyond_the_limits_is_refused(login, passcode):
    with pytest.raises(PasscodeRefusedError) as refusal:
        NewPasscode(
            login=login, passcode=passcode, person_id=uuid4(), role=Role.RIDER, unit_code=UNIT
        )
    assert refusal.value.code == "passcode_refused"


def test_a_new_passcode_does_not_show_itself_in_logs():
    new = NewPasscode(
        login="ZY1", passcode="246810", person_id=uuid4(), role=Role.RIDER, unit_code=UNIT
    )

    assert "246810" not in repr(new)
    assert "ZY1" not in repr(new)
