"""Alarms: just below a line nothing is told, just above it the committee is asked (VP-17)."""

import random
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from eventsourcing.domain import Aggregate
from sqlalchemy import create_engine, select

from ledger.households.kinds import Relation
from ledger.kernel.ids import derive_subject, new_id
from ledger.moral.alarm_errors import AlarmConcludedError, AlarmDraftChangedError
from ledger.moral.alarm_handlers import SignConclusion, WriteConclusion
from ledger.moral.alarm_review import AlarmKind, Conclusion
from ledger.moral.kinship import Kinship
from ledger.registry.errors import OwnProposalError, ReviewerRecusedError
from ledger.shop.voucher import Voucher
from projections.check import check as find_differences
from projections.moral.alarms.projection import AlarmsProjection
from projections.moral.alarms.views import AlarmRow
from projections.projection import LogEvent
from tests.projections.setting import Setting
from tests.support import alarming
from tests.support.alarming import act, household, person, post
from tests.support.claims import home, put
from tests.support.ledgers import UNIT, hohhot

AFTER = date(2027, 1, 1)
FIRST, SECOND = (derive_subject("person", "committee", n) for n in (1, 2))
FINDS_ALL = 10_000


def log_of(aggregates: list[Aggregate]) -> list[LogEvent]:
    """Number the events of streams one stream after the other."""
    events = [event for it in aggregates for event in it.collect_events()]
    wanted = AlarmsProjection().events
    return [LogEvent(n, it) for n, it in enumerate(events, 1) if isinstance(it, wanted)]


def folded(log: list[LogEvent], sizes: list[int]) -> list[dict[str, Any]]:
    """Fold a log batch by batch into tables of their own; return the alarms."""
    projection = AlarmsProjection()
    tables = projection.tables_of_build("_b1")
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        for table in tables.values():
            table.create(connection)
        at, n = 0, 0
        while at < len(log):
            size = sizes[n % len(sizes)]
            projection.apply(connection, tables, log[at : at + size])
            at, n = at + size, n + 1
        alarms = tables["alarms"]
        rows = connection.execute(select(alarms).order_by(alarms.c.alarm_id)).mappings().all()
    engine.dispose()
    return [{k: v for k, v in it.items() if k != "grown_position"} for it in rows]


def kinds(aggregates: list[Aggregate]) -> list[tuple[str, int, int]]:
    """Return what is over its line, with its numbers."""
    found = folded(log_of(aggregates), [FINDS_ALL])
    return sorted((it["kind"], it["part"], it["whole"]) for it in found)


# Each line, just below and just above ----------------------------------------------


def test_one_proposer_of_more_than_forty_percent_of_a_month_is_told() -> None:
    assert kinds(alarming.of_one_proposer(10, 25)) == [], "forty per cent is on the line"
    assert kinds(alarming.of_one_proposer(11, 25)) == [(AlarmKind.ONE_PROPOSER, 11, 25)]


def test_more_than_thirty_percent_in_the_last_two_days_of_a_month_is_told() -> None:
    assert kinds(alarming.at_month_end(6, 20)) == []
    assert kinds(alarming.at_month_end(7, 20)) == [(AlarmKind.MONTH_END, 7, 20)]


def test_the_last_two_days_begin_at_midnight_in_hohhot() -> None:
    just_before = alarming.MONTH_END - timedelta(seconds=1)
    early = [act(n, at=just_before if n < 7 else None) for n in range(20)]
    assert kinds([*early]) == []


def test_reviewers_relatives_with_more_than_a_fifth_of_the_gains_are_told() -> None:
    assert kinds(alarming.of_relatives(3, 2, 25)) == []
    assert kinds(alarming.of_relatives(4, 2, 25)) == [(AlarmKind.REVIEWERS_RELATIVES, 30, 125)]
    assert kinds(alarming.of_relatives(3, 3, 25)) == [(AlarmKind.REVIEWERS_RELATIVES, 30, 125)]


def test_who_joined_a_household_after_the_quarter_was_no_relative_in_it() -> None:
    claims = alarming.of_relatives(6, 0, 25)[1:]
    late = home("0900")
    late.join(person("reviewer"), Relation.HEAD, None, hohhot("2027-01-01 00:00"))
    assert len(kinds([late, *claims])) == 1, "another was recused for it"
    assert kinds([late, *_unrecused()]) == []
    in_time = home("0900")
    in_time.join(person("reviewer"), Relation.HEAD, None, hohhot("2026-12-31 23:59"))
    assert kinds([in_time, *_unrecused()]) == [(AlarmKind.REVIEWERS_RELATIVES, 30, 125)]


def test_declared_kin_are_relatives_until_it_is_revoked() -> None:
    def kinship(declared: str, revoked: str = "") -> Kinship:
        said = Kinship(person_id=person("reviewer"))
        said.declare(household(900), hohhot(declared))
        if revoked:
            said.revoke(household(900), hohhot(revoked))
        return said

    told = [(AlarmKind.REVIEWERS_RELATIVES, 30, 125)]
    assert kinds([kinship("2026-11-02 09:00"), *_unrecused()]) == told
    assert kinds([kinship("2027-01-01 09:00"), *_unrecused()]) == []
    assert kinds([kinship("2026-05-01 09:00", "2026-09-30 09:00"), *_unrecused()]) == []
    assert kinds([kinship("2026-05-01 09:00", "2026-10-01 09:00"), *_unrecused()]) == told


