"""The way of a draft: the township, the law of meetings, filing, and the day it begins."""

from datetime import date, timedelta
from typing import Any

import pytest

from ledger.kernel.ids import new_id
from ledger.moral.meetings import MeetingKind
from ledger.moral.rulebook_commands import (
    ChangeRuleItem,
    ClearRulebook,
    DraftRulebook,
    DropRulebookDraft,
    EnactRulebook,
    FileRulebook,
    RecordRulebookVote,
    ReturnRulebook,
    SendRulebookForReview,
    SetPledgeText,
)
from ledger.moral.rulebook_errors import (
    FilingInvalidError,
    MeetingInvalidError,
    MeetingQuorumNotMetError,
    PledgeSampleError,
    RulebookDayTakenError,
    RulebookDraftOpenError,
    RulebookStepError,
)
from ledger.moral.template import built_in
from ledger.moral.versions import Stage
from ledger.registry.errors import OwnProposalError
from tests.ledger.moral.rulebooks import AT, DAY, book_of, of
from tests.support.ledgers import UNIT, Village
from tests.support.rules import (
    CLERK,
    PLEDGE,
    TOWNSHIP,
    draft_to_edit,
    enact_rules,
    finish_rules,
    item,
    meeting,
)


def voting(village: Village) -> int:
    """A version that the township let pass today."""
    version = draft_to_edit(village.tell, UNIT, AT)
    village.tell(SendRulebookForReview, **of(version))
    village.tell(ClearRulebook, **of(version, TOWNSHIP))
    return version


def passed(village: Village) -> int:
    version = voting(village)
    village.tell(RecordRulebookVote, **of(version), meeting=meeting(DAY))
    return version


@pytest.mark.parametrize("stage", ["editing", "review", "voting", "passed"])
def test_nothing_is_in_force_before_all_of_it_is_done(village: Village, stage: str) -> None:
    steps = {
        "editing": lambda: draft_to_edit(village.tell, UNIT, AT),
        "review": lambda: draft_to_edit(village.tell, UNIT, AT),
        "voting": lambda: voting(village),
        "passed": lambda: passed(village),
    }
    version = steps[stage]()
    if stage == "review":
        village.tell(SendRulebookForReview, **of(version))
    with pytest.raises(RulebookStepError) as refused:
        village.tell(EnactRulebook, **of(version), in_force_from=DAY)
    assert refused.value.facts == {"version": version, "stage": stage}
    assert book_of(village).in_force_on(DAY) is None


def test_a_meeting_that_is_too_small_decides_nothing(village: Village) -> None:
    version = voting(village)
    small: dict[str, dict[str, Any]] = {
        MeetingKind.VILLAGERS: {"eligible": 800, "present": 400},
        MeetingKind.HOUSEHOLDS: {"eligible": 324, "present": 215},
        MeetingKind.REPRESENTATIVES: {"eligible": 36, "present": 23},
    }
    for kind, counts in small.items():
        votes = {"votes_for": counts["present"], "votes_against": 0, "abstained": 0}
        few = meeting(DAY, kind=kind, **counts, **votes)
        with pytest.raises(MeetingQuorumNotMetError) as refused:
            village.tell(RecordRulebookVote, **of(version), meeting=few)
        assert refused.value.facts["needed"] == counts["present"] + 1
        assert "村民委员会组织法" in str(refused.value.facts["article"])
    assert book_of(village).versions[version].stage is Stage.VOTING


@pytest.mark.parametrize(
    ("kind", "eligible", "present"),
    [("villagers", 800, 401), ("households", 324, 216), ("representatives", 36, 24)],
)
def test_a_meeting_that_is_just_large_enough_decides(
    village: Village, kind: str, eligible: int, present: int
) -> None:
    version = voting(village)
    for_it = present // 2 + 1
    counts = {"eligible": eligible, "present": present, "votes_for": for_it}
    votes = {"votes_against": present - for_it, "abstained": 0}
    told = village.tell(
        RecordRulebookVote, **of(version), meeting=meeting(DAY, kind=kind, **counts, **votes)
    )
    assert told.answer["passed"] is True


def test_half_of_those_present_is_not_enough_and_the_draft_goes_back(village: Village) -> None:
    version = voting(village)
    told = village.tell(
        RecordRulebookVote,
        **of(version),
        meeting=meeting(DAY, votes_for=15, votes_against=10, abstained=5),
    )
    assert told.answer["passed"] is False
    assert book_of(village).versions[version].stage is Stage.EDITING
    with pytest.raises(RulebookStepError):
        village.tell(FileRulebook, **of(version, TOWNSHIP), filing_number="1", filed_on=DAY)


