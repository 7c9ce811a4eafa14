"""Faces are marked on a phone, by finger or by keyboard, in a picture of twelve megapixels."""

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from ledger.kernel.clock import utc_now
from ledger.kernel.ids import new_id
from ledger.reports.categories import Category
from ledger.reports.commands import FileReport
from ledger.reports.kinds import FiledAs
from people.redaction import CELLS_MAX
from people.roles import Role
from tests.e2e.world import World
from tests.support.pictures import ORIENTATION, encoded
from tests.web.conftest import PHONE

pytestmark = pytest.mark.browser

WIDE, HIGH = 4_000, 3_000
FACE, SIGN = (2_600, 600, 3_000, 1_000), (600, 2_000, 1_000, 2_400)
"""In the picture as it is seen: what is to be hidden, and what is to stay."""
MARKED = (640, 190, 760, 345)
"""Around the face, in thousandths: left, top, right, bottom."""
STRIPE, STRIPES = 40, 9
"""How wide each is, and how many edges there are between them."""
BETWEEN = 170
"""Brightness between the dark of a stripe and the light of the next."""


def striped(*, turned: bool) -> bytes:
    """A grey yard with a face and a sign, both of stripes; turned as phones keep their pictures."""
    image = Image.new("RGB", (WIDE, HIGH), (90, 90, 90))
    for left, top, right, bottom in (FACE, SIGN):
        for x in range(left, right, 2 * STRIPE):
            image.paste((255, 255, 255), (x, top, x + STRIPE, bottom))
    if not turned:
        return encoded(image, quality=90)
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    return encoded(image.transpose(Image.Transpose.ROTATE_90), quality=90, exif=exif)


def edges(picture: Image.Image, box: tuple[int, int, int, int]) -> list[int]:
    """Count how often it turns from dark to light and back: near the top, midway, near the foot."""
    scale = picture.width / WIDE
    left, top, right, bottom = (round(it * scale) for it in box)
    grey = picture.convert("L")
    heights = (top + 3, (top + bottom) // 2, bottom - 4)
    rows = [grey.crop((left + 3, y, right - 3, y + 1)).tobytes() for y in heights]
    return [
        sum((one > BETWEEN) != (other > BETWEEN) for one, other in pairwise(row)) for row in rows
    ]


@pytest.fixture(params=[False, True], ids=["upright", "turned by its exif"])
def marking(request: pytest.FixtureRequest, world: World, browser: Browser) -> Iterator[Any]:
    """A grid worker's phone with the page to mark the picture of a report in, and the report."""
    report_id = reported(world, striped(turned=request.param))
    context = browser.new_context(**PHONE)
    context.add_cookies(world.cookies(world.account(Role.GRID_WORKER)))
    tab = context.new_page()
    tab.goto(f"{world.address}/desk/reports/{report_id}")
    tab.get_by_role("link", name="打码", exact=True).click()
    tab.locator("[data-redact][data-ready]").wait_for()
    picture = tab.locator(".redact img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    yield tab, report_id
    context.close()


def reported(world: World, raw: bytes) -> UUID:
    """Let a resident report something with a picture as a phone takes it."""
    given, photo_id, who = world.house.services, new_id(), world.account(Role.RESIDENT)
    assert who.person_id is not None
    about = {"about": who.person_id, "by": who.person_id, "photo_id": photo_id}
    given.photos.keep(raw, now=utc_now(), **about)
    answer = world.do(
        FileReport,
        category=Category.PARKING,
        unit_code=who.unit_code,
        reporter_id=who.person_id,
        filed_as=FiledAs.RESIDENT,
        occurred_at=utc_now(),
        place_text_id=new_id(),
        photo_ids=(photo_id,),
    )
    world.settle()
    return UUID(str(answer["report_id"]))


def public_picture(world: World, report_id: UUID) -> Image.Image:
    """Return what everybody sees, as it is kept."""
    world.settle()
    (shown,) = world.house.services.views.report_parts.photos([report_id])[report_id]
    assert shown.redacted_id is not None
    kept = world.house.services.photos.read(shown.redacted_id)
    assert kept is not None
    return Image.open(io.BytesIO(kept))


def require_hidden(world: World, report_id: UUID) -> None:
    picture = public_picture(world, report_id)
    assert picture.width > picture.height, "as it is seen, whichever way the phone was held"
    assert max(edges(picture, FACE)) <= CELLS_MAX, "a few plain cells, and not one of the stripes"
    assert edges(picture, SIGN) == [STRIPES] * 3, "what nobody marked is as it was"


def marked(tab: Page) -> list[int]:
    (area,) = tab.locator("input[name=area]").all()
    return [int(it) for it in area.input_value().split(",")]


def test_a_finger_draws_around_a_face_and_the_face_is_nowhere_any_more(
    world: World, marking: tuple[Page, UUID]
) -> None:
    tab, report_id = marking
    box = tab.locator("[data-redact-on]").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["viewport"]["width"], "all of it is seen at once"
    assert abs(box["width"] / box["height"] - WIDE / HIGH) < 0.02, "and not squeezed"
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    before = tab.evaluate("scrollY")
    left, top, right, bottom = MARKED
    draw(tab, box, (left, top), (right, bottom))
    assert tab.evaluate("scrollY") == before, "the page stays where it is"
    for told, meant in zip(marked(tab), (left, top, right - left, bottom - top), strict=True):
        assert abs(told - meant) <= 5
    tab.get_by_role("button", name="遮住 1 处，公开").tap()
    expect(tab.get_by_text("打好码，公开")).to_be_visible()
    require_hidden(world, report_id)


def draw(
    tab: Page, box: Any, begins: tuple[int, int], ends: tuple[int, int], steps: int = 6
) -> None:
    """Put a finger down, move it and lift it, in thousandths of a box."""
    finger = tab.context.new_cdp_session(tab)

    def at(n: int) -> dict[str, float]:
        x, y = (a + (b - a) * n / steps for a, b in zip(begins, ends, strict=True))
        return {"x": box["x"] + box["width"] * x / 1000, "y": box["y"] + box["height"] * y / 1000}

    for kind, n in (("touchStart", 0), *(("touchMove", n) for n in range(1, steps + 1))):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [at(n)]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_the_same_by_keyboard_alone(world: World, marking: tuple[Page, UUID]) -> None:
    tab, report_id = marking
    press = tab.keyboard.press
    tab.get_by_role("button", name="加一个框").focus()
    press("Enter")
    expect(tab.locator("[data-redact-on] rect")).to_be_focused()
    left, top, right, bottom = MARKED
    for key, times in (
        ("ArrowRight", (left - 400) // 10),
        ("ArrowUp", (400 - top) // 10),
        ("Shift+ArrowLeft", (200 - (right - left)) // 10),
        ("Shift+ArrowUp", (200 - (bottom - top)) // 10),
    ):
        for _ in range(times):
            press(key)
    assert marked(tab) == [left, top, right - left, 160]
    for _ in range(6):
        if tab.evaluate("document.activeElement.matches('[data-redact-send]')"):
            break
        press("Tab")
    press("Enter")
    expect(tab.get_by_text("打好码，公开")).to_be_visible()
    require_hidden(world, report_id)
