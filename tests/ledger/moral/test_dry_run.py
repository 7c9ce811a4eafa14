"""A draft over last year's acts: caps, winners and losers, what it costs and how long it lasts."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.ids import new_id
from ledger.moral.dry_run import DryRun, PastEntry, dry_run
from ledger.moral.versions import Stage, Version
from tests.support.rules import item

A, B, C = new_id(), new_id(), new_id()
DAY = date(2025, 6, 1)


def version(*items: Any, **more: Any) -> Version:
    return Version(number=2, stage=Stage.EDITING, items={it.code: it for it in items}, **more)


def acts(who: UUID, code: str, points: int, *days: date, takes: bool = False) -> list[PastEntry]:
    return [PastEntry(who, code, points, it, takes) for it in days]


def after_of(run: DryRun, who: UUID) -> int:
    return next(it.after for it in run.largest if it.household_id == who)


def test_winners_losers_and_cost_are_told_before_the_vote() -> None:
    draft = version(item("12", 3), item("21", 5))
    past = [
        *acts(A, "12", 2, DAY, DAY + timedelta(1)),
        *acts(B, "13", 3, DAY),
        *acts(C, "21", 5, DAY),
    ]
    run = dry_run(draft, past)
    assert (run.winners, run.losers, run.unchanged, run.households) == (1, 1, 1, 3)
    assert (run.entries, run.unknown_entries) == (4, 1)
    assert (run.before_points, run.after_points) == (12, 11)
    assert (run.before_cost_fen, run.after_cost_fen) == (1200, 1100)
    assert [(it.household_id, it.points) for it in run.largest] == [(A, 2), (B, -3)]
    assert sum(it.households for it in run.bands) == 3
    assert run.runway_days(1100) == 365
    assert run.runway_days(550) == 182
    assert dry_run(draft, []).runway_days(550) is None


def test_day_month_and_year_caps_hold_in_a_trial() -> None:
    draft = version(item("30", 2, day_cap=4, month_cap=6, year_cap=8))
    june = acts(A, "30", 2, *[DAY] * 3, DAY + timedelta(1), DAY + timedelta(2))
    assert after_of(dry_run(draft, june), A) == 6
    july = acts(A, "30", 2, DAY + timedelta(31))
    august = acts(A, "30", 2, DAY + timedelta(62))
    run = dry_run(draft, [*june, *july, *august])
    assert run.after_points == 8


def test_deductions_are_capped_in_a_month_and_count_only_if_switched_on() -> None:
    rules = item("90", 20, is_deduction=True), item("91", 20, is_deduction=True)
    past = [*acts(A, "90", 5, DAY, takes=True), *acts(A, "91", 5, DAY, takes=True)]
    off = dry_run(version(*rules), past)
    assert (after_of(off, A), off.winners) == (0, 1)
    on = dry_run(version(*rules, deductions_on=True), past)
    assert after_of(on, A) == -30
    assert on.after_cost_fen == 0, "what is taken pays nobody"


def test_a_year_s_cap_ends_deductions_in_a_trial_as_it_does_at_posting() -> None:
    heap = item("90", 10, is_deduction=True, month_cap=10, year_cap=30)
    litter = item("91", 20, is_deduction=True)
    months = [date(2025, month, 1) for month in range(1, 6)]
    past = acts(A, "90", 10, *months, takes=True)
    assert after_of(dry_run(version(heap, deductions_on=True), past), A) == -30
    past += acts(A, "91", 20, months[0], months[0] + timedelta(1), takes=True)
    both = dry_run(version(heap, litter, deductions_on=True), past)
    assert after_of(both, A) == -30 - 20, "thirty of January, ten of February and March each"


def test_another_worth_of_a_point_changes_only_the_cost() -> None:
    run = dry_run(version(item("12", 2), face_value_fen=50), acts(A, "12", 2, DAY), before_fen=100)
    assert (run.unchanged, run.before_cost_fen, run.after_cost_fen) == (1, 200, 100)


@given(st.lists(st.tuples(st.sampled_from([A, B, C]), st.integers(0, 364)), max_size=60))
def test_the_order_of_acts_does_not_matter(drawn: list[tuple[UUID, int]]) -> None:
    draft = version(item("12", 3, day_cap=3, month_cap=9, year_cap=30))
    past = [PastEntry(who, "12", 2, date(2025, 1, 1) + timedelta(day)) for who, day in drawn]
    assert dry_run(draft, past) == dry_run(draft, reversed(past))
    assert dry_run(draft, past).after_points <= 90
