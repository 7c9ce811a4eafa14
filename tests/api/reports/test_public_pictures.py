"""Pictures of reports: public only once faces and plates cannot be read any more."""

import io
from itertools import pairwise
from uuid import uuid4

import pytest
from PIL import Image

from people.redaction import Area, redacted
from people.roles import Role
from tests.api.house import House, fresh_key
from tests.api.reports.asking import act, file, filed, photo, see, told
from tests.support.pictures import encoded, form_of


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
