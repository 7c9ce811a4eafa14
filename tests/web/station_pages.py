"""Pages of stations, with samples."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from projections.stations.places import StationRow
from projections.stations.views import LiveStation
from tests.web.device_pages import KEEPER, TROUBLES
from tests.web.samples import ID, KEY, NOW, RIDER, STATIONS, STRANGER, Page, at, frame
from web.stations.sketch import Mark, sketch_of
from web.stations_zh import CLOSING_REASONS, OUT_REASONS, PLACE_KINDS, SERVICES, service

CLERK = frame("clerk", "王文书")
STATION: dict[str, Any] = STATIONS[0] | {"station_id": ID}
CLOSED: dict[str, Any] = STATION | {
    "open": False,
    "state": "停止开放",
    "state_words": "装修维修，到 2026年12月3日",
    "lat": None,
}
ROW = StationRow(
    station_id=ID,
    unit_code="150104003005",
    name="大召红蜂驿站",
    services=("热水 随时", "热饭 微波炉 2 台", "雨具"),
    hours="周一至周五 08:00-12:00，14:00-18:00；周六、周日 09:00-17:00",
    kind="red_bee",
    lat_e5=4_079_700,
    lon_e5=11_164_400,
    out_of_order=("雨具",),
    keeper_id=ID,
    photo_id=None,
    closed_since=None,
    closed_reason=None,
    closed_until=None,
)


def _service(name: str, detail: str, reason: str = "") -> dict[str, Any]:
    words, icon = service(name)
    return {
        "name": name,
        "words": words,
        "icon": icon,
        "detail": detail,
        "out": bool(reason),
        "reason": reason,
        "reason_words": OUT_REASONS.get(reason, ""),
        "since": at(17, 9, 30),
    }


OFFERED = [
    _service("热水", "随时"),
    _service("热饭", "微波炉 2 台"),
    _service("雨具", "", "lent_out"),
]


def _chip(words: str, *, chosen: bool = False) -> dict[str, Any]:
    return {"words": words, "value": "x", "chosen": chosen}


LIST: dict[str, Any] = {
    "frame": RIDER,
    "stations": STATIONS,
    "sketch": sketch_of(
        [Mark(1, 40.802, 111.6507), Mark(2, 40.807, 111.6573)], [Mark(0, 40.81, 111.66)]
    ),
    "others": 1,
    "asked": {"service": "charging", "q": "召"},
    "where": "玉泉区",
    "districts": [{"code": "all", "name": "全市"}, {"code": "150104", "name": "玉泉区"}],
    "kinds": [_chip(it) for it in PLACE_KINDS.values()],
    "service_chips": [_chip(it, chosen=it == "充电") for it, _ in SERVICES.values()],
    "open_chip": _chip("现在开着"),
    "is_narrowed": True,
    "search_length_max": 50,
    "next_address": "/stations?after_id=1",
}
ONE: dict[str, Any] = {
    "frame": STRANGER,
    "now": NOW,
    "station": STATION,
    "hours": "08:00-22:00",
    "services": OFFERED,
    "sketch": sketch_of([Mark(1, 40.797, 111.644), Mark(2, 40.8, 111.65)]),
    "neighbours": [{"station_id": UUID(int=2), "name": "石羊桥东路站", "away": "约 620 米"}],
    "photo_address": "",
    "tends": False,
}
DAYS = [
    {"day": date(2026, 11, 12) + timedelta(days=n), "visits": visits, "percent": visits}
    for n, visits in enumerate((40, 61, 0, 100, 84, 52, 61))
]
TODAY: dict[str, Any] = {
    "frame": KEEPER,
    "now": NOW,
    "key": KEY,
    "station": STATION,
    "open": True,
    "live": LiveStation(61, 48, at(18, 13, 41), 7),
    "repeats": 5,
    "days": DAYS,
    "troubles": [],
}
TEND: dict[str, Any] = {
    "frame": KEEPER,
    "now": NOW,
    "key": KEY,
    "today": "2026-11-18",
    "station": STATION,
    "row": ROW,
    "services": OFFERED,
    "offers": ["工具箱", "取暖"],
    "is_full": False,
    "out_reasons": OUT_REASONS,
    "kinds": PLACE_KINDS,
    "closing_reasons": CLOSING_REASONS,
    "edits": False,
    "candidates": [],
    "keeper_name": "",
    "name_length_max": 20,
    "detail_length_max": 20,
    "hours_length_max": 50,
}
EDIT = TEND | {
    "frame": CLERK,
    "edits": True,
    "candidates": [(ID, "李*国"), (UUID(int=7), "王*")],
    "keeper_name": "李*国",
}

STATION_PAGES: dict[str, Page] = {
    "stations": Page("stations.html", LIST),
    "stations-none": Page(
        "stations.html", LIST | {"stations": [], "sketch": None, "next_address": ""}
    ),
    "stations-none-here": Page(
        "stations.html",
        LIST
        | {"frame": STRANGER, "stations": [], "sketch": None, "next_address": ""}
        | {"asked": {}, "where": "", "is_narrowed": False},
    ),
    "station": Page("station.html", ONE),
    "station-closed": Page(
        "station.html",
        ONE
        | {"frame": KEEPER, "station": CLOSED, "services": [], "sketch": None, "tends": True}
        | {"neighbours": []},
    ),
    "station-today": Page("station_today.html", TODAY),
    "station-today-none": Page(
        "station_today.html",
        TODAY
        | {
            "live": LiveStation(0, 0, None, 0),
            "repeats": 0,
            "days": [it | {"visits": 0, "percent": 0} for it in DAYS],
            "troubles": [
                it | {"device_id": ID, "label": "门口屏幕", "may_end": True} for it in TROUBLES
            ],
        },
    ),
    "station-services": Page("station_services.html", TEND),
    "station-services-office": Page(
        "station_services.html", EDIT | {"is_full": True, "services": []}
    ),
    "station-services-closed": Page(
        "station_services.html",
        EDIT
        | {
            "station": CLOSED,
            "row": StationRow(
                **{name: getattr(ROW, name) for name in StationRow.__slots__}
                | {
                    "closed_since": at(17, 9),
                    "closed_reason": "repair",
                    "closed_until": date(2026, 12, 3),
                    "photo_id": ID,
                }
            ),
        },
    ),
    "station-riders": Page("station_riders.html", {"frame": KEEPER, "station": STATION}),
}