def _unrecused() -> list[Aggregate]:
    """Return a quarter of which the household with number 900 got six gains of twenty-five."""
    others: list[Aggregate] = [
        post(alarming.vote(act(n), person("reviewer"))) for n in range(6, 25)
    ]
    return [*others, *(post(act(n, household_id=household(900))) for n in range(6))]


def test_deductions_are_nobodys_gain() -> None:
    minus = [post(act(n, is_deduction=True, household_id=household(900))) for n in range(20)]
    assert kinds([*alarming.of_relatives(3, 2, 25), *minus]) == []


def test_the_same_photo_in_two_claims_is_told_once() -> None:
    assert kinds([act(1, photo_hashes=["ab" * 32] * 2), act(2, photo_hashes=["cd" * 32])]) == []
    assert kinds(alarming.twice_the_same_photo()) == [(AlarmKind.SAME_PHOTO, 2, 2)]


def test_a_village_with_few_claims_does_not_alarm() -> None:
    assert kinds(alarming.of_one_proposer(19, 19)) == []
    assert kinds(alarming.at_month_end(19, 19)) == []
    assert kinds(alarming.of_relatives(19, 0, 19)) == []
    assert len(kinds(alarming.of_one_proposer(20, 20))) == 1


def test_one_hand_for_more_than_three_households_on_a_day_is_told() -> None:
    assert kinds(alarming.of_same_hand(3)) == [], "three households are on the line"
    assert kinds(alarming.of_same_hand(4)) == [(AlarmKind.SAME_HAND, 4, 4)]


def test_a_hand_counts_by_day_household_and_village() -> None:
    evening, midnight = hohhot("2026-10-05 23:50"), hohhot("2026-10-06 00:00")
    here, second = alarming.shop(), alarming.shop("二店")
    elsewhere = alarming.shop("别处", "150105001001")
    same = alarming.of_same_hand
    assert kinds([*same(3, at=evening), *same(3, at=midnight)]) == []
    assert kinds([*same(3), *same(3, at_shop=alarming.shop())]) == [], "the same three households"
    there = [alarming.collected(n, person("hand"), elsewhere) for n in (3, 4)]
    assert kinds([*same(3), elsewhere, *there]) == []
    more = alarming.collected(7, person("hand"), second)
    told = [(AlarmKind.SAME_HAND, 4, 4)]
    assert kinds([here, second, *same(3, at_shop=here), more]) == told


def test_who_left_a_name_and_what_was_not_collected_count_for_nobody() -> None:
    place = alarming.shop()
    named = [alarming.collected(n, None, place) for n in range(9)]
    taken_back = Voucher(
        shop_id=place.id,
        wallet_id=new_id(),
        owner_id=household(21),
        lines=[],
        amount=1,
        collect_by=AFTER,
        occurred_at=alarming.OCTOBER,
    )
    taken_back.cancel(person("hand"), alarming.OCTOBER)
    assert kinds([place, *named, taken_back, *alarming.of_same_hand(3, at_shop=place)]) == []


def test_a_hand_and_the_keepers_conclude_nothing_about_it(setting: Setting) -> None:
    put(setting.ledger, *alarming.of_same_hand(4))
    alarms = setting.project().alarms
    (alarm,) = alarms.page(UNIT, AFTER)
    assert [it.relation for it in alarms.hand_overs(alarm)] == ["neighbour"] * 4
    assert set(alarms.involved(alarm)) == {person("hand"), person("keeper")}
    assert (alarm.person_id, alarm.period, alarm.is_open) == (person("hand"), "2026-10-05", True)
    first = alarms.hand_overs(alarm, 2)
    after = alarms.hand_overs(alarm, 2, first[-1].voucher_id)
    assert [*first, *after] == alarms.hand_overs(alarm)


def test_nothing_alarms_in_an_honest_village() -> None:
    assert kinds(alarming.honest()) == []


# Whatever the order ------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(25))
def test_alarms_are_the_same_in_whatever_order_and_batches_events_arrive(seed: int) -> None:
    chance = random.Random(seed)
    log = log_of(alarming.everything())
    expected = folded(log, [FINDS_ALL])
    assert {it["kind"] for it in expected} == set(AlarmKind)
    streams: dict[Any, list[Any]] = defaultdict(list)
    for it in log:
        streams[it.event.originator_id].append(it.event)
    turns = [key for key, events in streams.items() for _ in events]
    chance.shuffle(turns)
    mixed = [LogEvent(n, streams[key].pop(0)) for n, key in enumerate(turns, 1)]
    assert folded(mixed, [chance.randint(1, 40) for _ in range(7)]) == expected


# On both stores, through the ledger --------------------------------------------------


