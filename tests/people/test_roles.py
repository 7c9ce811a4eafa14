"""Roles."""

import pytest

from people.roles import FOR_A_TERM, WITHOUT_TERM, Role


def test_every_role_has_a_chinese_name_of_its_own():
    names = [role.chinese for role in Role]

    assert len(set(names)) == len(Role)
    assert Role.CLERK.chinese == "村(社区)文书"
    assert Role("screen").chinese == "驿站屏幕"


def test_the_former_names_of_two_administrators_still_say_who_they_are():
    assert Role("administrator") is Role.SYSTEM_ADMINISTRATOR
    assert Role("auditor") is Role.AUDIT_ADMINISTRATOR
    with pytest.raises(ValueError, match="emperor"):
        Role("emperor")


def test_a_role_is_given_for_a_term_or_not():
    assert set(Role) == FOR_A_TERM | WITHOUT_TERM
    assert not FOR_A_TERM & WITHOUT_TERM
