"""A typed name is the kept one, or it is not."""

import pytest

from people.name_match import same_name


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("王秀兰", "王秀兰"),
        ("王秀兰", " 王 秀　兰\n"),
        ("乌云·其木格", "乌云•其木格"),
        ("乌云·其木格", "乌云・其木格"),
        ("乌云·其木格", "乌云 . 其木格"),
        ("Anna Li", "ＡＮＮＡ　ｌｉ"),
        ("㛃𠮷𬭎", "㛃𠮷𬭎"),
    ],
)
def test_spaces_dots_and_widths_do_not_matter(kept: str, typed: str) -> None:
    assert same_name(kept, typed)


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("王秀兰", "王秀"),
        ("王秀兰", "王*兰"),
        ("王秀兰", ""),
        ("乌云·其木格", "乌云其木格"),
        ("𠮷", "吉"),
        ("王秀兰", "王秀兰" * 100),
        (None, ""),
        (None, "王秀兰"),
        ("王", "\ud800"),
    ],
)
def test_anything_else_is_another_name(kept: str | None, typed: str) -> None:
    assert not same_name(kept, typed)
