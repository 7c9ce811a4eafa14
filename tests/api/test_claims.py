"""Claims through their doors: filed, screened, voted on; who sees what and who may do what."""

from datetime import timedelta

import pytest

from people.roles import Role
from tests.api.claims import ClaimVillage
from tests.api.house import House, fresh_key


@pytest.fixture
def village(house_on_both: House) -> ClaimVillage:
    return ClaimVillage(house_on_both)


def test_a_household_files_with_a_picture_and_follows_it(village: ClaimVillage) -> None:
    photo = village.photo()
    told = village.file(photo_ids=[photo], evidence=[], words="两家一起办的")
    assert (told.status_code, told.json["points"], told.json["photo_reused"]) == (201, 5, False)
    path = f"/claims/{told.json['claim_id']}"
    shown = village.house.get(path, Role.RESIDENT).json
    assert (shown["number"], shown["title"], shown["words"]) == (
        "0147",
        "喜事简办、丧事简办",
        "两家一起办的",
    )
    assert (shown["photo_ids"], shown["evidence"]) == ([photo], ["photo"])
    assert [it["kind"] for it in shown["steps"]] == ["proposed"]
    assert village.house.get(f"/photos/{photo}", Role.GRID_WORKER).status_code == 200
    stranger = village.house.token(Role.RESIDENT, village.neighbour)
    assert village.house.get(path, stranger).status_code == 404
    assert village.house.get(path, Role.CLERK).status_code == 200


def test_a_request_sent_twice_files_once(village: ClaimVillage) -> None:
    key = fresh_key()
    first, again = village.file(key=key), village.file(key=key)
    assert (first.data, again.headers["Duplicate"]) == (again.data, "true")
    assert len(village.house.get("/claims", Role.RESIDENT).json["items"]) == 1


def test_a_picture_must_be_ones_own(village: ClaimVillage) -> None:
    photo = village.photo(Role.GRID_WORKER)
    told = village.file(photo_ids=[photo])
    assert (told.status_code, told.json["code"]) == (404, "photo_not_found")


def test_a_neighbour_recommends_and_staff_propose(village: ClaimVillage) -> None:
    neighbour = village.house.token(Role.RESIDENT, village.neighbour)
    told = village.file(neighbour, household_id=str(village.own.id))
    assert told.status_code == 201
    (mine,) = village.house.get("/claims?of=mine", neighbour).json["items"]
    assert (mine["proposer_role"], mine["number"]) == ("neighbour", "0147")
    by_staff = village.filed(Role.GRID_WORKER, household_id=str(village.own.id), points=3)
    rows = village.house.get("/claims?of=waiting", Role.CLERK).json["items"]
    assert [it["proposer_role"] for it in rows] == ["neighbour", "grid_worker"]
    own = village.act(by_staff, "screening", Role.GRID_WORKER)
    assert (own.status_code, own.json["code"]) == (403, "own_proposal")
    listed = village.house.get("/claims?of=waiting", Role.GRID_WORKER).json["items"]
    assert [it["may_screen"] for it in listed] == [True, False]


def test_residents_do_not_list_the_village(village: ClaimVillage) -> None:
    for of in ("village", "waiting"):
        told = village.house.get(f"/claims?of={of}", Role.RESIDENT)
        assert (told.status_code, told.json["code"]) == (403, "role_required")


def test_a9_from_the_proposal_to_the_panels_yes(village: ClaimVillage) -> None:
    claim_id = village.filed()
    village.screened(claim_id)
    (waiting,) = village.house.get("/reviews", village.panel[0]).json["items"]
    assert waiting["claim_id"] == claim_id
    told = village.votes(claim_id, "recused", "for", "for", "against", "for")
    assert (told.json["state"], told.json["outcome"]) == ("reviewed", "passed")
    counted = (told.json["votes_for"], told.json["votes_against"], told.json["recused"])
    assert counted == (3, 1, 1)
    assert village.house.get("/reviews", village.panel[0]).json["items"] == []
    shown = village.house.get(f"/claims/{claim_id}", Role.RESIDENT).json
    assert [it["kind"] for it in shown["steps"]] == ["proposed", "screened", "reviewed"]


def test_a_second_vote_is_refused(village: ClaimVillage) -> None:
    claim_id = village.filed()
    village.screened(claim_id)
    village.votes(claim_id, "for")
    told = village.act(claim_id, "votes", village.panel[0], vote="against")
    assert (told.status_code, told.json["code"]) == (409, "already_reviewed")


