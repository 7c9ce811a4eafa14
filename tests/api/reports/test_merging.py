"""What is told twice is joined by whoever handles it (decision 0086)."""

from uuid import uuid4

from people.roles import Role
from tests.api.house import House
from tests.api.reports.asking import act, filed, resolved, see, told
from tests.support.village import STREET

WORDS = {"position": None, "place": "后院墙根"}


def test_what_is_told_twice_in_words_is_joined_by_the_desk_and_followed_by_both(
    house_on_both: House,
) -> None:
    house = house_on_both
    first = filed(house, **WORDS)
    later = filed(house, Role.RESIDENT, **WORDS)
    filed(house, Role.RESIDENT, **WORDS, category="litter")
    act(house, later, "acceptance")
    alike = house.get(f"/reports/{later}/alike", Role.GRID_WORKER).json["items"]
    assert [it["report_id"] for it in alike] == [str(first)]
    assert house.get(f"/reports/{first}/alike", Role.GRID_WORKER).json["items"] == []

    done = act(house, later, "merging", into_id=str(first)).json
    assert (done["state"], done["into_id"], done["confirmers"]) == ("merged", str(first), 1)
    shown = see(house, later, Role.RESIDENT).json
    assert (shown["state"], shown["merged_into"], shown["is_first"]) == (
        "merged",
        str(first),
        True,
    )
    resolved(house, first)
    followed = see(house, first, Role.RESIDENT).json
    assert (followed["state"], followed["is_first"], followed["points"]) == ("resolved", False, 0)
    assert [it["shows"] for it in followed["photos"]] == ["seen", "confirmed", "resolved"]
    assert see(house, first).json["points"] == 5
    told_of = house.get("/me/messages", Role.RESIDENT).json["items"]
    (message,) = [it for it in told_of if it["kind"] == "report_merged"]
    assert message["subject_id"] == str(first)
    totals = house.get("/report-totals?first=2026-11-20&last=2026-11-20", Role.CLERK).json["totals"]
    assert (totals["filed"], totals["merged"], totals["joined"]) == (3, 1, 0)


def test_a_joined_report_is_taken_out_of_public_with_its_picture(house: House) -> None:
    first, later = filed(house, **WORDS), filed(house, Role.RESIDENT, **WORDS)
    (seen,) = see(house, later, Role.GRID_WORKER).json["photos"]
    path = f"photos/{seen['photo_id']}/redaction"
    hidden = act(house, later, path, areas=[]).json["redacted_id"]
    act(house, later, "merging", into_id=str(first))
    assert house.get("/public/reports").json["items"] == []
    assert told(house.get(f"/public/report-photos/{hidden}")) == (404, "photo_not_found")
    act(house, later, path, areas=[])
    assert house.get("/public/reports").json["items"] == [], "it is shown with the first one"
    anew = act(house, first, path, areas=[]).json["redacted_id"]
    (shown,) = house.get("/public/reports").json["items"]
    assert shown["report_id"] == str(first)
    assert shown["photos"] == [{"shows": "confirmed", "redacted_id": anew}]


def test_reports_of_two_units_are_not_joined_and_nor_is_anothers(house: House) -> None:
    house.village.register_unit("150104003006", "别的社区", "community", STREET)
    house.project()
    first, later = filed(house, **WORDS), filed(house, Role.RESIDENT, **WORDS)
    act(house, first, "forwarding", unit_code="150104003006")
    assert told(act(house, later, "merging", into_id=str(first))) == (403, "outside_unit")
    assert told(act(house, later, "merging", into_id=str(uuid4()))) == (404, "report_not_found")
    assert told(act(house, later, "merging", into_id="x")) == (422, "request_invalid")
    assert told(act(house, later, "merging", Role.STREET, into_id=str(first))) == (
        403,
        "role_required",
    )
