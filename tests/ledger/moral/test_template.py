"""The template that comes with the house: what was seen in Inner Mongolia, for every county."""

import csv
from pathlib import Path

import pytest

from ledger.moral.items import EvidenceKind, Item, ItemKind, Proposer
from ledger.moral.rulebook_commands import DraftRulebook
from ledger.moral.template import BUILT_IN, built_in
from tests.support.ledgers import Village, hohhot
from tests.support.rules import CLERK

DIVISIONS = Path(__file__).parents[3] / "data" / "hohhot-divisions.csv"
VALUES = {
    "院落月评达标": 2,
    "参加环境整治": 2,
    "垃圾分类好": 2,
    "植树护绿": 2,
    "调解邻里纠纷": 2,
    "喜事简办、丧事简办": 5,
    "镇级荣誉": 20,
    "县级荣誉": 50,
    "市级荣誉": 100,
    "自治区级荣誉": 200,
    "国家级荣誉": 300,
}


def counties() -> list[str]:
    with DIVISIONS.open(encoding="utf-8") as file:
        return [it["code"] for it in csv.DictReader(file) if it["level"] == "county"]


def gains() -> list[Item]:
    return [it for it in built_in().items if not it.is_deduction]


def test_points_are_those_seen_in_inner_mongolia() -> None:
    points = {it.title: it.points for it in built_in().items}
    assert {title: points.get(title) for title in VALUES} == VALUES


@pytest.mark.parametrize("kind", [it for it in ItemKind if it is not ItemKind.BROKEN_PLEDGE])
def test_every_class_of_gains_has_an_item(kind: ItemKind) -> None:
    assert any(it.kind == kind for it in gains())


def test_nothing_is_on_notice_for_less_than_it_must() -> None:
    assert [it.code for it in built_in().items if it.notice_days < it.notice_days_min] == []


def test_what_is_looked_at_each_month_is_proved_by_the_list_at_the_gate() -> None:
    """A grid worker has no picture of every yard: without this a good gate would be refused."""
    monthly = [it for it in gains() if it.month_cap == it.points and it.kind == "environment"]
    assert [it.title for it in monthly] == ["院落月评达标", "垃圾分类好"]
    assert all(EvidenceKind.RECORD in it.evidence for it in monthly)
    assert all(Proposer.GRID_WORKER in it.proposers for it in monthly)


def test_a_village_of_any_county_begins_with_it(village: Village) -> None:
    assert len(counties()) == 10
    for code in counties():
        unit_code = f"{code}100200"
        of = {"unit_code": unit_code, "from_template": True, "drafted_by": CLERK}
        assert (
            village.tell(DraftRulebook, at=hohhot("2026-10-05 09:00"), **of).answer["base"]
            == BUILT_IN
        )
