"""Groups of a village stand in the order people count them."""

from web.villagers_groups import in_order


def test_groups_are_counted_and_not_sorted_by_their_signs() -> None:
    given = ["十一组", "二十组", "三组", "十组", "一组", "二组", "三组", ""]
    assert in_order(given) == ["一组", "二组", "三组", "十组", "十一组", "二十组"]


def test_figures_count_too_and_names_without_a_number_come_last() -> None:
    assert in_order(["营子", "12组", "2组", "9组"]) == ["2组", "9组", "12组", "营子"]
