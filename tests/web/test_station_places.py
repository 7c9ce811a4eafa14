"""Where stations lie: a sketch that reads on a phone, and a list by distance made on the phone."""

import itertools
import math
import random
import re

import pytest
from playwright.sync_api import BrowserContext, Request, Route, expect

from tests.web.conftest import Running
from web.stations.sketch import APART, HEIGHT, LOWEST, WIDTH, Mark, sketch_of

SCATTER = random.Random(7)
CITY = [Mark(n, SCATTER.gauss(40.81, 0.05), SCATTER.gauss(111.67, 0.09)) for n in range(1, 171)]
READABLE = 0.75
"""Numbers may touch where a whole district lies in one street, never cover each other."""
DOT = re.compile(r'__dot" cx="([\d.]+)" cy="([\d.]+)"')
ALLOWED = "geolocation=(self)"
HERE = {"latitude": 40.81, "longitude": 111.67}


def spots(drawing: str) -> list[tuple[float, float]]:
    found = re.findall(r'__mark" transform="translate\(([\d.]+) ([\d.]+)\)', drawing)
    return [(float(x), float(y)) for x, y in found]


def test_a_city_of_stations_is_numbers_of_this_page_and_dots_of_the_others() -> None:
    sketch = sketch_of(CITY[:30], CITY[30:])
    assert sketch is not None
    dots = [(float(x), float(y)) for x, y in DOT.findall(sketch.svg)]
    assert len(dots) == 140
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in dots)
    marks = spots(sketch.svg)
    assert len(marks) == 30
    assert all(0 < x < WIDTH and 0 < y <= LOWEST < HEIGHT for x, y in marks)
    gaps = [math.dist(*pair) for pair in itertools.combinations(marks, 2)]
    assert min(gaps) >= APART * READABLE


def test_no_marks_no_sketch_whatever_else_lies_around() -> None:
    assert sketch_of([], CITY) is None


@pytest.mark.browser
def test_the_nearest_are_found_on_the_phone_and_its_place_is_sent_to_nobody(
    phone: BrowserContext, running: Running
) -> None:
    asked: list[str] = []
    phone.grant_permissions(["geolocation"])
    phone.set_geolocation({**HERE, "accuracy": 10})

    def answer(route: Route) -> None:
        rows = [("远的", 40.90), ("近的", 40.811), ("不远的", 40.83)]
        common = {"services": ["充电"], "out_of_order": [], "hours": "全天", "closed_since": None}
        items = [
            {
                "station_id": str(n),
                "name": name,
                "location": {"lat_deg": lat, "lon_deg": 111.67},
                **common,
            }
            for n, (name, lat) in enumerate(rows)
        ]
        route.fulfill(json={"items": items, "next": None})

    def may_ask(route: Route) -> None:
        """Let the page ask for the place, as `may_ask_for_place` does (routes/test_stations.py)."""
        page = route.fetch()
        route.fulfill(response=page, headers={**page.headers, "permissions-policy": ALLOWED})

    def note(request: Request) -> None:
        asked.append(request.url + (request.post_data or "") + str(request.headers))

    phone.route("**/api/v1/stations?*", answer)
    phone.route("**/preview/stations", may_ask)
    tab = phone.new_page()
    tab.goto(f"{running.address}/preview/stations")
    tab.on("request", note)
    tab.get_by_role("button", name="按离我远近排").click()
    names = tab.locator("#nearest-rows strong")
    expect(names).to_have_text(["近的", "不远的", "远的"])
    expect(tab.locator("#listed")).to_be_hidden()
    assert [it for it in asked if "/api/v1/stations" in it and "service=charging" in it]
    assert not [it for it in asked if "40.81" in it or "111.67" in it]
    tab.get_by_role("button", name="照旧排").click()
    expect(tab.locator("#listed")).to_be_visible()
