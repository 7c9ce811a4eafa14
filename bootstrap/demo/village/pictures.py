"""Pictures of the demo, drawn and not photographed: a yard with a gate, a sheet, a shelf."""

import io
from datetime import datetime
from random import Random
from uuid import UUID

from PIL import Image, ImageDraw

from bootstrap.container import House
from people.photo import KeptPhoto

SIZE = (960, 720)
_SKY, _WALL, _GATE, _YARD, _SNOW = "#a9c8e0", "#c8a27a", "#8d3b2f", "#b7a58a", "#e9ecee"
_PAPER, _INK = "#f4f1e6", "#3b3b44"


def yard(seed: int) -> bytes:
    """Draw a tidy yard in front of a house; every seed is another one."""
    random = Random(seed)  # noqa: S311 - a drawing
    picture = Image.new("RGB", SIZE, _SKY)
    pen = ImageDraw.Draw(picture)
    wall = 300 + random.randrange(60)
    pen.rectangle((0, wall, SIZE[0], 520), fill=_WALL)
    pen.rectangle((0, 520, *SIZE), fill=_YARD)
    left = 120 + random.randrange(480)
    pen.rectangle((left, wall + 30, left + 200, 520), fill=_GATE)
    pen.line((left + 100, wall + 30, left + 100, 520), fill=_WALL, width=6)
    for _ in range(random.randrange(3, 9)):
        x, y = random.randrange(SIZE[0]), random.randrange(560, SIZE[1])
        pen.ellipse((x, y, x + 90, y + 18), fill=_SNOW)
    return _saved(picture)


def sheet(seed: int) -> bytes:
    """Draw a page with written lines and a name below them."""
    random = Random(seed)  # noqa: S311 - a drawing
    picture = Image.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(picture)
    for n in range(14):
        y = 90 + n * 38
        pen.line((80, y, 700 + random.randrange(180), y + random.randrange(-2, 3)), _INK, 5)
    pen.arc((600, 610, 820, 690), 0, 250 + random.randrange(100), _INK, 6)
    return _saved(picture)


def shelf(pieces: int) -> bytes:
    """Draw a shelf with some packs on its boards."""
    picture = Image.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(picture)
    for y in (330, 620):
        pen.rectangle((60, y, 900, y + 24), fill=_GATE)
    for n in range(pieces):
        left = 120 + n * 230
        pen.rounded_rectangle((left, 180, left + 180, 330), 16, fill=_SKY)
    return _saved(picture)


def keep(house: House, raw: bytes, by: UUID, at: datetime, about: UUID | None) -> KeptPhoto:
    """Keep a picture as evidence, as a phone that sent it would."""
    photos = house.services.photos
    kept = photos.keep(raw, about=about, by=by, now=at)
    photos.record([kept.photo_id], at)
    return kept


def _saved(picture: Image.Image) -> bytes:
    told = io.BytesIO()
    picture.save(told, "JPEG", quality=80)
    return told.getvalue()
