"""Handling: by the grid's own staff, counted for the street, public only after redaction."""

import io
from datetime import timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from PIL import Image

from people.redaction import Area, redacted
from people.roles import Role
from tests.api.house import House, fresh_key
from tests.api.reports.asking import act, file, filed, photo, resolved, see, told
from tests.support.pictures import encoded, form_of
from tests.support.village import COMMUNITY, STREET

WORDS = {"position": None, "place": "后院墙根"}


def test_what_waits_is_listed_by_its_due_time_page_by_page(house_on_both: House) -> None:
    house, reports = house_on_both, []
    for category in ("ice", "litter", "facility"):
        reports.append(str(filed(house, category=category)))
        house.now += timedelta(minutes=5)
    first = house.get("/report-desk?limit=2", Role.GRID_WORKER).json
    rest = house.get(f"/report-desk?limit=2&cursor={first['next']}", Role.GRID_WORKER).json
    assert [it["report_id"] for it in first["items"] + rest["items"]] == reports
    assert rest["next"] is None
    act(house, UUID(reports[0]), "acceptance")
    left = house.get("/report-desk", Role.GRID_WORKER).json["items"]
    assert [it["report_id"] for it in left] == reports[1:]
    (taken,) = house.get("/report-desk?state=accepted", Role.CLERK).json["items"]
    assert taken["report_id"] == reports[0]


def test_what_waits_is_chosen_by_category_page_by_page(house_on_both: House) -> None:
    house = house_on_both
    litter = [str(filed(house, category="litter", unit_code=COMMUNITY, **WORDS)) for _ in range(3)]
    filed(house, category="ice")
    path = "/report-desk?category=litter&limit=2"
    first = house.get(path, Role.GRID_WORKER).json
    rest = house.get(f"{path}&cursor={first['next']}", Role.GRID_WORKER).json
    assert sorted(it["report_id"] for it in first["items"] + rest["items"]) == sorted(litter)
    assert house.get("/report-desk?category=parking", Role.GRID_WORKER).json["items"] == []


def test_an_emergency_stands_before_what_was_filed_earlier_in_the_night(house: House) -> None:
    house.now = house.now.replace(hour=14)  # 22:00 in Hohhot
    night = filed(house, category="ice")
    urgent = filed(house, category="facility", is_emergency=True, has_called=True)
    items = house.get("/report-desk", Role.GRID_WORKER).json["items"]
    assert [it["report_id"] for it in items] == [str(urgent), str(night)]


def test_a_rejection_gives_its_reason_and_words_to_the_reporter(house: House) -> None:
    report_id = filed(house)
    answer = act(house, report_id, "rejection", reason="not_found", words="现场没有车")
    assert answer.json["state"] == "rejected"
    shown = see(house, report_id).json
    assert (shown["reason"], shown["steps"][-1]["words"]) == ("not_found", "现场没有车")
    assert shown["may_rate"] is True


def test_a_report_goes_to_the_unit_where_it_is_and_out_of_the_own_list(house: House) -> None:
    house.village.register_unit("150104003006", "别的社区", "community", STREET)
    house.project()
    report_id = filed(house)
    answer = act(house, report_id, "forwarding", unit_code="150104003006")
    assert answer.json["unit_code"] == "150104003006"
    assert house.get("/report-desk", Role.GRID_WORKER).json["items"] == []
    assert told(act(house, report_id, "acceptance")) == (403, "outside_unit")
    assert told(act(house, filed(house, category="litter"), "forwarding", unit_code="150199")) == (
        422,
        "report_outside_city",
    )


def test_a_resolution_needs_a_photo_of_whoever_resolves(house: House) -> None:
    report_id = filed(house)
    act(house, report_id, "acceptance")
    act(house, report_id, "verification")
    assert told(act(house, report_id, "resolution", photo_ids=[])) == (
        422,
        "report_photo_missing",
    )
    anothers = photo(house)
    assert told(act(house, report_id, "resolution", photo_ids=[anothers])) == (
        404,
        "photo_not_found",
    )


def test_nobody_handles_what_the_same_person_reported_in_another_role(house: House) -> None:
    person_id = house.persons[Role.GRID_WORKER]
    as_resident = house.token(Role.RESIDENT, person_id)
    report_id = filed(house, as_resident)
    assert see(house, report_id, Role.GRID_WORKER).json["may_handle"] is False
    assert told(act(house, report_id, "acceptance")) == (403, "own_report")


