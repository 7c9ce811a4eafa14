"""Masked names (domain rules, 6.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.masks import NAME_LENGTH_MAX, clean_name, mask_name

BAYAR = "ᠪᠠᠶᠠᠷ"
SARNAI_WITH_SELECTOR = "ᠰᠠᠷᠠᠨ᠋"  # the last letter carries an invisible variant selector

hanzi = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
mongolian = st.characters(min_codepoint=0x1820, max_codepoint=0x1842)
names = st.text(st.one_of(hanzi, mongolian, st.just("·")), min_size=1, max_size=NAME_LENGTH_MAX)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张", "*"),
        ("张三", "张*"),
        ("张小三", "张*三"),
        ("欧阳小三", "欧**三"),
        ("乌云其木格", "乌**格"),
        ("买买提·艾力", "买**力"),
        ("阿·力", "阿*力"),
        ("艾·", "艾*"),
        ("𠮷野三", "𠮷*三"),
        (BAYAR, "ᠪ**ᠷ"),
        ("ᠨᠠᠷ", "ᠨ*ᠷ"),
        (SARNAI_WITH_SELECTOR, "ᠰ**ᠨ᠋"),
        ("  张三 ", "张*"),
    ],
)
def test_a_name_is_masked_as_the_rules_say(name, masked):
    assert mask_name(name) == masked


def test_a_name_of_the_greatest_length_is_masked_and_a_longer_one_is_refused():
    assert mask_name("格" * NAME_LENGTH_MAX) == "格**格"
    with pytest.raises(ValueError, match="1 to 50 characters"):
        mask_name("格" * (NAME_LENGTH_MAX + 1))


@pytest.mark.parametrize(
    "name", ["", "   ", "张\x00三", "张\n三", "\ud800三", "\u180b", "\u200d\u200d"]
)
def test_what_is_no_name_is_refused(name):
    with pytest.raises(ValueError, match="a name"):
        clean_name(name)


def test_a_decomposed_name_is_kept_composed():
    assert clean_name("Zoe\u0308") == "Zoë"


@given(names)
def test_a_mask_shows_at_most_the_first_and_the_last_character(name):
    masked = mask_name(name)

    assert len(masked) == min(len(name), 4)
    assert masked.count("*") == (1 if len(name) < 4 else 2)
    assert set(masked) - {"*"} <= {name[0], name[-1]}


@given(names.filter(lambda name: len(name) >= 4), names.filter(lambda name: len(name) >= 2))
def test_names_that_differ_only_inside_have_the_same_mask(name, inside):
    assert mask_name(name) == mask_name((name[0] + inside)[: NAME_LENGTH_MAX - 1] + name[-1])


@given(st.text(max_size=80))
def test_any_text_is_masked_or_refused_and_cleaning_twice_changes_nothing(text):
    try:
        cleaned = clean_name(text)
    except ValueError:
        return
    assert clean_name(cleaned) == cleaned
    assert "*" in mask_name(cleaned)
    assert mask_name(cleaned) == mask_name(text)
