"""Roles."""

from people.roles import Role


def test_every_role_has_a_chinese_name_of_its_own():
    names = [role.chinese for role in Role]

    assert len(set(names)) == len(Role)
    assert Role.CLERK.chinese == "村(社区)文书"
    assert Role("screen").chinese == "驿站屏幕"