def test_answers_are_offered_for_every_category_in_chinese(quiet_house: House) -> None:
    for it in quiet_house.get("/report-categories").json["items"]:
        answer = quiet_house.get(f"/report-templates?category={it['category']}", Role.GRID_WORKER)
        assert len(answer.json["items"]) >= 3
        assert all("。" in said for said in answer.json["items"])


# Figures ---------------------------------------------------------------------------


def test_the_street_sees_totals_heat_by_hour_and_no_names(house_on_both: House) -> None:
    house = house_on_both
    report_id = filed(house)
    file(house, Role.RESIDENT)
    resolved(house, report_id, is_major_hazard=True)
    act(house, report_id, "rating", Role.RIDER, stars=4)
    act(house, filed(house, category="litter"), "rejection", reason="no_problem")
    day = "2026-11-20"
    answer = house.get(f"/report-totals?first={day}&last={day}", Role.CLERK).json
    expected = {
        "filed": 2,
        "joined": 1,
        "merged": 0,
        "accepted": 1,
        "rejected": 1,
        "resolved": 1,
        "in_time": 1,
        "alerted": 0,
        "whistled": 0,
        "reopened": 0,
        "ratings": 1,
        "stars": 4,
        "points": 25,
    }
    assert answer["totals"] == expected
    assert answer["units"] == [expected | {"unit_code": COMMUNITY, "unit_name": "大召社区"}]
    hours = house.get("/report-hours?first=2026-11&last=2026-11", Role.CLERK).json["items"]
    assert hours == [
        {"category": "blocked_fire_lane", "hour": 9, "reports": 1},
        {"category": "litter", "hour": 9, "reports": 1},
    ]
    assert house.get("/report-hours?first=2026-10&last=2026-10", Role.CLERK).json["items"] == []


@pytest.mark.parametrize(
    "query",
    [
        "report-totals?first=2026-11-20&last=2026-11-19",
        "report-totals?first=2025-01-01&last=2026-11-19",
        "report-totals?first=2026-11-20",
        "report-hours?first=2026-13&last=2026-11",
        "report-desk?state=lost",
        "report-desk?category=rudeness",
        "report-desk?cursor=eHh4",
    ],
)
def test_a_question_that_makes_no_sense_is_refused(quiet_house: House, query: str) -> None:
    assert told(quiet_house.get(f"/{query}", Role.CLERK)) == (422, "request_invalid")


# Redaction -------------------------------------------------------------------------


def plate() -> bytes:
    """A picture with fine stripes in its middle, as a plate has them."""
    image = Image.new("RGB", (800, 600), (90, 90, 90))
    for x in range(300, 500, 8):
        image.paste((255, 255, 255), (x, 250, x + 4, 350))
    return encoded(image, quality=95)


MIDDLE = {"left": 375, "top": 416, "width": 250, "height": 168}


def spread(jpeg: bytes, box: tuple[int, int, int, int]) -> int:
    """Tell how much the brightness in a part changes from pixel to pixel."""
    with Image.open(io.BytesIO(jpeg)) as image:
        part = image.convert("L").crop(box)
    pixels, width = list(part.tobytes()), part.width
    rows = [pixels[n : n + width] for n in range(0, len(pixels), width)]
    return max(abs(a - b) for row in rows for a, b in pairwise(row))


def test_what_was_in_an_area_is_nowhere_in_the_new_picture() -> None:
    box = (305, 255, 495, 345)
    assert spread(plate(), box) > 120
    hidden = redacted(plate(), [Area(**MIDDLE)])
    assert spread(hidden, box) < 40, "four cells across: no stripe is left"
    with Image.open(io.BytesIO(hidden)) as image:
        assert image.size == (800, 600)
        assert len(image.getexif()) == 0


@pytest.mark.parametrize(
    "area",
    [
        Area(0, 0, 1, 1),
        Area(1_000, 1_000, 1, 1),
        Area(0, 0, 1_000, 1_000),
        Area(999, 0, 1_000, 1_000),
    ],
)
def test_an_area_at_the_edge_or_beyond_hides_what_there_is(area: Area) -> None:
    assert redacted(encoded(Image.new("RGB", (3, 2))), [area]).startswith(b"\xff\xd8")