def conclude(setting: Setting, alarm: AlarmRow, by: Any = FIRST, **more: Any) -> None:
    """Write a conclusion."""
    said = {
        "alarm_id": alarm.alarm_id,
        "kind": AlarmKind(alarm.kind),
        "unit_code": alarm.unit_code,
        "conclusion": Conclusion.REASONABLE,
        "seen_position": alarm.grown_position,
        "involved": (),
        "text_id": new_id(),
        "drafted_by": by,
    }
    setting.village.do(WriteConclusion, **(said | more))


def sign(setting: Setting, alarm: AlarmRow, by: Any = SECOND, draft: int = 1, **more: Any) -> None:
    """Sign one."""
    said = {"alarm_id": alarm.alarm_id, "draft": draft, "involved": (), "signed_by": by}
    setting.village.do(SignConclusion, **(said | more))


def test_every_kind_is_told_and_derived_again_the_same(setting: Setting) -> None:
    put(setting.ledger, *alarming.everything())
    alarms = setting.project().alarms
    told = alarms.page(UNIT, AFTER)
    assert {it.kind for it in told} == set(AlarmKind)
    assert alarms.count_open(UNIT[:9], AFTER) == len(told)
    assert alarms.page("150105", AFTER) == []
    for it in told:
        assert alarms.claims(it, 200) or alarms.hand_overs(it, 200)
    before = setting.rows()
    assert find_differences(setting.ledger, setting.store) == []
    setting.store.drop()
    setting.project()
    after = setting.rows()
    mine = {name for name in before if name.startswith("alarms.")}
    assert {name: after[name] for name in mine} == {name: before[name] for name in mine}


def test_what_is_not_over_is_told_apart_and_waits(setting: Setting) -> None:
    put(setting.ledger, *alarming.of_one_proposer(11, 25), *alarming.twice_the_same_photo())
    alarms = setting.project().alarms
    last = date(2026, 10, 31)
    assert [it.kind for it in alarms.page(UNIT, last)] == [AlarmKind.SAME_PHOTO]
    (running,) = alarms.running(UNIT, last)
    assert (running.kind, running.is_running(last)) == (AlarmKind.ONE_PROPOSER, True)
    assert alarms.running(UNIT, date(2026, 11, 1)) == []
    assert len(alarms.page(UNIT, date(2026, 11, 1))) == 2


def test_two_of_the_committee_sign_one_conclusion(setting: Setting) -> None:
    put(setting.ledger, *alarming.twice_the_same_photo())
    (alarm,) = setting.project().alarms.page(UNIT, AFTER)
    with pytest.raises(AlarmDraftChangedError):
        sign(setting, alarm)
    conclude(setting, alarm)
    assert setting.project().alarms.count_open(UNIT, AFTER) == 1, "one hand is not enough"
    with pytest.raises(OwnProposalError):
        sign(setting, alarm, FIRST)
    with pytest.raises(AlarmDraftChangedError):
        sign(setting, alarm, draft=2)
    sign(setting, alarm)
    alarms = setting.project().alarms
    assert alarms.count_open(UNIT, AFTER) == 0
    (done,) = alarms.page(UNIT, AFTER, Conclusion.REASONABLE)
    (review,) = alarms.reviews(alarm.alarm_id)
    assert (done.is_open, review.drafted_by, review.signed_by) == (False, FIRST, SECOND)
    assert find_differences(setting.ledger, setting.store) == []
    with pytest.raises(AlarmConcludedError):
        conclude(setting, alarm)


def test_more_of_the_same_opens_a_concluded_alarm_again(setting: Setting) -> None:
    put(setting.ledger, *alarming.twice_the_same_photo())
    (alarm,) = setting.project().alarms.page(UNIT, AFTER)
    conclude(setting, alarm)
    sign(setting, alarm)
    put(setting.ledger, act(702, photo_hashes=["cd" * 32, "ab" * 32]))
    alarms = setting.project().alarms
    again = {it.photo[:2]: it for it in alarms.page(UNIT, AFTER)}
    assert (again["ab"].part, again["ab"].alarm_id) == (3, alarm.alarm_id)
    assert again["cd"].part == 2
    conclude(setting, again["ab"], conclusion=Conclusion.WRONG)
    sign(setting, again["ab"], draft=2)
    alarms = setting.project().alarms
    assert [it.part for it in alarms.page(UNIT, AFTER, Conclusion.WRONG)] == [3]


def test_nobody_whom_the_facts_name_concludes(setting: Setting) -> None:
    put(setting.ledger, *alarming.of_relatives(4, 2, 25))
    alarms = setting.project().alarms
    (alarm,) = alarms.page(UNIT, AFTER)
    involved = tuple(alarms.involved(alarm))
    assert person("reviewer") in involved
    with pytest.raises(ReviewerRecusedError):
        conclude(setting, alarm, person("reviewer"), involved=involved)
    conclude(setting, alarm)
    with pytest.raises(ReviewerRecusedError):
        sign(setting, alarm, person("reviewer"), involved=involved)