BAD_MEETINGS: dict[str, dict[str, Any]] = {
    "votes_do_not_add_up": {"votes_for": 25},
    "more_present_than_eligible": {"eligible": 29},
    "in_future": {"held_on": DAY + timedelta(days=1)},
    "before_text_was_fixed": {"held_on": DAY - timedelta(days=1)},
    "counts_negative": {"votes_against": -4, "votes_for": 32},
    "nobody_eligible": {"eligible": 0},
    "kind": {"kind": "friends"},
    "counts_too_large": {"eligible": 10**9},
}


@pytest.mark.parametrize("flaw", BAD_MEETINGS)
def test_a_meeting_that_cannot_have_been_is_refused(village: Village, flaw: str) -> None:
    version = voting(village)
    said = {"held_on": DAY} | BAD_MEETINGS[flaw]
    with pytest.raises(MeetingInvalidError) as refused:
        village.tell(RecordRulebookVote, **of(version), meeting=meeting(**said))
    assert flaw in refused.value.facts["flaws"]  # type: ignore[operator]


def test_what_the_township_has_seen_is_not_changed_any_more(village: Village) -> None:
    version = draft_to_edit(village.tell, UNIT, AT)
    village.tell(SendRulebookForReview, **of(version))
    with pytest.raises(RulebookStepError):
        village.tell(ChangeRuleItem, **of(version), edit=0, item=item("12", 3))
    with pytest.raises(OwnProposalError):
        village.tell(ClearRulebook, **of(version))
    village.tell(ReturnRulebook, **of(version, TOWNSHIP), text_id=new_id())
    village.tell(ChangeRuleItem, **of(version), edit=0, item=item("12", 3))
    with pytest.raises(RulebookStepError):
        village.tell(RecordRulebookVote, **of(version), meeting=meeting(DAY))


@pytest.mark.parametrize(
    ("number", "filed_on"),
    [(" ", DAY), ("x" * 41, DAY), ("1", DAY - timedelta(days=1)), ("1", DAY + timedelta(days=1))],
)
def test_a_filing_has_a_number_and_a_day_after_the_vote(
    village: Village, number: str, filed_on: date
) -> None:
    version = passed(village)
    with pytest.raises(FilingInvalidError):
        village.tell(FileRulebook, **of(version, TOWNSHIP), filing_number=number, filed_on=filed_on)


def test_versions_follow_each_other_and_never_begin_in_the_past(village: Village) -> None:
    enact_rules(village.tell, UNIT, AT, in_force_from=DAY + timedelta(days=20))
    version = draft_to_edit(village.tell, UNIT, AT)
    whole = {"unit_code": UNIT, "version": version}
    for day in (DAY - timedelta(days=1), DAY, DAY + timedelta(days=20), DAY + timedelta(days=400)):
        with pytest.raises(RulebookDayTakenError) as refused:
            finish_or_enact(village, whole, day)
        assert refused.value.facts["earliest"] == "2026-03-26"
    finish_or_enact(village, whole, DAY + timedelta(days=21))


def finish_or_enact(village: Village, whole: dict[str, Any], day: date) -> None:
    if book_of(village).versions[whole["version"]].stage is Stage.FILED:
        village.tell(EnactRulebook, **whole, by=CLERK, in_force_from=day)
    else:
        finish_rules(village.tell, whole, AT, AT, day)


def test_one_draft_at_a_time_and_a_dropped_one_makes_room(village: Village) -> None:
    begin: dict[str, Any] = {"unit_code": UNIT, "from_template": True, "drafted_by": CLERK}
    version = draft_to_edit(village.tell, UNIT, AT)
    with pytest.raises(RulebookDraftOpenError):
        village.tell(DraftRulebook, **begin)
    village.tell(DropRulebookDraft, **of(version))
    assert village.tell(DraftRulebook, **begin).answer["version"] == version + 1


def test_the_sample_of_the_pledge_is_not_sent_to_the_township(village: Village) -> None:
    version = draft_to_edit(village.tell, UNIT, AT)
    village.tell(SetPledgeText, **of(version), edit=0, pledge=built_in().pledge)
    with pytest.raises(PledgeSampleError):
        village.tell(SendRulebookForReview, **of(version))
    village.tell(SetPledgeText, **of(version), edit=1, pledge=PLEDGE)
    village.tell(SendRulebookForReview, **of(version))
