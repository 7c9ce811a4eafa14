"""The home of a keeper: today's figures, ways to the own station, devices that need a look."""

from uuid import UUID

from flask import url_for

from api.auth import Caller
from api.devices.watching import watched_near
from api.services import services
from ledger.kernel.clock import local_date
from web.home.check_in_rows import check_in_rows
from web.home.rows import row
from web.rendering import Context

STATIONS = row("/stations", "pin", "红蜂驿站", "服务、营业时间、今天的停靠")


def station_keeper(who: Caller) -> Context:
    """Return the home of a station's keeper: who came today, and what the station needs."""
    station_id = who.grant.place_id
    if station_id is None:
        return {"main": None, "figures": [], "waiting": [STATIONS]}
    given = services()
    live = given.views.stations.live(station_id, local_date(given.clock()))
    figures = [
        {"words": "今天停靠", "value": live.visits},
        {"words": "来过的骑手", "value": live.riders},
    ]
    screen = url_for("pages_station_screen.station_screen", station_id=station_id)
    poster = f"/api/v1/stations/{station_id}/poster.svg"
    waiting = [
        *station_rows(station_id),
        row("/scan", "scan", "扫服务卡", "骑手没带手机，扫他的卡"),
        *check_in_rows(who),
        row(poster, "print", "打印驿站海报", "墙上的码记到站，不记分"),
        device_row(who),
        STATIONS,
    ]
    main = {"address": screen, "words": "打开屏幕码", "icon": "scan"}
    return {"main": main, "figures": figures, "waiting": waiting}


def station_rows(station_id: UUID) -> list[Context]:
    """Return the ways to riders' codes, to today's counts and to services and hours."""
    here = f"/stations/{station_id}"
    return [
        row(
            f"{here}/riders",
            "scan",
            "扫骑手的码",
            "没网也能扫，有网一起补传",
            tone="red",
        ),
        row(f"{here}/today", "list", "今天", "来了多少次，只看次数"),
        row(f"{here}/purposes", "gauge", "来做什么", "按天、按周、按月，只看次数"),
        row(
            f"{here}/services",
            "clock",
            "服务和营业",
            "什么坏了，几点开门",
        ),
    ]


def device_row(who: Caller) -> Context:
    """Return the way to the devices, with how many of them need a look."""
    count = sum(1 for it in watched_near(services(), who) if it.troubles)
    words = "有设备不对劲，请看一看" if count else "登记、停用屏幕和平板"
    return row("/devices", "phone", "设备", words, count=count or None, tone="honey" * bool(count))
