"""The middle of a station poster: what the station offers, its code, and what a scan counts."""

from collections.abc import Sequence

from qr import images
from qr.icons import service_icon
from qr.lettering import fitted, words, wrapped
from qr.sheets import (
    HONEY,
    HONEY_SOFT,
    INK,
    INK_2,
    INNER,
    LINE,
    MARGIN,
    ON_HONEY,
    RED,
    WHITE,
    Box,
)

SERVICES_MAX = 12

_SERVICES_TOP, _SERVICES_HEIGHT, _GAP = 73, 34, 3
_CARD_HEIGHT_MAX = 16
# The dark square of a version 3 code is 29 modules of 37: 106 mm here, for a reader at 2 m.
_CODE = Box(MARGIN, 121, 135.3, 135.3)
_SIDE_X, _SIDE_WIDTH = 155, 41
_ADDRESS_WIDTH = 80
_HOW = "打开微信扫一扫，对准下面的码，就记上一次停靠。"
_STEPS = ("微信扫一扫", "对准左边码", "看到绿对勾")
_COUNTS = "要记积分，请扫屋里屏幕上的码，每天首次 1 分。"
_AGAIN = "4 小时内再扫，不重复计次。"


def services_band(services: Sequence[str]) -> str:
    """Draw a card for every service, six large ones or up to twelve smaller ones."""
    if not services:
        return ""
    columns = 3 if len(services) <= SERVICES_MAX // 2 else 4
    lines = -(-len(services) // columns)
    width = (INNER - _GAP * (columns - 1)) / columns
    height = min((_SERVICES_HEIGHT - _GAP * (lines - 1)) / lines, _CARD_HEIGHT_MAX)
    return "".join(
        _service(
            service,
            Box(
                round(MARGIN + at % columns * (width + _GAP), 2),
                round(_SERVICES_TOP + at // columns * (height + _GAP), 2),
                round(width, 2),
                round(height, 2),
            ),
        )
        for at, service in enumerate(services)
    )


def _service(service: str, box: Box) -> str:
    what, _, detail = service.strip().partition(" ")
    icon = min(box.height - 3, 11)
    x = box.x + icon + 4
    room = box.x + box.width - x - 1.5
    height = box.height
    drawn = box.draw(fill=WHITE, stroke=LINE, radius=2.5) + service_icon(
        service, x=box.x + 2, y=box.y + (height - icon) / 2, size=icon, stroke=RED
    )
    if not detail:
        size = fitted(what, width=room, size_max=height * 0.48)
        y = box.y + height / 2 + size * 0.36
        return drawn + words(what, x=x, y=y, size=size, fill=INK, bold=True)
    size = fitted(what, width=room, size_max=height * 0.42)
    small = fitted(detail.strip(), width=room, size_max=height * 0.28)
    return (
        drawn
        + words(what, x=x, y=box.y + height * 0.5, size=size, fill=INK, bold=True)
        + words(detail.strip(), x=x, y=box.y + height * 0.86, size=small, fill=INK_2)
    )


def code_band(url: str, number: str) -> str:
    """Draw the plate code in its frame, one sentence above it; number and address below it."""
    side = images.side(url)
    module = _CODE.width / side
    return (
        words(_HOW, x=MARGIN, y=_CODE.y - 4, size=7, fill=INK, bold=True)
        + _CODE.draw(fill=WHITE, stroke=INK, radius=4)
        + f'<path transform="translate({_CODE.x:g} {_CODE.y:g}) scale({module:.4f})"'
        f' shape-rendering="crispEdges" fill="#000" d="{images.outline(url)}"/>'
        + words(f"本站码 {number}", x=MARGIN, y=_CODE.bottom + 6.4, size=6.2, fill=INK, bold=True)
        + words(
            url,
            x=_CODE.x + _CODE.width,
            y=_CODE.bottom + 5.8,
            size=fitted(url, width=_ADDRESS_WIDTH, size_max=3.2),
            fill=INK_2,
            anchor="end",
        )
    )


def steps_column() -> str:
    """Draw the three steps of a scan beside the code."""
    drawn = words("三步打卡", x=_SIDE_X, y=_CODE.y + 9, size=9, fill=INK, bold=True)
    x = _SIDE_X + 4.5
    for at, step in enumerate(_STEPS):
        y = _CODE.y + 22 + at * 13
        drawn += (
            f'<circle cx="{x:g}" cy="{y:g}" r="4.5" fill="{RED}"/>'
            + words(str(at + 1), x=x, y=y + 2.3, size=6.4, fill=WHITE, bold=True, anchor="middle")
            + words(step, x=x + 6.5, y=y + 2.2, size=5.9, fill=INK)
        )
    return drawn


def counts_column() -> str:
    """Say beside the code that it counts a visit and gives no points, and which code does."""
    top = _CODE.y + 60
    box = Box(_SIDE_X, top, _SIDE_WIDTH, _CODE.bottom - top)
    x = box.x + 3.5
    drawn = box.draw(fill=HONEY_SOFT, stroke=HONEY, radius=3)
    for at, line in enumerate(("只记次数", "不记积分")):
        drawn += words(line, x=x, y=top + 12 + at * 11, size=8.4, fill=ON_HONEY, bold=True)
    for at, line in enumerate((*wrapped(_COUNTS, ems=7), "", *wrapped(_AGAIN, ems=7))):
        drawn += words(line, x=x, y=top + 33 + at * 6.2, size=4.6, fill=ON_HONEY)
    return drawn
