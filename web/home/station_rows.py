"""Ways from the home of a keeper to the own station, and to devices that need a look."""

from uuid import UUID

from api.auth import Caller
from api.devices.watching import watched_near
from api.services import services
from web.home.rows import row
from web.rendering import Context


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
