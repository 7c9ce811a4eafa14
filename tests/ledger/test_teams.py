"""Teams in their order, and who comes into them, on both stores."""

from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from ledger.kernel.receipts import Recorded
from ledger.registry.errors import OwnRequestError
from ledger.volunteering.team import TEAM_DEPTH_MAX, Team, TeamKind
from ledger.volunteering.team_commands import (
    ApproveMembership,
    DeclineMembership,
    DissolveTeam,
    FormTeam,
    LeaveTeam,
    PlaceTeam,
    RegisterVolunteer,
    RenameTeam,
    RequestMembership,
    SetNationalNumbers,
)
from ledger.volunteering.team_errors import (
    AlreadyMemberError,
    MembershipNotRequestedError,
    NotMemberError,
    TeamDissolvedError,
    TeamNameTakenError,
    TeamParentInvalidError,
    TooManyTeamsError,
)
from ledger.volunteering.volunteer import TEAMS_MAX, DeclineReason, Volunteer
from tests.support.ledgers import UNIT, Village, accepted, at_once, read_log, refusals

LEADER = new_id()


def form(
    village: Village, name: str, kind: TeamKind = TeamKind.TEAM, parent_id: UUID | None = None
) -> UUID:
    told = village.tell(FormTeam, unit_code=UNIT, name=name, kind=kind, parent_id=parent_id)
    return UUID(told.answer["team_id"])


def volunteer(village: Village, person_id: UUID) -> Volunteer:
    found: Volunteer = village.load(Volunteer.create_id(person_id))
    return found


def test_a_corps_has_teams_and_a_team_has_squads(village: Village) -> None:
    corps = form(village, "巾帼志愿服务团", TeamKind.CORPS)
    team = form(village, "大召巾帼队", TeamKind.TEAM, corps)
    squad = form(village, "暖心服务小分队", TeamKind.SQUAD, team)

    ways = [village.load(it).parent_id for it in (squad, team, corps)]
    assert ways == [team, corps, None]
    assert len(ways) == TEAM_DEPTH_MAX


@pytest.mark.parametrize(
    ("kind", "above"),
    [
        (TeamKind.CORPS, TeamKind.CORPS),
        (TeamKind.CORPS, TeamKind.TEAM),
        (TeamKind.TEAM, TeamKind.TEAM),
        (TeamKind.TEAM, TeamKind.SQUAD),
        (TeamKind.SQUAD, TeamKind.SQUAD),
    ],
)
def test_a_team_stands_below_a_larger_one_only(
    village: Village, kind: TeamKind, above: TeamKind
) -> None:
    parent = form(village, "上面的", above)
    with pytest.raises(TeamParentInvalidError):
        form(village, "下面的", kind, parent)

    alone = form(village, "下面的", kind)
    with pytest.raises(TeamParentInvalidError):
        village.tell(PlaceTeam, team_id=alone, parent_id=parent)
    with pytest.raises(TeamParentInvalidError):
        village.tell(PlaceTeam, team_id=alone, parent_id=alone)


def test_a_team_goes_below_another_corps_and_out_again(village: Village) -> None:
    first, second = (form(village, name, TeamKind.CORPS) for name in ("一团", "二团"))
    team = form(village, "一队", TeamKind.TEAM, first)
    for parent in (second, second, None):
        village.tell(PlaceTeam, team_id=team, parent_id=parent)
        assert village.load(team).parent_id == parent
    moves = [it for it in read_log(village.ledger) if isinstance(it, Team.Placed)]
    assert len(moves) == 2


def test_the_same_team_again_stays_as_it_is(village: Village) -> None:
    assert form(village, "红马甲") == form(village, "红马甲")
    assert sum(isinstance(it, Team.Formed) for it in read_log(village.ledger)) == 1


def test_a_name_is_taken_while_it_is_borne_and_by_whoever_was_formed_with_it(
    village: Village,
) -> None:
    red, blue = form(village, "红马甲"), form(village, "蓝马甲")
    with pytest.raises(TeamNameTakenError):
        village.tell(RenameTeam, team_id=blue, name="红马甲")
    village.tell(RenameTeam, team_id=red, name="红蜂队")
    assert village.load(red).name == "红蜂队"
    with pytest.raises(TeamNameTakenError):
        form(village, "红马甲")
    village.tell(RenameTeam, team_id=red, name="红马甲")
    village.tell(DissolveTeam, team_id=red, dissolved_by=None)
    with pytest.raises(TeamNameTakenError):
        form(village, "红马甲")


def test_no_two_teams_bear_a_name_that_one_was_renamed_to(village: Village) -> None:
    red, blue = form(village, "红马甲"), form(village, "蓝马甲")
    village.tell(RenameTeam, team_id=red, name="红蜂队")
    with pytest.raises(TeamNameTakenError):
        village.tell(RenameTeam, team_id=blue, name="红蜂队")
    with pytest.raises(TeamNameTakenError):
        form(village, "红蜂队")
    village.tell(RenameTeam, team_id=red, name="老红蜂队")
    village.tell(RenameTeam, team_id=blue, name="红蜂队")
    with pytest.raises(TeamNameTakenError):
        village.tell(RenameTeam, team_id=red, name="红蜂队")
    assert [village.load(it).name for it in (red, blue)] == ["老红蜂队", "红蜂队"]