def test_only_a_redacted_photo_becomes_public_and_never_the_original(
    house_on_both: House,
) -> None:
    house, headers = house_on_both, {"Idempotency-Key": fresh_key()}
    sent = house.ask("POST", "/photos", Role.RIDER, headers=headers, **form_of(plate()))
    original = sent.json["photo_id"]
    report_id = filed(house, photo_ids=[original])
    act(house, report_id, "acceptance")
    assert house.get("/public/reports").json["items"] == [], "nothing before it is redacted"

    done = act(house, report_id, f"photos/{original}/redaction", areas=[MIDDLE])
    assert done.status_code == 201
    hidden = done.json["redacted_id"]
    (shown,) = house.get("/public/reports").json["items"]
    assert shown["photos"] == [{"shows": "seen", "redacted_id": hidden}]
    assert set(shown) == {
        *("report_id", "unit_code", "unit_name", "category", "category_name"),
        *("state", "day", "changed_on", "confirmers", "photos"),
    }
    picture = house.get(f"/public/report-photos/{hidden}")
    assert (picture.status_code, picture.mimetype) == (200, "image/jpeg")
    assert spread(picture.data, (305, 255, 495, 345)) < 60
    for size in ("", "/thumbnail"):
        assert house.get(f"/public/report-photos/{hidden}{size}").status_code == 200
        for refused in (original, uuid4()):
            answer = house.get(f"/public/report-photos/{refused}{size}")
            assert told(answer) == (404, "photo_not_found")
    assert told(house.get(f"/photos/{original}")) == (401, "sign_in_required")


def test_the_original_is_for_its_sender_and_the_desk_and_for_no_confirmer(house: House) -> None:
    report_id = filed(house)
    file(house, Role.RESIDENT)
    house.project()
    photos = see(house, report_id, Role.GRID_WORKER).json["photos"]
    original = next(it["photo_id"] for it in photos if it["shows"] == "seen")
    for role in (Role.RIDER, Role.GRID_WORKER, Role.CLERK):
        assert house.get(f"/photos/{original}", role).status_code == 200
    assert told(house.get(f"/photos/{original}", Role.RESIDENT)) == (404, "photo_not_found")
    assert told(house.get(f"/photos/{original}", Role.VOLUNTEER)) == (404, "photo_not_found")
    shown = see(house, report_id, Role.RESIDENT).json["photos"]
    assert [it["photo_id"] for it in shown] == [None, None]

    done = act(house, report_id, f"photos/{original}/redaction", areas=[]).json["redacted_id"]
    assert house.get(f"/photos/{done}", Role.RESIDENT).status_code == 200


def test_a_rejected_report_is_taken_out_of_public_with_its_picture(house: House) -> None:
    report_id = filed(house)
    (seen,) = see(house, report_id, Role.GRID_WORKER).json["photos"]
    path = f"photos/{seen['photo_id']}/redaction"
    hidden = act(house, report_id, path, areas=[]).json["redacted_id"]
    assert house.get(f"/public/report-photos/{hidden}").status_code == 200
    act(house, report_id, "rejection", reason="no_problem")
    assert house.get("/public/reports").json["items"] == []
    assert told(house.get(f"/public/report-photos/{hidden}")) == (404, "photo_not_found")


def test_only_photos_of_the_report_are_redacted_and_a_repeat_makes_no_second(
    house: House,
) -> None:
    report_id, other = filed(house), photo(house, seed=5)
    path = f"/reports/{report_id}/photos/{other}/redaction"
    assert told(house.post(path, Role.GRID_WORKER, {"areas": []})) == (
        404,
        "report_photo_unknown",
    )
    (seen,) = see(house, report_id, Role.GRID_WORKER).json["photos"]
    path, key = f"/reports/{report_id}/photos/{seen['photo_id']}/redaction", fresh_key()
    first = house.post(path, Role.GRID_WORKER, {"areas": [MIDDLE]}, key=key)
    again = house.post(path, Role.GRID_WORKER, {"areas": [MIDDLE]}, key=key)
    assert again.data == first.data


# Joining -----------------------------------------------------------------------------


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
