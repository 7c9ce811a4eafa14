"""What comes next for a claim: a household reads it before it has to ask."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from ledger.registry.working_days import WorkingDays
from projections.moral.claims.rows import ClaimRow
from tests.support.ledgers import hohhot
from web.moral.claim_next import next_steps

NOW = hohhot("2026-11-10 09:00")
ID = UUID(int=1)
FACTS: dict[str, Any] = {
    "claim_id": ID,
    "position": 1,
    "unit_code": "150123102203",
    "household_id": ID,
    "item_code": "21",
    "version": 1,
    "kind": "frugal",
    "proposed_points": 5,
    "points": 5,
    "is_deduction": False,
    "is_safety": False,
    "notice_days": 3,
    "occurred_on": date(2026, 11, 9),
    "person_id": None,
    "proposed_by": ID,
    "proposer_role": "household",
    "entered_by": None,
    "source": "phone",
    "text_id": None,
    "photo_ids": (),
    "photo_hashes": (),
    "evidence": (),
    "filed_at": NOW,
    "state": "proposed",
    "changed_at": NOW,
    "screened_by": None,
    "warned_by": None,
    "put_right_until": None,
    "is_panel_short": False,
    "votes_for": 0,
    "votes_against": 0,
    "recused": 0,
    "reason": "",
    "reason_text_id": None,
    "notice_id": None,
    "closes_at": None,
    "posted_at": None,
    "taken": 0,
}
TAKEN = {"is_deduction": True, "notice_days": 7}


def said(now: datetime = NOW, **more: Any) -> list[str]:
    """Return the steps to come, each as title and words."""
    found = next_steps(ClaimRow(**(FACTS | more)), now, WorkingDays())
    return [f"{it['title']}：{it['words']}" for it in found]


def titles(**more: Any) -> list[str]:
    return [it.partition("：")[0] for it in said(**more)]


@pytest.mark.parametrize(
    ("state", "left"),
    [
        ("proposed", ["村里核实", "评议小组评", "公示 3 天", "入账 5 分"]),
        ("screened", ["评议小组评", "公示 3 天", "入账 5 分"]),
        ("reviewed", ["公示 3 天", "入账 5 分"]),
        ("objected", ["监督委员会答复"]),
        ("posted", []),
        ("rejected", []),
        ("withdrawn", []),
        ("reversed", []),
    ],
)
def test_the_steps_to_come_are_those_that_are_left(state: str, left: list[str]) -> None:
    assert titles(state=state) == left


def test_the_earliest_day_of_posting_is_counted_as_the_code_counts() -> None:
    assert said()[-1].endswith("最早 11月14日 0:00")
    friday = hohhot("2026-11-13 09:00")  # the third day is a Monday
    assert said(friday)[-1].endswith("最早 11月17日 0:00")
    wednesday = hohhot("2026-11-11 09:00")  # a Saturday moves on to Monday
    assert said(wednesday)[-1].endswith("最早 11月17日 0:00")


def test_nothing_is_promised_in_a_year_that_nobody_has_announced() -> None:
    assert said(hohhot("2031-05-05 09:00"))[-1] == "入账 5 分：没有异议，公示期满就入账"


def test_on_notice_it_is_said_when_the_points_arrive() -> None:
    closes = hohhot("2026-11-14 00:00")
    (last,) = said(state="publicised", closes_at=closes)
    assert last == "入账 5 分：11月13日 24:00 前没有异议，11月14日 0:00 入账 5 分"


def test_a_deduction_is_put_right_first_and_told_to_the_household_alone() -> None:
    warned = said(state="warned", put_right_until=date(2026, 11, 17), **TAKEN)
    assert warned[0] == "先改正：11月17日 24:00 前改好，就不扣"
    assert "外面只公布类数" in warned[2]
    assert warned[3] == "扣 5 分：没有异议，期满才扣"
    (sealed,) = said(state="publicised", **TAKEN)
    assert sealed == "通知送到您家：送到那天起 7 天，没有异议才扣"
