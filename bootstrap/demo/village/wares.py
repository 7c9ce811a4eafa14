"""What the shop of the demo's village offers, and what each looks like: drawn, not photographed."""

import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

from ledger.shop.kinds import ItemKind, Source

SIDE = 480
_PAPER, _WHITE, _INK = "#f6efdf", "#ffffff", "#3b3b44"
_RED, _GREEN, _GOLD, _BLUE, _WOOD = "#b8402f", "#4f7a45", "#d9a02b", "#4f86b0", "#8a5a33"
Pen = ImageDraw.ImageDraw


@dataclass(frozen=True, slots=True)
class Batch:
    """Pieces that came in at once. ``good_days`` counts from the day the demo is started."""

    pieces: int
    cost_fen: int = 0
    source: Source = Source.COLLECTIVE
    good_days: int | None = None
    donor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ware:
    """One thing on the shelf."""

    name: str
    category: str
    price: int
    measure: str
    draw: Callable[[Pen], None]
    batches: tuple[Batch, ...]
    kind: ItemKind = ItemKind.GOODS
    hint: str = ""
    low_at: int = 0
    quarter_max: int = 0


def picture(ware: Ware) -> bytes:
    """Draw a thing as a small picture; the same at every start."""
    image = Image.new("RGB", (SIDE, SIDE), _PAPER)
    pen = ImageDraw.Draw(image)
    pen.ellipse((70, 400, 410, 440), fill="#e3d7bd")
    ware.draw(pen)
    told = io.BytesIO()
    image.save(told, "JPEG", quality=80)
    return told.getvalue()


def _bag(colour: str, band: str) -> Callable[[Pen], None]:
    def draw(pen: Pen) -> None:
        pen.polygon(((140, 110), (340, 110), (370, 420), (110, 420)), fill=colour)
        pen.polygon(((140, 110), (340, 110), (320, 70), (160, 70)), fill=band)
        pen.rectangle((150, 210, 330, 330), fill=_WHITE)
        pen.ellipse((205, 235, 275, 305), fill=band)

    return draw


def _bottles(colour: str, count: int) -> Callable[[Pen], None]:
    def draw(pen: Pen) -> None:
        for n in range(count):
            left = 240 - 70 * count + 140 * n + 15
            pen.rounded_rectangle((left, 190, left + 110, 420), 24, fill=colour)
            pen.rectangle((left + 37, 110, left + 73, 200), fill=colour)
            pen.rectangle((left + 31, 85, left + 79, 115), fill=_RED)
            pen.rectangle((left, 260, left + 110, 350), fill=_WHITE)

    return draw


def _oil(pen: Pen) -> None:
    pen.rounded_rectangle((140, 150, 340, 420), 40, fill=_GOLD)
    pen.rectangle((205, 90, 275, 160), fill=_GOLD)
    pen.rectangle((195, 65, 285, 100), fill=_RED)
    pen.rounded_rectangle((290, 180, 400, 300), 40, outline=_GOLD, width=26)
    pen.rectangle((165, 250, 315, 360), fill=_WHITE)
    pen.ellipse((205, 270, 275, 340), fill=_GREEN)


def _soap(pen: Pen) -> None:
    pen.rounded_rectangle((90, 230, 390, 410), 50, fill="#e8c872")
    pen.rounded_rectangle((125, 265, 355, 375), 36, outline="#c9a548", width=8)
    for x, y, size in ((110, 120, 70), (210, 90, 50), (300, 140, 90)):
        pen.ellipse((x, y, x + size, y + size), outline=_BLUE, width=6)


def _tissues(pen: Pen) -> None:
    pen.polygon(((170, 200), (310, 200), (280, 90), (235, 140), (195, 80)), fill=_WHITE)
    pen.rounded_rectangle((80, 190, 400, 420), 20, fill=_BLUE)
    pen.ellipse((150, 175, 330, 225), fill=_WHITE)
    pen.rectangle((80, 330, 400, 370), fill="#7fb0d3")


