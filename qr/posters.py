"""The printed sheet a station hangs up: A4, read from two metres, with one code.

The code is the station's plate: it counts a visit and gives no points, and the sheet says so.
The drawing is one SVG in millimetres that needs nothing beside it but a Chinese font.
"""

from collections.abc import Sequence

from qr.icons import bee
from qr.lettering import escaped, fitted, width_em, words, wrapped
from qr.poster_parts import SERVICES_MAX, code_band, counts_column, services_band, steps_column
from qr.sheets import (
    FONTS,
    HONEY,
    INK,
    INNER,
    MARGIN,
    ON_HONEY,
    PAGE_HEIGHT_MM,
    PAGE_WIDTH_MM,
    RED,
    RIGHT,
    SUNKEN,
    WHITE,
    Box,
)

NAME_LENGTH_MAX = 50
NUMBER_LENGTH_MAX = 8
UNIT_NAME_LENGTH_MAX = 50
HOURS_LENGTH_MAX = 50
SERVICE_LENGTH_MAX = 30
KIND_NAME = "红蜂驿站"
KIND_NAME_LENGTH_MAX = 8

_FOOT_TOP = 265
_NAME_SIZE_MAX, _NAME_SIZE_MIN = 19, 11


def station_poster(
    *,
    name: str,
    number: str,
    unit_name: str,
    url: str,
    services: Sequence[str],
    hours: str,
    kind_name: str = KIND_NAME,
) -> str:
    """Return an A4 poster as SVG: the station, what it offers, how to scan, and its plate code.

    ``number`` is what people read out when the code cannot be scanned: "7GK 259".
    A service may carry a detail after a space: "热饭 微波炉 2 台". ``kind_name`` is what such
    places are called over the door: 党群服务中心.
    """
    _check(name, number, unit_name, hours, services)
    if len(kind_name) > KIND_NAME_LENGTH_MAX:
        raise ValueError(f"a kind on a poster has at most {KIND_NAME_LENGTH_MAX} characters")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{PAGE_WIDTH_MM}mm"'
        f' height="{PAGE_HEIGHT_MM}mm" viewBox="0 0 {PAGE_WIDTH_MM} {PAGE_HEIGHT_MM}"'
        f' lang="zh-CN" font-family="{FONTS}">'
        f"<title>{escaped(name)} · {escaped(kind_name)}海报</title>"
        + Box(0, 0, PAGE_WIDTH_MM, PAGE_HEIGHT_MM).draw(fill=WHITE)
        + _masthead(name, unit_name, hours, kind_name)
        + _welcome()
        + services_band(services)
        + code_band(url, number)
        + steps_column()
        + counts_column()
        + _foot()
        + "</svg>\n"
    )


def _check(name: str, number: str, unit_name: str, hours: str, services: Sequence[str]) -> None:
    for what, text, length_max in (
        ("name", name, NAME_LENGTH_MAX),
        ("number", number, NUMBER_LENGTH_MAX),
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


def _masthead(name: str, unit_name: str, hours: str, kind_name: str) -> str:
    unit_width = RIGHT - 35 - 10 * width_em(kind_name) - 4
    unit_size = fitted(unit_name, width=min(100, unit_width), size_max=6.5)
    return (
        Box(0, 0, PAGE_WIDTH_MM, 54).draw(fill=RED)
        + bee(x=MARGIN - 1, y=3.5, size=18, body=WHITE, bands=RED)
        + words(kind_name, x=35, y=16, size=10, fill=WHITE, bold=True)
        + words(unit_name, x=RIGHT, y=15.5, size=unit_size, fill=WHITE, anchor="end")
        + _name(name)
        + words(hours, x=MARGIN, y=50, size=fitted(hours, width=INNER, size_max=7), fill=WHITE)
    )


def _name(name: str) -> str:
    """Draw the station's name as large as it fits, on two lines if one would be small."""
    size = fitted(name, width=INNER, size_max=_NAME_SIZE_MAX)
    if size >= _NAME_SIZE_MIN:
        return words(name, x=MARGIN, y=40, size=size, fill=WHITE, bold=True)
    lines = wrapped(name, ems=width_em(name) / 2 + 1)
    size = min(fitted(line, width=INNER, size_max=_NAME_SIZE_MIN) for line in lines)
    return "".join(
        words(line, x=MARGIN, y=30 + at * 11.5, size=size, fill=WHITE, bold=True)
        for at, line in enumerate(lines)
    )


def _welcome() -> str:
    badge = Box(RIGHT - 60, 57.5, 60, 12)
    return (
        words("进来歇一歇", x=MARGIN, y=68.5, size=12, fill=INK, bold=True)
        + badge.draw(fill=HONEY, radius=6)
        + words(
            "没网也能打卡",
            x=badge.x + badge.width / 2,
            y=66.1,
            size=7.5,
            fill=ON_HONEY,
            bold=True,
            anchor="middle",
        )
    )


def _foot() -> str:
    lines = (
        ("没网也能打卡", "用红蜂账本里的“扫码”，先存在手机里，有网自动上传。"),
        ("我们不做的", "不采人脸，不记行踪，不把数据给平台和物业。明细 90 天后只剩次数。"),
        ("险情先打", "110　119　120"),
    )
    drawn = Box(0, _FOOT_TOP, PAGE_WIDTH_MM, PAGE_HEIGHT_MM - _FOOT_TOP).draw(fill=SUNKEN)
    for at, (head, line) in enumerate(lines):
        y = _FOOT_TOP + 8.5 + at * 9
        drawn += words(head, x=MARGIN, y=y, size=4.8, fill=INK, bold=True)
        drawn += words(line, x=MARGIN + 33, y=y, size=4.6, fill=INK)
    return drawn
