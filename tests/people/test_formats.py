"""Phone numbers, ID numbers and their masks (domain rules, 6.4).

Only the two samples that the rules publish are used: any other number that fits may be somebody's.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.errors import IdNumberInvalidError, PeopleError, PhoneInvalidError
from people.formats import (
    TYPED_LENGTH_MAX,
    clean_id_number,
    clean_phone,
    mask_id_number,
    mask_phone,
)

SAMPLES = ("11010519491231002X", "440524188001010014")
PHONE = "13800001234"

phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
spaces = st.sampled_from(["", " ", "-", "\u3000", "\u00a0", "\u200b", "\t"])


@pytest.mark.parametrize("number", SAMPLES)
def test_the_published_samples_are_taken(number):
    assert clean_id_number(number) == number


@pytest.mark.parametrize(
    "typed",
    ["11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２ｘ"],
)
def test_an_id_number_is_kept_in_one_form_however_it_was_typed(typed):
    assert clean_id_number(typed) == SAMPLES[0]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "110105491231002",  # fifteen digits, as before 1999
        SAMPLES[0][:-1],
        SAMPLES[0] + "0",
        "110105194912310021",  # wrong check character
        "X" * 18,
        "11010519491231٠02X",  # digits of other scripts are none here
        "X1010519491231002X",
        " " * TYPED_LENGTH_MAX + SAMPLES[0],
    ],
)
def test_what_is_no_id_number_is_refused(typed):
    with pytest.raises(IdNumberInvalidError) as refusal:
        clean_id_number(typed)
    assert refusal.value.code == "id_number_invalid"


@pytest.mark.parametrize(
    "first_17", ["11010519490231002", "11010519491331002", "11010500000000002"]
)
def test_a_birth_date_that_no_calendar_has_is_refused_although_the_check_character_fits(first_17):
    numbers = [first_17 + check for check in "0123456789X"]
    told = [_refusal_of(number) for number in numbers]
    assert sum("birth date" in it for it in told) == 1
    assert all(told)


def test_somebody_born_tomorrow_has_no_id_number_yet():
    born_on = date(1949, 12, 31)
    assert clean_id_number(SAMPLES[0], today=born_on) == SAMPLES[0]
    with pytest.raises(IdNumberInvalidError, match="future"):
        clean_id_number(SAMPLES[0], today=date(1949, 12, 30))


@given(st.sampled_from(SAMPLES), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number, place, step):
    wrong = str((int(number[place]) + step) % 10)
    with pytest.raises(IdNumberInvalidError):
        clean_id_number(number[:place] + wrong + number[place + 1 :])


@given(st.sampled_from(SAMPLES), st.integers(0, 15))
def test_two_neighbours_exchanged_are_always_noticed(number, place):
    one, other = number[place], number[place + 1]
    exchanged = number[:place] + other + one + number[place + 2 :]
    if one == other:
        assert clean_id_number(exchanged) == number
    else:
        with pytest.raises(IdNumberInvalidError):
            clean_id_number(exchanged)


@pytest.mark.parametrize(
    "typed",
    [
        "138 0000 1234",
        "138-0000-1234",
        "+86 138 0000 1234",
        "0086 13800001234",
        "8613800001234",
        "１３８００００１２３４",
        "＋８６　１３８　００００　１２３４",
    ],
)
def test_a_phone_number_is_kept_in_one_form_however_it_was_typed(typed):
    assert clean_phone(typed) == PHONE


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12800001234",
        "1380000123",
        "138000012345",
        "+85213800001234",
        "1380000123a",
        "138٠0001234",
    ],
)
def test_what_is_no_mobile_number_is_refused(typed):
    with pytest.raises(PhoneInvalidError) as refusal:
        clean_phone(typed)
    assert refusal.value.code == "phone_invalid"


@given(phones, st.lists(spaces, min_size=11, max_size=11), st.sampled_from(["", "+86", "0086"]))
def test_spaces_and_prefixes_change_no_number(phone, gaps, prefix):
    typed = prefix + "".join(gap + digit for gap, digit in zip(gaps, phone, strict=True))
    assert clean_phone(typed) == phone


@pytest.mark.parametrize("clean", [clean_phone, clean_id_number])
@given(text=st.text(max_size=80))
def test_any_text_is_a_number_or_refused(clean, text):
    try:
        cleaned = clean(text)
    except PeopleError:
        return
    assert clean(cleaned) == cleaned
    assert cleaned.isascii()


@pytest.mark.parametrize("typed", ["13800001234567", "110105194912310021"])
@pytest.mark.parametrize("clean", [clean_phone, clean_id_number])
def test_a_refusal_does_not_quote_what_was_typed(clean, typed):
    with pytest.raises(PeopleError) as refusal:
        clean(typed)
    assert typed[:8] not in str(refusal.value)


def test_numbers_are_masked_as_the_rules_say():
    assert mask_phone(" 138 0000 1234") == "138****1234"
    assert mask_id_number("11010519491231002x") == "110105********002X"


@given(phones, phones)
def test_a_masked_phone_number_does_not_tell_the_middle(one, other):
    mixed = one[:3] + other[3:7] + one[7:]
    assert mask_phone(mixed) == mask_phone(one)


def _refusal_of(number: str) -> str:
    with pytest.raises(IdNumberInvalidError) as refusal:
        clean_id_number(number)
    return str(refusal.value)
