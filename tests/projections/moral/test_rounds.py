"""Rounds: a good gate becomes a claim once, nobody at home is come back to."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from ledger.kernel.occurrence import ScanNeedsReviewError
from ledger.moral.claim import Claim
from ledger.moral.claim_kinds import Source
from ledger.moral.finding import RulebookNotInForceError
from ledger.moral.round import Found
from ledger.moral.round_errors import GateAlreadyCheckedError, RoundTicksInvalidError
from ledger.moral.round_handlers import CheckGate
from projections.check import check as find_differences
from tests.projections.setting import Setting
from tests.support.homes import Home, taking_part
from tests.support.ledgers import UNIT
from tests.support.rules import enact_rules, item

WORKER = new_id()


@pytest.fixture
def gates(setting: Setting) -> list[Home]:
    """A village with a rule book and three gates."""
    village = setting.village
    enact_rules(village.record, UNIT, village.now, extra=[item("65", 4, evidence=["record"])])
    return [taking_part(village.do, UNIT, f"{n:04d}") for n in (1, 2, 3)]


def walk(setting: Setting, gate: Home, found: Found = Found.GOOD, **more: Any) -> dict[str, Any]:
    """Check a gate."""
    said = {
        "unit_code": UNIT,
        "household_id": gate.id,
        "item_code": "65",
        "found": found,
        "ticked": 3 if found is Found.GOOD else 0,
        "points_of_list": 3,
        "checked_at": setting.village.now,
        "walked_by": WORKER,
    }
    return dict(setting.village.do(CheckGate, **(said | more)))


def test_a_good_gate_becomes_a_claim_by_the_grid_worker(
    setting: Setting, gates: list[Home]
) -> None:
    an_hour_ago = setting.village.now - timedelta(hours=1)
    told = walk(setting, gates[0], checked_at=an_hour_ago)
    (proposed, *_) = setting.ledger.events.get(UUID(told["claim_id"]))
    assert isinstance(proposed, Claim.Proposed)
    assert (proposed.proposed_by, proposed.source) == (WORKER, Source.ROUND)
    assert (proposed.proposer_role, proposed.evidence) == ("grid_worker", ["record"])
    walk(setting, gates[1], Found.ABSENT)
    walk(setting, gates[2], Found.NOT_YET, ticked=2)
    rounds = setting.project().rounds
    month = f"{setting.village.now:%Y-%m}"
    checks = {it.household_id: it for it in rounds.checks(UNIT, WORKER, month)}
    assert [checks[it.id].found for it in gates] == ["good", "absent", "not_yet"]
    assert checks[gates[0].id].checked_at == an_hour_ago
    (progress,) = rounds.progress(UNIT[:9], month)
    assert (progress.gates, progress.good, progress.absent) == (3, 1, 1)
    assert find_differences(setting.ledger, setting.store) == []


def test_a_gate_is_good_once_a_month_and_can_be_come_back_to(
    setting: Setting, gates: list[Home]
) -> None:
    walk(setting, gates[0], Found.ABSENT)
    walk(setting, gates[0])
    with pytest.raises(GateAlreadyCheckedError):
        walk(setting, gates[0])
    with pytest.raises(GateAlreadyCheckedError):
        walk(setting, gates[0], Found.ABSENT)
    month = f"{setting.village.now:%Y-%m}"
    (check,) = setting.project().rounds.checks(UNIT, WORKER, month)
    assert (check.found, check.visits) == ("good", 2)


def test_a_list_is_ticked_whole_or_the_gate_is_not_good(
    setting: Setting, gates: list[Home]
) -> None:
    for found, ticked in ((Found.GOOD, 2), (Found.NOT_YET, 3), (Found.ABSENT, 1)):
        with pytest.raises(RoundTicksInvalidError):
            walk(setting, gates[0], found, ticked=ticked)


def test_a_phone_that_kept_it_too_long_is_not_believed(setting: Setting, gates: list[Home]) -> None:
    with pytest.raises(ScanNeedsReviewError):
        walk(setting, gates[0], checked_at=setting.village.now - timedelta(hours=73))
    with pytest.raises(RulebookNotInForceError):
        walk(setting, gates[0], checked_at=setting.village.now - timedelta(hours=71))