def test_a_dissolved_team_takes_nobody_in(village: Village) -> None:
    person, corps = village.volunteer(), form(village, "一团", TeamKind.CORPS)
    for _ in range(2):
        village.tell(DissolveTeam, team_id=corps, dissolved_by=LEADER)
    with pytest.raises(TeamDissolvedError):
        village.tell(RequestMembership, person_id=person, team_id=corps)
    with pytest.raises(TeamDissolvedError):
        village.tell(RenameTeam, team_id=corps, name="别的")
    with pytest.raises(TeamDissolvedError):
        form(village, "一队", TeamKind.TEAM, corps)
    with pytest.raises(TeamDissolvedError):
        village.tell(
            RegisterVolunteer, person_id=person, number="V1", unit_code=UNIT, team_id=corps
        )
    assert sum(isinstance(it, Team.Dissolved) for it in read_log(village.ledger)) == 1


def test_whoever_asks_is_taken_in_by_somebody_else(village: Village) -> None:
    person, team = village.volunteer(), form(village, "红马甲")
    asked: dict[str, Any] = {"person_id": person, "team_id": team}
    village.tell(RequestMembership, **asked)
    with pytest.raises(AlreadyMemberError):
        village.tell(RequestMembership, **asked)
    with pytest.raises(OwnRequestError):
        village.tell(ApproveMembership, **asked, decided_by=person)
    with pytest.raises(OwnRequestError):
        village.tell(DeclineMembership, **asked, reason=DeclineReason.TEAM_FULL, decided_by=person)

    village.tell(ApproveMembership, **asked, decided_by=LEADER)

    assert (volunteer(village, person).team_ids, volunteer(village, person).requests) == (
        [team],
        {},
    )
    with pytest.raises(MembershipNotRequestedError):
        village.tell(ApproveMembership, **asked, decided_by=LEADER)
    with pytest.raises(AlreadyMemberError):
        village.tell(RequestMembership, **asked)


def test_whoever_is_declined_may_ask_again(village: Village) -> None:
    person, team = village.volunteer(), form(village, "红马甲")
    asked: dict[str, Any] = {"person_id": person, "team_id": team}
    village.tell(RequestMembership, **asked)
    village.tell(DeclineMembership, **asked, reason=DeclineReason.TEAM_FULL, decided_by=LEADER)
    assert volunteer(village, person).team_ids == []
    village.tell(RequestMembership, **asked)
    assert team in volunteer(village, person).requests


def test_a_request_is_taken_back_and_a_team_is_left(village: Village) -> None:
    person, team = village.volunteer(), form(village, "红马甲")
    asked: dict[str, Any] = {"person_id": person, "team_id": team}
    village.tell(RequestMembership, **asked)
    village.tell(LeaveTeam, **asked)
    with pytest.raises(NotMemberError):
        village.tell(LeaveTeam, **asked)

    village.tell(RegisterVolunteer, person_id=person, number="V1", unit_code=UNIT, team_id=team)
    village.tell(LeaveTeam, **asked)

    assert volunteer(village, person).team_ids == []
    village.tell(RequestMembership, **asked)


def test_nobody_belongs_to_more_than_five_but_a_dissolved_team_does_not_count(
    village: Village,
) -> None:
    person = village.volunteer()
    teams = [form(village, f"{n}队") for n in range(TEAMS_MAX + 1)]
    for it in teams[:TEAMS_MAX]:
        village.tell(RequestMembership, person_id=person, team_id=it)
    last: dict[str, Any] = {"person_id": person, "team_id": teams[-1]}
    with pytest.raises(TooManyTeamsError):
        village.tell(RequestMembership, **last)
    for it in teams[:TEAMS_MAX]:
        village.tell(ApproveMembership, person_id=person, team_id=it, decided_by=LEADER)
    with pytest.raises(TooManyTeamsError):
        village.tell(RequestMembership, **last)

    village.tell(DissolveTeam, team_id=teams[0], dissolved_by=None)

    village.tell(RequestMembership, **last)


def test_a_clerk_may_have_filled_the_five_up_before_a_request_is_answered(
    village: Village,
) -> None:
    person = village.volunteer()
    teams = [form(village, f"{n}队") for n in range(TEAMS_MAX + 1)]
    asked: dict[str, Any] = {"person_id": person, "team_id": teams[0]}
    village.tell(RequestMembership, **asked)
    joined: dict[str, Any] = {"person_id": person, "number": "V1", "unit_code": UNIT}
    for it in teams[1:]:
        village.tell(RegisterVolunteer, **joined, team_id=it)
    with pytest.raises(TooManyTeamsError):
        village.tell(ApproveMembership, **asked, decided_by=LEADER)
    village.tell(RegisterVolunteer, **joined, team_id=teams[0])
    assert set(volunteer(village, person).team_ids) == set(teams)
    assert volunteer(village, person).requests == {}


def test_two_answers_to_one_request_at_once_are_one(village: Village) -> None:
    person, team = village.volunteer(), form(village, "红马甲")
    asked: dict[str, Any] = {"person_id": person, "team_id": team}
    village.tell(RequestMembership, **asked)

    def approve() -> Recorded:
        return village.tell(ApproveMembership, **asked, decided_by=new_id())

    outcomes = at_once([approve] * 4)

    assert len(accepted(outcomes)) == 1
    assert refusals(outcomes) == ["membership_not_requested"] * 3


def test_national_numbers_are_set_once_however_often_they_come(village: Village) -> None:
    people = [village.volunteer() for _ in range(2)]
    numbers = tuple((it, f"1501040000{n:04d}") for n, it in enumerate(people))
    first = village.tell(SetNationalNumbers, numbers=numbers, set_by=LEADER)
    again = village.tell(SetNationalNumbers, numbers=numbers, set_by=LEADER)
    assert first.answer == {"changed": 2, "unchanged": 0}
    assert again.answer == {"changed": 0, "unchanged": 2}
    set_ = [it for it in read_log(village.ledger) if isinstance(it, Volunteer.NationalNumberSet)]
    assert [it.number for it in set_] == [number for _, number in numbers]