def _scissors(pen: Pen) -> None:
    pen.line((150, 80, 300, 320), _INK, 26)
    pen.line((330, 80, 180, 320), _INK, 26)
    pen.ellipse((110, 300, 220, 410), outline=_RED, width=24)
    pen.ellipse((260, 300, 370, 410), outline=_RED, width=24)


def _tractor(pen: Pen) -> None:
    pen.rectangle((190, 120, 330, 270), outline=_INK, width=14)
    pen.rectangle((90, 230, 330, 320), fill=_RED)
    pen.rectangle((120, 150, 140, 230), fill=_INK)
    pen.ellipse((230, 240, 410, 420), fill=_INK)
    pen.ellipse((285, 295, 355, 365), fill=_GOLD)
    pen.ellipse((80, 300, 190, 410), fill=_INK)


def _rosette(pen: Pen) -> None:
    pen.polygon(((170, 270), (240, 300), (200, 430), (160, 390), (110, 410)), fill=_RED)
    pen.polygon(((310, 270), (240, 300), (280, 430), (320, 390), (370, 410)), fill=_RED)
    pen.ellipse((110, 70, 370, 330), fill=_RED)
    pen.ellipse((150, 110, 330, 290), fill=_GOLD)


def _film(pen: Pen) -> None:
    pen.rectangle((100, 170, 380, 390), fill="#dfe8ea")
    pen.ellipse((340, 170, 420, 390), fill="#c3d2d6")
    pen.ellipse((365, 240, 395, 320), fill=_WOOD)
    pen.rectangle((180, 170, 250, 390), fill=_GREEN)


DONOR = "南街村便民商店"
WARES = (
    Ware(
        name="肥皂", category="日用品", price=2, measure="块", draw=_soap,
        batches=(Batch(90, 180), Batch(30, 180, Source.PARTNER)),
    ),
    Ware(
        name="抽纸一提", category="日用品", price=6, measure="提", draw=_tissues,
        batches=(Batch(60, 520),),
    ),
    Ware(
        name="洗衣粉一袋", category="日用品", price=12, measure="袋", draw=_bag(_BLUE, _RED),
        batches=(Batch(7, 1_050),), low_at=5,
    ),
    Ware(
        name="醋两瓶", category="粮油", price=5, measure="份", draw=_bottles("#5a2d1d", 2),
        batches=(Batch(24, 450, good_days=17), Batch(36, 450, good_days=300)),
    ),
    Ware(
        name="食用油一桶", category="粮油", price=30, measure="桶", draw=_oil, quarter_max=1,
        batches=(
            Batch(8, 2_800, good_days=410),
            Batch(4, 2_800, Source.DONATION, good_days=26, donor=DONOR),
        ),
    ),
    Ware(
        name="大米一袋", category="粮油", price=40, measure="袋", draw=_bag(_WHITE, _GREEN),
        batches=(Batch(8, 3_900, Source.DONATION, good_days=160, donor=DONOR),), quarter_max=1,
    ),
    Ware(
        name="白面一袋", category="粮油", price=20, measure="袋", draw=_bag("#e9dcc0", _GOLD),
        batches=(Batch(15, 1_900, good_days=95),),
    ),
    Ware(
        name="农膜一卷", category="农资", price=15, measure="卷", draw=_film,
        batches=(Batch(10, 1_400, Source.PARTNER),), low_at=3,
    ),
    Ware(
        name="理发一次", category="服务", price=4, measure="次", draw=_scissors,
        kind=ItemKind.SERVICE, hint="每月15日，村委会", batches=(Batch(30, 300),),
    ),
    Ware(
        name="机耕一亩", category="服务", price=35, measure="亩", draw=_tractor,
        kind=ItemKind.SERVICE, hint="提前三天说一声", batches=(Batch(12, 3_000),),
    ),
    Ware(
        name="红花榜合影", category="荣誉", price=3, measure="次", draw=_rosette,
        kind=ItemKind.HONOUR, hint="月底户代表会上", batches=(Batch(20),),
    ),
)  # fmt: skip
"""Priced as 奈曼旗 prices them: soap 2, vinegar 5, oil 30, rice 40."""
