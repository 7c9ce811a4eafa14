"""A roster of households is registered at once, or not at all and its flaws named."""

import pytest

from ledger.households.kinds import ROSTER_HOUSEHOLDS_MAX
from tests.api.house import House
from tests.api.households import CLERK, done, own, people, refused
from tests.support.village import COMMUNITY

HEADS = "户号,组,姓名,与户主关系,出生日期,手机号"


def roster(*lines: str) -> str:
    return "\n".join([HEADS, *lines])


def test_a_roster_of_324_households_is_registered_at_once(house_on_both: House) -> None:
    house = house_on_both
    lines = [
        f"{n:04d},三组,{name},{relation},,"
        for n in range(1, 325)
        for name, relation in (("王桂兰", "户主"), ("王小明", "子女"), ("李秀英", "配偶"))
    ]
    body = {"csv": roster(*lines)}
    looked = done(house.post("/households/roster/preview", CLERK, body), 200)
    assert looked == {"households": 324, "members": 972, "lines": []}
    told = done(house.post("/households/roster", CLERK, body, key="roster-key-0001"))
    assert (told["households"], told["members"]) == (324, 972)
    house.project()
    again = house.post("/households/roster", CLERK, body, key="roster-key-0001")
    assert (done(again), again.headers["Duplicate"]) == (told, "true")
    totals = house.services.views.households.totals(COMMUNITY)
    assert (totals.households, totals.members) == (324, 972)
    refused(house.post("/households/roster", CLERK, body), "roster_invalid", 422)
    row = house.services.views.households.by_number(COMMUNITY, "0324")
    assert row is not None
    assert people(house, str(row.household_id))[0]["display_name"] == "王*兰"


@pytest.mark.parametrize(
    ("lines", "flaws"),
    [
        (["0001,一组,,户主,,"], [(2, "name_invalid")]),
        (["户,一组,王明,户主,,"], [(2, "number_invalid")]),
        (["0001,一组,王明,当家的,,"], [(2, "head_missing"), (2, "relation_unknown")]),
        (["0001,一组,王明,子女,,"], [(2, "head_missing")]),
        (["0001,,王明,户主,,", "0001,,王强,户主,,"], [(2, "head_twice")]),
        (["0001,一组,王明,户主,,", "0001,二组,王强,子女,,"], [(2, "group_differs")]),
        (["0001,一组,王明,户主,1980-13-01,"], [(2, "born_on_invalid")]),
        (["0001,一组,王明,户主,,12345"], [(2, "phone_invalid")]),
        (["0147,一组,王明,户主,,"], [(2, "number_taken")]),
    ],
)
def test_a_roster_with_a_flaw_registers_nothing_and_names_the_line(
    house_on_both: House, lines: list[str], flaws: list[tuple[int, str]]
) -> None:
    house = house_on_both
    own(house)
    body = {"csv": roster(*lines, "0999,,赵六,户主,,")}
    looked = done(house.post("/households/roster/preview", CLERK, body), 200)
    assert sorted((it["line"], it["flaw"]) for it in looked["lines"]) == flaws
    refused(house.post("/households/roster", CLERK, body), "roster_invalid", 422)
    house.project()
    assert house.services.views.households.by_number(COMMUNITY, "0999") is None


def test_a_table_of_another_shape_is_no_roster(house_on_both: House) -> None:
    house = house_on_both
    for text in ("甲,乙\n1,2", HEADS, "x"):
        refused(house.post("/households/roster", CLERK, {"csv": text}), "roster_invalid", 422)
    many = [f"{n:04d},,王明,户主,," for n in range(ROSTER_HOUSEHOLDS_MAX + 1)]
    refused(house.post("/households/roster", CLERK, {"csv": roster(*many)}), "roster_invalid", 422)
