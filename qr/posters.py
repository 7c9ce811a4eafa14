"""The printed sheet a station hangs up: A4, read from two metres, with one code.

The code is the station's plate: it counts a visit and gives no points, and the sheet says so.
The drawing is one SVG in millimetres that needs nothing beside it but a Chinese font.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from qr import images
from qr.icons import bee, service_icon
from qr.lettering import escaped, fitted, words, wrapped

NAME_LENGTH_MAX = 40
UNIT_NAME_LENGTH_MAX = 40
HOURS_LENGTH_MAX = 40
SERVICES_MAX = 12
SERVICE_LENGTH_MAX = 30

PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210, 297
CODE_WIDTH_MM = 106  # the dark square itself, without its quiet zone

_MARGIN = 14
_RIGHT = PAGE_WIDTH_MM - _MARGIN
_INNER = _RIGHT - _MARGIN
_RED, _INK, _INK_2, _HONEY, _ON_HONEY = "#b92b1b", "#241b16", "#5c5048", "#f6b73c", "#33220a"
_HONEY_SOFT, _SUNKEN, _LINE, _WHITE = "#fff3d6", "#f1ebe2", "#c9bdae", "#ffffff"
_FONTS = (
    "PingFang SC, HarmonyOS Sans SC, Noto Sans CJK SC, Source Han Sans SC,"
    " Microsoft YaHei, WenQuanYi Micro Hei, sans-serif"
)

_SERVICES_TOP, _SERVICES_HEIGHT, _GAP = 76, 30, 3
_CODE_TOP = 120
_SIDE_X, _SIDE_WIDTH = 157, 41
_FOOT_TOP = 264


@dataclass(frozen=True, slots=True)
class _Box:
    x: float
    y: float
    width: float
    height: float

    def draw(self, *, fill: str = "none", stroke: str = "none", radius: float = 0) -> str:
        return (
            f'<rect x="{self.x:g}" y="{self.y:g}" width="{self.width:g}"'
            f' height="{self.height:g}" rx="{radius:g}" fill="{fill}" stroke="{stroke}"'
            ' stroke-width="0.5"/>'
        )


def station_poster(
    *, name: str, unit_name: str, url: str, services: Sequence[str], hours: str
) -> str:
    """Return an A4 poster as SVG: the station, what it offers, how to scan, and its plate code.

    A service may carry a detail after a space: "热饭 微波炉 2 台".
    """
    _check(name, unit_name, hours, services)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{PAGE_WIDTH_MM}mm"'
        f' height="{PAGE_HEIGHT_MM}mm" viewBox="0 0 {PAGE_WIDTH_MM} {PAGE_HEIGHT_MM}"'
        f' role="img" lang="zh-CN" font-family="{_FONTS}">'
        f"<title>{escaped(name)} · 红蜂驿站海报</title>"
        + _Box(0, 0, PAGE_WIDTH_MM, PAGE_HEIGHT_MM).draw(fill=_WHITE)
        + _masthead(name, unit_name, hours)
        + _welcome()
        + _services(services)
        + _code(url)
        + _steps()
        + _what_counts()
        + _foot()
        + "</svg>\n"
    )


def _check(name: str, unit_name: str, hours: str, services: Sequence[str]) -> None:
    for what, text, length_max in (
        ("name", name, NAME_LENGTH_MAX),
        ("unit name", unit_name, UNIT_NAME_LENGTH_MAX),
        ("line of hours", hours, HOURS_LENGTH_MAX),
        *(("service", service, SERVICE_LENGTH_MAX) for service in services),
    ):
        if len(text) > length_max:
            raise ValueError(f"a {what} on a poster has at most {length_max} characters")
    if not name.strip():
        raise ValueError("a poster needs the name of its station")
    if len(services) > SERVICES_MAX:
        raise ValueError(f"a poster has room for {SERVICES_MAX} services")


def _masthead(name: str, unit_name: str, hours: str) -> str:
    unit_size = fitted(unit_name, width=100, size_max=6.5)
    return (
        _Box(0, 0, PAGE_WIDTH_MM, 56).draw(fill=_RED)
        + bee(x=_MARGIN - 1, y=5, size=19, body=_WHITE, bands=_RED)
        + words("红蜂驿站", x=36, y=18, size=10, fill=_WHITE, bold=True)
        + words(unit_name, x=_RIGHT, y=17.5, size=unit_size, fill=_WHITE, anchor="end")
        + words(
            name,
            x=_MARGIN,
            y=41,
            size=fitted(name, width=_INNER, size_max=19),
            fill=_WHITE,
            bold=True,
        )
        + words(hours, x=_MARGIN, y=51, size=fitted(hours, width=_INNER, size_max=7), fill=_WHITE)
    )


def _welcome() -> str:
    badge = _Box(_RIGHT - 60, 60, 60, 12)
    return (
        words("进来歇一歇", x=_MARGIN, y=71, size=12, fill=_INK, bold=True)
        + badge.draw(fill=_HONEY, radius=6)
        + words(
            "没网也能打卡",
            x=badge.x + badge.width / 2,
            y=68.6,
            size=7.5,
            fill=_ON_HONEY,
            bold=True,
            anchor="middle",
        )
    )


def _services(services: Sequence[str]) -> str:
    if not services:
        return ""
    columns = 3 if len(services) <= SERVICES_MAX // 2 else 4
    lines = -(-len(services) // columns)
    width = (_INNER - _GAP * (columns - 1)) / columns
    height = min((_SERVICES_HEIGHT - _GAP * (lines - 1)) / lines, 14)
    return "".join(
        _service(
            service,
            _Box(
                round(_MARGIN + at % columns * (width + _GAP), 2),
                round(_SERVICES_TOP + at // columns * (height + _GAP), 2),
                round(width, 2),
                round(height, 2),
            ),
        )
        for at, service in enumerate(services)
    )


def _service(service: str, box: _Box) -> str:
    what, _, detail = service.strip().partition(" ")
    icon = min(box.height - 3, 9)
    x = box.x + icon + 4
    room = box.x + box.width - x - 1.5
    height = box.height
    drawn = box.draw(fill=_WHITE, stroke=_LINE, radius=2.5) + service_icon(
        service, x=box.x + 2, y=box.y + (height - icon) / 2, size=icon, stroke=_RED
    )
    if not detail:
        size = fitted(what, width=room, size_max=height * 0.48)
        y = box.y + height / 2 + size * 0.36
        return drawn + words(what, x=x, y=y, size=size, fill=_INK, bold=True)
    size = fitted(what, width=room, size_max=height * 0.42)
    small = fitted(detail.strip(), width=room, size_max=height * 0.28)
    return (
        drawn
        + words(what, x=x, y=box.y + height * 0.5, size=size, fill=_INK, bold=True)
        + words(detail.strip(), x=x, y=box.y + height * 0.86, size=small, fill=_INK_2)
    )


def _code(url: str) -> str:
    side = images.side(url)
    module = CODE_WIDTH_MM / (side - 2 * images.QUIET_MODULES)
    box = _Box(_MARGIN, _CODE_TOP, round(side * module, 2), round(side * module, 2))
    return (
        words(
            "打开微信扫一扫，对准下面的码，就记上一次停靠。",
            x=_MARGIN,
            y=_CODE_TOP - 4,
            size=7,
            fill=_INK,
            bold=True,
        )
        + box.draw(fill=_WHITE, stroke=_INK, radius=4)
        + f'<path transform="translate({box.x:g} {box.y:g}) scale({module:.4f})"'
        f' shape-rendering="crispEdges" fill="#000" d="{images.outline(url)}"/>'
        + words(
            url,
            x=_MARGIN,
            y=_CODE_TOP + box.height + 4.5,
            size=fitted(url, width=box.width, size_max=3.2),
            fill=_INK_2,
        )
    )


def _steps() -> str:
    drawn = words("三步打卡", x=_SIDE_X, y=130, size=9, fill=_INK, bold=True)
    for at, step in enumerate(("微信扫一扫", "对准左边码", "看到记上了")):
        y = 144 + at * 13
        drawn += f'<circle cx="{_SIDE_X + 4.5:g}" cy="{y:g}" r="4.5" fill="{_RED}"/>'
        drawn += words(
            str(at + 1),
            x=_SIDE_X + 4.5,
            y=y + 2.3,
            size=6.4,
            fill=_WHITE,
            bold=True,
            anchor="middle",
        )
        drawn += words(step, x=_SIDE_X + 11.5, y=y + 2.2, size=6, fill=_INK)
    return drawn


def _what_counts() -> str:
    box = _Box(_SIDE_X, 182, _SIDE_WIDTH, _CODE_TOP + 135.31 - 182)
    drawn = box.draw(fill=_HONEY_SOFT, stroke=_HONEY, radius=3)
    for at, line in enumerate(("只记次数", "不记积分")):
        drawn += words(line, x=box.x + 3.5, y=193.5 + at * 11, size=8.4, fill=_ON_HONEY, bold=True)
    small = (
        *wrapped("要记积分，请扫屋里屏幕上的码，每天第一次记 1 分。", ems=7),
        "",
        *wrapped("4 小时内再扫，不重复计次。", ems=7),
    )
    for at, line in enumerate(small):
        drawn += words(line, x=box.x + 3.5, y=213 + at * 6.2, size=4.8, fill=_ON_HONEY)
    return drawn


def _foot() -> str:
    lines = (
        ("没网也能打卡", "用红蜂账本里的“扫码”，先存在手机里，有网自动上传。"),
        ("我们不做的", "不采人脸，不记行踪，不把数据给平台和物业。明细 90 天后只剩次数。"),
        ("险情先打", "110　119　120"),
    )
    drawn = _Box(0, _FOOT_TOP, PAGE_WIDTH_MM, PAGE_HEIGHT_MM - _FOOT_TOP).draw(fill=_SUNKEN)
    for at, (head, line) in enumerate(lines):
        y = _FOOT_TOP + 9 + at * 9
        drawn += words(head, x=_MARGIN, y=y, size=4.8, fill=_INK, bold=True)
        drawn += words(line, x=_MARGIN + 33, y=y, size=4.6, fill=_INK)
    return drawn