def test_kin_are_declared_by_number_and_do_not_vote(village: ClaimVillage) -> None:
    house, kin = village.house, village.panel[1]
    told = house.post("/me/kin", kin, {"number": "0147"})
    assert told.status_code == 201
    assert house.post("/me/kin", kin, {"number": "9999"}).json["code"] == "household_not_found"
    claim_id = village.filed()
    village.screened(claim_id)
    assert house.get("/reviews", kin).json["items"] == []
    refused = village.act(claim_id, "votes", kin, vote="for")
    assert (refused.status_code, refused.json["code"]) == (403, "reviewer_recused")
    (row,) = house.get("/me/kin", kin).json["items"]
    house.post(f"/me/kin/{row['household_id']}/revocation", kin, {})
    house.project()
    assert house.get("/me/kin", kin).json["items"] == []
    assert len(house.get("/reviews", kin).json["items"]) == 1


def test_a_panel_that_is_too_few_is_told_to_the_township(village: ClaimVillage) -> None:
    claim_id = village.filed()
    village.screened(claim_id)
    told = village.votes(claim_id, "recused", "recused", "recused")
    assert told.json["substitutes_needed"] is True
    (short,) = village.house.get("/panel-shortages", Role.STREET).json["items"]
    assert short["claim_id"] == claim_id


def test_fewer_points_and_returns_say_why(village: ClaimVillage) -> None:
    fewer, back = village.filed(), village.filed(item_code="65", evidence=[])
    told = village.act(fewer, "screening", Role.GRID_WORKER, points=3)
    assert told.json["code"] == "reason_required"
    why = "桌数比报的多"
    assert village.act(fewer, "screening", Role.GRID_WORKER, points=3, words=why).status_code == 201
    assert village.act(back, "return", Role.GRID_WORKER).status_code == 422
    village.act(back, "return", Role.GRID_WORKER, words="没看到照片")
    shown = village.house.get(f"/claims/{back}", Role.RESIDENT).json
    assert (shown["state"], shown["steps"][-1]["words"]) == ("rejected", "没看到照片")
    shown = village.house.get(f"/claims/{fewer}", Role.RESIDENT).json
    assert (shown["points"], shown["proposed_points"], shown["steps"][-1]["words"]) == (3, 5, why)


def test_many_are_screened_at_once_and_each_is_answered_alone(village: ClaimVillage) -> None:
    good = [village.filed(points=n) for n in (1, 2)]
    of = {"household_id": str(village.other.id), "item_code": "65", "evidence": []}
    own = village.filed(Role.CLERK, **of)
    body = {"claim_ids": [*good, own]}
    key = fresh_key()
    told = village.house.post("/claim-screenings", Role.CLERK, body, key=key)
    assert told.status_code == 201
    assert [(it["state"], it["code"]) for it in told.json["results"]] == [
        ("screened", ""),
        ("screened", ""),
        ("", "own_proposal"),
    ]
    again = village.house.post("/claim-screenings", Role.CLERK, body, key=key)
    assert again.json["results"] == told.json["results"]
    many = {"claim_ids": good * 51}
    assert village.house.post("/claim-screenings", Role.CLERK, many).status_code == 422


def test_a_deduction_is_warned_of_put_right_or_goes_on(village: ClaimVillage) -> None:
    claims = [
        village.filed(
            Role.GRID_WORKER,
            household_id=str(village.own.id),
            item_code="90",
            photo_ids=[village.photo(Role.GRID_WORKER, seed)],
        )
        for seed in (1, 2)
    ]
    for it in claims:
        told = village.act(it, "warning", Role.CLERK)
        assert (told.json["state"], told.json["put_right_until"]) == ("warned", "2026-11-27")
    early = village.act(claims[0], "screening", Role.CLERK)
    assert (early.status_code, early.json["code"]) == (422, "warning_required")
    done = village.act(claims[0], "putting-right", Role.CLERK, words="已经清走")
    assert done.json["state"] == "rejected"
    village.house.now += timedelta(days=8)
    assert village.act(claims[1], "screening", Role.CLERK).status_code == 201


def test_who_filed_takes_it_back(village: ClaimVillage) -> None:
    claim_id = village.filed()
    assert village.act(claim_id, "withdrawal", Role.RESIDENT).json["state"] == "withdrawn"
    (row,) = village.house.get("/claims", Role.RESIDENT).json["items"]
    assert row["state"] == "withdrawn"
